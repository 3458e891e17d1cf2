"""How many events of the development documents come out whole, cross-validated.

    python -m benchmarks.frames SNAPSHOT

True names are given, relations are read by features alone (the encoder's head has seen all
documents) with weights of the other folds; events are assembled of
what is read and of what is annotated. An event is whole where both have its kind, modality, date,
sum and all who took part; ``cast`` leaves date and sum out. ``joined`` are events of several
relations. The test parts are not read.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from biograph import resources
from biograph.extract import annotation, material
from biograph.extract.frames import KINDS, events
from biograph.extract.relations import Named, RelationReader, model, train
from biograph.extract.relations.design import Design, examples, labelled, mentions
from biograph.extract.relations.reader import WEIGHTS
from biograph.model import Modality
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from biograph.extract.material import Material
    from biograph.model import Claim, Event

    Told = tuple[str, Hashable, Hashable, bool]

_HELD = (Modality.ASSERTED, Modality.PLANNED)


def main(snapshot: Path) -> None:
    """Print the counts by kind."""
    given = material.load(snapshot)
    gold: dict[str, list[Told]] = {}
    found: dict[str, list[Told]] = {}
    for item in given.scored:
        read = annotation.extraction(item, annotation.document(item))
        gold[item.id] = list(_told(events(read.claims)))
    for name, claims in _read(given):
        found[name] = list(_told(events(claims)))
    print("kind gold found cast whole | joined: gold found cast whole")
    for kind in sorted(set(KINDS.values())):
        print(kind, *_counts(gold, found, kind, {False, True}), "|", end=" ")
        print(*_counts(gold, found, kind, {True}))


def _read(given: Material) -> Iterator[tuple[str, list[Claim]]]:
    """Each scored document with its claims, read with weights of the other folds."""
    documents = [*given.scored, *given.added, *train.made_sentences()]
    scored = len(given.scored)
    folds = [material.fold_of(d) if i < scored else -1 for i, d in enumerate(documents)]
    items = list(examples(labelled(documents)))
    design = Design(items)
    sure = model.load(resources.extract() / "models" / WEIGHTS).calibration
    of = np.array([folds[example.document] for example in items])
    for fold in sorted(set(folds) - {-1}):
        learnt = design.weights(design.fit(of != fold))
        reader = RelationReader(model.Weights(learnt, train.THRESHOLD, sure), None)
        held = [item for item in given.scored if material.fold_of(item) == fold]
        found = [Named(annotation.document(item), mentions(item), None) for item in held]
        for item, claims in zip(held, reader.read(found), strict=True):
            yield item.id, [claim for claim in claims if claim.modality in _HELD]


def _told(assembled: Iterable[Event]) -> Iterator[Told]:
    for event in assembled:
        ends = ((c.predicate, c.subject.text, c.object.text) for c in event.claims)
        cast = frozenset((p, name_key(s), name_key(o)) for p, s, o in ends)
        whole = (cast, event.date, " ".join(event.amount.split()))
        yield event.kind, (cast, event.modality), (whole, event.modality), len(event.claims) > 1


def _counts(
    gold: dict[str, list[Told]], found: dict[str, list[Told]], kind: str, sizes: set[bool]
) -> tuple[int, int, int, int]:
    """How many are annotated and read, and how many are right by their cast, and as a whole."""
    counts = Counter[str]()
    for name, events_told in gold.items():
        ours = [one for one in events_told if one[0] == kind and one[3] in sizes]
        theirs = [one for one in found.get(name, ()) if one[0] == kind and one[3] in sizes]
        counts["gold"] += len(ours)
        counts["found"] += len(theirs)
        counts["cast"] += len({one[1] for one in ours} & {one[1] for one in theirs})
        counts["whole"] += len({one[2] for one in ours} & {one[2] for one in theirs})
    return counts["gold"], counts["found"], counts["cast"], counts["whole"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
