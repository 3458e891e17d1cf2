"""Registers in, pairs of which the registers themselves or a reader tell whether they are one, out.

Two rows with one identifier are one; two rows with different values of one scheme are two. The
identifiers are hidden from what is measured. The spellings of laboratories in ANR's data were read
one by one (``extract/gold/spellings.tsv``), because the number that stands beside them is often
that of another unit. Rows of FINESS all have its number and are left out. Each pair is of the part
``dev`` or ``test`` by its identifier: no rule and no weight comes from the test part.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.errors import DataError
from biograph.harvest.places import town
from biograph.link import profile
from biograph.link.blocking import NamesIndex
from biograph.link.profile import akin, contradict
from biograph.model import Entry, Identifier, Mention
from biograph.resources import extract
from biograph.run.gather import gather
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biograph.link.profile import Profile
    from biograph.run.track import Track

#: Schemes by which the registers tell rows apart and together.
TELLING = frozenset({"siren", "ror", "rnsr", "finess", "isin"})
SPELLINGS = "spellings.tsv"
#: The family of pairs of a spelling and a unit.
SPELLED = "anr-rnsr"
_ANR = "registries/anr_dos_partenaires_vivant_2022.csv"
_KINDS = {"same": True, "supervisor": False, "part": False, "other": False}


@dataclass(frozen=True, slots=True)
class Example:
    """Two profiles without identifiers, whether they are one, the registers, and the part."""

    one: Profile
    other: Profile
    same: bool
    family: str
    part: str


@dataclass(frozen=True, slots=True)
class Real:
    """All entries of organisations of a snapshot, and the ANR spellings a reader judged."""

    entries: tuple[Entry, ...]
    spellings: tuple[tuple[Mention, str, bool, str], ...]

    def examples(self) -> list[Example]:
        """Every pair that blocking finds and every pair that is one, with its truth."""
        rows = [of(entry) for entry in self.entries]
        index = NamesIndex((name, row) for row, found in enumerate(rows) for name in found.names)
        ids = [frozenset(i for i in e.identifiers if i.scheme in TELLING) for e in self.entries]
        return [*self._registers(rows, ids, index), *self._anr(rows, ids, index)]

    def _registers(
        self, rows: Sequence[Profile], ids: Sequence[frozenset[Identifier]], index: NamesIndex
    ) -> Iterator[Example]:
        pairs = set(_sharing(ids))
        for row, found in enumerate(rows):
            pairs |= {(min(row, o), max(row, o)) for o in index.akin(found.names) if o != row}
        for one, other in sorted(pairs):
            same = bool(ids[one] & ids[other])
            told = same or contradict(ids[one], ids[other])
            part = part_of(ids[one])
            names = sorted({self.entries[one].source, self.entries[other].source})
            if names == ["finess"] or self.entries[one].id == self.entries[other].id:
                continue
            known = told and (same or not _double(rows[one], rows[other]))
            if known and part == part_of(ids[other]) and akin(rows[one], rows[other]):
                yield Example(rows[one], rows[other], same, "-".join(names), part)

    def _anr(
        self, rows: Sequence[Profile], ids: Sequence[frozenset[Identifier]], index: NamesIndex
    ) -> Iterator[Example]:
        """Each judged spelling with its unit, and with every other unit it could be taken for."""
        units = {i.value: n for n, held in enumerate(ids) for i in held if i.scheme == "rnsr"}
        for mention, rnsr, same, part in self.spellings:
            said = profile.of_mention(mention)
            near = {units[rnsr]} if rnsr in units else set()
            near |= {n for n in index.akin(said.names) if any(i.scheme == "rnsr" for i in ids[n])}
            for number in sorted(near):
                own = any(i == ("rnsr", rnsr) for i in ids[number])
                double = rnsr in units and _double(rows[units[rnsr]], rows[number])
                if own or (same and not double):
                    truth = same and own
                    yield Example(said, rows[number], truth, SPELLED, part)


def read(snapshot: Path, track: Track) -> Real:
    """The registers of a full snapshot. Raises DataError where ANR's table is missing."""
    gathered = gather((), snapshot=snapshot, track=track)
    entries = [entry for unit in gathered.units.values() for entry in unit.entries]
    organisations = sorted(
        (e for e in entries if of(e).organisation), key=lambda e: (e.id, repr(e))
    )
    return Real(tuple(organisations), tuple(_spellings(snapshot / _ANR)))


def of(entry: Entry) -> Profile:
    """The profile of an entry whose identifiers are hidden."""
    read = profile.of_entry(entry, vocabulary.annotation_type)
    return replace(read, identifiers=frozenset())


def part_of(ids: Iterable[Identifier]) -> str:
    """``dev`` or ``test``, by the first identifier; ``dev`` where there is none."""
    values = sorted(identifier.value for identifier in ids)
    return half(values[0]) if values else "dev"


def half(value: str) -> str:
    """The part of a value: an even or odd digest."""
    return "test" if int(sha256(value.encode()).hexdigest(), 16) % 2 else "dev"


def _spellings(path: Path) -> Iterator[tuple[Mention, str, bool, str]]:
    if not path.exists():
        raise DataError(f"there is no {path}", hint="name the folder of a full snapshot")
    rows = {digest(row["Nom_organisme"], row["Adresse.Ville"]): row for row in _table(path, ",")}
    for judged in _table(extract() / "gold" / SPELLINGS, "\t"):
        row = rows.get(judged["row"])
        if row is None:
            raise DataError(
                f"{path} lacks a row that was judged", hint="name the folder of a full snapshot"
            )
        mention = Mention(
            text=row["Nom_organisme"],
            kind="ResearchOrganization",
            place=town(row["Adresse.Ville"]),
        )
        yield mention, judged["rnsr"], _KINDS[judged["verdict"]], judged["part"]


def _double(one: Profile, other: Profile) -> bool:
    """True for two rows of one name and town: a register that repeats itself tells nothing."""
    return one.town == other.town and any(a.key == b.key for a in one.names for b in other.names)


def _table(path: Path, delimiter: str) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)


def _sharing(ids: Sequence[frozenset[Identifier]]) -> Iterator[tuple[int, int]]:
    held: dict[Identifier, list[int]] = {}
    for number, found in enumerate(ids):
        for identifier in found:
            held.setdefault(identifier, []).append(number)
    for numbers in held.values():
        yield from combinations(numbers, 2)
