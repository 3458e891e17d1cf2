"""What readers ask for, as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import UsageError
from biograph.model import Literal, Statement, Text
from biograph.serve.page import Answer, Asked
from biograph.table import Table

TITLE = Text(fr="Titre", en="Title")


def asked(**query):
    """A question with these words, each given once."""
    return Asked(query={name: (value,) for name, value in query.items()})


def test_of_a_word_given_twice_the_last_counts_and_blanks_around_it_do_not():
    """A form that is sent again overrides what the address held."""
    assert Asked(query={"q": ("first", " last ")}).one("q") == "last"
    assert Asked().one("q", "none") == "none"


def test_all_values_of_a_word_are_given_once_and_in_order():
    """Empty ones come from fields left open and mean nothing."""
    assert Asked(query={"kind": ("CDMO", "", "Startup", "CDMO")}).many("kind") == (
        "CDMO",
        "Startup",
    )


@given(st.integers(1, 50))
def test_a_number_within_its_bounds_is_read(number):
    """Digits are a number."""
    assert asked(page=str(number)).number("page", 1, low=1, high=50) == number


@given(st.text().filter(lambda text: not (text.strip().isascii() and text.strip().isdigit())))
def test_what_is_no_number_is_refused_with_an_example_or_left_to_its_default(text):
    """No text makes a page fail in a way that tells the reader nothing."""
    if not text.strip():
        assert asked(page=text).number("page", 7, low=1, high=50) == 7
        return
    with pytest.raises(UsageError, match="page"):
        asked(page=text).number("page", 7, low=1, high=50)


@pytest.mark.parametrize("text", ["0", "51", "9" * 500])
def test_a_number_out_of_bounds_is_refused(text):
    """Not even one that takes long to read."""
    with pytest.raises(UsageError, match="from 1 to 50"):
        asked(page=text).number("page", 1, low=1, high=50)


def test_an_answer_has_the_formats_for_which_it_has_parts():
    """A table is CSV and JSON; statements are Turtle; a bare page is none."""
    table = Table(columns=("a",), rows=((Literal("1"),),))
    triple = Statement("https://e.test/s", "https://e.test/p", Literal("o"), "")
    bare = Answer(template="", title=TITLE)
    assert bare.suffixes == ()
    assert Answer(template="", title=TITLE, table=table).suffixes == ("json", "csv")
    assert Answer(template="", title=TITLE, data={}, statements=[triple]).suffixes == (
        "json",
        "ttl",
    )
