"""Hygiene: every check is a query with a header, and finds the fault that is planted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph import resources
from biograph.errors import DataError
from biograph.model import Severity
from biograph.terms import OWL, bg
from biograph.validate import check_ontology, hygiene
from biograph.vocabulary.rdf import compile_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

CORE = "<https://w3id.org/biograph/ontology/core/>"
FUNDING = "<https://w3id.org/biograph/ontology/funding/>"
#: The beginning of a module's own description, the place where faults are planted.
PLACE = "\nbg:Entity a owl:Class ;"
SOUND = (
    'bg:Odd a owl:Class ; rdfs:subClassOf bg:Entity ; skos:prefLabel "odd one"@en , "intrus"@fr ; '
    'skos:definition "Entity planted by a test"@en , "Entité plantée par un test"@fr ; '
    f"rdfs:isDefinedBy {CORE} .\n"
)
#: check -> (Turtle to add to the core module, the term at fault)
FAULTS = {
    "deprecated-used": (
        """bg:Odd owl:deprecated true ; dcterms:isReplacedBy bg:Entity .
        bg:Term rdfs:subClassOf bg:Odd .""",
        "Term",
    ),
    "deprecated-without-successor": ("bg:Odd owl:deprecated true .", "Odd"),
    "deprecated-by-deprecated": (
        "bg:Odd owl:deprecated true ; dcterms:isReplacedBy bg:Odd .",
        "Odd",
    ),
    "replaced-but-in-use": ("bg:Odd dcterms:isReplacedBy bg:Entity .", "Odd"),
    "deprecated-form": (
        'bg:Odd owl:deprecated "true" ; dcterms:isReplacedBy bg:Entity .',
        "Odd",
    ),
    "definition-shared": (
        """bg:Odd skos:definition "Planted"@en . bg:Term skos:definition "Planted"@en .""",
        "Odd",
    ),
    "definition-form": ('bg:Odd skos:definition "entity that ends with a stop."@en .', "Odd"),
    "definition-is-label": ('bg:Odd skos:definition "Odd one"@en .', "Odd"),
    "text-form": ('bg:Odd skos:altLabel "two  blanks"@en .', "Odd"),
    "text-without-language": ('bg:Odd skos:altLabel "strange" .', "Odd"),
    "synonym-is-label": ('bg:Odd skos:altLabel "odd one"@en .', "Odd"),
    "module-metadata": ("<https://w3id.org/biograph/ontology/bare/> a owl:Ontology .", "bare/"),
    "module-version": (
        f"{CORE} owl:versionIRI <https://w3id.org/biograph/ontology/core/1999-01-01> .",
        "core/",
    ),
    "import-unknown": (
        f"{CORE} owl:imports <https://w3id.org/biograph/ontology/gone/> .",
        "core/",
    ),
    "import-missing": ("bg:Odd rdfs:subClassOf bg:FundingProgramme .", "core/"),
    "module-unknown": (
        """bg:Stray a owl:Class ; rdfs:subClassOf bg:Entity ;
        skos:prefLabel "stray"@en , "errant"@fr ;
        skos:definition "Entity of no module"@en , "Entité sans module"@fr .""",
        "Stray",
    ),
    "module-doubled": (f"bg:Odd rdfs:isDefinedBy {FUNDING} .", "Odd"),
    "kind-doubled": ("bg:Odd a owl:DatatypeProperty ; rdfs:domain bg:Entity .", "Odd"),
    "superclass-kind": ("bg:Odd rdfs:subClassOf bg:asserted .", "Odd"),
    "superproperty-kind": ("bg:city rdfs:subPropertyOf bg:country .", "city"),
    "value-kind": ('bg:Odd bg:country "FR" .', "Odd"),
    "value-datatype": ("bg:Odd bg:siren 123456789 .", "Odd"),
    "self-reference": ("bg:Odd rdfs:subClassOf bg:Odd .", "Odd"),
    "equivalent-named": ("bg:Odd owl:equivalentClass bg:Term .", "Odd"),
    "equivalent-doubled": ("bg:Odd owl:equivalentClass bg:Term , bg:Modality .", "Odd"),
    "orphan": (
        f"""bg:Alone a owl:Class ; skos:prefLabel "alone"@en , "isolé"@fr ;
        skos:definition "What stands alone"@en , "Ce qui est isolé"@fr ;
        rdfs:isDefinedBy {CORE} .""",
        "Alone",
    ),
    "property-without-domain": (
        f"""bg:vague a owl:ObjectProperty ; skos:prefLabel "vague"@en , "vague"@fr ;
        skos:definition "Joins what it likes"@en , "Relie ce qui lui plaît"@fr ;
        rdfs:isDefinedBy {CORE} .""",
        "vague",
    ),
    "builtin-redefined": ("owl:Thing rdfs:subClassOf bg:Odd .", OWL + "Thing"),
    "namespace-unknown": ('bg:Odd <http://example.org/nickname> "odd"@en .', "Odd"),
    "norm-address": ('bg:Odd dcterms:source "Directive 2001/83/EC"@en .', "Odd"),
}


def found(folder: Path) -> dict[str, set[str]]:
    """The terms at fault by hygiene check."""
    faults: dict[str, set[str]] = {}
    for violation in hygiene.check(compile_folder(folder), folder):
        faults.setdefault(violation.check, set()).add(violation.focus)
    return faults


def test_committed_ontology_is_clean() -> None:
    """No hygiene query finds anything in the files of the repository, not even a warning."""
    assert found(resources.ontology()) == {}


def test_every_check_has_its_planted_fault() -> None:
    """There is a fault for each file and a file for each fault."""
    assert {path.stem for path in hygiene.files(resources.ontology())} == set(FAULTS)


def test_a_sound_term_is_no_fault(plant: Plant) -> None:
    """The class to which faults are added breaks nothing by itself."""
    assert found(plant("core.ttl", PLACE, f"\n{SOUND}{PLACE}")) == {}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_planted_fault_is_found(plant: Plant, name: str) -> None:
    """Each check names the term at which its fault was planted."""
    turtle, focus = FAULTS[name]
    faults = found(plant("core.ttl", PLACE, f"\n{SOUND}{turtle}\n{PLACE}"))
    assert (focus if focus.startswith(OWL) else bg(focus)) in faults.get(name, set())


def test_faults_are_told_in_both_languages(plant: Plant) -> None:
    """The message names term and value after the words of the header, French and English."""
    folder = plant("core.ttl", PLACE, f"\n{SOUND}bg:Odd owl:deprecated true .\n{PLACE}")
    (fault,) = hygiene.check(compile_folder(folder), folder)
    path = "dcterms:isReplacedBy"
    assert fault.message_fr == f"bg:Odd est retiré sans que rien ne le remplace : {path}"
    assert fault.message_en == f"bg:Odd is retired and nothing replaces it: {path}"
    assert fault.severity == Severity.VIOLATION


def test_faults_reach_the_report(plant: Plant) -> None:
    """What a hygiene query finds is part of the check of the ontology and makes it fail."""
    folder = plant("core.ttl", PLACE, f"\n{SOUND}bg:Odd owl:deprecated true .\n{PLACE}")
    report = check_ontology(folder, reason=False)
    assert [v.check for v in report.violations] == ["deprecated-without-successor"]
    assert not report.conforms


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("#+ level: violation", "#+ level: grave", "header"),
        ("#+ fr: ", "# fr: ", "header"),
        ("SELECT", "SELEKT", "deprecated-used.rq"),
    ],
)
def test_broken_check_is_named(plant: Plant, old: str, new: str, word: str) -> None:
    """A check file without header or that is no SPARQL is an error that names the file."""
    folder = plant("hygiene/deprecated-used.rq", old, new)
    with pytest.raises(DataError) as caught:
        list(hygiene.check(compile_folder(folder), folder))
    assert "deprecated-used.rq" in caught.value.message
    assert word in caught.value.message
