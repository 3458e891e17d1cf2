"""Annotated documents in, training examples and their sparse design matrix out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.extract.logistic import indicators, minimise
from biograph.extract.relations import model
from biograph.extract.relations.candidates import pairs
from biograph.extract.relations.decode import Scored
from biograph.extract.relations.features import pair_features
from biograph.extract.relations.fits import fits, trigger_features
from biograph.extract.relations.scenes import read_scenes
from biograph.extract.relations.scheme import SYMMETRIC
from biograph.extract.relations.sentences import Marked
from biograph.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt
    from scipy import sparse

    from biograph.extract.annotation import Annotated
    from biograph.extract.relations.candidates import Pair, Scene

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

PENALTY = 6.0
RARE = 2  # a feature seen less often gets no weight
SMALL = 0.02  # a weight below is left out of the file

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of a document with its features and whether the gold states it (None: drop)."""

    document: int
    candidate: Scored
    triple: Triple
    features: tuple[str, ...]
    label: bool | None


def mentions(document: Annotated) -> list[Mention]:
    """The annotated entities as mentions in order of place."""
    entities = sorted(document.entities, key=lambda e: e.start)
    return [
        Mention(text=e.text, kind=e.type, subtype=e.subtype, span=Span(e.start, e.end))
        for e in entities
    ]


def canonical(subject: str, predicate: str, object_: str) -> Triple:
    """A triple of surfaces; a symmetric one in alphabetical order."""
    if predicate in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return subject, predicate, object_


class LabelledScene(NamedTuple):
    """A scene and its pairs, for each predicate the triple it would make and its label.

    The label tells whether the gold has the triple; None where it has it of another sentence.
    """

    scene: Scene
    pairs: list[Pair]
    labels: list[dict[str, tuple[Triple, bool | None]]]


def labelled(documents: Sequence[Annotated]) -> Iterator[list[LabelledScene]]:
    """The scenes of each document that have pairs."""
    marked = [Marked(d.text, mentions(d), d.lang) for d in documents]
    read = zip(documents, marked, read_scenes(marked), strict=True)
    for document, text, (_, scenes) in read:
        gold: dict[Triple, list[Span]] = defaultdict(list)
        for r in document.relations:
            gold[canonical(r.subject, r.predicate, r.object)].append(Span(r.start, r.end))
        told = ((scene, [*pairs(scene)]) for scene in scenes)
        yield [
            LabelledScene(scene, some, [dict(_labels(scene, p, text.mentions, gold)) for p in some])
            for scene, some in told
            if some
        ]


def _labels(
    scene: Scene, pair: Pair, placed: Sequence[Mention], gold: Mapping[Triple, list[Span]]
) -> Iterator[tuple[str, tuple[Triple, bool | None]]]:
    subject, object_ = _surfaces(scene, pair, placed)
    where = scene.parsed.sentence.span
    for predicate in pair.predicates:
        triple = canonical(subject, predicate, object_)
        spans = gold.get(triple, [])
        here = any(s.start < where.end and where.start < s.end for s in spans)
        yield predicate, (triple, True if here else (None if spans else False))


def examples(documents: Iterable[Iterable[LabelledScene]]) -> Iterator[Example]:
    """Every candidate of every document."""
    for index, document in enumerate(documents):
        for scene, pair, labels in _pairs(document):
            found = fits(scene, pair)
            common = tuple(chain.from_iterable(pair_features(scene, pair)))
            for predicate, own in trigger_features(scene, pair, found).items():
                triple, label = labels[predicate]
                yield Example(
                    document=index,
                    candidate=Scored(scene, pair, predicate, 0.0, found.get(predicate)),
                    triple=triple,
                    features=(*common, *own),
                    label=label,
                )


def _pairs(
    document: Iterable[LabelledScene],
) -> Iterator[tuple[Scene, Pair, dict[str, tuple[Triple, bool | None]]]]:
    for scene, some, labels in document:
        yield from ((scene, pair, told) for pair, told in zip(some, labels, strict=True))


def _surfaces(scene: Scene, pair: Pair, placed: Sequence[Mention]) -> tuple[str, str]:
    one, two = scene.names[pair.subject.name], scene.names[pair.object.name]
    return placed[one.long].text, placed[two.long].text


class Design:
    """The examples as a sparse matrix: a column for each feature, shared and by predicate."""

    def __init__(self, items: Sequence[Example]) -> None:
        counts = Counter(k for e in items if e.label is not None for k in _columns(e))
        kept = sorted(k for k, n in counts.items() if n >= RARE)
        self.columns = {k: i for i, k in enumerate(kept)}
        self.matrix = self._fill(items)
        self.labels = np.array([bool(e.label) for e in items], dtype=float)
        self.usable = np.array([e.label is not None for e in items])

    def _fill(self, items: Sequence[Example]) -> sparse.csr_matrix:
        rows = ([self.columns[k] for k in _columns(e) if k in self.columns] for e in items)
        return indicators(rows, len(self.columns))

    def fit(self, chosen: Flags) -> Floats:
        """Weights of a logistic regression on the chosen, usable rows."""
        rows = chosen & self.usable
        matrix, labels = self.matrix[rows], self.labels[rows]
        return minimise(matrix, labels, PENALTY)

    def weights(self, solution: Floats) -> dict[str, dict[str, float]]:
        """The solution by predicate and feature, small ones left out."""
        told: dict[str, dict[str, float]] = defaultdict(dict)
        for (predicate, feature), column in self.columns.items():
            if abs(solution[column]) >= SMALL:
                told[predicate][feature] = round(float(solution[column]), 3)
        return dict(told)


def _columns(example: Example) -> Iterator[tuple[str, str]]:
    for feature in example.features:
        yield model.SHARED, feature
        yield example.candidate.predicate, feature
