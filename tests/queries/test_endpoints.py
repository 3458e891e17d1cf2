"""Every question gives on each server the rows that the embedded store gives, in the same order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph.ask import answer, bind, library, load
from biograph.model import Literal
from biograph.store.mirror import mirror
from tests.queries.test_answers import EXPECTED, NAMES, TEXTS
from tests.store.servers import Server, empty
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.ask.values import Value
    from biograph.store import EmbeddedStore
    from biograph.store.served import RemoteStore

#: A value for each kind of parameter that the tiny graph has something to say of.
KEYS = {
    "Class": "CDMO",
    "Country": "FR",
    "Input": "bioreactor",
    "Region": "84",
    "TherapyClass": "gene-therapy",
    "TherapyFamily": "aav_gene_therapy",
}


@pytest.fixture(scope="module")
def embedded() -> EmbeddedStore:
    """The tiny graph with what is laid on top of it."""
    return opened(TINY, WIDE)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest, embedded: EmbeddedStore) -> Iterator[RemoteStore]:
    """The same graph on each of the servers."""
    server: Server = request.getfixturevalue(request.param)
    store = server.store()
    empty(store)
    mirror(embedded, store)
    yield store
    empty(store)


def texts(name: str) -> dict[str, Value]:
    """What is asked where a question wants a text."""
    return {p.name: TEXTS[p.name] for p in load(name).parameters if p.type == "text"}


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_pinned_one(name: str, endpoint: RemoteStore) -> None:
    """A server gives the rows that were worked out by hand, and in their order."""
    pinned = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert answer(endpoint, load(name), texts(name)).to_csv() == pinned


def chosen(name: str, embedded: EmbeddedStore) -> Iterator[dict[str, Value]]:
    """Each parameter with any value, with one, and with two of those that the graph has."""
    for parameter in load(name).parameters:
        any_value = {**texts(name), parameter.name: ""}
        yield any_value
        if parameter.type != "iri":
            continue
        table = answer(embedded, load(name), any_value)
        column = table.column(parameter.name) if parameter.name in table.columns else ()
        known = sorted({iri for iri in column if iri})
        yield from ({**any_value, parameter.name: iri} for iri in (*known[:1], *known[-1:]))
        if len(known) > 1:
            yield {**any_value, parameter.name: tuple(known[:2])}
        if key := KEYS.get(parameter.kind):
            yield {**any_value, parameter.name: key}


@pytest.mark.parametrize("name", [name for name in NAMES if library()[name].parameters])
def test_parameters_narrow_alike(name: str, endpoint: RemoteStore, embedded: EmbeddedStore) -> None:
    """With any value, with one and with two a server gives the rows of the embedded store."""
    for values in chosen(name, embedded):
        expected = answer(embedded, load(name), values)
        found = answer(endpoint, load(name), values)
        assert (found.columns, found.rows) == (expected.columns, expected.rows), values


_KEY = re.compile(r"(?:DESC)?\(?\?(\w+)")


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_sorted_as_texts(name: str, embedded: EmbeddedStore) -> None:
    """Virtuoso sorts stored texts by other things than their letters, unless STR() asks for them.

    So each key of ORDER BY that may be a stored text stands in STR(). What an aggregate gives is no
    stored text, and Virtuoso knows it by its plain name only.
    """
    text = bind(load(name), texts(name))
    table = embedded.select(text)
    _, _, keys = text.rpartition("ORDER BY")
    computed = set(re.findall(r"\((?:MIN|MAX|COUNT|SUM)\(.*?\) AS \?(\w+)\)", text))
    for key in keys.split():
        bare = _KEY.fullmatch(key.rstrip(")"))
        if bare and bare[1] in table.columns and bare[1] not in computed:
            cells = table.column(bare[1]), {row[table.columns.index(bare[1])] for row in table}
            assert not any(isinstance(c, Literal) and not c.datatype for c in cells[1]), key
