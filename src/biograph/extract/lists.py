"""Loads the name lists of ``extract/gazetteers`` and the term lists of the ontology as names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.extract.gazetteer import Name, cell, rows
from biograph.model import DatedName
from biograph.terms import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.vocabulary import Term

# Actor kinds of the ontology -> type of the annotation scheme and its subtype.
ANNOTATED_AS = {
    "CDMO": ("Company", "CDMO"),
    "Startup": ("Company", "Startup"),
    "PharmaCompany": ("Company", "PharmaCompany"),
    "EquipmentSupplier": ("Company", "EquipmentSupplier"),
    "RawMaterialSupplier": ("Company", "RawMaterialSupplier"),
    "Distributor": ("Company", "Distributor"),
    "LogisticsProvider": ("Company", ""),
    "ServiceProvider": ("Company", ""),
    "Company": ("Company", ""),
    "AcademicGMPPlatform": ("Site", ""),
    "BloodEstablishment": ("ResearchOrganization", ""),
    "TissueOrCellBank": ("ResearchOrganization", ""),
    "TrainingCentre": ("ResearchOrganization", ""),
    "ResearchOrganization": ("ResearchOrganization", ""),
    "Incubator": ("Cluster", ""),
    "TradeFederation": ("Cluster", ""),
    "Cluster": ("Cluster", ""),
    "HTABody": ("Regulator", ""),
    "Regulator": ("Regulator", ""),
    "CARTCentre": ("Hospital", ""),
    "HospitalPharmacy": ("Site", ""),
    "Hospital": ("Hospital", ""),
    "Funder": ("Funder", ""),
    "PatientOrganization": ("PatientOrganization", ""),
}
_SHORT = 2  # listed names of so few characters are never matched


def annotated_as(kinds: Iterable[str]) -> tuple[str, str]:
    """Type and subtype of an actor of several kinds: the first one that is no mere site or role.

    A company that is also a funder stays what its first kind says.
    """
    typed = [ANNOTATED_AS[k] for k in kinds if k in ANNOTATED_AS]
    strong = [t for t in typed if t[0] != "Site"]
    return (strong or typed or [("Company", "")])[0]


def actors(folder: Path) -> Iterator[Name]:
    """The curated actors with their aliases and former names."""
    columns = ("name", "aliases", "former_names", "kinds")
    for row in rows(folder / "actors.tsv", columns):
        kind, subtype = annotated_as(cell(row["kinds"]))
        former = (DatedName.read(value).name for value in cell(row["former_names"]))
        for text in (row["name"], *cell(row["aliases"]), *former):
            if len(text) > _SHORT:
                yield Name(text, kind, subtype)


def public_names(folder: Path) -> Iterator[Name]:
    """Organisations known everywhere: agencies, big companies, funds, universities."""
    for row in rows(folder / "public_names.tsv", ("name", "aliases", "kind", "subtype")):
        for text in (row["name"], *cell(row["aliases"])):
            yield Name(text, row["kind"], row["subtype"])


def places(folder: Path) -> Iterator[Name]:
    """Countries, regions and towns written by hand."""
    for row in rows(folder / "places.tsv", ("name", "aliases")):
        for text in (row["name"], *cell(row["aliases"])):
            yield Name(text, "Location", "", "place", score=0.85)


def communes(path: Path) -> Iterator[Name]:
    """The communes of a register (a comma-separated file with a column ``nom``)."""
    for row in rows(path, ("nom",), delimiter=","):
        yield Name(row["nom"], "Location", "", "place", score=0.8)


def therapies(folder: Path) -> Iterator[Name]:
    """Brand and non-proprietary names of biological medicines, candidates."""
    for row in rows(folder / "therapies.tsv", ("name", "source")):
        inn = row["name"][0].islower()
        yield Name(row["name"], "Therapy", "", "therapy", term=inn, score=0.95)


def diseases(folder: Path) -> Iterator[Name]:
    """Names of diseases, Orphanet's and common ones, both languages."""
    for row in rows(folder / "diseases.tsv", ("name", "lang", "orpha")):
        yield Name(row["name"], "Disease", "", "disease", term=True, score=0.9)


def terms(vocabulary: Iterable[Term]) -> Iterator[Name]:
    """Labels and synonyms of the ontology's terms that the scheme annotates."""
    for term in vocabulary:
        if term.annotation not in ENTITY_TYPES:
            continue
        for lang in term.labels:
            for text in term.surfaces(lang):
                yield Name(text, term.annotation, "", "term", term=True, score=0.9)
