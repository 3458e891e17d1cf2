"""``biograph run``: everything, from documents to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Endpoint,
    Json,
    Lang,
    Language,
    Scheduler,
    Snapshot,
    Workspace,
    console,
    print_json,
    progress,
)

if TYPE_CHECKING:
    from biograph.model import RunReport

_SHOWN = 10  # findings and sorts of flags printed


def run(
    source: Annotated[
        list[str] | None, typer.Option("--source", help="A source to read; repeat for several.")
    ] = None,
    snapshot: Snapshot = None,
    endpoint: Endpoint = "",
    scheduler: Scheduler = "",
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Build or renew the graph, then print what it found and where the report is.

    Example: biograph run --source ilab --source ror --snapshot ../shared/data
    """
    from biograph.run import run as run_plan  # noqa: PLC0415 - models load only when needed

    with progress() as track:
        report = run_plan(
            workspace,
            sources=source or (),
            snapshot=snapshot,
            endpoint=endpoint,
            scheduler=scheduler,
            track=track,
        )
    if as_json:
        print_json(report)
    else:
        _show(report, lang)


def _show(report: RunReport, lang: Language) -> None:
    share = report.facts_with_evidence / report.facts if report.facts else 1.0
    print(f"documents            {report.documents}")
    print(f"facts                {report.facts}")
    print(f"facts with evidence  {share:.0%}")
    print(f"quads                +{report.added} -{report.removed}")
    print("actors by class")
    for kind, count in report.actors.items():
        print(f"  {kind:<22} {count}")
    print(f"findings ({len(report.findings)}, the weightiest first)")
    for finding in report.findings[:_SHOWN]:
        console.print(
            f"  {finding.id}  {getattr(finding.sentence, lang)}", markup=False, highlight=False
        )
    _show_flags(report)
    for step in report.steps:
        print(f"step {step.step:<8} {step.received} in, {step.produced} out, {step.seconds:.1f} s")
    print(f"digest  {report.digest}")
    print(f"report  {report.report}")


def _show_flags(report: RunReport) -> None:
    reasons: dict[str, int] = {}
    for flag in report.flags:
        reasons[flag.reason] = reasons.get(flag.reason, 0) + 1
    print(f"set aside  {len(report.flags)}")
    for reason, count in sorted(reasons.items(), key=lambda item: -item[1]):
        example = next(flag for flag in report.flags if flag.reason == reason)
        print(f"  {reason:<18} {count:>6}  e.g. {example.where}: {example.message[:100]}")
