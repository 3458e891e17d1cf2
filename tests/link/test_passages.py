"""What stands around a name in its text is found at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import passages
from biograph.model import Span

TEXT = "Issu de l'Institut des zèbres rayés et tachetés (IZR, UMR 9999) de Lens. Fin."


def at(text, name):
    return Span(text.index(name), text.index(name) + len(name))


def test_a_name_goes_on_with_the_words_behind_it_the_longest_first():
    """Up to the bracket that ends it."""
    found = list(passages.longer(TEXT, at(TEXT, "Institut des zèbres")))
    assert found[0] == "Institut des zèbres rayés et tachetés"
    assert found[-1] == "Institut des zèbres rayés"


@pytest.mark.parametrize("end", [".", ";", "\n", " («"])
def test_a_name_does_not_go_on_behind_the_end_of_a_clause(end):
    """Another sentence speaks of somebody else."""
    text = f"le Zinc{end} Lens"
    assert not [more for more in passages.longer(text, at(text, "Zinc")) if "Lens" in more]


def test_the_names_before_a_number_are_those_of_the_nearest_piece_first():
    """In a bracket the short form, then what stands before the bracket."""
    found = list(passages.before(TEXT, at(TEXT, "UMR 9999")))
    assert found[0] == "IZR"
    assert "Institut des zèbres rayés et tachetés" in found
    assert all("Lens" not in name for name in found)


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        (TEXT, "Institut des zèbres rayés et tachetés", ["IZR"]),
        ("Le CRIZ (Zebra research center) de Lens.", "Zebra research center", ["CRIZ"]),
        ("Zebra research center de Lens (CRIZ).", "Zebra research center", []),
        ("Zebra center (fondé en 1999, à Lens).", "Zebra center", []),
    ],
)
def test_a_short_form_stands_in_the_bracket_right_beside(text, name, short):
    """Behind the name, or before the bracket in which the name stands."""
    assert list(passages.bracketed(text, at(text, name))) == short


@pytest.mark.parametrize(("text", "word"), [("Les CHU", "les"), ("CHU", ""), ("dans 6 CHU", "6")])
def test_the_word_before_a_name_is_told(text, word):
    """In small letters; nothing at the head of a text."""
    assert passages.word_before(text, at(text, "CHU")) == word


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_place_of_any_text_is_read(text, one, other):
    """What is found stands in the text as it is."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = Span(start, end)
    around = (passages.longer, passages.before, passages.bracketed)
    assert all(found in text for way in around for found in way(text, span))
