"""ROR, the registry of research organisations: its French records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import ROR
from biograph.harvest.kinds import ROR_TYPES
from biograph.harvest.places import folded
from biograph.harvest.rows import (
    claim,
    evidence,
    flags,
    good,
    identifiers,
    place,
    several,
    web_address,
)
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="ror",
    title="Research Organization Registry, French records",
    publisher="ROR",
    licence="CC0 1.0",
    url="https://ror.org/",
    date="2026-06",
    lang="en",
)

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record an organisation."""
    yield from read(ROR, root, source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The organisation with all its names; withdrawn records are left to their ``status``."""
    fields = record.fields
    ids = [*_identifiers(record), *_again(record)]
    yield from flags(ids)
    others = (fields["name_fr"], fields["acronyms"], fields["aliases"], fields.get("labels", ""))
    names = dict.fromkeys(name for cell in others for name in several(cell))
    names.pop(fields["name"], None)
    yield Entry(
        source=SOURCE.id,
        key=_short(record.key),
        kinds=_kinds(record),
        name=fields["name"],
        aliases=tuple(names),
        identifiers=good(ids),
        country="FR",
        city=fields["city"],
        region=fields["region"],
        lat=fields["lat"],
        lon=fields["lon"],
        url=web_address(fields["website"]),
        status=fields["status"],
        evidence=evidence(SOURCE, record, "ror_id", "name", "types", "city", "status"),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The organisation lies in a town and belongs to its parents; nothing if withdrawn."""
    fields = record.fields
    if fields["status"] == "withdrawn":
        return
    subject = Mention(
        text=fields["name"],
        kind=_kinds(record)[0],
        identifiers=good(_identifiers(record)),
        place=fields["city"],
    )
    if fields["city"]:
        seat = evidence(SOURCE, record, "name", "city")
        yield claim(subject, "locatedIn", place(fields["city"]), seat)
    parents = evidence(SOURCE, record, "name", "parent")
    for parent in several(fields["parent"]):
        code, _, name = parent.partition("~")
        ids = good(identifiers(record, ror=code))
        owner = Mention(text=name or code, kind="ResearchOrganization", identifiers=ids)
        yield claim(subject, "subsidiaryOf", owner, parents)


def _again(record: Record) -> Iterator[Identifier | Flag]:
    """The id of the successor where it bears the same name: one organisation with two records."""
    for successor in several(record.fields.get("successor", "")):
        code, _, name = successor.partition("~")
        own = (record.fields["name"], record.fields["name_fr"])
        if folded(name) in map(folded, own):
            yield from identifiers(record, ror=code)


def _short(ror_id: str) -> str:
    return ror_id.removeprefix("https://ror.org/")


def _kinds(record: Record) -> tuple[str, ...]:
    types = set(several(record.fields["types"]))
    kinds = [kind for name, kind in ROR_TYPES.items() if name in types]
    return tuple(dict.fromkeys(kinds)) or ("ResearchOrganization",)


def _identifiers(record: Record) -> list[Identifier | Flag]:
    wikidata = several(record.fields["wikidata"])[:1]
    return list(identifiers(record, ror=_short(record.key), wikidata="".join(wikidata)))
