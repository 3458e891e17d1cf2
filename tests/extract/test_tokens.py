"""The tokenizer and the cutting of long texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.tokens import WINDOW, fold, read_sentences, sentences, tokenize, windows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'ANSM autorise", ["L'", "ANSM", "autorise"]),
        ("l’hôpital d'Évry", ["l’", "hôpital", "d'", "Évry"]),
        ("CAR-T (CER-001)", ["CAR", "-", "T", "(", "CER", "-", "001", ")"]),
        ("58 M€.", ["58", "M", "€", "."]),
        ("PX'Therapeutics", ["PX'", "Therapeutics"]),
        ("🧬 שלום", ["🧬", "שלום"]),
        (" \n ", []),
    ],
)
def test_words_elisions_digits_and_signs_are_tokens(text: str, words: list[str]) -> None:
    """Elided words keep their apostrophe, digits part from letters, blanks are none."""
    assert list(tokenize(text).words) == words


@given(st.text(max_size=200))
def test_tokens_are_slices_in_order_and_cover_all_but_blanks(text: str) -> None:
    """Nothing visible is lost and every token stands where it says."""
    tokens = tokenize(text)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == word
    assert "".join(tokens.words) == "".join(text.split())
    assert list(tokens.starts) == sorted(tokens.starts)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_windows_cover_every_visible_character_once(text: str) -> None:
    """Cutting a text loses nothing and repeats nothing."""
    cut = windows(text)
    joined = "".join(text[a:b] for a, b in cut)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(cut))


def test_long_paragraphs_are_cut_at_blanks() -> None:
    """No window is longer than WINDOW and no word is cut; a word longer than that is."""
    text = "abcdefg " * 10_000
    cut = windows(text)
    assert max(b - a for a, b in cut) <= WINDOW
    assert {w for a, b in cut for w in text[a:b].split()} == {"abcdefg"}
    assert len(windows("x" * (2 * WINDOW + 1))) == 3


@pytest.mark.parametrize(
    ("word", "key"), [("Évry", "evry"), ("cœur", "coeur"), ("d’", "d'"), ("ANSM", "ansm")]
)
def test_folding_takes_case_and_accents_away(word: str, key: str) -> None:
    """Two spellings of a word share a key."""
    assert fold(word) == key


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Fin. Suite", ["Fin.", "Suite"]),
        ("Quoi ? Rien !", ["Quoi ?", "Rien !"]),
        ("Inventiva S.A. develops a drug.", ["Inventiva S.A. develops a drug."]),
        ("Le Dr J. Dupont de MA.I.A. Woundcare", ["Le Dr J. Dupont de MA.I.A. Woundcare"]),
        ("3.5 M€ pour www.acme.fr.", ["3.5 M€ pour www.acme.fr."]),
        ("Avec l'EFS. La suite", ["Avec l'EFS.", "La suite"]),
        (".", ["."]),
        ("", []),
    ],
)
def test_a_full_stop_inside_a_name_or_number_ends_no_sentence(text: str, cut: list[str]) -> None:
    """Legal forms and initials have full stops too."""
    found = [text[s.starts[0] : s.ends[-1]] for s in sentences(tokenize(text))]
    assert found == cut


@given(st.text(alphabet="Aa1.?! \n", max_size=80))
def test_sentences_hold_every_token_once(text: str) -> None:
    """Whatever the cutting, nothing is lost and nothing is read twice."""
    read = [start for s in read_sentences(text) for start in s.starts]
    assert read == list(tokenize(text).starts)
