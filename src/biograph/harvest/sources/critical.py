"""The Union list of critical medicines: its ATC codes joined with the biologics that bear them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from biograph.harvest.base import no_entries, no_text
from biograph.harvest.declared import BIOLOGICS, EMA, EPAR, UNION_LIST
from biograph.harvest.rows import claim, codes, evidence, good, identifiers
from biograph.harvest.tables import read
from biograph.model import Claim, Flag, Identifier, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from biograph.harvest.tables import Table

SOURCE = Source(
    id="critical",
    title="Union list of critical medicines, by ATC code (version 2.1)",
    publisher="European Medicines Agency, Heads of Medicines Agencies, European Commission",
    licence="EMA legal notice (reuse with acknowledgement)",
    url="https://www.ema.europa.eu/sv/node/253189",
    date="2026",
    lang="en",
    attribution="Source: European Medicines Agency",
)
UNION = Mention(
    text="Union list of critical medicines",
    kind="MedicineList",
    identifiers=(Identifier("list", "UnionCriticalList"),),
)


class _Medicines(NamedTuple):
    """A table of medicines: its columns of ATC codes and names, the scheme of its keys."""

    table: Table
    atc: str
    name: str
    scheme: str
    wanted: Callable[[Mapping[str, str]], bool]


_MEDICINES = (
    _Medicines(
        BIOLOGICS,
        "code_atc",
        "denomination",
        "cis",
        lambda row: row["statut_amm"] == "Autorisation active",
    ),
    _Medicines(
        EMA,
        "atc",
        "name",
        "emaNumber",
        lambda row: bool(row["bio_class"]) and row["status"] == "Authorised",
    ),
    # its rows are newer than EMA's table: a code or an authorisation may stand here only
    _Medicines(EPAR, "atc", "medicine", "", lambda _row: True),
)
_BAR = "|"
entries = no_entries
text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a code of the list, with the names and keys of the authorised biologics it has.

    What is wrong with the tables of medicines is flagged by their own sources.
    """
    bearing: defaultdict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    for source in _MEDICINES:
        for record in read(source.table, root, source=SOURCE.id, wanted=source.wanted):
            if isinstance(record, Record):
                name = " ".join(record.fields[source.name].split())
                key = record.key if source.scheme else ""
                for code in good(codes(record, source.atc)):
                    bearing[code.value][(name, source.scheme, key)] = None
    for record in read(UNION_LIST, root, source=SOURCE.id, url=SOURCE.url):
        if isinstance(record, Flag):
            yield record
        else:
            columns = zip(*bearing[record.key], strict=True) if bearing[record.key] else ((),) * 3
            names = ("medicine", "scheme", "key")
            joined = dict(zip(names, map(_BAR.join, columns), strict=True))
            yield replace(record, fields={**record.fields, **joined})


def claims(record: Record) -> Iterator[Claim | Flag]:
    """That each biologic with the code is on the list: the list names codes, not products."""
    columns = (record.fields[column].split(_BAR) for column in ("medicine", "scheme", "key"))
    for name, scheme, key in zip(*columns, strict=True):
        if name:
            ids = good(identifiers(record, **{scheme: key})) if scheme else ()
            medicine = Mention(text=name, kind="Therapy", identifiers=ids)
            one = replace(record, fields={"atc": record.key, "medicine": name, "number": key})
            stated = evidence(SOURCE, one, "atc", "medicine", "number")
            yield claim(medicine, "onList", UNION, stated)
