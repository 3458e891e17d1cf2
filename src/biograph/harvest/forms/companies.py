"""What registers of French companies tell alike: legal persons with their SIREN, state and seat.

A company's row has the COLUMNS; people who trade under their own name make no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.forms.answers import malformed
from biograph.harvest.identifiers import valid
from biograph.harvest.places import town
from biograph.harvest.rows import claim, evidence, flags, good, identifiers, place, several
from biograph.model import Claim, Entry, Flag, Mention, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.raw import Payload
    from biograph.model import Identifier, Source

COLUMNS = (
    "siren",
    "siret",  # of the seat
    "finess",  # of the seat, where it has one
    "name",
    "aliases",
    "legal_form",  # INSEE's "catégorie juridique"
    "activity",  # its NAF code
    "state",  # active or ceased
    "city",
    "insee",
    "postcode",
    "lat",
    "lon",
)
STATES = {"A": "active", "C": "ceased", "F": "ceased"}
_PERSONS = ("1", "2")  # legal forms of people and of what they own together
_COMPANIES = ("3", "4", "5")  # foreign, public and private companies
_HOSPITAL = "7364"
_RESEARCH = ("72", "85")  # activities: research, education


def record(given: Payload, source: Source, number: int, fields: Mapping[str, str]) -> Record | Flag:
    """The item ``number`` of a payload as a row; flagged where it has no SIREN or is a person."""
    siren = fields["siren"]
    if not valid("siren", siren):
        return malformed(given, number, f"the company has no SIREN but {siren!r}")
    if fields["legal_form"].startswith(_PERSONS) or not fields["name"]:
        return Flag(
            reason=Reason.NO_ENTITY,
            where=f"{given.url} item {number}",
            message="it is no legal person: people and their names are not kept",
            mend="nothing to mend, or exclude them in the query",
        )
    return Record(
        source=source.id,
        table=given.table,
        key=siren,
        fields=fields,
        url=f"https://annuaire-entreprises.data.gouv.fr/entreprise/{siren}",
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
    )


def entries(source: Source, found: Record) -> Iterator[Entry | Flag]:
    """The company, or what else its legal form and activity tell; a NAF code makes no biotech."""
    fields = found.fields
    kind = _kind(fields)
    if not kind:
        yield Flag(
            reason=Reason.NO_ENTITY,
            where=f"{found.table}#{found.key}",
            message=f"the legal form {fields['legal_form']!r} tells no kind of actor",
            mend="name the actor in extract/gazetteers/actors.tsv if it is one",
        )
        return
    ids = _identifiers(found)
    yield from flags(ids)
    aliases = (name for name in several(fields["aliases"]) if name != fields["name"])
    yield Entry(
        source=source.id,
        key=found.key,
        kinds=(kind,),
        name=fields["name"],
        aliases=tuple(aliases),
        identifiers=good(ids),
        country="FR" if fields["insee"] else "",
        city=fields["city"],
        lat=fields["lat"],
        lon=fields["lon"],
        status=fields["state"],
        evidence=evidence(source, found, "siren", "name", "legal_form", "activity", "state"),
    )


def claims(source: Source, found: Record) -> Iterator[Claim | Flag]:
    """An active company lies in the town of its seat."""
    fields, kind = found.fields, _kind(found.fields)
    if not (kind and fields["city"]) or fields["state"] == "ceased":
        return
    company = Mention(
        text=fields["name"], kind=kind, identifiers=good(_identifiers(found)), place=fields["city"]
    )
    seat = place(fields["city"], code=fields["insee"], postcode=fields["postcode"])
    stated = evidence(source, found, "siren", "name", "city", "insee", "state")
    yield claim(company, "locatedIn", seat, stated)


def seat(city: str, insee: str, *, abroad: str) -> dict[str, str]:
    """The columns of a seat's town; empty where it is in a country ``abroad``."""
    return {"city": "" if abroad else town(city), "insee": "" if abroad else insee}


def _kind(fields: Mapping[str, str]) -> str:
    if fields["legal_form"].startswith(_COMPANIES):
        return "Company"
    if fields["legal_form"] == _HOSPITAL:
        return "Hospital"
    return "ResearchOrganization" if fields["activity"].startswith(_RESEARCH) else ""


def _identifiers(found: Record) -> list[Identifier | Flag]:
    fields = found.fields
    return list(identifiers(found, siren=found.key, siret=fields["siret"], finess=fields["finess"]))
