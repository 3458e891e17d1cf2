"""What each part of the readers adds, cross-validated on the development documents.

    python benchmarks/ablation.py SNAPSHOT

Names: strict F1 of the rules alone, of the encoder alone, of the choice among both.
Relations (true names given): F1 at the best threshold of the features, of the encoder's head and of
both; of the features without one group of them or of documents.
This trains an encoder for each fold and so wants the environment of ``make train``.
The test parts are not read. ``press`` are documents of the project, ``real`` those of a snapshot.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.extract import choose, material, rules, train
from biograph.extract.encoder import judge, tagger
from biograph.extract.relations import train as relations
from biograph.extract.relations.design import Design, examples, labelled
from biograph.extract.sequence import Sequencer
from biograph.extract.spans import Candidate, longest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.choose import Proposal
    from biograph.extract.encoder.judge import Judge
    from biograph.extract.relations.design import Example, Floats
    from biograph.model import Mention

    Reading = Callable[[Annotated, Sequence[Proposal]], Iterable[Candidate]]


class Fold(NamedTuple):
    """Documents as an encoder sees them that is trained without them, and its head."""

    read: list[train.Read]
    judge: Judge


GROUPS = {
    "features": (),
    "without cues of doubt": ("cue", "asked"),
    "without triggers": ("T", "C:"),
    "without the parse": ("r:", "q:", "sg", "og", "T:", "T!", "Th", "Tr", "Ts", "To"),
    "without the words between": ("w:", "g:"),
    "without nearness and rivals": ("near", "rank", "ks:", "ko:", "k"),
}
THRESHOLDS = np.arange(-3, 2.5, 0.1)


def part_of(document: Annotated) -> str:
    """Our own documents or real texts."""
    return "real" if ":" in document.id else "press"


def f1(pairs: Iterable[tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]]) -> float:
    """Strict F1 over documents of (gold, read)."""
    right = total = 0
    for gold, read in pairs:
        right += len(gold & read)
        total += len(gold) + len(read)
    return 2 * right / max(1, total)


def trained(found: material.Material, snapshot: Path) -> list[Fold]:
    """The documents of each fold as encoders see them that are trained without it."""
    known, documents = rules.load(), (*found.scored, *found.added)
    with TemporaryDirectory() as spare:
        folders = [Path(spare) / str(fold) for fold in range(material.FOLDS)]
        train.encoders(found, snapshot, folders)
        folds = []
        for fold, folder in enumerate(folders):
            held = [d for d in documents if material.fold_of(d) == fold]
            read = train.proposed(held, known, Sequencer(tagger.opened(folder)))
            folds.append(Fold(read, judge.opened(folder)))
    return folds


def names(found: material.Material, folds: Sequence[Fold]) -> None:
    """Print the scores of the parts of the reader of names."""
    proposed = {d.id: made for fold in folds for d, made, _ in fold.read}
    chosen = train.read_blind([fold.read for fold in folds])
    readings: dict[str, Reading] = {
        "rules": lambda _, ps: [p.candidate for p in ps if p.candidate.source != "model"],
        "encoder": lambda _, ps: [p.candidate for p in ps if ":True" in p.features[1]],
        "choice": lambda d, _: [_candidate(m) for m in chosen[d.id]],
    }
    print(f"names, strict F1; organisations from {choose.LEAST_ORGANISATION} on,", end=" ")
    print(f"others from {choose.LEAST}")
    for title, reading in readings.items():
        scores = []
        for part in ("press", "real"):
            own = [d for d in found.scored if part_of(d) == part]
            scores.append(f1((_gold(d), _spans(reading(d, proposed[d.id]))) for d in own))
        print(f"  {title:<28} press {scores[0]:.3f}  real {scores[1]:.3f}")


def _candidate(read: Mention) -> Candidate:
    start, end = read.span or (0, 0)
    return Candidate(start, end, read.kind, read.subtype, "model", read.score)


def _gold(document: Annotated) -> set[tuple[int, int, str]]:
    return {(e.start, e.end, e.type) for e in document.entities}


def _spans(candidates: Iterable[Candidate]) -> set[tuple[int, int, str]]:
    return {(c.start, c.end, c.kind) for c in longest(candidates)}


def relation_scores(
    items: Sequence[Example], odds: Floats, documents: Sequence[Annotated], scored: int
) -> list[str]:
    """F1 of press and real texts at the best threshold of each."""
    own = [i for i, e in enumerate(items) if e.document < scored]
    found = list(relations.decided((items[i] for i in own), odds[own], -4.0))
    gold = relations.gold_of(documents[:scored])
    told = []
    for part in ("press", "real"):
        inside = {i for i in range(scored) if part_of(documents[i]) == part}
        here = [f for f in found if f.document in inside]
        wanted = {g for g in gold if g[0] in inside}
        best = max(relations.scores(here, wanted, float(least))[2] for least in THRESHOLDS)
        told.append(f"{part} {best:.3f}")
    return told


def relate(found: material.Material, folds: Sequence[Fold]) -> None:
    """Print the scores of the head and of the features, and without each group of features."""
    documents = [*found.scored, *found.added, *relations.made_sentences()]
    read = [*labelled(documents)]
    items = [*examples(read)]
    scored, whole = len(found.scored), len(found.scored) + len(found.added)
    print(f"relations, F1 with true names, {len(items)} candidates")
    of = [material.fold_of(d) if i < whole else -1 for i, d in enumerate(documents)]

    def tell(title: str, kept: Sequence[Example], odds: Floats) -> None:
        scores = "  ".join(relation_scores(kept, odds, documents, scored))
        print(f"  {title:<28} {scores}", flush=True)

    def by_features(kept: Sequence[Example]) -> Floats:
        return relations.out_of_fold(kept, Design(kept), of)[0]

    blind = {d.id: relations.Blind((), w, f.judge) for f in folds for d, _, w in f.read}
    heads = relations.told_by_heads(read, documents, [blind.get(d.id) for d in documents])
    odds = by_features(items)
    held = np.array([e.label is not None and e.document < whole for e in items])
    labels = np.array([bool(e.label) for e in items], dtype=float)
    beside = relations.joined(odds[held], heads[held], labels[held])
    tell("features and head", items, beside.odds(odds, heads))
    tell("head", items, heads)
    for title, dropped in GROUPS.items():
        kept = [
            replace(e, features=tuple(f for f in e.features if not f.startswith(dropped or "\0")))
            for e in items
        ]
        tell(title, kept, by_features(kept))
    kept = [e for e in items if e.document < scored]
    tell("without the added documents", kept, by_features(kept))


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    data = material.load(folder)
    seen = trained(data, folder)
    names(data, seen)
    relate(data, seen)
