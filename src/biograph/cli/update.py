"""``biograph update``: what is new at the sources into the graph; ``schedule`` does it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Gateway,
    Json,
    Scheduler,
    Since,
    Workspace,
    bounds,
    end_of_fetch,
    print_json,
    progress,
    tell_fetched,
)

if TYPE_CHECKING:
    from biograph.run.runlog import UpdateReport

_NIGHTLY = "30 2 * * *"


def update(
    source: Annotated[
        list[str] | None, typer.Option("--source", help="A source to ask; repeat for several.")
    ] = None,
    since: Since = "",
    workspace: Workspace = DEFAULT_WORKSPACE,
    findings: Annotated[
        bool, typer.Option(help="Renew closure, findings, dump and report as well.")
    ] = True,
    scheduler: Scheduler = "",
    gateway: Gateway = "",
    as_json: Json = False,
) -> None:
    """Harvest what is new, take it into the graph, renew the findings and tell what changed.

    Ends with 0 where the graph changed, 5 where nothing is new, 4 where a source failed.

    Example: biograph update --source hal --source europepmc
    """
    from biograph.run.update import update as update_plan  # noqa: PLC0415 - models load only when needed

    with progress() as track:
        report = update_plan(
            workspace,
            bounds(source, since),
            gateway=gateway,
            findings=findings,
            scheduler=scheduler,
            track=track,
        )
    if as_json:
        print_json(report)
    else:
        _show(report)
    end_of_fetch(report.fetched, anything=report.taken)


def schedule(
    cron: Annotated[str, typer.Option(help="Minute, hour, day, month, day of the week.")] = (
        _NIGHTLY
    ),
    workspace: Workspace = DEFAULT_WORKSPACE,
    gateway: Gateway = "",
) -> None:
    """Run ``biograph update`` by a clock until it is stopped, where cron or systemd are not.

    Each update is a process of its own: one that fails does not end the schedule.

    Example: biograph schedule --cron "0 3 * * 1-5"
    """
    from biograph.run.schedule import keep_updating  # noqa: PLC0415 - keeps --help quick

    keep_updating(cron, workspace, gateway=gateway)


def _show(report: UpdateReport) -> None:
    tell_fetched(report.fetched)
    if not report.taken:
        print("no source gave anything new: the graph is as it was")
        return
    changes = report.changes
    print(f"facts     +{len(changes.facts_gained)} -{len(changes.facts_lost)}")
    print(f"actors    +{len(changes.actors_gained)} -{len(changes.actors_lost)}")
    print(f"set aside {len(report.flags)}")
    for step in report.steps:
        print(f"step {step.step:<8} {step.received} in, {step.produced} out, {step.seconds:.1f} s")
    if report.run is None:
        print("findings  as they were: the next biograph update renews them")
        return
    findings = report.run.changes
    print(f"findings  +{len(findings.new)} -{len(findings.gone)}, {len(findings.changed)} moved")
    print(f"report    {report.run.report}")
