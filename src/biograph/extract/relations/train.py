"""Annotated documents in, weights of the relation reader out (a part of ``extract.train``).

The scored documents are cross-validated by document; the added ones and the made sentences are
trained on beside them. The measured scores are written into the weights file.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from biograph import resources
from biograph.extract.logistic import minimise
from biograph.extract.material import fold_of
from biograph.extract.relations import made, model
from biograph.extract.relations.assembly import stated
from biograph.extract.relations.decode import Scored, compatible
from biograph.extract.relations.design import Design, canonical, examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.annotation import Annotated
    from biograph.extract.material import Material
    from biograph.extract.relations.design import Example, Floats, Triple
    from biograph.extract.relations.model import Weights

THRESHOLD = 0.25  # of calibrated confidence: where F1 is highest in cross-validation
WEIGHTS = "relations.json"
_LOG = logging.getLogger(__name__)


def out_of_fold(items: Sequence[Example], design: Design, folds: Sequence[int]) -> Floats:
    """For each example the log-odds given by the folds it is not in (-1: only trained on)."""
    odds = np.full(len(items), -40.0)
    of = np.array([folds[e.document] for e in items])
    for fold in sorted(set(folds) - {-1}):
        solution = design.fit(of != fold)
        held = of == fold
        odds[held] = design.matrix[held] @ solution
    return odds


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


def calibrate(found: Sequence[Found], gold: set[tuple[int, Triple]]) -> tuple[float, float]:
    """Slope and intercept that turn log-odds into the measured share of right claims."""
    matrix = sparse.csr_matrix([[f.odds, 1.0] for f in found])
    labels = np.array([(f.document, f.triple) in gold for f in found], dtype=float)
    slope, intercept = minimise(matrix, labels, 0.01)
    return round(float(slope), 4), round(float(intercept), 4)


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


def train(material: Material, threshold: float) -> tuple[Weights, dict[str, object]]:
    """Weights trained on all documents, and scores cross-validated on the scored ones."""
    documents = [*material.scored, *material.added, *made_sentences()]
    scored = len(material.scored)
    folds = [fold_of(d) if i < scored else -1 for i, d in enumerate(documents)]
    items = list(examples(documents))
    _LOG.info("relations: %d candidates", len(items))
    design = Design(items)
    found = list(decided(items, out_of_fold(items, design, folds), -4.0))
    gold = gold_of(material.scored)
    slope, intercept = calibrate(found, gold)
    least = (np.log(threshold / (1 - threshold)) - intercept) / slope
    solution = design.fit(np.ones(len(items), dtype=bool))
    weights = model.Weights(design.weights(solution), threshold, (slope, intercept))
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


def main(material: Material, folder: Path) -> None:
    """Train and write."""
    weights, measured = train(material, THRESHOLD)
    model.save(weights, folder / WEIGHTS, measured=measured)
