"""A trial of CTIS, as its portal gives it now or gave it before June 2024, in trials.COLUMNS."""

from __future__ import annotations

from typing import Any

from biograph.harvest.forms import trials
from biograph.harvest.forms.nested import cell, joined, objects, string, value
from biograph.harvest.identifiers import valid
from biograph.harvest.rows import iso_date
from biograph.model import Modality

# public status of a trial, or of a trial in a country, by its code
_STATUS = {
    1: "Under evaluation",
    2: "Authorised, recruitment pending",
    3: "Authorised, recruiting",
    4: "Ongoing, recruiting",
    5: "Ongoing, recruitment ended",
    6: "Temporarily halted",
    7: "Suspended",
    8: "Ended",
    9: "Expired",
    10: "Revoked",
    11: "Not authorised",
    12: "Cancelled",
    13: "Withdrawn",
    14: "Lapsed",
    15: "Not valid",
}
NEVER_BEGAN = frozenset(
    {"Expired", "Not authorised", "Cancelled", "Withdrawn", "Lapsed", "Not valid"}
)
STATES = {
    "Under evaluation": Modality.PLANNED,
    "Authorised, recruitment pending": Modality.PLANNED,
    "Authorised, not started": Modality.PLANNED,
    "Authorised, recruiting": Modality.ASSERTED,
    "Ongoing, recruiting": Modality.ASSERTED,
    "Ongoing, not yet recruiting": Modality.ASSERTED,
    "Ongoing, recruitment ended": Modality.ASSERTED,
    "Temporarily halted": Modality.ASSERTED,
    "Halted": Modality.ASSERTED,
    "Suspended": Modality.ASSERTED,
    "Ended": Modality.ENDED,
    "Revoked": Modality.ENDED,
    **dict.fromkeys(NEVER_BEGAN, Modality.NEGATED),  # in one of the countries
}
KINDS = {
    "Pharmaceutical company": "Company",
    "Non-Pharmaceutical company": "Company",
    "Industry": "Company",
    "Hospital/Clinic/Other health care facility": "Hospital",
    "Patient organisation/association": "PatientOrganization",
}
_TEST = "1"  # role of a product that is under trial, not comparator, placebo or auxiliary


def columns(found: dict[str, Any]) -> dict[str, str]:
    """The columns of a trial; the names of its persons and their contact data are left out."""
    # before 2024-06-17 the parts of the application stood at the top
    application = value(found, "authorizedApplication") or found
    return {
        "number": string(found, "ctNumber"),
        "status": _status(found.get("ctPublicStatusCode"), string(found, "ctStatus")),
        "phase": string(found, "trialPhase"),
        "start": iso_date(string(found, "startDateEU")),
        "end": _end(found, application),
        **_said(application),
        **_parties(application),
    }


def _status(code: object, told: str) -> str:
    """The public status; ``told`` is that of the application, and all there was before 2024."""
    return _STATUS.get(code, told) if isinstance(code, int) else told


def _end(found: dict[str, Any], application: dict[str, Any]) -> str:
    days = [string(one, "globalEndDate") for one in objects(application, "trialGlobalEnd")]
    return iso_date(next(filter(None, [*days, string(found, "endDateEU")]), ""))


def _said(application: dict[str, Any]) -> dict[str, str]:
    """What is tried and why."""
    part = value(application, "authorizedPartI")
    names = value(part, "trialDetails", "clinicalTrialIdentifiers")
    aim = value(part, "trialDetails", "trialInformation", "trialObjective")
    further = objects(aim, "secondaryObjectives")
    aims = [string(aim, "mainObjective"), *(string(one, "secondaryObjective") for one in further)]
    others = (
        string(names, "secondaryIdentifyingNumbers", "nctNumber", "number"),
        string(application, "eudraCt", "eudraCtCode")
        or string(application, "eudraCtInfo", "eudraCtCode"),
    )
    diseases = [string(one, "medicalCondition") for one in objects(part, "medicalConditions")]
    return {
        "other_numbers": joined([cell(other) for other in others if other]),
        "title": string(names, "publicTitle") or string(names, "fullTitle"),
        "official_title": string(names, "fullTitle"),
        "description": "\n\n".join(filter(None, aims)),
        "study_type": "INTERVENTIONAL",  # by Regulation (EU) 536/2014
        "products": trials.products(*map(_product, filter(_biological, objects(part, "products")))),
        "conditions": joined([cell(name) for name in diseases if name]),
    }


def _biological(product: dict[str, Any]) -> bool:
    """Whether it is under trial and one of its substances is told to be biological."""
    substances = objects(product, "productDictionaryInfo", "productSubstances")
    origins = (string(one, "substanceOrigin").casefold() for one in substances)
    return string(product, "mpRoleInTrial") == _TEST and any("biolog" in one for one in origins)


def _product(product: dict[str, Any]) -> tuple[str, str]:
    """Its name, else its substance's, and its EMA number where it has one."""
    dictionary = value(product, "productDictionaryInfo")
    substance, number = string(dictionary, "activeSubstanceName"), string(dictionary, "mrpNumber")
    name = string(product, "productName") or string(dictionary, "prodName") or substance
    return name, number if valid("emaNumber", number) else ""


def _parties(application: dict[str, Any]) -> dict[str, str]:
    """The sponsors, and the sites in France; third parties are suppliers of services."""
    sponsors = objects(application, "authorizedPartI", "sponsors")
    named = [_named(one, "organisation") for one in sponsors]
    return {
        "sponsors": joined([cell(sort, name) for sort, name in named if name]),
        "partners": "",
        "sites": joined(
            [
                one
                for part in objects(application, "authorizedPartsII")
                if string(part, "mscInfo", "mscName") == "France"
                for found in objects(part, "trialSites")
                for one in _site(found, _status_in_france(application))
            ]
        ),
    }


def _status_in_france(application: dict[str, Any]) -> str:
    states = objects(application, "memberStatesConcerned")
    codes = [one.get("mscPublicStatusCode") for one in states if one.get("mscName") == "France"]
    return _status(codes[0], "") if codes else ""


def _site(found: dict[str, Any], status: str) -> list[str]:
    _, name = _named(found, "organisationAddressInfo", "organisation")
    address = value(found, "organisationAddressInfo", "address")
    return trials.site(name, string(address, "city"), string(address, "postcode"), status)


def _named(found: dict[str, Any], *path: str) -> tuple[str, str]:
    return string(found, *path, "type"), string(found, *path, "name")
