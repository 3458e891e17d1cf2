"""ClinicalTrials.gov: trials with sites in France, by page token; its persons are not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.errors import CursorExpired, Refused
from biograph.harvest.base import no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms import trials
from biograph.harvest.forms.answers import malformed, objects_in, unreadable
from biograph.harvest.forms.nested import cell, joined, objects, page_of, string, strings, value
from biograph.harvest.identifiers import valid
from biograph.model import Claim, Flag, Modality, Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client, Response
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="clinicaltrials",
    title="ClinicalTrials.gov",
    publisher="U.S. National Library of Medicine",
    licence="public domain; source and date to be cited",
    url="https://clinicaltrials.gov",
    date="",
    lang="en",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 7
SEARCH = "https://clinicaltrials.gov/api/v2/studies"
_PAGE_SIZE = "100"
# no contact, no investigator, no result of a patient group
_FIELDS = (
    *("NCTId", "NCTIdAlias", "SecondaryId", "BriefTitle", "OfficialTitle", "StudyType", "Phase"),
    *("OverallStatus", "StartDate", "CompletionDate", "LastUpdatePostDate"),
    *("ResponsiblePartyType", "LeadSponsorName", "LeadSponsorClass"),
    *("CollaboratorName", "CollaboratorClass", "BriefSummary", "DetailedDescription"),
    *("Condition", "InterventionType", "InterventionName"),
    *("LocationFacility", "LocationStatus", "LocationCity", "LocationZip", "LocationCountry"),
)
_BIOLOGICAL = frozenset({"BIOLOGICAL", "GENETIC"})
_PERSON = frozenset({"", "INDIV"})  # classes of sponsors that are, or may be, a person
_GONE = {
    "WITHDRAWN": "withdrawn before anybody took part",
    "WITHHELD": "withheld by its sponsor",
    "NO_LONGER_AVAILABLE": "no longer available",
}
_REGISTER = trials.Register(
    source=SOURCE,
    states={
        "NOT_YET_RECRUITING": Modality.PLANNED,
        "RECRUITING": Modality.ASSERTED,
        "ENROLLING_BY_INVITATION": Modality.ASSERTED,
        "ACTIVE_NOT_RECRUITING": Modality.ASSERTED,
        "SUSPENDED": Modality.ASSERTED,
        "COMPLETED": Modality.ENDED,
        "TERMINATED": Modality.ENDED,
        "WITHDRAWN": Modality.NEGATED,  # of a site
    },
    kinds={"INDUSTRY": "Company"},
)

records, entries, text = no_rows, no_entries, trials.text


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Pages of what was posted or changed in the slice; only the first one tells the total."""
    params = {f"query.{area}": words for area, words in asked.query.values.items()}
    params |= {"fields": ",".join(_FIELDS), "pageSize": _PAGE_SIZE, "countTotal": "true"}
    if asked.since or asked.until:
        days = f"{asked.since or 'MIN'},{asked.until or 'MAX'}"
        params["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{days}]"
    cursor, more = asked.cursor, True
    while more:
        answer = _answer(client, params, cursor)
        found, studies = page_of(answer, "studies")
        cursor = string(found, "nextPageToken")
        more = bool(cursor)
        yield Page(
            payload=payload(answer, asked.query),
            size=len(studies),
            total=value(found, "totalCount"),
            cursor=cursor,
        )


def _answer(client: Client, params: Mapping[str, str], cursor: str) -> Response:
    token = {"pageToken": cursor} if cursor else {}
    try:
        return client.get(SEARCH, params={**params, **token}, accept="application/json")
    except Refused as error:
        if cursor and error.status == 400:
            raise CursorExpired(error.message, hint="ask for the slice anew") from error
        raise


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a trial; what never began or is no longer shown is withdrawn, and so are aliases.

    An individual who sponsors a trial is left out.
    """
    found = objects_in(given.content)
    if not isinstance(value(found, "studies"), list):
        yield unreadable(given, "a list of studies")
        return
    for position, study in enumerate(found["studies"], start=1):
        number = string(study, "protocolSection", "identificationModule", "nctId")
        if not valid("nct", number):
            yield malformed(given, position, f"the study has no NCT number but {number!r}")
        else:
            yield from _trial(given, study["protocolSection"], number)


def _trial(given: Payload, study: dict[str, Any], number: str) -> Iterator[Record | Withdrawal]:
    status = string(study, "statusModule", "overallStatus")
    updated = string(study, "statusModule", "lastUpdatePostDateStruct", "date")
    url = f"{SOURCE.url}/study/{number}"
    for alias in strings(study, "identificationModule", "nctIdAliases"):
        reason = f"registered twice, see {number}"
        yield Withdrawal(source=ID, key=alias, date=updated, reason=reason, url=url)
    if status in _GONE:
        yield Withdrawal(source=ID, key=number, date=updated, reason=_GONE[status], url=url)
        return
    yield Record(
        source=ID,
        table=given.table,
        key=number,
        fields={"number": number, "status": status, **_said(study), **_parties(study)},
        url=url,
        published=updated,
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
    )


def _said(study: dict[str, Any]) -> dict[str, str]:
    """What is tried, why and when."""
    names, days = study.get("identificationModule"), study.get("statusModule")
    over = _REGISTER.states.get(string(days, "overallStatus")) is Modality.ENDED
    planned = string(days, "completionDateStruct", "type") == "ESTIMATED"
    prose = [string(study, "descriptionModule", p) for p in ("briefSummary", "detailedDescription")]
    interventions = objects(study, "armsInterventionsModule", "interventions")
    biologicals = (one for one in interventions if string(one, "type") in _BIOLOGICAL)
    return {
        "other_numbers": joined(
            [cell(string(one, "id")) for one in objects(names, "secondaryIdInfos")]
        ),
        "title": string(names, "briefTitle"),
        "official_title": string(names, "officialTitle"),
        "description": "\n\n".join(part for part in prose if part),
        "study_type": string(study, "designModule", "studyType"),
        "phase": joined(strings(study, "designModule", "phases")),
        "start": string(days, "startDateStruct", "date"),
        "end": string(days, "completionDateStruct", "date") if over and not planned else "",
        "products": trials.products(*((string(one, "name"), "") for one in biologicals)),
        "conditions": joined([cell(c) for c in strings(study, "conditionsModule", "conditions")]),
    }


def _parties(study: dict[str, Any]) -> dict[str, str]:
    """The organisations that take part; a sponsor who is the investigator is a person."""
    module = study.get("sponsorCollaboratorsModule")
    alone = string(module, "responsibleParty", "type") == "SPONSOR_INVESTIGATOR"
    places = objects(study, "contactsLocationsModule", "locations")
    return {
        "sponsors": "" if alone else _organisations(objects(module, "leadSponsor")),
        "partners": _organisations(objects(module, "collaborators")),
        "sites": joined(
            [
                one
                for place in places
                if string(place, "country") == "France"
                for one in trials.site(
                    *(string(place, part) for part in ("facility", "city", "zip", "status"))
                )
            ]
        ),
    }


def _organisations(found: list[dict[str, Any]]) -> str:
    named = ((string(one, "class"), string(one, "name")) for one in found)
    return joined([cell(sort, name) for sort, name in named if sort not in _PERSON and name])


def claims(record: Record) -> Iterator[Claim | Flag]:
    """What trials.Register tells; nothing for what is observed, or given without a trial."""
    if record.fields["study_type"] == "INTERVENTIONAL":
        yield from _REGISTER.claims(record)
