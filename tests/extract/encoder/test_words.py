"""The places of words: every span of a text touches some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.encoder.words import where
from biograph.extract.tokens import read_sentences, tokenize

TEXT = "Yposkesi, à Évry, produit."


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((0, 8), (0, 0)),  # Yposkesi
        ((0, 9), (0, 1)),  # with its comma
        ((10, 16), (2, 3)),  # à Évry
        ((13, 15), (3, 3)),  # vr
        ((9, 12), (1, 2)),  # from the blank on: the word before it is touched last
        ((25, 26), (6, 6)),
        ((40, 50), (6, 6)),  # behind the end
    ],
)
def test_a_span_has_its_first_and_last_word(span: tuple[int, int], words: tuple[int, int]) -> None:
    """Half a word is a word, a blank belongs to the word before it."""
    assert where([tokenize(TEXT)]).of(*span) == words


@given(st.text(min_size=1, max_size=80), st.data())
def test_the_words_of_a_span_are_in_order_and_cover_it(text: str, data: st.DataObject) -> None:
    """Every word that lies in the span is among them."""
    sentences = [*read_sentences(text)]
    places = where(sentences)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = places.of(start, end)
    assert 0 <= first <= last < max(1, len(places.starts))
    inside = [i for i, s in enumerate(s for t in sentences for s in t.starts) if start <= s < end]
    assert set(inside) <= set(range(first, last + 1))
