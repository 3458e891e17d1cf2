"""Word pieces: any word has some, and they spell it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.encoder import pieces
from biograph.extract.encoder.tagger import VOCABULARY
from biograph.resources import extract

if TYPE_CHECKING:
    from biograph.extract.encoder.pieces import Pieces

PATH = extract() / "models" / VOCABULARY


@pytest.fixture(scope="module")
def split() -> Pieces:
    """The shipped vocabulary."""
    return pieces.load(PATH)


def spelt(numbers: tuple[int, ...]) -> str:
    """The pieces joined."""
    model = sentencepiece.SentencePieceProcessor(model_file=str(PATH))
    return "".join(model.id_to_piece(n) for n in numbers)


@given(word=st.text(min_size=1, max_size=40), apart=st.booleans())
def test_any_word_has_pieces_of_the_vocabulary(split: Pieces, word: str, *, apart: bool) -> None:
    """Whatever the signs, half surrogate pairs included, there is at least one piece."""
    size = sentencepiece.SentencePieceProcessor(model_file=str(PATH)).get_piece_size()
    found = split.split(word, after_blank=apart)
    assert found
    assert all(0 <= number < size for number in found)


@given(st.text("abcdefghijklmnopqrstuvwxyzéèàçœùABCXYZ0123456789-.,()'", min_size=1, max_size=30))
def test_a_latin_word_is_spelt_by_its_pieces(split: Pieces, word: str) -> None:
    """Every Latin letter has a piece, so that nothing of an unseen word is lost."""
    plain = unicodedata.normalize("NFKC", word)
    assert spelt(split.split(word, after_blank=False)) == plain
    assert spelt(split.split(word, after_blank=True)) == f"▁{plain}"


def test_a_word_behind_a_blank_is_told_from_one_behind_a_letter(split: Pieces) -> None:
    """The blank belongs to the piece."""
    assert split.split("de", after_blank=True) != split.split("de", after_blank=False)


def test_a_frequent_word_of_the_field_is_one_piece(split: Pieces) -> None:
    """Only what is rare is cut."""
    assert len(split.split("cancer", after_blank=True)) == 1
    assert len(split.split("Yposkesi", after_blank=True)) > 1


def test_a_sign_without_a_piece_is_the_unknown_one(split: Pieces) -> None:
    """Signs of other scripts and pictures are read as unknown, not dropped."""
    assert split.split("\U0001f600", after_blank=False) == (pieces.UNKNOWN,)
