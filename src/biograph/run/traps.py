"""Texts that mention what they do not assert: how often the reader falls for them.

``python -m biograph.run.traps`` reads ``extract/gold/traps.txt``; ``traps_not.tsv`` lists for
each document the relations that must not come out as asserted. A document fails when one does.
``python -m biograph.run.traps traps_dev`` does so with the traps to develop on, and tells how many
of the facts come out that look like traps (``lookalikes.txt``).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.extract import annotation, markup, pipeline
from biograph.extract.gazetteer import rows
from biograph.extract.score import relation_key
from biograph.model import Modality
from biograph.resources import extract
from biograph.run.load import LEAST_CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.annotation import Annotated, Relation
    from biograph.extract.pipeline import Reader

COLUMNS = ("id", "subject", "predicate", "object")
LOCKED, OPEN = "traps", "traps_dev"
_FACTS = "lookalikes.txt"


def forbidden(name: str = LOCKED) -> dict[str, set[tuple[str, str, str]]]:
    """For each document the relations that must not be asserted, as keys of the score."""
    found = defaultdict(set)
    for row in rows(extract() / "gold" / f"{name}_not.tsv", COLUMNS):
        relation = annotation.Relation(
            subject=row["subject"], predicate=row["predicate"], object=row["object"]
        )
        found[row["id"]].add(relation_key(relation))
    return found


def asserted(
    reader: Reader, items: Sequence[Annotated], least: float
) -> Iterator[tuple[Annotated, list[Relation]]]:
    """What the reader asserts of each document, with a confidence of ``least`` or more."""
    for item, read in zip(items, reader.read(map(annotation.document, items)), strict=True):
        yield (
            item,
            [
                relation
                for relation in annotation.annotated(read).relations
                if relation.modality in {"", Modality.ASSERTED.value}
                and relation.confidence >= least
            ],
        )


def fallen(
    reader: Reader, least: float, name: str = LOCKED
) -> Iterator[tuple[Annotated, Relation]]:
    """The traps the reader falls for, with the first relation it asserts wrongly.

    Only claims of a confidence of ``least`` or more count: what becomes a fact.
    """
    wrong = forbidden(name)
    items = list(markup.read(extract() / "gold" / f"{name}.txt"))
    for item, relations in asserted(reader, items, least):
        if caught := [r for r in relations if relation_key(r) in wrong[item.id]]:
            yield item, caught[0]


def told(reader: Reader, least: float) -> tuple[int, int]:
    """How many of the facts that look like traps the reader asserts, and how many there are."""
    items = list(markup.read(extract() / "gold" / _FACTS))
    right = 0
    for item, relations in asserted(reader, items, least):
        right += len({*map(relation_key, relations)} & {*map(relation_key, item.relations)})
    return right, sum(len(item.relations) for item in items)


def main(name: str = LOCKED) -> None:
    """Print the traps that catch the reader, for all claims and for those that become facts."""
    reader = pipeline.load()
    for least in (0.0, LEAST_CONFIDENCE):
        found = list(fallen(reader, least, name))
        lines = [f"claims of confidence {least} or more: {len(found)} traps fail"]
        for item, relation in found:
            claim = f"{relation.subject} {relation.predicate} {relation.object}"
            lines.append(f"  {item.id}: {claim} ({relation.confidence:.2f})")
        if name == OPEN:
            right, total = told(reader, least)
            lines.append(f"  {right} of {total} facts that look like traps are told")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
