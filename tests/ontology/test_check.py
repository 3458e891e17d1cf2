"""check_ontology: the committed files conform, and every kind of planted fault is found."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import resources
from biograph.model import Severity
from biograph.terms import DATA, OWL, RDF, RDFS, bg
from biograph.validate import check_ontology, reasoner
from biograph.validate.contradiction import contradictions
from biograph.validate.schema import Triple
from biograph.validate.structure import cycle
from tests.ontology.test_tables import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

#: In CI it is never skipped: what CI runs installs Java.
needs_java = pytest.mark.skipif(
    not (shutil.which("java") or os.environ.get("CI")), reason="HermiT needs java"
)


def faults(folder: Path) -> set[tuple[str, str]]:
    """(check, focus) of what is wrong with a folder, without reasoning."""
    return {(v.check, v.focus) for v in check_ontology(folder, reason=False).violations}


def test_committed_ontology_conforms() -> None:
    """The files of the repository break no rule, not even with a warning."""
    report = check_ontology(reason=False)
    assert report.violations == ()
    assert report.counts["recipes"] >= 16
    assert report.counts["modules"] >= 11
    assert report.counts["hygiene checks"] == len(list(resources.ontology().glob("hygiene/*.rq")))


@needs_java
def test_committed_ontology_is_consistent() -> None:
    """HermiT finds no contradiction and no class without possible member."""
    report = check_ontology()
    assert report.conforms
    assert report.notes == ()


def test_missing_definition_is_found(plant: Plant) -> None:
    """A class whose French definition was taken away is reported."""
    folder = plant("actors.ttl", ' , "Organisation qui vend des biens ou des services"@fr', "")
    assert faults(folder) == {("definition-missing", bg("Company"))}


def test_missing_label_is_found(plant: Plant) -> None:
    """A property without English label is reported."""
    folder = plant("actors.ttl", '"supplies"@en , ', "")
    assert faults(folder) == {("label-missing", bg("supplies"))}


def test_second_label_is_found(plant: Plant) -> None:
    """Two preferred labels in one language are one too many."""
    folder = plant("actors.ttl", '"supplies"@en', '"supplies"@en , "delivers to"@en')
    assert faults(folder) == {("label-doubled", bg("supplies"))}


def test_shared_label_is_found(plant: Plant) -> None:
    """Two terms may not have the same preferred label, whatever the case of its letters."""
    folder = plant("stages.tsv", "\tformulation\tformulation\t", "\tformulation\tCuve inox\t")
    folder = plant("inputs.tsv", "\tcuve de procédé\t", "\tcuve inox\t")
    assert {check for check, _ in faults(folder)} >= {"label-shared"}


def test_ambiguous_surface_is_a_warning(plant: Plant) -> None:
    """A synonym that means two terms makes the matcher guess: it is reported, not refused."""
    folder = plant("therapy_classes.tsv", "|MTIPP|", "|MTIPP|bioréacteur|")
    report = check_ontology(folder, reason=False)
    assert [(v.check, v.value, v.severity) for v in report.violations] == [
        ("surface-ambiguous", "bioréacteur", Severity.WARNING)
    ]
    assert report.conforms


def test_subclass_cycle_is_found(plant: Plant) -> None:
    """A class may not be below itself."""
    folder = plant(
        "actors.ttl",
        "bg:Company a owl:Class ;\n    rdfs:subClassOf bg:Organization",
        "bg:Company a owl:Class ;\n    rdfs:subClassOf bg:Organization , bg:CDMO",
    )
    assert ("cycle", bg("CDMO")) in faults(folder)


def test_broader_cycle_is_found(plant: Plant) -> None:
    """A term may not be broader than itself by way of others."""
    folder = plant(
        "therapy_classes.tsv",
        "vaccine\tTherapyClass\tbiologic\tvaccine",
        "vaccine\tTherapyClass\tdna-vaccine\tvaccine",
    )
    assert ("cycle", f"{DATA}class/dna-vaccine") in faults(folder)


def test_dangling_reference_is_found(plant: Plant) -> None:
    """A superclass that does not exist is reported where it is used."""
    folder = plant("actors.ttl", "rdfs:subClassOf bg:Company", "rdfs:subClassOf bg:Compagny")
    found = check_ontology(folder, reason=False).violations
    assert ("dangling", bg("Compagny")) in [(v.check, v.value) for v in found]


def test_undeclared_property_is_found(plant: Plant) -> None:
    """A word used as a property has to be declared."""
    folder = plant("actors.ttl", "bg:domainIncludes", "bg:domainInclude")
    assert "dangling" in {check for check, _ in faults(folder)}


def test_ill_formed_literal_is_found(plant: Plant) -> None:
    """A value that is not of its datatype is reported."""
    folder = plant(
        "strategy.ttl", "bg:targetYear 2030", 'bg:targetYear "2030 environ"^^xsd:integer'
    )
    assert {check for check, _ in faults(folder)} == {"literal"}


def test_unexpected_language_is_found(plant: Plant) -> None:
    """Labels are French and English only; a slip of the language tag shows."""
    folder = plant("actors.ttl", '"entreprise"@fr', '"entreprise"@fx')
    assert {check for check, _ in faults(folder)} == {"literal", "label-missing"}


def test_word_outside_the_profile_is_found(plant: Plant) -> None:
    """A construct that the closure of OWL 2 RL does not compute is refused."""
    folder = plant("checks.ttl", "owl:disjointWith", "owl:complementOf")
    assert "profile" in {check for check, _ in faults(folder)}


def test_missing_scheme_word_is_found(plant: Plant) -> None:
    """The annotation scheme's predicates have to be in the ontology under their names."""
    folder = plant(
        "actors.ttl", "bg:supplies a owl:ObjectProperty", "bg:supply a owl:ObjectProperty"
    )
    assert ("scheme", bg("supplies")) in faults(folder)


