"""Answers: forms, limits, and the process that can be killed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from biograph.ask import answer, answer_within, load, over
from biograph.errors import QueryError
from biograph.terms import bg

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore

TINY = Path(__file__).parents[1] / "fixtures" / "tiny.trig"
ENDLESS = load(
    "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } "
    "GRAPH ?i { ?j ?k ?l } GRAPH ?m { ?o ?p ?q } }"
)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny graph on disk, closed."""
    path = tmp_path_factory.mktemp("store") / "graph"
    opened = ox.Store(str(path))
    opened.load(path=str(TINY))
    opened.flush()
    del opened
    return path


@pytest.mark.parametrize("prologue", ["", "# note\n", "PREFIX a: <http://a/> BASE <http://b/> "])
@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT ?s WHERE { GRAPH graph:asserted { ?s bg:funds ?o } }", ("s",)),
        ("ask { GRAPH graph:asserted { ?s bg:funds ?o } }", ("answer",)),
        (
            "CONSTRUCT WHERE { GRAPH graph:asserted { ?s bg:funds ?o } }",
            ("subject", "predicate", "object"),
        ),
        (
            "DESCRIBE <https://w3id.org/biograph/id/org/vectoria>",
            ("subject", "predicate", "object"),
        ),
    ],
)
def test_each_form_gives_a_table(
    text: str, columns: tuple[str, ...], prologue: str, store: EmbeddedStore
) -> None:
    """SELECT, ASK, CONSTRUCT and DESCRIBE all answer with a table, whatever stands before."""
    if text.startswith("CONSTRUCT"):
        text = "CONSTRUCT { ?s bg:funds ?o } WHERE { GRAPH graph:asserted { ?s bg:funds ?o } }"
    assert answer(store, load(prologue + text)).columns == columns


def test_yes_and_no(store: EmbeddedStore) -> None:
    """ASK gives one row that is a boolean."""
    pattern = "ASK {{ GRAPH graph:asserted {{ ?s bg:{} ?o }} }}"
    assert answer(store, load(pattern.format("funds"))).column("answer") == (True,)
    assert answer(store, load(pattern.format("raised"))).column("answer") == (False,)


@pytest.mark.parametrize("limit", [0, 1, 3])
@pytest.mark.parametrize("form", ["SELECT ?s ?p ?o", "CONSTRUCT { ?s ?p ?o }"])
def test_a_cut_answer_says_so(form: str, limit: int, store: EmbeddedStore) -> None:
    """A row limit cuts and declares it."""
    text = form + " WHERE { GRAPH graph:asserted { ?s ?p ?o } }"
    table = answer(store, load(text), limit=limit)
    assert (len(table), table.truncated) == (limit, True)


def test_a_whole_answer_says_so(store: EmbeddedStore) -> None:
    """An answer that just fits its limit is not called cut."""
    table = answer(store, load("supply/owners"), limit=2)
    assert (len(table), table.truncated) == (2, False)


def test_a_table_tells_its_question(store: EmbeddedStore) -> None:
    """The table carries the question's name, title and parameters."""
    table = answer(store, load("actors/of-class"), {"class": "Hospital"})
    assert table.query == "actors/of-class"
    assert table.title == "Actors of a class"
    assert table.parameters == {"class": "Hospital"}
    assert table.column("actor_label") == ("CHU de Lyon-Test",)


def test_over_asks_by_name(store: EmbeddedStore) -> None:
    """What an analysis is given asks by name with parameters."""
    rows = over(store)("actors/network-edges", predicate="supplies")
    assert rows.column("predicate") == (bg("supplies"),)


def test_the_process_gives_the_same_answer(on_disk: Path, store: EmbeddedStore) -> None:
    """Within a time limit the rows are those of an unlimited run."""
    question = load("supply/makers-of-input")
    inside = answer_within(on_disk, question, {"input": "bags"}, timeout=60)
    assert inside.rows == answer(store, question, {"input": "bags"}).rows


def test_an_endless_query_is_stopped(on_disk: Path) -> None:
    """A query that would run for ages is killed and named as too slow."""
    with pytest.raises(QueryError, match="more than 1 s") as error:
        answer_within(on_disk, ENDLESS, timeout=1)
    assert "--timeout" in error.value.hint


def test_the_process_cuts_and_says_so(on_disk: Path) -> None:
    """The row limit holds in the process too."""
    text = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }"
    table = answer_within(on_disk, load(text), timeout=60, limit=5)
    assert (len(table), table.truncated) == (5, True)


def test_errors_cross_the_process(on_disk: Path) -> None:
    """A text that does not parse is told as such, with a hint, from inside the process."""
    with pytest.raises(QueryError, match="does not parse") as error:
        answer_within(on_disk, load("SELECT * WHERE { ?s }"), timeout=60)
    assert error.value.hint


def test_a_missing_graph_is_told(tmp_path: Path) -> None:
    """Without a graph the error says how to make one."""
    with pytest.raises(QueryError, match="there is no graph"):
        answer_within(tmp_path / "none", load("ASK { ?s ?p ?o }"), timeout=60)


def test_the_writer_is_not_disturbed(on_disk: Path, tmp_path: Path) -> None:
    """A question is answered while another process's store is open for writing."""
    path = tmp_path / "copy"
    shutil.copytree(on_disk, path)
    writer = ox.Store(str(path))
    table = answer_within(path, load("supply/owners"), timeout=60)
    assert len(table) == 2
    del writer
