"""The base vocabulary and running text in, a small SentencePiece model and its vectors out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as proto

from biograph.extract.encoder import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from biograph.extract.encoder.base import Base

    Scored = Sequence[tuple[str, float]]

LEAST_SEEN = 3  # times a piece of several letters must be seen to be kept
_SPECIAL = ("<s>", "</s>", "<unk>")
_LATIN = 0x250  # characters before it are kept each by itself, whatever was seen


def _model(scored: Scored) -> sentencepiece.SentencePieceProcessor:
    """A unigram model of pieces that splits as it is told: no prefix, no blank dropped."""
    made = proto.ModelProto()
    kinds = proto.ModelProto.SentencePiece
    for name in _SPECIAL:
        kind = kinds.UNKNOWN if name == "<unk>" else kinds.CONTROL
        made.pieces.add(piece=name, score=0.0, type=kind)
    for piece, score in scored:
        made.pieces.add(piece=piece, score=score)
    made.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    made.trainer_spec.bos_id, made.trainer_spec.eos_id = pieces.FIRST, pieces.LAST
    made.trainer_spec.unk_id, made.trainer_spec.pad_id = pieces.UNKNOWN, -1
    made.normalizer_spec.name = "identity"
    made.normalizer_spec.add_dummy_prefix = False
    made.normalizer_spec.remove_extra_whitespaces = False
    made.normalizer_spec.escape_whitespaces = True
    return sentencepiece.SentencePieceProcessor(model_proto=made.SerializeToString())


def kept(base: Base, words: Iterable[tuple[str, bool]]) -> Scored:
    """The pieces of the base that words (and whether a blank is before them) need, in order."""
    usable = [(p, s) for p, s in base.vocabulary[4:] if p and "\ufffd" not in p and "<" not in p]
    whole = pieces.Pieces(_model(usable))
    seen: Counter[int] = Counter()
    for (word, apart), count in Counter(words).items():
        for piece in set(whole.split(word, after_blank=apart)):
            seen[piece - pieces.RESERVED] += count
    return [
        (piece, score)
        for i, (piece, score) in enumerate(usable)
        if seen[i] >= LEAST_SEEN or _letter(piece.removeprefix("▁"))
    ]


def _letter(piece: str) -> bool:
    """Whether a piece is one Latin letter or sign, of which any word can be spelt."""
    return len(piece) <= 1 and all(ord(c) < _LATIN for c in piece)


def small(base: Base, scored: Scored) -> tuple[bytes, npt.NDArray[np.float32]]:
    """The model file of the kept pieces and the base's vector of each: (pieces, hidden)."""
    table = base.matrix("emb.word", len(base.vocabulary), base.hidden)
    place = {piece: i for i, (piece, _) in enumerate(base.vocabulary)}
    rows = [0, 2, 3, *(place[piece] for piece, _ in scored)]  # <s>, </s>, <unk> of the base
    return _model(scored).serialized_model_proto(), table[rows]
