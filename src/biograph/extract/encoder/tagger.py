"""The sentences of a text in, for each word the log-probability of each label and a vector out.

The trained network in eight bits (ONNX Runtime), its vocabulary and its table of piece vectors.
Windows are reckoned one by one, so that a text is read the same whatever it is read beside.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnxruntime

from biograph import resources
from biograph.errors import DataError
from biograph.extract.encoder import pieces
from biograph.extract.encoder.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from biograph.extract.encoder.pieces import Pieces
    from biograph.extract.tokens import Tokens

    Floats = npt.NDArray[np.float32]

NETWORK, TABLE, VOCABULARY = "encoder.onnx", "encoder.npz", "encoder.model"
NAMES = "encoder.json"


class Table(NamedTuple):
    """A vector for each piece in eight bits, (pieces, hidden), and the scale of each row."""

    rows: npt.NDArray[np.int8]
    scales: Floats

    def vectors(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """(numbers, hidden) in 32 bits."""
        return self.rows[numbers] * self.scales[numbers, None]


class Told(NamedTuple):
    """Of the words of a text in a row: (words, labels) log-probabilities, and a vector each."""

    labels: Floats
    vectors: npt.NDArray[np.float16]


class Tagger:
    """The encoder in memory; ``labels`` names the columns of what it tells."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        table: Table,
        split: Pieces,
        names: tuple[Sequence[str], Sequence[str]],
    ) -> None:
        self._session, self._table, self._split = session, table, split
        self._tags = {tag: i for i, tag in enumerate(names[0])}
        self.labels = tuple(names[1])

    def read(self, sentences: Sequence[tuple[Tokens, Sequence[str]]]) -> Told:
        """What is told of all words of sentences that come with their rule tags."""
        numbered = ((t, [self._tags.get(tag, 0) for tag in tags]) for t, tags in sentences)
        labels, vectors = [np.zeros((0, len(self.labels)), np.float32)], []
        for window in windows(self._split, numbered):
            shown = window._asdict()
            shown["embedded"] = self._table.vectors(shown.pop("pieces"))
            some, meant = self._session.run(None, shown)
            labels.append(some)
            vectors.append(meant.astype(np.float16))
        return Told(
            np.concatenate(labels), np.concatenate(vectors or [np.zeros((0, 0), np.float16)])
        )


def session(path: Path) -> onnxruntime.InferenceSession:
    """A network of one thread, so that sums are always taken in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def opened(folder: Path) -> Tagger:
    """The encoder of a folder."""
    with np.load(folder / TABLE) as stored:
        table = Table(stored["rows"], stored["scales"])
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    words = pieces.load(folder / VOCABULARY)
    return Tagger(session(folder / NETWORK), table, words, (names["tags"], names["labels"]))


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Raises DataError where what is read of a folder is missing or not whole."""
    try:
        yield
    except Exception as error:  # ONNX Runtime and SentencePiece raise errors of many own kinds
        raise DataError(
            f"{folder}: the encoder cannot be read: {error}", hint="make train"
        ) from error


@cache
def load(folder: Path | None = None) -> Tagger:
    """The encoder of ``extract/models`` (or of ``folder``), loaded once a process.

    Raises DataError where a file is missing or not whole.
    """
    path = folder or resources.extract() / "models"
    with readable(path):
        return opened(path)
