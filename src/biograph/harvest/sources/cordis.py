"""CORDIS: French organisations in projects of Horizon 2020, with the Union's contribution."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import CORDIS
from biograph.harvest.kinds import ACTIVITY_KINDS, hospital
from biograph.harvest.places import folded, town
from biograph.harvest.rows import (
    claim,
    dated,
    evidence,
    flags,
    good,
    identifiers,
    web_address,
)
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Reason, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="cordis",
    title="CORDIS, Horizon 2020 projects: French participants (extract)",
    publisher="European Commission",
    licence="CC BY 4.0",
    url="https://data.europa.eu/data/datasets/cordish2020projects",
    date="2023-05",
    lang="en",
)
COMMISSION = Mention(
    text="Commission européenne",
    kind="Funder",
    identifiers=(Identifier("ror", "00k4n6c32"),),
    place="BE",
)
# how names of public bodies begin or end -> kind; all others are research organisations
_PUBLIC_BODIES = (
    (re.compile(r"^ministere"), "Regulator"),
    (re.compile(r"^agencenationale|^region|region$|agglomeration$"), "Funder"),
)
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_POINT = re.compile(r"-?[0-9]{1,2}\.[0-9]+,-?[0-9]{1,3}\.[0-9]+")

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a participation."""
    for record in read(CORDIS, root, source=SOURCE.id, url=SOURCE.url):
        yield dated(record, "contentUpdateDate")


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The organisation, keyed by its participant code, and the project."""
    fields = record.fields
    ids, number = _organisation_ids(record), _project_ids(record)
    yield from flags(ids)
    yield from flags(number)
    name, short = _name(record), _spaced(fields["shortName"])
    if name:
        point = fields["geolocation"].strip()
        lat, _, lon = point.partition(",") if _POINT.fullmatch(point) else ("", "", "")
        yield Entry(
            source=SOURCE.id,
            key=fields["organisationID"],
            kinds=(_kind(record),),
            name=name,
            aliases=(short,) if short and short != name else (),
            identifiers=good(ids),
            country="FR",
            city=town(fields["city"]),
            lat=lat,
            lon=lon,
            url=web_address(fields["organizationURL"]),
            evidence=evidence(
                SOURCE, record, "organisationID", "siren", "name", "shortName", "city"
            ),
        )
    yield Entry(
        source=SOURCE.id,
        key=f"project/{fields['projectID']}",
        kinds=("Project",),
        name=fields["projectAcronym"].strip() or fields["projectID"],
        identifiers=good(number),
        url=f"https://cordis.europa.eu/project/id/{fields['projectID']}",
        evidence=evidence(SOURCE, record, "projectID", "projectAcronym"),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The organisation takes part; the Commission funds it where it receives money."""
    fields = record.fields
    name = _name(record)
    if not name:
        yield Flag(
            reason=Reason.EMPTY,
            where=f"{record.table}#{record.key}",
            message="the row names no organisation",
            mend="look the participant code up in CORDIS and fill in the name",
        )
        return
    organisation = Mention(
        text=name,
        kind=_kind(record),
        identifiers=good(_organisation_ids(record)),
        place=town(fields["city"]),
    )
    project = Mention(
        text=fields["projectAcronym"].strip() or fields["projectID"],
        kind="Project",
        identifiers=good(_project_ids(record)),
    )
    stated = evidence(SOURCE, record, "projectID", "projectAcronym", "organisationID", "name")
    yield claim(organisation, "participatesIn", project, stated)
    euros = _euros(record)
    if isinstance(euros, Flag):
        yield euros
    if euros == "0":
        return  # partners at their own cost
    columns = ("projectID", "organisationID", "name", "ecContribution", "netEcContribution")
    yield claim(
        COMMISSION,
        "funds",
        organisation,
        evidence(SOURCE, record, *columns),
        amount=f"{euros} €" if isinstance(euros, str) and euros else "",
    )


def _euros(record: Record) -> str | Flag:
    """What the organisation itself receives; with what it passes on where only that is given."""
    fields = record.fields
    given = fields["netEcContribution"].strip() or fields["ecContribution"].strip()
    amount = given.replace(",", ".")  # some columns have decimal commas
    if not amount:
        return ""
    if _AMOUNT.fullmatch(amount):
        return format(Decimal(amount), "f").removesuffix(".00").removesuffix(".0")
    return Flag(
        reason=Reason.MALFORMED,
        where=f"{record.table}#{record.key}",
        message=f"{given!r} is no amount in euros",
        mend="look the contribution up in CORDIS; the row is used without it",
    )


def _name(record: Record) -> str:
    return _spaced(record.fields["name"])


def _spaced(cell: str) -> str:
    """Without doubled and unbreakable spaces."""
    return " ".join(cell.split())


def _kind(record: Record) -> str:
    activity, name = record.fields["activityType"].strip(), _name(record)
    if activity != "PRC" and hospital(name):
        return "Hospital"
    if activity == "PUB":
        plain = folded(name)
        told = (kind for pattern, kind in _PUBLIC_BODIES if pattern.search(plain))
        return next(told, "ResearchOrganization")
    return ACTIVITY_KINDS.get(activity, "ResearchOrganization")


def _organisation_ids(record: Record) -> list[Identifier | Flag]:
    fields = record.fields
    return list(identifiers(record, pic=fields["organisationID"], siren=fields["siren"].strip()))


def _project_ids(record: Record) -> list[Identifier | Flag]:
    return list(identifiers(record, cordis=record.fields["projectID"]))
