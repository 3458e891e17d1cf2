"""What each part of the readers adds, cross-validated on the development documents.

    python benchmarks/ablation.py SNAPSHOT [names|relations]

Names: strict F1 of the rules alone, of the encoder alone, of the choice among both; this trains
encoders and so wants the environment of ``make train``.
Relations (true names given): F1 at the best threshold without one group of features or documents.
The test parts are not read. ``press`` are documents of the project, ``real`` those of a snapshot.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from biograph.extract import choose, material, rules, train
from biograph.extract.encoder import tagger
from biograph.extract.relations import train as relations
from biograph.extract.relations.design import Design, examples
from biograph.extract.sequence import Sequencer
from biograph.extract.spans import Candidate, longest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.choose import Proposal
    from biograph.extract.relations.design import Example
    from biograph.model import Mention

    Reading = Callable[[Annotated, Sequence[Proposal]], Iterable[Candidate]]

GROUPS = {
    "all": (),
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


def names(found: material.Material, snapshot: Path) -> None:
    """Print the scores of the parts of the reader of names; trains the encoder of each fold."""
    known, documents = rules.load(), (*found.scored, *found.added)
    folds = []
    with TemporaryDirectory() as spare:
        folders = [Path(spare) / str(fold) for fold in range(material.FOLDS)]
        train.encoders(found, snapshot, folders)
        for fold, folder in enumerate(folders):
            held = [d for d in documents if material.fold_of(d) == fold]
            folds.append(train.proposed(held, known, Sequencer(tagger.opened(folder))))
    proposed = {d.id: made for blind in folds for d, made in blind}
    chosen = train.read_blind(folds)
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
    items: Sequence[Example], documents: Sequence[Annotated], scored: int, *, added: bool = True
) -> list[str]:
    """F1 of press and real texts at the best threshold of each."""
    folds = [material.fold_of(d) if i < scored else -1 for i, d in enumerate(documents)]
    kept = [e for e in items if added or e.document < scored]
    odds, _ = relations.out_of_fold(kept, Design(kept), folds)
    found = list(relations.decided(kept, odds, -4.0))
    gold = relations.gold_of(documents[:scored])
    told = []
    for part in ("press", "real"):
        own = {i for i in range(scored) if part_of(documents[i]) == part}
        here = [f for f in found if f.document in own]
        wanted = {g for g in gold if g[0] in own}
        best = max(relations.scores(here, wanted, float(least))[2] for least in THRESHOLDS)
        told.append(f"{part} {best:.3f}")
    return told


def relate(found: material.Material) -> None:
    """Print the scores without each group of features, and without the added documents."""
    documents = [*found.scored, *found.added, *relations.made_sentences()]
    items = list(examples(documents))
    scored = len(found.scored)
    print(f"relations, F1 with true names, {len(items)} candidates")
    for title, dropped in GROUPS.items():
        kept = [
            replace(e, features=tuple(f for f in e.features if not f.startswith(dropped or "\0")))
            for e in items
        ]
        scores = relation_scores(kept, documents, scored)
        print(f"  {title:<28} {'  '.join(scores)}", flush=True)
    scores = relation_scores(items, documents, scored, added=False)
    print(f"  {'without the added documents':<28} {'  '.join(scores)}")


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    data = material.load(folder)
    asked = sys.argv[2] if len(sys.argv) > 2 else "both"
    if asked in {"names", "both"}:
        names(data, folder)
    if asked in {"relations", "both"}:
        relate(data)
