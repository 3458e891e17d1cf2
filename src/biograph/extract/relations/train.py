"""Annotated documents in, weights of the relation reader out (a part of ``extract.train``).

The scored and the added documents are cross-validated by document, so that it is learned how
features and the encoder's head make one; the made sentences are trained on beside them. The
confidence of a claim is calibrated on the scored documents as each is
read by models that have not seen it. The measured scores are written into the weights file.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from biograph import resources
from biograph.extract import annotation
from biograph.extract.logistic import minimise
from biograph.extract.material import fold_of
from biograph.extract.relations import made, model
from biograph.extract.relations.assembly import stated
from biograph.extract.relations.decode import Scored, compatible
from biograph.extract.relations.design import Design, canonical, examples, labelled, mentions
from biograph.extract.relations.model import Beside
from biograph.extract.relations.reader import WEIGHTS, Named, RelationReader
from biograph.extract.relations.sentences import Marked
from biograph.extract.relations.show import heads
from biograph.extract.reliability import Judged, judged
from biograph.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biograph.extract.annotation import Annotated
    from biograph.extract.encoder.judge import Judge
    from biograph.extract.encoder.words import Words
    from biograph.extract.material import Material
    from biograph.extract.relations.design import Example, Floats, LabelledScene, Triple
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


class Blind(NamedTuple):
    """What models that have not seen a document make of it: its names, its words, the head."""

    mentions: Sequence[Mention]
    words: Words
    judge: Judge


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


def told_by_heads(
    judged: Sequence[Sequence[LabelledScene]],
    documents: Sequence[Annotated],
    blind: Sequence[Blind | None],
) -> Floats:
    """For each example the log-odds of the encoder's head, 0 where there is none."""
    found: list[float] = []
    for some, document, one in zip(judged, documents, blind, strict=True):
        text = Marked(document.text, mentions(document), document.lang)
        for scene, pairs, labels in some:
            if one is None:
                found += [0.0] * sum(map(len, labels))
            else:
                told = heads(scene, pairs, text, one.words, one.judge)
                found += [odds for row in told for odds in row.values()]
    return np.array(found)


def joined(features: Floats, head: Floats, labels: Floats) -> Beside:
    """How log-odds of examples that neither has seen are weighed together."""
    matrix = sparse.csr_matrix(np.stack([features, head, np.ones(len(head))], axis=1))
    return Beside(*(round(float(w), 4) for w in minimise(matrix, labels, 1.0)))


def read_blind(
    documents: Sequence[Annotated], weights: Mapping[int, Weights], blind: Mapping[str, Blind]
) -> Iterator[Judged]:
    """The claims of documents, each read with the weights of the fold that leaves it out."""
    for document in documents:
        one = blind[document.id]
        found = Named(annotation.document(document), one.mentions, one.words)
        (claims,) = RelationReader(weights[fold_of(document)], one.judge).read([found])
        told = Extraction(
            document=found.document, mentions=tuple(one.mentions), claims=tuple(claims)
        )
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


class Unseen(NamedTuple):
    """What the folds that leave a document out tell of it."""

    solutions: dict[int, Floats]  # of the features, by the fold that is left out
    beside: Beside
    found: list[Found]  # in the scored documents


def cross_validated(
    items: Sequence[Example], design: Design, head: Floats, folds: Sequence[int], scored: int
) -> Unseen:
    """Features and head joined as each tells of documents that it has not seen.

    ``scored`` documents come first; those of fold -1 are only trained on.
    """
    features, solutions = out_of_fold(items, design, folds)
    of = np.array([e.document for e in items])
    known = design.usable & (np.array(folds)[of] >= 0)
    beside = joined(features[known], head[known], design.labels[known])
    some = np.flatnonzero(of < scored).tolist()
    both = beside.odds(features[some], head[some])
    return Unseen(solutions, beside, [*decided((items[i] for i in some), both, -4.0)])


def train(
    material: Material, threshold: float, blind: Mapping[str, Blind]
) -> tuple[Weights, dict[str, object]]:
    """Weights trained on all documents, and scores cross-validated on the scored ones.

    ``blind`` tells what models that have not seen a document make of it.
    """
    documents = [*material.scored, *material.added, *made_sentences()]
    by_models = [blind.get(d.id) for d in documents]
    folds = [-1 if one is None else fold_of(d) for d, one in zip(documents, by_models, strict=True)]
    read = [*labelled(documents)]
    items = [*examples(read)]
    _LOG.info("relations: %d candidates", len(items))
    design, head = Design(items), told_by_heads(read, documents, by_models)
    unseen = cross_validated(items, design, head, folds, len(material.scored))
    found, gold = unseen.found, gold_of(material.scored)
    given = calibrate((f.odds for f in found), ((f.document, f.triple) in gold for f in found))
    plain = model.Weights({}, threshold, given, beside=unseen.beside)
    parts = {k: replace(plain, by_predicate=design.weights(w)) for k, w in unseen.solutions.items()}
    claims = [*read_blind(material.scored, parts, blind)]
    joint = calibrate((model.logit(c.confidence) for c in claims), (c.right for c in claims))
    whole = design.weights(design.fit(np.ones(len(items), dtype=bool)))
    return replace(plain, by_predicate=whole, joint=joint), report(found, gold, plain.least)


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


def main(material: Material, blind: Mapping[str, Blind], folder: Path) -> None:
    """Train and write."""
    weights, measured = train(material, THRESHOLD, blind)
    model.save(weights, folder / WEIGHTS, measured=measured)
