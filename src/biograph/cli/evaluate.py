"""``biograph evaluate``: predictions against gold, per type and predicate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.extract import documents
from biograph.cli.shared import Json, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.extract.reliability import Reliability
    from biograph.extract.score import Score


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated documents.")],
    pred: Annotated[
        Path | None, typer.Option("--pred", help="Predictions; without it the texts are read now.")
    ] = None,
    snapshot: Annotated[
        Path | None,
        typer.Option("--snapshot", help="Where the texts of real documents are."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Precision, recall and F1 of names and relations, and how far a confidence can be believed.

    With 95 % intervals over documents. Unseen are names of no list and of no training document
    (with --snapshot of no real one either). A relation's level is its least confidence.

    Example: biograph evaluate extract/gold/test.jsonl

    Example: biograph evaluate extract/gold/real_test.jsonl --snapshot ../shared/data
    """
    from biograph.extract import annotation, material, pipeline, standoff  # noqa: PLC0415 - models load late
    from biograph.extract.reliability import reliability  # noqa: PLC0415
    from biograph.extract.score import score  # noqa: PLC0415
    from biograph.run.load import LEAST_CONFIDENCE  # noqa: PLC0415

    items = standoff.given(gold, snapshot)
    if pred is None:
        texts = documents(items)
        with progress() as track:
            found = track(pipeline.load().read(texts), "extract", len(texts))
            predicted = [annotation.annotated(extraction) for extraction in found]
    else:
        predicted = list(annotation.read(pred))
    scores = score(items, predicted, known=material.known_names(snapshot))
    belief = reliability(items, predicted, facts=LEAST_CONFIDENCE)
    if as_json:
        print_json(scores.to_json() | {"reliability": belief.to_json()})
        return
    _show("entities, strict", scores.strict)
    _show("entities, relaxed", scores.relaxed)
    _show("entities, strict, unseen", scores.unseen or {})
    _show("relations", scores.relations)
    _show("relations, confidence of", belief.levels)
    _show_calibration(belief)


def _show(title: str, table: Mapping[str, Score]) -> None:
    heads = f"{'P':>6} {'95 %':>11} {'R':>6} {'F1':>6} {'95 %':>11} {'gold':>6} {'found':>6}"
    print(f"\n{title:<24} {heads}")
    for row in table.values():
        precise = _interval(row.least_precise, row.most_precise)
        print(
            f"{row.label:<24} {row.precision:6.3f} {precise:>11} {row.recall:6.3f} {row.f1:6.3f} "
            f"{_interval(row.low, row.high):>11} {row.gold:6d} {row.predicted:6d}"
        )


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.3f}-{high:.3f}"


def _show_calibration(belief: Reliability) -> None:
    print(f"\ncalibration error {belief.error:.3f} {_interval(belief.low, belief.high)}")
    print(f"{'confidence from':<24} {'claims':>6} {'mean':>6} {'right':>6}")
    for row in belief.bins:
        print(f"{row.low:<24} {row.claims:6d} {row.confidence:6.3f} {row.right:6.3f}")
