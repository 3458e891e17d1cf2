"""The log of updates can be asked, and no other question sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.ask import library
from biograph.terms import DATA, LOG
from tests.queries.test_answers import NAMES, asked

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

LOGGED = sorted(name for name in NAMES if name.startswith("quality/update"))


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(LOGGED)))
def test_the_log_changes_no_answer(name: str, store: EmbeddedStore) -> None:
    """What was done when is no fact: without the log every other question answers the same."""
    before = asked(store, name).rows
    store.clear(LOG)
    assert asked(store, name).rows == before


@pytest.mark.parametrize("name", LOGGED)
def test_the_log_is_all_that_tells_of_updates(name: str, store: EmbeddedStore) -> None:
    """These questions read nothing else."""
    for graph in {quad.graph for quad in store.quads()} - {LOG}:
        store.clear(graph)
    assert len(asked(store, name)) > 0
    store.clear(LOG)
    assert len(asked(store, name)) == 0


@pytest.mark.parametrize("name", [name for name in LOGGED if library()[name].parameters])
def test_one_update_can_be_asked_for(name: str, ask: Ask) -> None:
    """An update is named by the key after its last slash."""
    assert set(ask(name, update="2").column("update")) == {DATA + "update/2"}
    assert set(ask(name).column("update")) >= {DATA + "update/2"}


def test_withdrawn_documents_can_be_asked_by_source(ask: Ask) -> None:
    """Each source's own, with its reason where it gives one."""
    rows = ask("quality/withdrawn-documents", source="press").records()
    assert [(row["key"], row["date"], row["reason"]) for row in rows] == [
        ("press4", "2026-09-20", "retracted")
    ]
    assert len(ask("quality/withdrawn-documents")) == 2
