"""Scores predictions against gold: strict and relaxed precision, recall and F1.

Strict: same document, type and span. Relaxed: same type, overlapping spans. Relations compare
(subject, predicate, object) as normalised surfaces. Intervals are bootstrapped over documents.
How far a confidence can be believed is told by ``reliability``.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from biograph.errors import DataError
from biograph.terms import ORGANISATION_TYPES, name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from biograph.extract.annotation import Annotated, Entity, Relation

SYMMETRIC = ("partnersWith",)
ORGANISATIONS = "organisations"
MICRO = "micro"
MACRO = "macro"


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, predicted and gold items."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One line of a table of scores.

    ``low`` and ``high`` bound F1, ``least_precise`` and ``most_precise`` the precision (95 %, over
    documents).
    """

    label: str
    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int
    low: float | None = None
    high: float | None = None
    least_precise: float | None = None
    most_precise: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All scores of a file of predictions, by label; ``unseen`` are strict, of unknown names."""

    strict: Mapping[str, Score]
    relaxed: Mapping[str, Score]
    relations: Mapping[str, Score]
    unseen: Mapping[str, Score] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return asdict(self)


Tally = dict[str, Counts]


def _matched_strict(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Counter[str]:
    found = Counter((e.type, e.start, e.end) for e in predicted)
    wanted = Counter((e.type, e.start, e.end) for e in gold)
    matched: Counter[str] = Counter()
    for (kind, _, _), count in (found & wanted).items():
        matched[kind] += count
    return matched


def _matched_relaxed(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Counter[str]:
    """Each prediction pays for one gold entity of its type that it overlaps, in text order."""
    matched: Counter[str] = Counter()
    free = sorted(gold, key=lambda e: e.start)
    for one in sorted(predicted, key=lambda e: e.start):
        for other in free:
            if other.type == one.type and other.start < one.end and one.start < other.end:
                matched[one.type] += 1
                free.remove(other)
                break
    return matched


def _tally(
    gold: Iterable[str], predicted: Iterable[str], matched: Counter[str], pooled: Collection[str]
) -> Tally:
    wanted, found = Counter(gold), Counter(predicted)
    counts = {
        label: Counts(matched[label], found[label], wanted[label]) for label in {*wanted, *found}
    }
    if pooled:
        counts[ORGANISATIONS] = sum((counts.get(p, Counts()) for p in pooled), Counts())
    counts[MICRO] = Counts(matched.total(), found.total(), wanted.total())
    return counts


def _entity_tally(gold: Annotated, predicted: Annotated, *, relaxed: bool) -> Tally:
    match = _matched_relaxed if relaxed else _matched_strict
    return _tally(
        (e.type for e in gold.entities),
        (e.type for e in predicted.entities),
        match(gold.entities, predicted.entities),
        ORGANISATION_TYPES,
    )


def relation_key(relation: Relation) -> tuple[str, str, str]:
    """What must agree for two relations to be the same; symmetric predicates sort their ends."""
    ends = (name_key(relation.subject), name_key(relation.object))
    if relation.predicate in SYMMETRIC:
        ends = (min(ends), max(ends))
    return ends[0], relation.predicate, ends[1]


def _relation_tally(gold: Annotated, predicted: Annotated) -> Tally:
    wanted = {relation_key(r) for r in gold.relations}
    found = {relation_key(r) for r in predicted.relations}
    return _tally(
        (k[1] for k in wanted), (k[1] for k in found), Counter(k[1] for k in wanted & found), ()
    )


def drawn(counts: Sequence[Counts], rounds: int, seed: int) -> list[Counts]:
    """The sums of ``rounds`` bootstrap samples of the counts of documents."""
    draw = random.Random(seed)  # noqa: S311 - a bootstrap needs repeatable, not secret, numbers
    return [sum(draw.choices(counts, k=len(counts)), Counts()) for _ in range(rounds)]


def bounds(values: Iterable[float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentiles."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), last)]


def line(label: str, counts: Sequence[Counts], *, rounds: int, seed: int) -> Score:
    """The score over documents whose counts are given, with intervals where ``rounds`` is not 0."""
    total = sum(counts, Counts())
    made = Score(
        label=label,
        precision=total.precision,
        recall=total.recall,
        f1=total.f1,
        gold=total.gold,
        predicted=total.predicted,
    )
    if not rounds:
        return made
    samples = drawn(counts, rounds, seed)
    low, high = bounds(c.f1 for c in samples)
    least, most = bounds(c.precision for c in samples)
    return replace(made, low=low, high=high, least_precise=least, most_precise=most)


def _table(tallies: Sequence[Tally], *, rounds: int, seed: int) -> dict[str, Score]:
    table = {
        label: line(label, [t.get(label, Counts()) for t in tallies], rounds=rounds, seed=seed)
        for label in sorted({label for tally in tallies for label in tally})
    }
    singles = [s for s in table.values() if s.gold and s.label not in {MICRO, ORGANISATIONS}]
    table[MACRO] = _macro(singles, table[MICRO])
    return table


def _macro(singles: Sequence[Score], micro: Score) -> Score:
    """The unweighted mean over the labels that the gold has."""
    n = len(singles) or 1
    return Score(
        label=MACRO,
        precision=sum(s.precision for s in singles) / n,
        recall=sum(s.recall for s in singles) / n,
        f1=sum(s.f1 for s in singles) / n,
        gold=micro.gold,
        predicted=micro.predicted,
    )


def _unknown(item: Annotated, keys: Collection[str]) -> Annotated:
    """The document with those names alone that are not known."""
    kept = tuple(e for e in item.entities if name_key(e.text) not in keys)
    return replace(item, entities=kept)


def paired(
    gold: Iterable[Annotated], predicted: Iterable[Annotated]
) -> list[tuple[Annotated, Annotated]]:
    """Each gold document with what was predicted for it.

    Raises DataError where the predictions lack a document or have another text.
    """
    found = {p.id: p for p in predicted}
    pairs = []
    for item in gold:
        if item.id not in found:
            raise DataError(
                f"the predictions lack the document '{item.id}'",
                hint="predict on the very file that is scored",
            )
        if found[item.id].text != item.text:
            raise DataError(
                f"the text of document '{item.id}' differs between gold and predictions",
                hint="predict on the very file that is scored: offsets count in its text",
            )
        pairs.append((item, found[item.id]))
    return pairs


def score(
    gold: Iterable[Annotated],
    predicted: Iterable[Annotated],
    *,
    known: Collection[str] | None = None,
    rounds: int = 1000,
    seed: int = 0,
) -> Scores:
    """All scores; where ``known`` names (any spelling) are given, those of the others apart.

    A name that the gold or a prediction has counts as unseen where it is not known. ``rounds``
    bootstrap samples of documents give the intervals (0: none). Raises DataError where the
    predictions lack a document or have another text.
    """
    pairs = paired(gold, predicted)

    def strict(some: Iterable[tuple[Annotated, Annotated]]) -> dict[str, Score]:
        tallies = [_entity_tally(g, p, relaxed=False) for g, p in some]
        return _table(tallies, rounds=rounds, seed=seed)

    keys = {name_key(k) for k in known or ()}
    unseen = ((_unknown(g, keys), _unknown(p, keys)) for g, p in pairs)
    return Scores(
        strict=strict(pairs),
        relaxed=_table(
            [_entity_tally(g, p, relaxed=True) for g, p in pairs], rounds=rounds, seed=seed
        ),
        relations=_table([_relation_tally(g, p) for g, p in pairs], rounds=rounds, seed=seed),
        unseen=None if known is None else strict(unseen),
    )


def below_floors(scores: Scores, gold: Path, floors: Path) -> list[str]:
    """The scores that fell under the pinned floors, as sentences; empty where all hold.

    ``floors`` is a JSON file: gold_sha256 and floors {"strict/micro": 0.8, ...}. Raises DataError
    where the gold file is not the pinned one, or a floor names no score.
    """
    try:
        pinned = json.loads(floors.read_text(encoding="utf-8"))
        wanted, expected = pinned["floors"], pinned["gold_sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{floors}: not a floors file: {error}", hint="see score.py") from error
    actual = sha256(gold.read_bytes()).hexdigest()
    if actual != expected:
        raise DataError(
            f"{gold}: sha256 {actual} is not the pinned {expected}",
            hint=f"if the gold changed on purpose, score again and renew {floors}",
        )
    tables = {"strict": scores.strict, "relaxed": scores.relaxed, "relations": scores.relations}
    fallen = []
    for name, floor in sorted(wanted.items()):
        table, _, label = name.partition("/")
        if label not in tables.get(table, {}):
            raise DataError(f"{floors}: '{name}' names no score", hint="e.g. strict/micro")
        value = tables[table][label].f1
        if value < floor:
            fallen.append(f"{name}: F1 {value:.3f} is under its floor {floor:.3f}")
    return fallen
