"""Texts that mention what they do not assert: how often the reader falls for them.

``python -m biograph.run.traps`` reads ``extract/gold/traps.txt``; ``traps_not.tsv`` lists for
each document the relations that must not come out as asserted. A document fails when one does.
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
    from collections.abc import Iterator

    from biograph.extract.annotation import Annotated, Relation
    from biograph.extract.pipeline import Reader

COLUMNS = ("id", "subject", "predicate", "object")


def forbidden() -> dict[str, set[tuple[str, str, str]]]:
    """For each document the relations that must not be asserted, as keys of the score."""
    found = defaultdict(set)
    for row in rows(extract() / "gold" / "traps_not.tsv", COLUMNS):
        relation = annotation.Relation(
            subject=row["subject"], predicate=row["predicate"], object=row["object"]
        )
        found[row["id"]].add(relation_key(relation))
    return found


def fallen(reader: Reader, least: float) -> Iterator[tuple[Annotated, Relation]]:
    """The traps the reader falls for, with the first relation it asserts wrongly.

    Only claims of a confidence of ``least`` or more count: what becomes a fact.
    """
    wrong = forbidden()
    items = list(markup.read(extract() / "gold" / "traps.txt"))
    for item, read in zip(items, reader.read(map(annotation.document, items)), strict=True):
        for relation in annotation.annotated(read).relations:
            asserted = relation.modality in {"", Modality.ASSERTED.value}
            if (
                asserted
                and relation.confidence >= least
                and relation_key(relation) in wrong[item.id]
            ):
                yield item, relation
                break


def main() -> None:
    """Print the traps that catch the reader, for all claims and for those that become facts."""
    reader = pipeline.load()
    for least in (0.0, LEAST_CONFIDENCE):
        found = list(fallen(reader, least))
        lines = [f"claims of confidence {least} or more: {len(found)} traps fail"]
        for item, relation in found:
            told = f"{relation.subject} {relation.predicate} {relation.object}"
            lines.append(f"  {item.id}: {told} ({relation.confidence:.2f})")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