def test_group_over_two_stages_is_found(plant: Plant) -> None:
    """Alternatives stand at one stage and have one criticality."""
    folder = plant(
        "recipes/monoclonal_antibody.tsv",
        "\tantibody_discovery\tessential",
        "\tpreclinical\toptional",
    )
    assert ("recipe-group", f"{DATA}family/monoclonal_antibody") in faults(folder)


def test_stage_without_essential_line_is_found(plant: Plant) -> None:
    """Every recipe has something essential at each of its ten stages."""
    file = "recipes/monoclonal_antibody.tsv"
    folder = plant(file, "", "")
    text = (folder / file).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("administration\t")]
    (folder / file).write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert faults(folder) == {("recipe-stage", f"{DATA}family/monoclonal_antibody")}


def with_line(plant: Plant, **cells: str) -> Path:
    """A folder whose antibody recipe begins with one more line, sound but for the given cells."""
    line = "\t".join((SOUND | cells).values())
    return plant("recipes/monoclonal_antibody.tsv", "confidence\n", f"confidence\n{line}\n")


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"confidence": "high"}, "recipe-source"),
        ({"basis": "sourced"}, "recipe-source"),
        ({"source": "https://example.org/"}, "recipe-source"),
        ({"stage": "administration"}, "recipe-order"),
    ],
)
def test_fault_of_a_recipe_line_is_found(plant: Plant, cells: dict[str, str], check: str) -> None:
    """Textbook knowledge alone lacks a page, operations have French names, stages their order."""
    assert {name for name, _ in faults(with_line(plant, **cells))} == {check}


def test_one_operation_has_one_french_name(plant: Plant) -> None:
    """An operation that another line calls otherwise in French is reported once."""
    folder = with_line(plant, unit_operation="Sterility", unit_operation_fr="Propreté")
    assert faults(folder) == {("recipe-operation", bg("unitOperation"))}


def test_operation_without_french_name_is_found(plant: Plant) -> None:
    """An empty name is no name, whether or not another line gives one."""
    found = {check for check, _ in faults(with_line(plant, unit_operation_fr=""))}
    assert found == {"recipe-operation", "literal"}


