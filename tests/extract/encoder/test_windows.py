"""Windows: every word of a text is in one, in order, beside its sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.encoder import pieces
from biograph.extract.encoder.tagger import VOCABULARY
from biograph.extract.encoder.windows import PIECES, SHAPES, shape, windows
from biograph.extract.tokens import Tokens, read_sentences, tokenize
from biograph.resources import extract

SPLIT = pieces.load(extract() / "models" / VOCABULARY)
word = st.sampled_from(
    ["Sanofi", "et", "l'hôpital", "(CHU)", "x" * 90, "12,5", "Zyxwv-9.", "!", "\n"]
)


def numbered(text: str) -> list[tuple[Tokens, list[int]]]:
    """The sentences of a text, each word tagged with its place in the text."""
    made, at = [], 0
    for tokens in read_sentences(text):
        made.append((tokens, list(range(at, at + len(tokens.words)))))
        at += len(tokens.words)
    return made


@given(st.lists(word, max_size=400).map(" ".join))
def test_every_word_is_in_one_window_in_order(text: str) -> None:
    """No word is lost, none is read twice, and no window is longer than the encoder takes."""
    sentences = numbered(text)
    made = list(windows(SPLIT, sentences))
    told = [int(tag) for w in made for tag in w.tags[w.first]]
    assert told == list(range(sum(len(t.words) for t, _ in sentences)))
    assert all(len(w.pieces) <= PIECES + 2 for w in made)
    assert all(w.pieces[0] == pieces.FIRST and w.pieces[-1] == pieces.LAST for w in made)


@given(st.lists(word, max_size=200).map(" ".join))
def test_the_words_of_a_window_share_out_its_pieces(text: str) -> None:
    """Each word begins where the one before ends; the frame belongs to none."""
    for window in windows(SPLIT, numbered(text)):
        assert window.first[0] == 1
        assert window.last[-1] == len(window.pieces) - 2
        assert np.array_equal(window.first[1:], window.last[:-1] + 1)
        assert (window.first <= window.last).all()
        assert np.array_equal(window.tags[window.first], window.tags[window.last])
        assert len(window.tags) == len(window.pieces)
        assert window.shapes.shape == (len(window.first), SHAPES)


def test_a_sentence_is_kept_whole_where_it_fits() -> None:
    """A window ends between two sentences, so that a name is read beside its neighbours."""
    text = " ".join(["Sanofi recrute à Lyon."] * 100)
    sizes = [len(w.first) for w in windows(SPLIT, numbered(text))]
    assert len(sizes) > 1
    assert all(size % len(tokenize("Sanofi recrute à Lyon.").words) == 0 for size in sizes)


def test_no_sentence_gives_no_window() -> None:
    """An empty text has nothing to be read."""
    assert list(windows(SPLIT, [])) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Lyon", (True, False, False, False, True)),
        ("CHU", (True, True, False, False, True)),
        ("12", (False, False, True, False, False)),
        ("(", (False, False, False, True, False)),
        ("A", (True, False, False, False, True)),
    ],
)
def test_a_word_is_told_by_how_it_is_written(written: str, told: tuple[bool, ...]) -> None:
    """A capital, capitals alone, a digit, a sign, a letter in front."""
    assert shape(written) == told
