"""Answers as frames and in a notebook."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Literal
from biograph.table import Table
from biograph.terms import DATA, XSD

ORG = DATA + "org/1"


def number(value, kind="integer"):
    return Literal(str(value), XSD + kind)


def column(*terms):
    """A table of one column."""
    return Table(columns=("x",), rows=tuple((term,) for term in terms))


CELLS = st.one_of(
    st.none(),
    st.just(ORG),
    st.integers().map(number),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: number(x, "double")),
    st.booleans().map(lambda x: number(str(x).lower(), "boolean")),
    st.dates().map(lambda x: number(x.isoformat(), "date")),
    st.text().map(Literal),
    st.text(alphabet="1é.-", max_size=3).map(number),
)


@pytest.mark.parametrize(
    ("terms", "polars", "pandas", "values"),
    [
        ((number(1), None), "Int64", "Int64", [1, None]),
        ((number(1), number("2.5", "decimal")), "Float64", "Float64", [1.0, 2.5]),
        ((number("true", "boolean"), None), "Boolean", "boolean", [True, None]),
        (
            (number("2026-05-19", "date"),),
            "Date",
            "datetime64[s]",
            [date(2026, 5, 19)],
        ),
        ((ORG, None), "String", "string", [ORG, None]),
        ((number(1), Literal("é")), "String", "string", ["1", "é"]),
        ((number("2026-05-19Z", "date"),), "String", "string", ["2026-05-19Z"]),
        ((number(2**63), number(1)), "String", "string", [str(2**63), "1"]),
        ((number("many"),), "String", "string", ["many"]),
        ((), "String", "string", []),
    ],
)
def test_a_column_of_a_frame_has_the_type_of_its_values(terms, polars, pandas, values):
    """Numbers, truth and days keep their type; what is mixed or ill-written stays text."""
    table = column(*terms)
    frame = table.to_polars()
    assert str(frame.schema["x"]) == polars
    assert frame["x"].to_list() == values
    assert str(table.to_pandas()["x"].dtype) == pandas


@given(st.lists(CELLS, max_size=6))
def test_a_frame_lacks_what_the_answer_lacks_and_nothing_else(cells):
    """Whatever stands in an answer, it becomes a frame with the same cells filled."""
    table = column(*cells)
    lacking = [cell is None for cell in cells]
    assert [value is None for value in table.to_polars()["x"].to_list()] == lacking
    assert table.to_pandas()["x"].isna().tolist() == lacking


@given(st.lists(st.tuples(st.integers(-(2**63) + 1, 2**63 - 1)), max_size=5))
def test_both_frames_hold_the_same_numbers(rows):
    """Whole numbers of 64 bits are exact in both."""
    table = Table(columns=("n",), rows=tuple((number(n),) for (n,) in rows))
    if rows:
        assert table.to_polars()["n"].to_list() == table.to_pandas()["n"].tolist()


@given(CELLS)
def test_nothing_of_an_answer_is_markup_in_a_notebook(cell):
    """A cell, a column, a title is shown as text."""
    bad = "<script>alert(1)</script>"
    table = Table(columns=(bad,), rows=((cell,), (Literal(bad),)), title=bad)
    assert "<script" not in table._repr_html_()
    assert "&lt;script&gt;" in table._repr_html_()


def test_a_thing_is_shown_by_its_name_beside_its_short_iri():
    """The label columns fold into the column that they name, by language."""
    names = "maker maker_label input input_fr input_en country country_label"
    told = map(Literal, ("poche", "bag", "FR", "France"))
    row = (ORG, Literal("Atelier"), DATA + "input/bag", *told)
    table = Table(columns=tuple(names.split()), rows=(row,))
    shown = table._repr_html_()
    assert "Atelier <small><code>id:org/1</code></small>" in shown
    assert "bag <small><code>id:input/bag</code></small>" in shown
    assert "France <small><code>FR</code></small>" in shown
    assert "poche" not in shown
    assert shown.count("<th ") == 3


def test_a_notebook_shows_ten_rows_and_says_what_it_leaves_out():
    """Count, time and a cut are told in the language of the table."""
    rows = tuple((number(n),) for n in range(12))
    one = Table(columns=("n",), rows=rows, title="Faits", elapsed=1.254, truncated=True, lang="fr")
    shown = one._repr_html_()
    caption = "Faits · 12 lignes · les 10 premières · réponse coupée · 1,25 s"
    assert f"<caption>{caption}</caption>" in shown
    assert shown.count("<tr>") == 11
    assert repr(one) == "<Faits: 12 x 1, truncated>"
    whole = Table(columns=("n",), rows=rows[:1], query="SELECT" + " " * 90, elapsed=0.1)
    assert "<caption>SPARQL · 1 row · 0.10 s</caption>" in whole._repr_html_()


def test_an_answer_without_rows_is_still_shown():
    """Its columns and its count of nothing."""
    shown = Table(columns=("x",), rows=(), title="None")._repr_html_()
    assert "None · 0 rows" in shown
    assert '<th scope="col">x</th>' in shown
