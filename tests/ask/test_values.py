"""Parameters: they are terms, never syntax."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.ask import Parameter, bind, load
from biograph.ask.library import Question, read
from biograph.ask.values import term
from biograph.errors import QueryError
from biograph.terms import DATA, bg

_CHARACTERS = st.characters(codec="utf-8")


def question(declared: str) -> Question:
    """A question with one parameter ``x`` that gives it back."""
    text = f"#+ params: x={declared}\nSELECT ?x WHERE {{ VALUES ?x {{ UNDEF }} }}"
    return read(text, name="x")


def value_of(declared: str, value: str | int) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """What the engine makes of the parameter's value."""
    answer = ox.Store().query(bind(question(declared), {"x": value}))
    assert isinstance(answer, ox.QuerySolutions)
    (row,) = list(answer)
    found: ox.NamedNode | ox.BlankNode | ox.Literal | None = row["x"]
    return found


@given(st.text(_CHARACTERS, min_size=1))
def test_any_text_comes_back_as_it_is(text: str) -> None:
    """No text leaves its quotes: the engine reads exactly the value given."""
    found = value_of("text?", text)
    assert isinstance(found, ox.Literal)
    assert found.value == text


@given(st.text(_CHARACTERS, min_size=1))
def test_any_iri_is_one_iri_or_refused(text: str) -> None:
    """A value for an IRI becomes a single IRI or an error, never more of the query."""
    try:
        found = value_of("iri:TherapyClass?", text)
    except QueryError:
        return
    except SyntaxError:  # the engine is stricter on IRIs than the RFC's characters: still no query
        return
    assert isinstance(found, ox.NamedNode)


@given(st.integers(min_value=-(2**60), max_value=2**60))
def test_any_whole_number_comes_back(number: int) -> None:
    """A whole number is bound as xsd:integer, given as text or as int."""
    for value in (number, str(number)):
        found = value_of("integer?", value)
        assert isinstance(found, ox.Literal)
        assert int(found.value) == number


@pytest.mark.parametrize(
    ("kind", "value", "iri"),
    [
        ("TherapyClass", "car-t", DATA + "class/car-t"),
        ("Input", "protein-a", DATA + "input/protein-a"),
        ("Country", "FR", DATA + "country/FR"),
        ("Class", "CDMO", bg("CDMO")),
        ("Class", "bg:CDMO", bg("CDMO")),
        ("Relation", "https://w3id.org/biograph/id/rel/x", DATA + "rel/x"),
        ("Unheard", "id:class/car-t", DATA + "class/car-t"),
    ],
)
def test_keys_and_short_forms_name_iris(kind: str, value: str, iri: str) -> None:
    """A key of the declared kind, a prefixed name and a whole IRI all work."""
    assert term(value, Parameter(name="x", type="iri", kind=kind)) == f"<{iri}>"


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("iri:Input?", "> } ; DROP ALL #"),
        ("iri:Input?", "http://a b"),
        ("iri:Unheard?", "bare"),
        ("integer?", "ten"),
        ("integer?", "1) } DROP"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(declared: str, value: str) -> None:
    """The error names the parameter and shows a right form."""
    with pytest.raises(QueryError, match="parameter 'x'") as error:
        bind(question(declared), {"x": value})
    assert error.value.hint


def test_an_unknown_parameter_is_refused() -> None:
    """A parameter that the question does not declare is an error that lists its own."""
    with pytest.raises(QueryError, match="no parameter 'country_of'") as error:
        bind(load("actors/of-class"), {"country_of": "FR"})
    assert "class, country" in error.value.hint


def test_defaults_and_any_value() -> None:
    """What is not given takes its default; an empty value means any."""
    of_class = load("actors/of-class")
    assert f"<{bg('CDMO')}>" in bind(of_class, {})
    assert "VALUES ?class" not in bind(of_class, {"class": ""})
    assert "VALUES ?class {  }" in bind(of_class, {"class": ()})  # no alternative is not any


def test_several_values_are_alternatives() -> None:
    """A tuple sets several values at once."""
    text = bind(load("supply/makers-of-input"), {"input": ("bags", "tff")})
    assert f"VALUES ?input {{ <{DATA}input/bags> <{DATA}input/tff> }}" in text
