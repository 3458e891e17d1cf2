"""The words that code and queries use are words of the ontology."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph import resources, vocabulary
from biograph.terms import ORGANISATION_TYPES
from biograph.vocabulary.kinds import annotation_type, superclasses
from biograph.vocabulary.owl import modules, properties

if TYPE_CHECKING:
    from pathlib import Path

ROOT = resources.ontology().parent
USED = re.compile(r"\bbg(?:\(\"|:)([A-Za-z]+)\b")
MADE_UP = {"Name"}  # stands for any word in a docstring
FILES = [
    *sorted((ROOT / "src").rglob("*.py")),
    *sorted((ROOT / "queries").rglob("*.rq")),
    *sorted((ROOT / "ontology" / "shapes").glob("*.ttl")),
]


def declared() -> set[str]:
    """All local names that the modules declare: classes, properties, modalities and lists."""
    individuals = (vocabulary.individuals(kind) for kind in ("Modality", "MedicineList"))
    return {*vocabulary.classes(), *properties()}.union(*individuals)


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="only a checkout has the sources")
@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_used_words_are_declared(path: Path) -> None:
    """A word of our namespace in code, query or shape is declared, so no slip empties an answer."""
    text = path.read_text(encoding="utf-8")
    assert set(USED.findall(text)) - MADE_UP <= declared()


def test_names_do_not_differ_by_case_only() -> None:
    """Classes and properties that differ only by the case of a letter would be mixed up."""
    names = [n for n in declared() if n not in vocabulary.classes()]
    assert len({n.casefold() for n in names}) == len(names)


def test_classes_are_capitalised_and_properties_are_not() -> None:
    """The case of the first letter tells a class from a property."""
    assert all(name[0].isupper() for name in vocabulary.classes())
    assert all(name[0].islower() for name in properties())


@pytest.mark.parametrize(
    ("kind", "annotated"),
    [
        ("CDMO", "Company"),
        ("CARTCentre", "Hospital"),
        ("HTABody", "Regulator"),
        ("Consumable", "InputMaterial"),
        ("Region", "Location"),
        ("Therapy", "Therapy"),
        ("Project", "Project"),
    ],
)
def test_class_leads_to_its_annotation_type(kind: str, annotated: str) -> None:
    """A finer class is mentioned in texts as the type of the scheme above it."""
    assert annotation_type(kind) == annotated


@pytest.mark.parametrize("kind", ORGANISATION_TYPES)
def test_organisations_are_entities(kind: str) -> None:
    """The seven organisation classes stand below Organization and Entity and nothing else."""
    assert superclasses(kind) == {"Organization", "Entity"}


def test_unknown_class_has_nothing_above() -> None:
    """A name that is no class has no superclass."""
    assert superclasses("Nonsense") == frozenset()


def test_every_relation_says_what_it_joins() -> None:
    """Each predicate of the scheme names the classes it may join, as a hint that infers nothing."""
    query = """
        PREFIX bg: <https://w3id.org/biograph/ontology/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?p WHERE {
            ?p rdfs:subPropertyOf bg:relation .
            FILTER NOT EXISTS { ?p bg:domainIncludes ?d ; bg:rangeIncludes ?r }
        }"""
    assert list(modules().query(query)) == []
