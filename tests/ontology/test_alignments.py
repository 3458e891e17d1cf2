"""Alignments: SSSOM as others read it, about our terms as they are, with targets that exist."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef

from biograph import resources, vocabulary
from biograph.errors import DataError
from biograph.terms import SKOS, bg
from biograph.validate import check_ontology
from biograph.vocabulary.alignment import read_alignments

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

FOLDER = resources.ontology()
FILES = sorted((FOLDER / "alignments").glob("*.sssom.tsv"))
MAPPINGS = read_alignments(FOLDER)
EURIO = FOLDER.parents[1] / "shared" / "data" / "registries" / "eurio_cordis_ontology.ttl"
SAME = "bg:Organization\torganisation\tskos:exactMatch\torg:Organization\tOrganization\t"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file below its head."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_are_enough() -> None:
    """The vocabularies that the field works with are reached by hundreds of mappings."""
    targets = Counter(m.target for m in MAPPINGS)
    named = {"org", "schema", "prov", "dcat", "eurio", "iof", "idmp", "ncit", "mondo_ordo", "atc"}
    assert named | {"wikidata"} <= targets.keys()
    assert len(MAPPINGS) >= 150


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_file_is_in_order(path: Path) -> None:
    """Rows are sorted, without blanks at the ends of cells, and named after the set they hold."""
    found = rows(path)
    keys = [(r["subject_id"], r["predicate_id"], r["object_id"]) for r in found]
    assert keys == sorted(set(keys))
    assert all(cell == cell.strip() for row in found for cell in row.values())
    head = path.read_text(encoding="utf-8").splitlines()[0]
    assert head == f"#mapping_set_id: {bg('alignments')}/{path.name.partition('.')[0]}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_inexact_mapping_says_why(path: Path) -> None:
    """Who reads that a match is not exact also reads in which way."""
    inexact = [r for r in rows(path) if r["predicate_id"] != "skos:exactMatch"]
    assert not [r["subject_id"] for r in inexact if not r["comment"]]


def test_mappings_are_in_the_graph() -> None:
    """Each mapping is one triple of the compiled ontology, so that queries can follow it."""
    triples = {(s.subject, s.predicate, s.object) for s in vocabulary.statements()}
    assert (bg("Organization"), SKOS + "exactMatch", "http://www.w3.org/ns/org#Organization") in (
        triples
    )
    assert {(m.subject, m.predicate, m.object) for m in MAPPINGS} <= triples


@pytest.mark.skipif(not EURIO.is_file(), reason="the recorded data are not here")
def test_eurio_targets_exist() -> None:
    """Each term of EURIO that we point to is in its published file, under the label we give."""
    graph = Graph().parse(data=EURIO.read_text(encoding="utf-8"), format="turtle")
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    pointed = [m for m in MAPPINGS if m.target == "eurio"]
    assert len(pointed) >= 30
    for mapping in pointed:
        labels = {str(o) for o in graph.objects(URIRef(mapping.object), label)}
        assert mapping.object_label in labels, mapping.object


@pytest.mark.parametrize(
    ("new", "check"),
    [
        (SAME.replace("bg:Organization", "bg:Organisation"), "alignment-subject"),
        (
            SAME.replace("bg:Organization\torganisation", "bg:Document\tdocument"),
            "alignment-subject",
        ),
        (SAME.replace("organisation", "firm"), "alignment-label"),
        (SAME.replace("skos:exactMatch", "skos:related"), "alignment-relation"),
        (SAME.replace("\tOrganization\t", "\t\t"), "alignment-form"),
        (SAME.replace("org:Organization", "org:Organisation"), "alignment-target"),
    ],
)
def test_planted_fault_is_found(plant: Plant, new: str, check: str) -> None:
    """A slip in a mapping is one violation that names the mapping."""
    folder = plant("alignments/org.sssom.tsv", SAME, new)
    assert [v.check for v in check_ontology(folder, reason=False).violations] == [check]


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("semapv:ManualMappingCuration\t", "skos:note\t", "alignment-form"),
        (
            "semapv:ManualMappingCuration\t0.",
            "semapv:ManualMappingCuration\t0.0",
            "alignment-confidence",
        ),
        (
            "semapv:ManualMappingCuration\t0.",
            "semapv:ManualMappingCuration\t\t0.",
            "alignment-confidence",
        ),
    ],
)
def test_planted_fault_of_the_reasons_is_found(
    plant: Plant, old: str, new: str, check: str
) -> None:
    """A mapping without justification, or whose confidence is low or lacking, is a violation."""
    folder = plant("alignments/org.sssom.tsv", old, new)
    assert [v.check for v in check_ontology(folder, reason=False).violations] == [check]


def test_mapping_said_twice_is_found(plant: Plant) -> None:
    """Two relations between the same two terms contradict or repeat each other."""
    (line,) = (
        line
        for line in FILES[[p.name for p in FILES].index("org.sssom.tsv")]
        .read_text(encoding="utf-8")
        .splitlines()
        if line.startswith(SAME)
    )
    again = line.replace("exactMatch", "closeMatch")
    folder = plant("alignments/org.sssom.tsv", line, f"{line}\n{again}")
    assert [v.check for v in check_ontology(folder, reason=False).violations] == [
        "alignment-doubled"
    ]


def test_two_exact_matches_of_one_target_are_found(plant: Plant) -> None:
    """If two of our terms were exactly the same thing, they would be one term."""
    folder = plant(
        "alignments/org.sssom.tsv",
        "bg:Company\tcompany\tskos:broadMatch\torg:FormalOrganization",
        "bg:Company\tcompany\tskos:exactMatch\torg:Organization",
    )
    found = check_ontology(folder, reason=False).violations
    assert "alignment-exact" in [v.check for v in found]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("#curie_map:", "#curie_map", "org.sssom.tsv"),
        ("\torg:Organization\t", "\tgro:Organization\t", "org.sssom.tsv:"),
        ("subject_id\t", "subject\t", "org.sssom.tsv"),
        ("\t0.", "\tO.", "org.sssom.tsv:"),
    ],
)
def test_file_that_is_no_sssom_is_named(plant: Plant, old: str, new: str, place: str) -> None:
    """A head, prefix, column or number that cannot be read is an error with its place."""
    with pytest.raises(DataError) as caught:
        read_alignments(plant("alignments/org.sssom.tsv", old, new))
    assert place in caught.value.message
    assert caught.value.hint
