"""What the lists and patterns of this installation read in sentences, one list per component.

The sentences hold invented names, so that only form and surroundings can give them away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.extract import annotation
from biograph.extract.pipeline import Reader, no_claims
from biograph.extract.rules import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from biograph.extract.annotation import Annotated

HEADS = [
    "Un essai au {CHU de Marvelle|Hospital} et au {centre hospitalier de Brenoux|Hospital}.",
    "Des équipes de l'{hôpital Saint-Orens|Hospital} l'ont traité.",
    "L'{université de Brenoux|ResearchOrganization} y participe.",
    "L'{Institut Varenne|ResearchOrganization} coordonne le projet.",
    "Le {ministère de la Santé|Regulator} a tranché.",
    "La {Région Nouvelle-Aquitaine|Funder} verse une aide.",
    "La {Fondation Delmaret|Funder} soutient le projet.",
    "L'{Association française des amyloses|PatientOrganization} s'en félicite.",
    "Le {LabEx Vornasys|ResearchOrganization} et le {labex Melkor|ResearchOrganization} publient.",
    "Le {Vornasys LABEX|ResearchOrganization} et la {FHU Melkor|ResearchOrganization} recrutent.",
]
SUFFIXES = [
    "{Zorvax Therapeutics|Company} et {Belmora Pharma|Company} signent.",
    "Le tour a été mené par {Kelvane Capital|Funder} et {Ostrel Ventures|Funder}.",
]
CONTEXTS = [
    "La société {Dorvane|Company} est née.",
    "Le façonnier {Pelmora|Company} reprend le site.",
    "Le fonds {Ambrelle|Funder} entre au capital.",
    "{Kelsivo|Company}, une biotech de trente salariés, recrute.",
    "Son usine de {Vaubrac|Location} emploie cent personnes.",
]
TERMS = [
    "une {thérapie génique|TherapyClass} pour la {myopathie de Duchenne|Disease}",
    "des {cellules CAR-T|TherapyClass} contre le {lymphome folliculaire|Disease}",
    "des {anticorps monoclonaux|TherapyClass} et des {vaccins|TherapyClass}",
    "un {vaccin|TherapyClass} contre la {grippe|Disease}",
    "des {bioréacteurs|Equipment} et une {ligne de remplissage|Equipment}",
    "des {plasmides|InputMaterial} et des {milieux de culture|InputMaterial}",
    "atteints de {drépanocytose|Disease} ou d'{hémophilie B|Disease}",
    "une {leucémie aiguë myéloïde|Disease} et une {maladie de Crohn|Disease}",
]
CODES = [
    "Son candidat {XBR-214|Therapy} vise l'{épilepsie|Disease}.",
    "le {zorvalimumab|Therapy} et le {dorvagene belparvovec|Therapy}",
    "une expression de CD19 et d'IL-2, protéines de la membrane",
]
ENGLISH = [
    "{Zorvax Therapeutics|Company} works with the {University of Brenoux|ResearchOrganization}.",
    "Patients at {Marvelle University Hospital|Hospital} received {gene therapy|TherapyClass}.",
    "a maker of {single-use bioreactors|Equipment} and {viral vectors|InputMaterial}",
    "for {sickle cell disease|Disease} and {acute myeloid leukemia|Disease}",
    "The round was led by {Kelvane Capital|Funder}.",
    "{monoclonal antibodies|TherapyClass} against {rheumatoid arthritis|Disease}",
]
LISTED = [
    "{Yposkesi|Company} est à {Corbeil-Essonnes|Location}, en {France|Location}.",
    "L'{ANSM|Regulator} et la {HAS|Regulator} ont parlé.",
    "{Généthon|ResearchOrganization} et l'{AFM-Téléthon|PatientOrganization}",
    "{Bpifrance|Funder} finance {Genopole|Cluster}.",
    "Le {Kymriah|Therapy} de {Novartis|Company} est distribué.",
    "Le {TIMA|ResearchOrganization} aide {AI-BIOPHARMA|Company}.",  # of registers
]
NOTHING = [
    "La société n'a pas communiqué le montant de l'opération.",
    "Le groupe emploie deux cents personnes.",
    "An adviser said that the company had no comment.",
    "Le projet doit durer quatre ans.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The rules without the trained model."""
    return Reader(load(), None, no_claims)


def check(reader: Reader, gold: Annotated) -> None:
    """What is read is what is marked, nothing more."""
    (extraction,) = reader.read([annotation.document(gold)])
    read = [(m.text, m.kind) for m in extraction.mentions]
    assert read == [(e.text, e.type) for e in gold.entities]


@pytest.mark.parametrize("sentence", HEADS + SUFFIXES + CONTEXTS + TERMS + CODES + LISTED)
def test_french_sentences_are_read_as_annotated(
    sentence: str, reader: Reader, marked: Callable[..., Annotated]
) -> None:
    """Heads, suffixes, surroundings, terms, codes and lists each find their names."""
    check(reader, marked(sentence, "fr"))


@pytest.mark.parametrize("sentence", ENGLISH)
def test_english_sentences_are_read_as_annotated(
    sentence: str, reader: Reader, marked: Callable[..., Annotated]
) -> None:
    """The same for English."""
    check(reader, marked(sentence, "en"))


@pytest.mark.parametrize("sentence", NOTHING)
def test_generic_sentences_hold_no_names(
    sentence: str, reader: Reader, marked: Callable[..., Annotated]
) -> None:
    """Bare nouns for organisations are no mentions."""
    check(reader, marked(sentence, "fr"))
