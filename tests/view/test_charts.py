"""Pictures of answers: what stands on which axis, in whose words, and what is not drawn."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Literal, Text
from biograph.table import Table
from biograph.terms import XSD
from biograph.view.charts import MOST_BARS, chart
from biograph.view.columns import reading
from biograph.view.timelines import MOST_LINES, timeline

ID = "https://w3id.org/biograph/id/"
NAMES = {f"{ID}country/FR": Text(fr="France", en="France")}


def number(value):
    """A count as SPARQL gives it."""
    return None if value is None else Literal(str(value), XSD + "integer")


def read(columns, *rows, lang="fr"):
    """The reading of a table of plain cells: None, numbers, IRIs and texts."""
    cells = (
        tuple(
            number(c) if isinstance(c, int) else c if c is None or "//" in c else Literal(c)
            for c in row
        )
        for row in rows
    )
    table = Table(columns=tuple(columns.split()), rows=tuple(cells))
    return reading(table, lang=lang, name=lambda iri: NAMES.get(iri) or Text(fr=iri, en=iri))


def values(drawn):
    """The data of a picture."""
    return drawn.spec["data"]["values"]


def bars(drawn):
    """Name, measure and value of each bar."""
    return [(bar["name"], bar["by"], bar["value"]) for bar in values(drawn)]


def test_counts_of_things_are_bars_with_their_names_and_numbers():
    """By the label beside the IRI, in the order of the answer."""
    drawn = chart(
        read("maker maker_label families", (f"{ID}org/a", "Alpha", 3), (f"{ID}org/b", "Bêta", 1))
    )
    assert [(name, value) for name, _, value in bars(drawn)] == [("Alpha", 3), ("Bêta", 1)]
    first = drawn.spec["layer"][0]["encoding"]
    assert first["y"]["title"] == "fabricant"
    assert first["x"]["title"] == "familles de thérapies"


def test_several_counts_stand_side_by_side_and_are_never_added_up():
    """Each in a colour of its own."""
    drawn = chart(read("kind inputs suppliers", ("pump", 4, 9), lang="en"))
    assert bars(drawn) == [("pump", "inputs", 4), ("pump", "suppliers", 9)]
    assert drawn.spec["layer"][0]["encoding"]["yOffset"]["field"] == "by"


def test_a_second_thing_of_few_values_gives_the_colour():
    """And the one of many names the lines, whichever comes first."""
    rows = [(kind, f"{ID}country/{n}", n + 1) for n in range(12) for kind in ("a", "b")]
    drawn = chart(read("kind country makers", *rows))
    assert {bar["by"] for bar in values(drawn)} == {"a", "b"}
    assert len({bar["name"] for bar in values(drawn)}) == 12


def test_the_unknown_is_a_bar_of_its_own_in_grey():
    """A row without a country is no row of another one, and no value is not zero."""
    drawn = chart(
        read("country makers", (f"{ID}country/FR", 2), (None, 5), (f"{ID}country/X", None))
    )
    assert ("? (inconnu)", 5) in [(name, value) for name, _, value in bars(drawn)]
    missing = next(bar for bar in values(drawn) if bar["value"] is None)
    assert missing["said"] == "? (inconnu)"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=200))
def test_every_bar_is_drawn_or_counted_as_left_out(counts):
    """And those left out are no larger than any that is drawn."""
    drawn = chart(read("input families", *((f"{ID}input/{n}", c) for n, c in enumerate(counts))))
    shown = [bar["value"] for bar in values(drawn)]
    assert len(shown) + drawn.left_out == len(counts)
    assert len(shown) <= MOST_BARS
    assert sorted(shown) == sorted(counts)[len(counts) - len(shown) :]


def test_years_run_from_left_to_right_with_a_row_for_each_of_many_things():
    """Where there are more things than colours, a shade tells the count."""
    rows = [(f"{ID}region/{n}", str(2000 + year), n + 1) for n in range(12) for year in range(3)]
    spec = chart(read("region year grants", *rows)).spec
    assert spec["mark"] == "rect"
    assert spec["encoding"]["x"]["field"] == "time"
    few = chart(read("region year grants", *rows[:6])).spec
    assert few["mark"]["type"] == "line"


def test_rows_are_counted_where_an_answer_counts_nothing_itself():
    """By the first column whose values repeat."""
    drawn = chart(
        read("actor city", *((f"{ID}org/{n}", "Lyon" if n else "Nice") for n in range(5)))
    )
    assert [(name, value) for name, _, value in bars(drawn)] == [("Lyon", 4), ("Nice", 1)]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("actor", [(f"{ID}org/a",), (f"{ID}org/b",)]),
        ("lat long", [(1, 2)]),
        ("relation", [(f"{ID}rel/a",)]),
    ],
)
def test_what_cannot_be_counted_has_no_chart(columns, rows):
    """Coordinates and facts are no counts."""
    assert chart(read(columns, *rows)) is None


def test_a_timeline_goes_by_beginnings_and_shows_known_ends():
    """A date that is no finer than a month stays one in words."""
    drawn = timeline(
        read(
            "product product_label since until",
            (f"{ID}therapy/b", "Beta", "2016-12", None),
            (f"{ID}therapy/a", "Alpha", "2015-02-17", "2019-01-01"),
        )
    )
    assert [event["name"] for event in values(drawn)] == ["Alpha", "Beta"]
    assert [event["from"] for event in values(drawn)] == ["2015-02-17", "2016-12-01"]
    assert values(drawn)[1]["said"] == "décembre 2016"
    assert values(drawn)[1]["to"] is None
    assert values(drawn)[1]["until"] == "? (inconnu)"


def test_things_without_a_date_are_named_beside_the_timeline():
    """They are not dated by anything else."""
    drawn = timeline(read("product since", ("Alpha", "2015-01-02"), ("Beta", None)))
    assert drawn.undated == ("Beta",)
    assert len(values(drawn)) == 1


def test_too_many_things_are_counted_by_year_with_empty_years():
    """A year in which nothing began is there, with none."""
    rows = [(f"P{n}", f"{2000 + 2 * (n % 3)}-01-01") for n in range(MOST_LINES + 3)]
    counted = values(timeline(read("product since", *rows)))
    assert [year["year"] for year in counted] == ["2000", "2001", "2002", "2003", "2004"]
    assert [year["value"] for year in counted] == [41, 0, 41, 0, 41]


def test_an_answer_without_dates_has_no_timeline():
    """Nor one whose dates are all unknown."""
    assert timeline(read("product makers", ("Alpha", 2))) is None
    assert timeline(read("product since", ("Alpha", None))) is None


@pytest.mark.parametrize(
    ("lang", "decimal", "unknown"), [("fr", ",", "inconnu"), ("en", ".", "unknown")]
)
def test_a_picture_speaks_one_language(lang, decimal, unknown):
    """Its numbers too."""
    drawn = chart(read("country makers", (None, 1234), ("x", 1), lang=lang))
    assert drawn.spec["config"]["locale"]["number"]["decimal"] == decimal
    assert unknown in values(drawn)[0]["name"]
    assert values(drawn)[0]["said"] == {"fr": "1\u202f234", "en": "1,234"}[lang]


@given(st.text(max_size=30), st.text(max_size=30))
def test_names_are_data_and_never_part_of_a_description(name, other):
    """Whatever things are called, only the data of the picture change."""
    rows = [(f"{ID}org/a", name or "x", 1), (f"{ID}org/b", other or "y", 2)]
    spec = dict(chart(read("maker maker_label families", *rows)).spec)
    plain = dict(chart(read("maker maker_label families", (f"{ID}org/a", "n", 1))).spec)
    del spec["data"], spec["height"], plain["data"], plain["height"]
    assert json.dumps(spec) == json.dumps(plain)
