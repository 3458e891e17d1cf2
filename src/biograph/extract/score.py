"""Scores predictions against gold: strict and relaxed precision, recall and F1.

Strict: same document, type and span. Relaxed: same type, overlapping spans. Relations compare
(subject, predicate, object) as normalised surfaces. Intervals are bootstrapped over documents.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from biograph.errors import DataError
from biograph.terms import ORGANISATION_TYPES, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
    """One line of a table of scores; ``low`` and ``high`` bound F1 (95 %, over documents)."""

    label: str
    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All scores of a file of predictions, by label; ``seen``/``unseen`` are recalls of names."""

    strict: Mapping[str, Score]
    relaxed: Mapping[str, Score]
    relations: Mapping[str, Score]
    seen: float | None = None
    unseen: float | None = None

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


def _sum(tallies: Iterable[Tally]) -> Tally:
    total: Tally = {}
    for tally in tallies:
        for label, counts in tally.items():
            total[label] = total.get(label, Counts()) + counts
    return total


def _interval(tallies: Sequence[Tally], label: str, rounds: int, seed: int) -> tuple[float, float]:
    draw = random.Random(seed)  # noqa: S311 - a bootstrap needs repeatable, not secret, numbers
    counts = [t.get(label, Counts()) for t in tallies]
    values = sorted(sum(draw.choices(counts, k=len(counts)), Counts()).f1 for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(int(0.975 * rounds), rounds - 1)]


def _table(tallies: Sequence[Tally], *, rounds: int, seed: int) -> dict[str, Score]:
    total = _sum(tallies)
    table = {}
    for label in sorted(total):
        counts = total[label]
        low, high = _interval(tallies, label, rounds, seed) if rounds else (None, None)
        table[label] = Score(
            label=label,
            precision=counts.precision,
            recall=counts.recall,
            f1=counts.f1,
            gold=counts.gold,
            predicted=counts.predicted,
            low=low,
            high=high,
        )
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


def _recall_where(
    pairs: Iterable[tuple[Annotated, Annotated]], keep: Callable[[str], bool]
) -> float | None:
    found = wanted = 0
    for gold, predicted in pairs:
        have = {(e.type, e.start, e.end) for e in predicted.entities}
        for entity in gold.entities:
            if entity.type in ORGANISATION_TYPES and keep(name_key(entity.text)):
                wanted += 1
                found += (entity.type, entity.start, entity.end) in have
    return found / wanted if wanted else None


def _pairs(
    gold: Iterable[Annotated], predicted: Iterable[Annotated]
) -> list[tuple[Annotated, Annotated]]:
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
    """All scores; ``known`` names (any spelling) split the recall of organisations by seen, unseen.

    ``rounds`` bootstrap samples of documents give the intervals (0: none). Raises DataError where
    the predictions lack a document or have another text.
    """
    pairs = _pairs(gold, predicted)
    keys = {name_key(k) for k in known} if known is not None else set()
    return Scores(
        strict=_table(
            [_entity_tally(g, p, relaxed=False) for g, p in pairs], rounds=rounds, seed=seed
        ),
        relaxed=_table(
            [_entity_tally(g, p, relaxed=True) for g, p in pairs], rounds=rounds, seed=seed
        ),
        relations=_table([_relation_tally(g, p) for g, p in pairs], rounds=rounds, seed=seed),
        seen=None if known is None else _recall_where(pairs, lambda n: n in keys),
        unseen=None if known is None else _recall_where(pairs, lambda n: n not in keys),
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
