"""Annotated documents in, weights of the relation reader out (a part of ``extract.train``).

The scored documents are cross-validated by document; the added ones and the made sentences are
trained on beside them. The confidence of a claim is calibrated on the scored documents as each is
read by models that have not seen it. The measured scores are written into the weights file.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from biograph import resources
from biograph.extract import annotation
from biograph.extract.logistic import minimise
from biograph.extract.material import fold_of
from biograph.extract.relations import made, model
from biograph.extract.relations.assembly import stated
from biograph.extract.relations.decode import Scored, compatible
from biograph.extract.relations.design import Design, canonical, examples
from biograph.extract.relations.reader import WEIGHTS, RelationReader
from biograph.extract.reliability import Judged, judged
from biograph.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biograph.extract.annotation import Annotated
    from biograph.extract.material import Material
    from biograph.extract.relations.design import Example, Floats, Triple
    from biograph.extract.relations.model import Weights
    from biograph.model import Mention

THRESHOLD = 0.25  # of calibrated confidence: where F1 is highest in cross-validation
_LOG = logging.getLogger(__name__)


def out_of_fold(
    items: Sequence[Example], design: Design, folds: Sequence[int]
) -> tuple[Floats, dict[int, Floats]]:
    """For each example the log-odds given by the folds it is not in (-1: only trained on).

    With the solution of each fold, fitted without it.
    """
    odds = np.full(len(items), -40.0)
    of = np.array([folds[e.document] for e in items])
    solutions = {fold: design.fit(of != fold) for fold in sorted(set(folds) - {-1})}
    for fold, solution in solutions.items():
        held = of == fold
        odds[held] = design.matrix[held] @ solution
    return odds, solutions


@dataclass(frozen=True, slots=True)
class Found:
    """A decided triple of a document with its log-odds."""

    document: int
    triple: Triple
    odds: float


def decided(items: Iterable[Example], odds: Floats, least: float) -> Iterator[Found]:
    """What the reader would claim, as asserted or planned, of candidates above ``least``."""
    by_document: dict[int, list[tuple[Scored, Triple]]] = defaultdict(list)
    for example, value in zip(items, odds, strict=True):
        if value >= least:
            c = example.candidate
            scored = Scored(c.scene, c.pair, c.predicate, float(value), c.fit)
            by_document[example.document].append((scored, example.triple))
    for document, pool in by_document.items():
        triples = {id(s): t for s, t in pool}
        for scored in compatible(s for s, _ in pool):
            if stated(scored):
                yield Found(document, triples[id(scored)], scored.log_odds)


def calibrate(odds: Iterable[float], right: Iterable[bool]) -> tuple[float, float]:
    """Slope and intercept that turn log-odds into the measured share of right claims (Platt)."""
    matrix = sparse.csr_matrix([[value, 1.0] for value in odds])
    slope, intercept = minimise(matrix, np.array(list(right), dtype=float), 0.01)
    return round(float(slope), 4), round(float(intercept), 4)


def read_blind(
    documents: Sequence[Annotated],
    weights: Mapping[int, Weights],
    mentions: Mapping[str, Sequence[Mention]],
) -> Iterator[Judged]:
    """The claims of documents, each read with the weights of the fold that leaves it out.

    ``mentions`` are the names of each document as read by models that have not seen it either.
    """
    for fold, some in weights.items():
        held = [d for d in documents if fold_of(d) == fold]
        found = [(annotation.document(d), tuple(mentions[d.id])) for d in held]
        read = zip(held, found, RelationReader(some).read(found), strict=True)
        for document, (source, names), claims in read:
            told = Extraction(document=source, mentions=names, claims=tuple(claims))
            yield from judged(document, annotation.annotated(told))


def gold_of(documents: Sequence[Annotated]) -> set[tuple[int, Triple]]:
    """The gold triples with the index of their document."""
    return {
        (i, canonical(r.subject, r.predicate, r.object))
        for i, d in enumerate(documents)
        for r in d.relations
    }


def scores(
    found: Iterable[Found], gold: set[tuple[int, Triple]], least: float
) -> tuple[float, ...]:
    """Precision, recall and F1 of what lies above ``least``."""
    claimed = {(f.document, f.triple) for f in found if f.odds >= least}
    right = len(claimed & gold)
    precision, recall = right / max(1, len(claimed)), right / max(1, len(gold))
    return precision, recall, 2 * right / max(1, len(claimed) + len(gold))


def made_sentences() -> list[Annotated]:
    """The bundled sentences made for training."""
    folder = resources.extract() / "patterns" / "relations"
    return [d for path in sorted(folder.glob("sentences.*.txt")) for d in made.read(path)]


def train(
    material: Material, threshold: float, mentions: Mapping[str, Sequence[Mention]]
) -> tuple[Weights, dict[str, object]]:
    """Weights trained on all documents, and scores cross-validated on the scored ones.

    ``mentions`` are the names of the scored documents as read by models that have not seen them.
    """
    documents = [*material.scored, *material.added, *made_sentences()]
    scored = len(material.scored)
    folds = [fold_of(d) if i < scored else -1 for i, d in enumerate(documents)]
    items = list(examples(documents))
    _LOG.info("relations: %d candidates", len(items))
    design = Design(items)
    odds, solutions = out_of_fold(items, design, folds)
    found = list(decided(items, odds, -4.0))
    gold = gold_of(material.scored)
    given = calibrate((f.odds for f in found), ((f.document, f.triple) in gold for f in found))
    least = (model.logit(threshold) - given[1]) / given[0]
    blind = {
        fold: model.Weights(design.weights(solution), threshold, given)
        for fold, solution in solutions.items()
    }
    claims = list(read_blind(material.scored, blind, mentions))
    joint = calibrate((model.logit(c.confidence) for c in claims), (c.right for c in claims))
    solution = design.fit(np.ones(len(items), dtype=bool))
    weights = model.Weights(design.weights(solution), threshold, given, joint)
    return weights, report(found, gold, least)


def report(
    found: Sequence[Found], gold: set[tuple[int, Triple]], least: float
) -> dict[str, object]:
    """Cross-validated precision, recall, F1 and gold count, over all and by predicate."""
    lines: dict[str, object] = {"micro": [*np.round(scores(found, gold, least), 3), len(gold)]}
    for predicate in sorted({t[1] for _, t in gold}):
        own = {g for g in gold if g[1][1] == predicate}
        part = [f for f in found if f.triple[1] == predicate]
        lines[predicate] = [*np.round(scores(part, own, least), 3), len(own)]
    return lines


def main(material: Material, mentions: Mapping[str, Sequence[Mention]], folder: Path) -> None:
    """Train and write."""
    weights, measured = train(material, THRESHOLD, mentions)
    model.save(weights, folder / WEIGHTS, measured=measured)
