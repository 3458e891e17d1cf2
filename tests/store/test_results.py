"""Answers of servers: read as they come in, and never taken for whole where they are cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import QueryError
from biograph.model import Literal
from biograph.store.results import Results, truth
from biograph.terms import XSD

_TEXT = st.text(st.characters(codec="utf-8"))
_CELL = st.one_of(
    st.none(),
    st.builds(lambda v: {"type": "uri", "value": f"https://e/{v}"}, st.integers(0)),
    st.builds(lambda v: {"type": "literal", "value": v}, _TEXT),
    st.builds(lambda v: {"type": "literal", "value": v, "xml:lang": "fr"}, _TEXT),
    st.builds(
        lambda v: {"type": "typed-literal", "value": str(v), "datatype": XSD + "integer"},
        st.integers(),
    ),
)
_ROWS = st.lists(st.tuples(_CELL, _CELL), max_size=5)


def body(rows, *, ascii_only=True):
    """An answer in the SPARQL JSON format."""
    bindings = [{n: c for n, c in zip("ab", row, strict=True) if c} for row in rows]
    content = {"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=ascii_only).encode()


def pieces(content, size):
    """The bytes in pieces of one size."""
    return (content[i : i + size] for i in range(0, len(content), size))


def value(cell):
    return None if cell is None else cell["value"]


@given(_ROWS, st.integers(1, 40), st.booleans())
def test_rows_are_read_whatever_the_pieces_they_come_in(rows, size, ascii_only):
    """A row, a character, an escape may lie across two pieces."""
    results = Results(pieces(body(rows, ascii_only=ascii_only), size))
    assert results.columns == ("a", "b")
    read = [tuple(c.value if isinstance(c, Literal) else c for c in row) for row in results]
    assert read == [tuple(map(value, row)) for row in rows]


@given(_ROWS, st.data())
def test_an_answer_that_is_cut_anywhere_is_refused(rows, data):
    """However little is missing, an answer is never read as fewer rows."""
    whole = body(rows)
    kept = data.draw(st.integers(0, len(whole) - 2))  # the last of the brackets says nothing more
    with pytest.raises(QueryError, match="middle"):
        list(Results(pieces(whole[:kept], 7)))


def test_the_words_of_a_server_that_stopped_are_shown():
    """Oxigraph writes into the table that it was stopped."""
    cut = body([({"type": "uri", "value": "https://e/1"}, None)])[:-3] + b",The operation is over"
    with pytest.raises(QueryError, match="The operation is over"):
        list(Results([cut]))


@pytest.mark.parametrize(
    ("cell", "term"),
    [
        ({"type": "uri", "value": "https://e/x"}, "https://e/x"),
        ({"type": "bnode", "value": "b1"}, "_:b1"),
        ({"type": "literal", "value": "01"}, Literal("01")),
        ({"type": "literal", "value": "01", "datatype": XSD + "string"}, Literal("01")),
        ({"type": "literal", "value": "é", "xml:lang": "fr"}, Literal("é", lang="fr")),
        (
            {"type": "typed-literal", "value": "1", "datatype": XSD + "boolean"},
            Literal("true", XSD + "boolean"),
        ),
        (
            {"type": "literal", "value": "false", "datatype": XSD + "boolean"},
            Literal("false", XSD + "boolean"),
        ),
        (
            {"type": "typed-literal", "value": "1", "datatype": XSD + "integer"},
            Literal("1", XSD + "integer"),
        ),
    ],
)
def test_terms_are_those_of_the_embedded_store(cell, term):
    """Whatever a server calls its literals, and however it writes its booleans."""
    assert [row[0] for row in Results([body([(cell, None)])])] == [term]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b'{"head":{},"boolean":true}', True),
        (b'{ "head": { "link": [] }, "boolean": false}', False),
        (b'{"head":{},"results":{"bindings":[{"__ASK_RETVAL":{"type":"any","value":"1"}}]}}', True),
        (b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[ ] } }', False),
    ],
)  # fmt: skip
def test_yes_and_no_in_the_forms_of_both_servers(answer, expected):
    """Virtuoso answers some ASK queries with a table of one number."""
    assert truth(answer) is expected


@pytest.mark.parametrize("answer", [b"", b'{"head":{},', b'{"head":{}}', b"[]", b'{"results":1}'])
def test_neither_yes_nor_no_is_refused(answer):
    """What is no answer to ASK is not taken for no."""
    with pytest.raises(QueryError):
        truth(answer)
