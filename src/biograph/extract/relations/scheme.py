"""Which types each predicate takes at its two ends, as the annotation scheme states them."""

from __future__ import annotations

from functools import cache

from biograph.terms import ORGANISATION_TYPES

SYMMETRIC = frozenset({"partnersWith"})

_ACTORS = frozenset(ORGANISATION_TYPES) | {"Site"}
_PRODUCTS = frozenset({"Therapy", "TherapyClass"})
_INPUTS = frozenset({"InputMaterial", "Equipment"})
_MAKERS = _ACTORS - {"Regulator", "Cluster"}
_PAYERS = frozenset(
    {"Company", "Funder", "PatientOrganization", "ResearchOrganization", "Hospital", "Regulator"}
)
_PLACES = frozenset({"Location", "Site"})

ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "develops": (_MAKERS, _PRODUCTS),
    "manufactures": (_MAKERS, _PRODUCTS),
    "manufacturesFor": (_MAKERS, _MAKERS),
    "supplies": (_MAKERS, _MAKERS),
    "suppliesInput": (_MAKERS, _INPUTS),
    "distributes": (_MAKERS, _PRODUCTS | _INPUTS),
    "administers": (frozenset({"Hospital", "Site"}), _PRODUCTS),
    "conductsTrial": (_ACTORS - {"Cluster", "Regulator"}, _PRODUCTS | {"Disease"}),
    "researches": (
        frozenset({"ResearchOrganization", "Hospital", "Site"}),
        _PRODUCTS | {"Disease"},
    ),
    "treats": (_PRODUCTS, frozenset({"Disease"})),
    "partnersWith": (_ACTORS, _ACTORS),
    "acquired": (
        frozenset({"Company", "Funder", "Cluster", "ResearchOrganization", "Hospital"}),
        _ACTORS | {"Location"},
    ),
    "investedIn": (_PAYERS, frozenset({"Company", "ResearchOrganization"})),
    "funds": (_PAYERS - {"Company"}, _ACTORS),
    "raised": (_ACTORS - {"Regulator", "Site"}, frozenset({"Money"})),
    "spinOffOf": (_ACTORS, _ACTORS),
    "subsidiaryOf": (_ACTORS, _ACTORS),
    "memberOf": (_ACTORS, frozenset({"Cluster"})),
    "locatedIn": (_ACTORS, frozenset({"Location"})),
    "operatesSite": (_ACTORS - {"Cluster", "Regulator"}, _PLACES),
    "authorises": (frozenset({"Regulator"}), _PRODUCTS | _ACTORS),
    "represents": (frozenset({"PatientOrganization"}), frozenset({"Disease"})),
    "inShortage": (_PRODUCTS | {"InputMaterial"}, frozenset({"Location"})),
}


@cache
def predicates(subject: str, object_: str) -> tuple[str, ...]:
    """The predicates that may stand between a subject and an object of these types, in order."""
    return tuple(
        p for p, (domain, range_) in ENDS.items() if subject in domain and object_ in range_
    )
