"""``biograph check`` fails on a fault wherever it was planted, and says where."""

from __future__ import annotations

import json
import shutil

import pytest

from biograph import ask, resources
from biograph.model import Literal, Statement
from biograph.store import open_store
from biograph.terms import ASSERTED, RDF, RDFS, REFERENCE, bg
from tests.validate.test_graph import ORG, OTHER, fact


def planted(path, old, new):
    """Replace a text of a file once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of ontology and questions that the command takes for those of the package."""
    for name in ("ontology", "queries"):
        shutil.copytree(resources.folder(name), tmp_path / name)
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path / name)
    for held in (ask.library, ask.published):
        held.cache_clear()
    yield tmp_path
    for held in (ask.library, ask.published):
        held.cache_clear()


def stored(folder, *statements):
    """A workspace with a graph of a few statements."""
    store = open_store(folder / "graph")
    store.add(statements)
    store.flush()
    return folder


def checked(command, workspace):
    """Exit code of the check and what it printed, as JSON."""
    code, out, _ = command("check", "--json", "-w", workspace)
    return code, json.loads(out)


SOUND = [
    *fact(),
    Statement(ORG, RDF + "type", bg("Company"), REFERENCE),
    Statement(ORG, RDFS + "label", Literal("Alpha"), REFERENCE),
]


def test_sound_data_pass_with_their_counts(command, tmp_path):
    """Nothing wrong is exit code 0; what was looked at is counted."""
    code, report = checked(command, stored(tmp_path, *SOUND))
    assert (code, report["violations"]) == (0, [])
    wanted = {
        "modules", "classes", "properties", "terms", "recipes", "recipe lines", "hygiene checks",
        "shapes", "alignments", "released terms", "queries", "published claims", "Relation",
        "graph statements", "answered",
    }  # fmt: skip
    assert wanted <= report["counts"].keys()
    assert report["counts"]["Relation"] == 1


#: check -> file, text, what to write instead.
SLIPS = [
    ("label-missing", "ontology/actors.ttl", '"supplies"@en , ', ""),
    ("form", "ontology/core.ttl", "bg:Entity a owl:Class ;", "bg:Entity a owl:Class"),
    ("released-lost", "ontology/released.tsv", "bg:Indicator\t", "bg:Aardvark\t"),
    ("form", "ontology/released.tsv", "term\trelease", "term\tdate"),
    ("release-unlogged", "ontology/CHANGELOG.md", "\n## 2", "\n### 2"),
    ("form", "ontology/hygiene/orphan.rq", "SELECT", "SELEKT"),
    ("form", "ontology/hygiene/orphan.rq", " ?value\nWHERE", "\nWHERE"),
    ("form", "ontology/shapes/entity.ttl", "a sh:NodeShape ;", "a sh:NodeShape"),
    ("alignment-target", "ontology/alignments/org.sssom.tsv", "\torg:Site\t", "\torg:Sight\t"),
    ("form", "ontology/recipes/mrna_vaccine.tsv", "\tessential\t", "\tvital\t"),
    ("indicator-question", "ontology/strategy.ttl", '"care/car-t-centres"', '"care/none"'),
    ("unsatisfiable", "ontology/actors.ttl", "bg:Company ;", "bg:Company , bg:Disease ;"),
    ("query-runs", "queries/supply/owners.rq", "SELECT", "SELEKT"),
    ("claim-question", "queries/claims.tsv", "\tcare/car-t-centres\t", "\tmarket/none\t"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip[0]}-{slip[1]}")
def test_planted_fault_of_the_package_fails(command, package, tmp_path, slip):
    """Exit code 3, and the fault is named, also where there is a graph to check besides."""
    check, file, *texts = slip
    planted(package / file, *texts)
    code, report = checked(command, stored(tmp_path, *SOUND))
    assert code == 3
    assert check in {found["check"] for found in report["violations"]}


@pytest.mark.parametrize(
    ("slip", "check", "document"),
    [
        (Statement(ORG, bg("siren"), Literal("12"), REFERENCE), "Identifiers-siren", OTHER),
        (Statement(ORG, RDF + "type", bg("Disease"), REFERENCE), "inconsistent", OTHER),
        (Statement(ORG, RDF + "type", bg("Relation"), ASSERTED), "fact-without-evidence", ""),
    ],
)
def test_planted_fault_of_the_graph_fails(command, tmp_path, slip, check, document):
    """What the graph says against shapes, axioms or the first promise is found by the command.

    A document at fault is named where one says it.
    """
    row = Statement(f"{ORG}/row", bg("describes"), ORG, OTHER)
    code, report = checked(command, stored(tmp_path, *SOUND, slip, row))
    assert code == 3
    found = {v["check"]: v["document"] for v in report["violations"]}
    assert found[check] == document


def test_words_are_checked_as_they_are_now(command, package, tmp_path):
    """Shapes are applied to the ontology that was edited, with and without a graph."""
    shape = package / "ontology/shapes/recipes.ttl"
    planted(shape, '"essential"^^xsd:string', '"indispensable"^^xsd:string')
    for workspace in (tmp_path / "none", stored(tmp_path, *SOUND)):
        code, report = checked(command, workspace)
        assert code == 3
        assert {v["check"] for v in report["violations"]} == {"Requirement-criticality"}
