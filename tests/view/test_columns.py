"""The columns of an answer as readers see them."""

import pytest

from biograph import ask
from biograph.model import Literal, Text
from biograph.table import Table
from biograph.terms import ONTOLOGY, XSD
from biograph.view.columns import reading
from biograph.view.words.columns import FRENCH, column
from tests.tiny import TINY, opened

ID = "https://w3id.org/biograph/id/"


def read(lang="fr", **cells):
    """The reading of one row of named cells."""
    table = Table(columns=tuple(cells), rows=(tuple(cells.values()),))
    return reading(table, lang=lang, name=lambda iri: Text(fr=f"nom de {iri[-1]}", en=iri[-1]))


def shown(found):
    """Name, kind and words of each cell."""
    row = found.table.rows[0]
    return [(c.name, c.kind, found.said(row, c)) for c in found.columns]


@pytest.mark.parametrize(("lang", "word"), [("fr", "pompe"), ("en", "pump")])
def test_names_stand_in_the_place_of_the_things_that_they_name(lang, word):
    """In the language of the reader; the other one is left out."""
    found = read(
        lang,
        input=f"{ID}input/p",
        input_fr=Literal("pompe", lang="fr"),
        input_en=Literal("pump", lang="en"),
    )
    assert shown(found) == [("input", "thing", word)]


def test_a_text_in_two_languages_is_one_column():
    """Though it names nothing."""
    found = read("en", sentence_fr=Literal("Oui."), sentence_en=Literal("Yes."))
    assert shown(found) == [("sentence_en", "text", "Yes.")]
    assert found.columns[0].title.en == "sentence"


@pytest.mark.parametrize(
    ("name", "cell", "kind", "said"),
    [
        ("maker", f"{ID}org/a", "thing", "nom de a"),
        ("class", f"{ONTOLOGY}CDMO", "thing", "nom de O"),
        ("predicate", "http://www.w3.org/2004/02/skos/core#broader", "thing", "skos:broader"),
        ("relation", f"{ID}rel/a", "fact", "nom de a"),
        ("makers", Literal("12345", XSD + "integer"), "number", "12\u202f345"),
        ("share", Literal("0.5", XSD + "decimal"), "number", "0,50"),
        ("since", Literal("2021-03-08"), "date", "8 mars 2021"),
        ("year", Literal("2030", XSD + "integer"), "date", "2030"),
        ("started", Literal("2026-11-27T02:30:00Z"), "date", "27 novembre 2026 à 2 h 30 UTC"),
        ("gmp", Literal("true", XSD + "boolean"), "text", "oui"),
        ("orpha", Literal("1999"), "text", "1999"),
        ("until", None, "text", ""),
    ],
)
def test_a_cell_is_said_by_what_its_column_holds(name, cell, kind, said):
    """Numbers and dates as one writes them, identifiers as they are, nothing for the unknown."""
    assert shown(read(**{name: cell})) == [(name, kind, said)]


def test_every_column_and_parameter_of_the_library_has_french_words():
    """The columns as the questions give them."""
    store = opened(TINY)
    asked = {p.name for q in ask.library().values() for p in q.parameters}
    given = {c for q in ask.library().values() for c in store.select(ask.bind(q, {})).columns}
    stems = {name.removesuffix("_label").removesuffix("_fr").removesuffix("_en") for name in given}
    assert stems | asked <= FRENCH.keys()


def test_columns_of_a_query_of_ones_own_keep_their_names():
    """With spaces."""
    assert column("my_own") == Text(fr="my own", en="my own")
