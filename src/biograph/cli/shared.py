"""What several commands share: options, consoles, the forms of output."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from biograph.errors import Unreachable, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.harvest.sweep import Bounds
    from biograph.run.fetch import Fetched
    from biograph.run.track import Track

T = TypeVar("T")
console = Console()
error_console = Console(stderr=True)

Workspace = Annotated[
    Path, typer.Option("--workspace", "-w", help="The folder of the graph and its reports.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Snapshot = Annotated[
    Path | None,
    typer.Option("--snapshot", help="A folder of recorded files; without it the bundled one."),
]
Since = Annotated[
    str, typer.Option("--since", help="Ask again from this day (ISO date), whatever was received.")
]
Gateway = Annotated[
    str,
    typer.Option(envvar="BIOGRAPH_GATEWAY", help="An address that takes all requests to sources."),
]
Scheduler = Annotated[
    str,
    typer.Option("--scheduler", help="A Dask scheduler (tcp://host:8786) whose workers read."),
]
Endpoint = Annotated[
    str,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="A SPARQL 1.1 server; BIOGRAPH_ENDPOINT_USER and _PASSWORD name the account.",
    ),
]
Param = Annotated[list[str] | None, typer.Option("--param", help="A parameter as name=value.")]
NOTHING_NEW = 5  # exit code
DEFAULT_WORKSPACE = Path("biograph-data")


class Language(StrEnum):
    """The languages of sentences and pages."""

    FR = "fr"
    EN = "en"


Lang = Annotated[Language, typer.Option("--lang", help="The language of sentences.")]


def pair(text: str) -> tuple[str, str]:
    """The name and the value of a parameter. Raises UsageError for what is not name=value."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"'{text}' is no parameter", hint="write --param name=value")
    return name, value


def bounds(sources: Iterable[str] | None, since: str = "", limit: int = 0) -> Bounds:
    """What a harvest may ask for, up to today. Raises UsageError for what is no ISO date."""
    from biograph.harvest.sweep import Bounds  # noqa: PLC0415 - keeps --help quick

    try:
        first = date.fromisoformat(since).isoformat() if since else ""
    except ValueError as error:
        raise UsageError(f"{since!r} is no date", hint="write it like 2026-11-27") from error
    today = datetime.now(UTC).date().isoformat()
    return Bounds(since=first, until=today, limit=limit, sources=tuple(sources or ()))


def tell_fetched(found: Fetched) -> None:
    """Say what each query brought, and on stderr which sources failed or want a key first."""
    for swept in found.swept:
        name = f"{swept.query.source} {swept.query.id}"
        print(f"{name:<40} {swept.items:>6} received, {swept.new} new, {len(swept.flags)} flagged")
    for failure in (*found.left_out, *found.failures):
        said = f"{failure.source} {failure.query}: {failure.message}\n  -> {failure.hint}"
        error_console.print(said, markup=False, highlight=False)


def end_of_fetch(found: Fetched, *, anything: bool) -> None:
    """End with the exit code for a source that failed, or for nothing new."""
    if found.failures:
        raise typer.Exit(Unreachable.exit_code)
    if not anything:
        raise typer.Exit(NOTHING_NEW)


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever a command has to say
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:  # noqa: ANN401 - dataclasses, mappings, paths, times
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "items"):
        return dict(value.items())
    return str(value)


@contextmanager
def progress() -> Iterator[Track]:
    """A bar a step on stderr, only where somebody looks at it."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} {task.fields[of]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=error_console, disable=not error_console.is_terminal) as bar:

        def track(items: Iterable[T], description: str, total: int | None = None) -> Iterable[T]:
            task = bar.add_task(description, total=total, of=f"/ {total}" if total else "")
            for item in items:
                yield item
                bar.advance(task)
            bar.update(task, total=bar.tasks[task].completed)

        yield track
