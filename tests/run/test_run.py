"""A run ends in a graph whose facts all lead to a sentence or a register row."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from biograph.api import open_workspace
from biograph.errors import Locked, UsageError
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.model import Reason
from biograph.run import run
from biograph.run.gather import GROUND, chosen
from biograph.run.lock import writing
from biograph.run.plan import DUMP, Clock, build
from biograph.run.standing import Base
from biograph.run.track import silent
from biograph.store import open_store
from biograph.terms import ASSERTED
from biograph.validate import check_graph
from tests.conftest import SOURCES

from .conftest import SMALL


def test_every_fact_has_evidence(finished):
    """The share of facts with evidence is one, and there are thousands of them."""
    report = finished[1]
    assert report.facts_with_evidence == report.facts
    assert report.facts > 3_000


def test_what_follows_from_the_facts_is_in_the_graph(graph):
    """A run leaves the inferred graph: makers have the classes of what they make."""
    query = "SELECT ?who { GRAPH graph:inferred { ?who bg:makesClass ?class } }"
    assert len(graph.ask(query)) > 10


def test_what_a_run_loads_conforms_or_is_flagged(finished, graph):
    """No violation is left unsaid: the whole check finds no more than the run flagged."""
    flagged = [flag for flag in finished[1].flags if flag.reason is Reason.VIOLATION]
    assert len(check_graph(graph.store.quads()).violations) == len(flagged) == 0
    steps = [step.step for step in finished[1].steps]
    assert steps.index("load") < steps.index("validate") < steps.index("reason")
    assert steps.index("copies") < steps.index("find")


def test_what_breaks_a_shape_is_flagged_by_the_run(grounded, tmp_path):
    """A document whose language is no code is loaded, and the run says what is wrong with it."""
    odd = replace(_bought("Betamab"), lang="french")
    flags = built(_copied(grounded, tmp_path / "ws"), SMALL, [odd]).flags
    broken = [flag for flag in flags if flag.reason is Reason.VIOLATION]
    (language,) = (flag for flag in broken if "DocumentVersion-language" in flag.message)
    assert language.message.startswith(language.where)
    assert {flag.where for flag in broken} == {language.where}


def built(workspace, sources, annotated=()):
    """The graph of these sources, without what follows from it."""
    base = Base(sources=tuple(sources))
    return build(workspace, base, annotated, clock=Clock(), track=silent)


def _copied(workspace, to):
    return shutil.copytree(workspace, to, ignore=shutil.ignore_patterns(".lock", "LOCK"))


def test_every_quotation_is_the_exact_slice_of_its_document(graph):
    """A quote read in a text is found again at its offsets in the text as stored in the corpus."""
    import json

    from biograph.document import plain
    from biograph.resources import extract

    lines = (extract() / "corpus" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {d["id"]: plain(d["text"]) for d in map(json.loads, lines)}
    query = (
        "SELECT ?key ?quote ?start ?end { GRAPH ?v { ?v bg:recordKey ?key . "
        "?ev a bg:Quotation ; bg:quote ?quote ; bg:start ?start ; bg:end ?end } }"
    )
    rows = list(graph.ask(query).records())
    assert len(rows) > 200
    assert all(texts[r["key"]][r["start"] : r["end"]] == r["quote"] for r in rows)


def test_every_row_evidence_names_its_table_and_key(graph):
    """A fact of a register leads to the row that states it."""
    query = "SELECT ?row ?quote { GRAPH ?v { ?e a bg:RegisterRow ; bg:row ?row ; bg:quote ?quote }}"
    rows = list(graph.ask(query).records())
    assert rows
    assert all("#" in row["row"] and ": " in row["quote"] for row in rows)


def test_nothing_negated_or_rumoured_is_a_fact(graph):
    """Only asserted and planned relations stand in the graph."""
    query = f"SELECT DISTINCT ?m {{ GRAPH <{ASSERTED}> {{ ?r bg:modality ?m }} }}"
    kinds = {value.rpartition("/")[2] for value in graph.ask(query).column("m")}
    assert kinds <= {"asserted", "planned"}
    assert "asserted" in kinds


def test_a_plan_has_no_plain_triple(graph):
    """Who asks what is done does not meet what is announced."""
    query = f"""ASK {{ GRAPH <{ASSERTED}> {{
      ?r bg:modality bg:planned ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o
      FILTER NOT EXISTS {{ ?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        bg:modality bg:asserted }} }} }}"""
    assert graph.ask(query).column("answer") == (False,)


def test_one_organisation_named_in_several_documents_is_one_node(graph):
    """Yposkesi is named in several documents and in the actors table, and is one actor."""
    query = (
        "SELECT DISTINCT ?a { GRAPH graph:reference { ?a rdfs:label|skos:altLabel ?l } "
        'FILTER(LCASE(STR(?l)) = "yposkesi") }'
    )
    assert len(graph.ask(query)) == 1


def test_what_was_set_aside_is_told_with_its_place_and_mend(finished):
    """No row or claim disappears without a flag that says where and why."""
    flags = finished[1].flags
    assert flags
    assert all(flag.where and flag.message and flag.mend for flag in flags)


def test_findings_lead_to_their_proof(graph, finished):
    """The first findings can be explained down to a quotation, a row or a source that is named."""
    ends = {"quotation", "row", "statement", "requirement", "figure"}
    for finding in finished[1].findings[:5]:
        leaves = list(_leaves(graph.explain(finding.id)))
        assert leaves
        assert {leaf.kind for leaf in leaves} <= ends
        assert all(leaf.source or leaf.url for leaf in leaves if leaf.kind == "figure")


def _leaves(proof):
    if not proof.children:
        yield proof
    for child in proof.children:
        yield from _leaves(child)


def test_the_eight_atmps_without_a_french_record_come_out(finished):
    """The known answer: eight EU-authorised ATMPs that the French database does not hold."""
    found = next(f for f in finished[1].findings if f.kind == "market-gap")
    names = ("Aucatzyl", "Holoclar", "Imlygic", "Roctavian", "Spherox", "Strimvelis", "Waskyra")
    assert found.value == 8
    assert all(name in found.sentence.en for name in names[:5])
    assert found.presence.value == "absent-by-closure"


def test_a_second_run_adds_nothing(finished, tmp_path):
    """The same input gives the same graph, byte for byte, and nothing is written."""
    workspace, first = finished
    before = (workspace / DUMP).read_bytes()
    copy = _copied(workspace, tmp_path / "ws")
    second = run(copy, sources=SOURCES)
    assert (second.added, second.removed, second.digest) == (0, 0, first.digest)
    assert (copy / DUMP).read_bytes() == before


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_run_started_again_ends_in_the_same_graph(grounded, tmp_path, seed):
    """SIGKILL at some moment of the loading, then a normal run: the canonical graph is the same."""
    workspace = tmp_path / "ws"
    code = (
        "import sys; from pathlib import Path; from biograph.run import run; "
        "print('go', flush=True); run(Path(sys.argv[1]), sources=sys.argv[2:])"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(workspace), *SMALL]) as child:
        _wait_for_writing(child, workspace, (40, 150, 400)[seed])
        os.kill(child.pid, signal.SIGKILL)
    whole = open_store(grounded / "graph", read_only=True).export(tmp_path / "whole.nq")
    assert built(workspace, SMALL).store.export(tmp_path / "again.nq") == whole


def _wait_for_writing(child, workspace, files):
    """Until the store holds some data: the kill has to hit the loading, not the imports."""
    while child.poll() is None and _size(workspace / "graph") < files * 10_000:
        time.sleep(0.02)


def _size(folder):
    """Bytes in a folder that another process writes: a file may vanish while we look."""
    try:
        return sum(map(_size_of, folder.iterdir()))
    except FileNotFoundError:
        return 0


def _size_of(path):
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def test_a_source_taken_away_turns_a_gap_into_a_knowledge_gap(finished, tmp_path):
    """Without the French database nobody may say that it lacks a medicine."""
    assert any(f.kind == "market-gap" and f.presence.value.startswith("absent")
               for f in finished[1].findings)  # fmt: skip
    without = run(tmp_path / "ws", sources=["ema"])
    assert all(
        not f.presence.value.startswith("absent")
        for f in without.findings
        if f.kind == "market-gap"
    )


def test_a_renewed_run_forgets_what_a_source_no_longer_says(grounded, tmp_path):
    """A document that now says something else is replaced: the old fact goes, the new one comes."""
    copy = _copied(grounded, tmp_path / "ws")
    built(copy, SMALL, [_bought("Betamab")])
    assert _purchases(copy) == {"Betamab"}
    built(copy, SMALL, [_bought("Gammacel")])
    assert _purchases(copy) == {"Gammacel"}


def _bought(name):
    text = f"Alphatestco rachète {name}."
    names = [("Alphatestco", 0), (name, 20)]
    entities = tuple(Entity(text=t, start=at, end=at + len(t), type="Company") for t, at in names)
    bought = Relation(
        subject="Alphatestco", predicate="acquired", object=name, start=0, end=len(text)
    )
    return Annotated(id="1", lang="fr", text=text, entities=entities, relations=(bought,))


def _purchases(workspace):
    query = (
        'SELECT ?name { GRAPH graph:reference { ?a rdfs:label "Alphatestco" } '
        "GRAPH graph:asserted { ?a bg:acquired ?b } GRAPH graph:reference { ?b rdfs:label ?name } }"
    )
    return set(open_workspace(workspace).ask(query).column("name"))


def test_an_unknown_source_is_refused_with_the_list_of_sources():
    """A misspelt source never gives an empty run."""
    with pytest.raises(UsageError, match="bdpm"):
        chosen(["ilabs"])


def test_names_and_places_are_read_with_any_source():
    """Every run can link to the actors table, the countries and the communes."""
    assert set(GROUND) < set(chosen(["ilab"]))


def test_two_runs_never_write_one_workspace(tmp_path):
    """The second run says so at once instead of waiting or writing."""
    with writing(tmp_path), pytest.raises(Locked, match="another run"), writing(tmp_path):
        pass
