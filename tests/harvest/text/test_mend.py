"""Ligatures, accents and hyphens: what a page was set with is undone, and no letter is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.text.mend import joined, letters, vocabulary


@pytest.mark.parametrize(
    ("set_as", "read"),
    [
        ("eﬃcace, aﬀinité, ﬁnal, ﬂux", "efficace, affinité, final, flux"),
        ("cœur, œuvre, Œdème, ex æquo", "cœur, œuvre, Œdème, ex æquo"),
        ("ge´ne´rale", "générale"),
        ("g´en´erale et cr´e´ee", "générale et créée"),
        ("th´erapie g´enique `a Lyon, o`u elle na^it", "thérapie génique à Lyon, où elle na^it"),
        ("hoˆpital et fenˆetre et hˆopital", "hoˆpital et fenêtre et hôpital"),
        ("Garc´ıa et na¨ıf", "García et naïf"),
        ("franc¸ais, Nin˜o", "français, Niño"),
        ("e\u0301tude, e \u0301tude", "étude, étude"),
        ("l´usine d´Yves", "l´usine d´Yves"),
        ("le ``avenant'' à ``Evry''", "le ``avenant'' à ``Evry''"),
        ("10 µg à 4 °C", "10 µg à 4 °C"),
    ],
)
def test_accents_and_ligatures_are_mended(set_as, read):
    """Either order of accent and letter, as the text has it more often."""
    assert letters(set_as) == read


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("la bioproduc-", "tion de lots"), "la bioproduction de lots"),
        (("l'Île-de-", "France"), "l'Île-de-France"),
        (("la sous-", "traitance"), "la sous-traitance"),
        (("c'est-à-", "dire"), "c'est-à-dire"),
        (("le vecteur lui-", "même"), "le vecteur lui-même"),
        (("en Rhône-", "Alpes"), "en Rhône-Alpes"),
        (("le COVID-", "19"), "le COVID-19"),
        (("non-", "viral vectors"), "non-viral vectors"),
        (("la théra\u00ad", "pie"), "la thérapie"),
        (("la théra\u2010", "pie"), "la thérapie"),
        (("un coût -", "celui de Lyon"), "un coût - celui de Lyon"),
        (("de Lyon-", ""), "de Lyon- "),
        (("seul",), "seul"),
        ((), ""),
    ],
)
def test_words_cut_at_line_ends_are_made_whole(lines, read):
    """Compounds keep their hyphen where their parts or their form tell."""
    assert joined(lines, vocabulary(lines)) == read


def test_the_text_itself_settles_how_a_word_is_written():
    """What stands inside a line elsewhere wins over any rule; the more frequent form of two."""
    lines = ("un porte-", "greffe")
    assert joined(lines, vocabulary([])) == "un portegreffe"
    assert joined(lines, vocabulary(["le porte-greffe"])) == "un porte-greffe"
    known = vocabulary(["le portegreffe", "Portegreffe et porte-greffe"])
    assert joined(lines, known) == "un portegreffe"
    assert joined(("sous-", "traitance"), vocabulary(["soustraitance"])) == "soustraitance"


def alone(text):
    """The letters without their accents."""
    return [
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) in {"Ll", "Lu"}
    ]


WORDS = st.text("abéœçÎ1-\u00ad\u2010 ", max_size=12)


@given(st.lists(WORDS, max_size=6))
def test_joining_lines_never_loses_a_letter(lines):
    """Only hyphens and spaces differ between the lines and the paragraph."""
    assert alone(joined(lines, vocabulary(lines))) == alone("".join(lines))


@given(st.text("eEaıic´`ˆ¨¸˜ \u0301ﬁœ\n", max_size=20))
def test_mending_never_loses_a_letter_or_a_line(text):
    """Accents move, letters stay; a dotless i may get its accent in place of its dot."""
    mended = letters(text)
    assert alone(mended.replace("ı", "i")) == alone(text.replace("ı", "i"))
    assert mended.count("\n") == text.count("\n")


@given(st.text())
def test_mending_once_is_enough_for_what_has_no_accent_apart(text):
    """A text that is whole stays as it is."""
    whole = unicodedata.normalize("NFC", "".join(c for c in text if c not in "´`ˆ¨¸˜"))
    assert letters(letters(whole)) == letters(whole)
