"""Answers as bytes in each format."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Literal, Statement, Text
from biograph.serve.page import Answer, Asked, NotFound
from biograph.serve.respond import Frame, as_json, content
from biograph.table import Table

TITLE = Text(fr="Paires", en="Pairs")
TABLE = Table(columns=("a", "b"), rows=((Literal("é"), None), ("https://e.test/x", Literal("2"))))
TRIPLE = Statement("https://e.test/s", "https://e.test/p", Literal("l'été", lang="fr"), "")


def frame(**given):
    """A page at ``/things`` in French."""
    known = {"title": TITLE, "path": "/things", "lang": "fr", "query": {}, "embed": False}
    return Frame(**{**known, **given})


def bytes_of(answer, suffix):
    """The answer in one format; no site is needed where no page is made."""
    return content(None, Asked(suffix=suffix), "/things", answer)


def test_a_table_is_csv_and_json_with_the_same_cells():
    """Nothing is lost between the forms, and an empty cell stays empty."""
    answer = Answer(template="", title=TITLE, table=TABLE)
    assert bytes_of(answer, "csv").decode() == "a,b\né,\nhttps://e.test/x,2\n"
    assert json.loads(bytes_of(answer, "json"))["rows"] == [
        {"a": "é", "b": None},
        {"a": "https://e.test/x", "b": "2"},
    ]


def test_statements_are_turtle():
    """Language and accents stay as they are."""
    answer = Answer(template="", title=TITLE, statements=[TRIPLE])
    assert '<https://e.test/s> <https://e.test/p> "l\'été"@fr' in bytes_of(answer, "ttl").decode()


def test_a_format_that_a_page_does_not_have_is_not_found_and_those_it_has_are_named():
    """The reader learns what to ask for instead."""
    with pytest.raises(NotFound) as refused:
        bytes_of(Answer(template="", title=TITLE, table=TABLE), "ttl")
    assert "json, csv" in refused.value.hint


def test_dataclasses_mappings_and_sets_are_json():
    """What the analyses give enters as it is."""
    assert json.loads(as_json({"title": TITLE, "of": frozenset({"b", "a"})})) == {
        "title": {"fr": "Paires", "en": "Pairs"},
        "of": ["a", "b"],
    }


def test_links_stay_in_the_language_and_keep_what_is_given():
    """Empty words are left out; special signs are escaped."""
    assert frame().link("/browse", kind=("CDMO", "Startup"), q="") == (
        "/fr/browse?kind=CDMO&kind=Startup"
    )
    assert frame(lang="en").link("/search", q="a&b=c") == "/en/search?q=a%26b%3Dc"


def test_inside_of_another_page_links_lead_to_pages_without_frame():
    """An embedded page stays embedded."""
    assert frame(embed=True).link("/chain") == "/fr/chain?embed=1"


def test_the_same_page_in_another_language_or_format_keeps_its_state():
    """One word can be changed or taken out."""
    page = frame(query={"kind": ("CDMO",), "page": ("3",)})
    assert page.same(lang="en") == "/en/things?kind=CDMO&page=3"
    assert page.same(suffix="csv") == "/fr/things.csv?kind=CDMO&page=3"
    assert page.same(page="4") == "/fr/things?kind=CDMO&page=4"
    assert page.same(page="") == "/fr/things?kind=CDMO"


def test_the_first_page_has_a_name_as_data():
    """An address cannot begin with a dot."""
    assert frame(path="/").same() == "/fr/"
    assert frame(path="/").same(suffix="json") == "/fr/home.json"


@given(st.text())
def test_no_word_of_a_query_breaks_out_of_its_address(text):
    """Neither quotes nor signs of markup nor of addresses stay bare."""
    address = frame().link("/search", q=text)
    assert not set(address.partition("?")[2].replace("q=", "", 1)) & set("<>\"'& #?=")
