"""The head for relations: what it is shown, and that a pair is told the same wherever it stands."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.encoder import judge, tagger
from biograph.extract.encoder.judge import Shown, narrowed, numbered
from biograph.extract.relations.scheme import ENDS
from biograph.resources import extract

if TYPE_CHECKING:
    from pathlib import Path

MODELS = extract() / "models"
WIDTH = 192


def vectors(many: int) -> np.ndarray:
    """Vectors of words, each time the same."""
    return np.random.default_rng(0).normal(size=(many, WIDTH)).astype(np.float16)


def row(sentence: tuple[int, int], *ends: tuple[int, int]) -> list[int]:
    """What is shown of one pair."""
    return [n for span in (sentence, *ends) for n in span]


def shown(*rows: list[int]) -> Shown:
    """Pairs whose ends are told alike."""
    return Shown(np.array(rows), np.ones((len(rows), 4), dtype=np.int64))


PAIR = row((10, 20), (11, 12), (15, 15), (3, 4), (15, 15))
OTHER = row((10, 20), (15, 15), (11, 12), (15, 15), (3, 4))
SILENT = row((10, 20), (-1, -1), (15, 15), (3, 4), (15, 15))


def test_there_is_a_number_for_each_pair_and_predicate() -> None:
    """The columns are the predicates of the scheme."""
    head = judge.load(MODELS)
    assert set(head.names.predicates) == set(ENDS)
    odds = head.read(vectors(30), shown(PAIR, OTHER, SILENT))
    assert odds.shape == (3, len(ENDS))
    assert np.isfinite(odds).all()
    assert len({tuple(line) for line in odds.tolist()}) == 3


def test_words_that_no_pair_looks_at_change_nothing() -> None:
    """A text around the sentence has no say, wherever the sentence stands in it."""
    head, told = judge.load(MODELS), vectors(30)
    before = head.read(told, shown(PAIR, SILENT))
    other = told.copy()
    other[[0, 1, 2, 5, 9, 21, 29]] = 7
    assert np.array_equal(head.read(other, shown(PAIR, SILENT)), before)
    moved = np.concatenate([vectors(100)[30:], told])
    later = shown(*([n + 70 if n >= 0 else n for n in some] for some in (PAIR, SILENT)))
    assert np.array_equal(head.read(moved, later), before)


@pytest.mark.parametrize("word", [4, 12, 15, 13, 18])
def test_each_word_that_a_pair_looks_at_changes_what_is_told(word: int) -> None:
    """The named, the ends, what is between them and the rest of the sentence."""
    head, told = judge.load(MODELS), vectors(30)
    before = head.read(told, shown(PAIR))
    told[word] += 3
    assert not np.array_equal(head.read(told, shown(PAIR)), before)


def test_how_an_end_is_told_counts() -> None:
    """Also of what training never saw, whose number is 0."""
    head, told = judge.load(MODELS), vectors(30)
    lines = [
        head.read(told, Shown(np.array([PAIR]), np.array([ends]))).tolist()
        for ends in ([1, 1, 1, 1], [0, 1, 1, 1], [1, 2, 1, 1], [1, 1, 0, 1], [1, 1, 1, 2])
    ]
    assert len({str(line) for line in lines}) == len(lines)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=5, max_size=5))
def test_narrowed_spans_point_at_the_same_words(spans: list[tuple[int, int]]) -> None:
    """In order, without gaps inside a span; what is nowhere stays so."""
    given_row = [n for start, long in spans for n in (start, start + long)]
    whole = np.array([given_row, [*given_row[:2], -1, -1, *given_row[4:]]])
    words, made = narrowed(whole)
    assert np.array_equal(made < 0, whole < 0)
    assert np.array_equal(words[made[made >= 0]], whole[whole >= 0])
    assert np.array_equal(made[:, 1::2] - made[:, ::2], whole[:, 1::2] - whole[:, ::2])


def test_names_are_numbered_from_one_and_predicates_from_nought() -> None:
    """Nought is of what is in neither list of ends."""
    names = numbered(["name0"], ["Company", "Site"], ["acquired", "funds"])
    assert names.hows == {"name0": 1}
    assert names.kinds == {"Company": 1, "Site": 2}
    assert names.predicates == {"acquired": 0, "funds": 1}
    assert names.sizes == [2, 3, 2]


@pytest.mark.parametrize("raw", [None, b"", b"x" * 1000])
@pytest.mark.parametrize("broken", [judge.NETWORK, tagger.NAMES])
def test_a_head_that_cannot_be_read_is_named_with_the_mend(
    tmp_path: Path, broken: str, raw: bytes | None
) -> None:
    """A missing, an empty and a foreign file."""
    for name in (judge.NETWORK, tagger.NAMES):
        shutil.copy(MODELS / name, tmp_path)
    (tmp_path / broken).unlink()
    if raw is not None:
        (tmp_path / broken).write_bytes(raw)
    with pytest.raises(DataError) as caught:
        judge.load(tmp_path)
    assert caught.value.message.startswith(str(tmp_path))
    assert "make train" in caught.value.hint
