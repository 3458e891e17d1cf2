"""Annotated documents in, what the encoder's head for relations is to learn of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.extract.encoder.judge import Shown, Wanted, numbered
from biograph.extract.relations.design import labelled, mentions
from biograph.extract.relations.scheme import ENDS
from biograph.extract.relations.show import how, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.encoder.judge import PairNames
    from biograph.extract.encoder.words import Places
    from biograph.extract.relations.design import LabelledScene


def taught(
    documents: Sequence[Annotated], places: Sequence[Places]
) -> tuple[list[Wanted | None], PairNames]:
    """For each document its pairs and what is stated of them, None where it has no pair."""
    judged = [*labelled(documents)]
    names = _names(judged)
    made = [
        _wanted(document, some, where, names) if some else None
        for document, some, where in zip(documents, judged, places, strict=True)
    ]
    return made, names


def _names(documents: Sequence[Sequence[LabelledScene]]) -> PairNames:
    """The ways in which ends are told and the types they have, and all predicates."""
    pairs = [pair for some in documents for s in some for pair in s.pairs]
    hows = {how(slot) for pair in pairs for slot in (pair.subject, pair.object)}
    return numbered(sorted(hows), sorted({k for pair in pairs for k in pair.kinds}), ENDS)


def _wanted(
    document: Annotated, some: Sequence[LabelledScene], places: Places, names: PairNames
) -> Wanted:
    placed = mentions(document)
    parts = [shown(s.scene, s.pairs, placed, places, names) for s in some]
    labels = [told for s in some for told in s.labels]
    truth = np.zeros((len(labels), len(names.predicates)), np.float32)
    counts = np.zeros_like(truth)
    for row, told in enumerate(labels):
        for predicate, (_, label) in told.items():
            column = names.predicates[predicate]
            truth[row, column] = bool(label)
            counts[row, column] = label is not None
    return Wanted(Shown(*map(np.concatenate, zip(*parts, strict=True))), truth, counts)