def test_recipes_that_contain_each_other_are_found(plant: Plant) -> None:
    """Nested recipes have an end."""
    folder = plant(
        "recipes/lentiviral_vector.tsv",
        "lv-design\tvector_design\tessential\t\t\t",
        "lv-design\tvector_design\tessential\t\tautologous_car_t\t",
    )
    assert {check for check, _ in faults(folder)} == {"recipe-nesting"}


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("core.ttl", "bg:Entity a owl:Class ;", "bg:Entity a owl:Class", "core.ttl:"),
        (
            "inputs.tsv",
            "\tEquipment\tEquipment\tbioreactor\t",
            "\tMachine\tEquipment\tbioreactor\t",
            "inputs.tsv:",
        ),
        ("stages.tsv", "id\tkind", "id\ttype", "stages.tsv:1"),
    ],
)
def test_unreadable_file_is_a_violation(
    plant: Plant, file: str, old: str, new: str, place: str
) -> None:
    """A file that cannot be read is reported with its place and the mend, and the check goes on."""
    report = check_ontology(plant(file, old, new), reason=False)
    assert [v.check for v in report.violations] == ["form"]
    assert place in report.violations[0].focus
    assert report.violations[0].value
    assert not report.conforms


@pytest.mark.parametrize("reason", [True, False])
@pytest.mark.parametrize(
    ("file", "name", "kind", "second"),
    [
        ("actors.ttl", "Startup", "Company", "Disease"),
        ("valuechain.ttl", "Stage", "Term", "Input"),
    ],
)
def test_contradiction_is_found_and_explained(
    plant: Plant, *, reason: bool, file: str, name: str, kind: str, second: str
) -> None:
    """A class below two disjoint classes can have no member; the axioms that say so are named.

    So it is with and without HermiT, and whether or not the class has members.
    """
    old = f"bg:{name} a owl:Class ;\n    rdfs:subClassOf bg:{kind}"
    folder = plant(file, old, f"{old} , bg:{second}")
    (found,) = check_ontology(folder, reason=reason).violations
    assert (found.check, found.focus) == ("unsatisfiable", bg(name))
    for message in (found.message_fr, found.message_en):
        assert f"bg:{name} rdfs:subClassOf bg:{second}" in message
        assert "owl:disjointWith" in message


@needs_java
def test_hermit_finds_what_the_rules_do_not_reach() -> None:
    """A class said to be the complement of one above it is empty by a rule outside OWL 2 RL."""
    a, b = "urn:a", "urn:b"
    triples = [
        Triple(a, RDF + "type", OWL + "Class"),
        Triple(b, RDF + "type", OWL + "Class"),
        Triple(a, RDFS + "subClassOf", b),
        Triple(a, OWL + "complementOf", b),
    ]
    assert not list(contradictions(triples))
    found, notes = reasoner.check(triples)
    assert [(v.check, v.focus) for v in found] == [("unsatisfiable", a)]
    assert notes == ()


@needs_java
def test_hermit_finds_a_thing_that_cannot_be() -> None:
    """A member of two disjoint classes makes the whole inconsistent."""
    triples = [
        Triple("urn:a", OWL + "disjointWith", "urn:b"),
        *(Triple(f"urn:{c}", RDF + "type", OWL + "Class") for c in "ab"),
        *(Triple("urn:x", RDF + "type", f"urn:{c}") for c in "ab"),
    ]
    assert [v.check for v in reasoner.check(triples)[0]] == ["inconsistent"]


def test_absent_java_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java the check goes on and a note says what was not looked at."""
    monkeypatch.setenv("PATH", "")
    report = check_ontology()
    assert report.conforms
    assert report.notes == (reasoner.SKIPPED,)


graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3), max_size=6
)


@given(graphs)
def test_cycle_is_found_exactly_where_there_is_one(below: Mapping[str, set[str]]) -> None:
    """The search agrees with peeling off nodes that have no successor left."""
    left = {node: set(after) for node, after in below.items()}
    while ends := {n for n, after in left.items() if not after & left.keys()}:
        left = {n: after for n, after in left.items() if n not in ends}
    found = cycle(below)
    assert bool(found) == bool(left)
    for node, after in zip(found, (*found[1:], *found[:1]), strict=True):
        assert after in below[node]
