"""The encoder: the same words are told the same, and a file that is no model is named."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.encoder import tagger
from biograph.extract.encoder.tagger import NAMES, NETWORK, TABLE, VOCABULARY
from biograph.extract.tokens import read_sentences
from biograph.resources import extract

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.extract.tokens import Tokens

FILES = (NAMES, NETWORK, TABLE, VOCABULARY)
MODELS = extract() / "models"
_LIMIT = 30_000_000  # bytes of weights that the repository may hold


def bare(text: str) -> list[tuple[Tokens, list[str]]]:
    """The sentences of a text of which the rules say nothing."""
    return [(tokens, ["O"] * len(tokens.words)) for tokens in read_sentences(text)]


@given(st.text(max_size=300))
def test_every_word_of_any_text_has_chances_that_sum_to_one(text: str) -> None:
    """One row a word, a column a label, log-probabilities."""
    sentences = bare(text)
    told = tagger.load().read(sentences).labels
    assert told.shape == (sum(len(t.words) for t, _ in sentences), len(tagger.load().labels))
    assert np.allclose(np.exp(told).sum(1), 1, atol=1e-4)


def test_the_same_text_is_told_to_the_bit_whatever_was_read_before() -> None:
    """Each window is reckoned by itself."""
    sentences = bare("Généthon développe une thérapie génique à Évry. Elle y est produite.")
    before = tagger.load().read(sentences)
    tagger.load().read(bare("Yposkesi " * 300))
    for one, other in zip(tagger.load().read(sentences), before, strict=True):
        assert np.array_equal(one, other)


def test_a_neighbouring_sentence_changes_what_is_told() -> None:
    """Sentences of a window are read together."""
    alone = tagger.load().read(bare("Belquado recrute."))
    beside = tagger.load().read(bare("Belquado recrute. Belquado est une ville."))
    for one, other in zip(beside, alone, strict=True):
        assert not np.array_equal(one[: len(other)], other)


def test_a_tag_that_training_never_saw_is_read_as_none() -> None:
    """A new list does not break the model."""
    ((tokens, none),) = bare("Sanofi recrute")
    strange = ["B-Spaceship:register", *none[1:]]
    told = tagger.load().read([(tokens, strange)]).labels
    assert np.array_equal(told, tagger.load().read([(tokens, none)]).labels)


def test_a_label_that_goes_on_has_one_that_begins() -> None:
    """Labels are BIO, outside is the first of tags and labels alike."""
    names = json.loads((MODELS / NAMES).read_text(encoding="utf-8"))
    assert names["tags"][0] == names["labels"][0] == "O"
    assert all(len(set(some)) == len(some) for some in names.values())
    begun = {label[2:] for label in names["labels"] if label.startswith("B-")}
    assert {label[2:] for label in names["labels"] if label.startswith("I-")} <= begun


def test_all_weights_together_are_as_small_as_the_repository_may_hold() -> None:
    """The models of names, relations and identity stay under 30 MB."""
    assert sum(path.stat().st_size for path in MODELS.iterdir()) < _LIMIT


def test_the_encoder_is_loaded_once() -> None:
    """A second asking gives the model that is in memory."""
    assert tagger.load() is tagger.load()


@pytest.mark.parametrize("missing", FILES)
def test_a_missing_file_is_named_with_the_mend(tmp_path: Path, missing: str) -> None:
    """All four files are needed; the error tells where, and how to train."""
    for name in FILES:
        if name != missing:
            shutil.copy(MODELS / name, tmp_path)
    with pytest.raises(DataError) as caught:
        tagger.load(tmp_path)
    assert caught.value.message.startswith(str(tmp_path))
    assert "make train" in caught.value.hint


@pytest.mark.parametrize("broken", FILES)
@pytest.mark.parametrize("raw", [b"", b"version https://git-lfs", b"x" * 1000])
def test_a_file_that_is_no_model_is_named_with_the_mend(
    tmp_path: Path, broken: str, raw: bytes
) -> None:
    """An empty or foreign file is an error of the data, not a crash."""
    for name in FILES:
        shutil.copy(MODELS / name, tmp_path)
    (tmp_path / broken).write_bytes(raw)
    with pytest.raises(DataError) as caught:
        tagger.load(tmp_path)
    assert "make train" in caught.value.hint


def test_a_cut_network_is_refused(tmp_path: Path) -> None:
    """A download that broke off is an error that tells the mend."""
    for name in FILES:
        shutil.copy(MODELS / name, tmp_path)
    (tmp_path / NETWORK).write_bytes((MODELS / NETWORK).read_bytes()[:1_000_000])
    with pytest.raises(DataError, match="encoder"):
        tagger.load(tmp_path)
