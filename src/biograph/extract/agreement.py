"""Two readings of the same texts in, how far they agree out.

``python -m biograph.extract.agreement SNAPSHOT`` compares ``extract/gold/second.jsonl``, annotated
without a look at the first reading, with the gold; with ``first.jsonl`` where the gold was
corrected afterwards. It tells the share of sentences read twice, too.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.extract import annotation, standoff
from biograph.extract.score import MICRO, score
from biograph.extract.sequence import labels
from biograph.extract.tokens import sentences, tokenize
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.extract.annotation import Annotated


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa of two labellings of the same items (Cohen 1960); 1 where both never vary.

    Raises ValueError where the lengths differ or nothing is labelled.
    """
    if not one:
        raise ValueError("nothing is labelled")
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    first, second = Counter(one), Counter(other)
    chance = sum(first[label] * second[label] for label in first) / len(one) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def token_labels(documents: Iterable[Annotated]) -> list[str]:
    """The label of every token of the documents (``B-Company``, ``I-Company``, ``O``)."""
    told: list[str] = []
    for document in documents:
        spans = [(e.start, e.end, e.type) for e in document.entities]
        told += labels(tokenize(document.text), spans)
    return told


def gold(snapshot: Path) -> list[Annotated]:
    """The whole gold: our documents and the real ones, for development and locked."""
    folder = extract() / "gold"
    found: list[Annotated] = []
    for part in ("dev", "test"):
        found += annotation.read(folder / f"{part}.jsonl")
        found += standoff.read(folder / f"real_{part}.jsonl", snapshot)
    return found


def pairs(snapshot: Path) -> list[tuple[Annotated, Annotated]]:
    """The documents read twice: the first and the second reading of each."""
    folder = extract() / "gold"
    by_id = {d.id: d for d in gold(snapshot)}
    by_id |= {d.id: d for d in standoff.read(folder / "first.jsonl", snapshot)}
    return [(by_id[d.id], d) for d in standoff.read(folder / "second.jsonl", snapshot)]


def read_twice(snapshot: Path) -> tuple[int, int]:
    """How many sentences of the gold are read twice, and how many it has."""
    counts = {d.id: sum(1 for _ in sentences(tokenize(d.text))) for d in gold(snapshot)}
    return sum(counts[key] for key in {d.id for d, _ in pairs(snapshot)}), sum(counts.values())


def main(snapshot: Path) -> None:
    """Print the share read twice, and the agreement on our own documents and on real texts."""
    found = pairs(snapshot)
    twice, total = read_twice(snapshot)
    sys.stdout.write(f"read twice: {twice} of {total} sentences ({twice / total:.1%})\n")
    for title, part in (
        ("our documents", [p for p in found if ":" not in p[0].id]),
        ("real texts", [p for p in found if ":" in p[0].id]),
    ):
        ones, others = [a for a, _ in part], [b for _, b in part]
        scores = score(ones, others, rounds=0)
        sys.stdout.write(
            f"{title}: {len(part)} documents, entities F1 {scores.strict[MICRO].f1:.3f} "
            f"({scores.strict[MICRO].gold}), relations F1 {scores.relations[MICRO].f1:.3f} "
            f"({scores.relations[MICRO].gold}), kappa of token labels "
            f"{kappa(token_labels(ones), token_labels(others)):.3f}\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
