"""``biograph evaluate``: predictions against gold, per type and predicate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.extract import documents
from biograph.cli.shared import Json, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.extract.score import Score


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated documents.")],
    pred: Annotated[
        Path | None, typer.Option("--pred", help="Predictions; without it the texts are read now.")
    ] = None,
    snapshot: Annotated[
        Path | None,
        typer.Option("--snapshot", help="Where the texts of stand-off annotations are."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Strict and relaxed precision, recall and F1, with 95 % intervals over documents.

    Example: biograph evaluate extract/gold/test.jsonl

    Example: biograph evaluate extract/gold/real_test.jsonl --snapshot ../shared/data
    """
    from biograph.extract import annotation, pipeline, standoff  # noqa: PLC0415 - models load late
    from biograph.extract.score import score  # noqa: PLC0415

    items = list(standoff.read(gold, snapshot) if snapshot else annotation.read(gold))
    if pred is None:
        texts = documents(items)
        with progress() as track:
            found = track(pipeline.load().read(texts), "extract", len(texts))
            predicted = [annotation.annotated(extraction) for extraction in found]
    else:
        predicted = list(annotation.read(pred))
    scores = score(items, predicted)
    if as_json:
        print_json(scores.to_json())
        return
    _show("entities, strict", scores.strict)
    _show("entities, relaxed", scores.relaxed)
    _show("relations", scores.relations)


def _show(title: str, table: Mapping[str, Score]) -> None:
    print(f"\n{title:<24} {'P':>6} {'R':>6} {'F1':>6}  {'95 %':>13} {'gold':>6} {'found':>6}")
    for row in table.values():
        interval = "" if row.low is None else f"{row.low:.3f}-{row.high:.3f}"
        print(
            f"{row.label:<24} {row.precision:6.3f} {row.recall:6.3f} {row.f1:6.3f}  "
            f"{interval:>13} {row.gold:6d} {row.predicted:6d}"
        )
