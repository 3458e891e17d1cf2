"""The command line: one file a command, and the only place that prints.

Data goes to stdout, words and progress to stderr. Exit codes: 0 ok, 1 failure, 2 usage,
3 violations, 4 source unreachable, 5 nothing new.
"""

from __future__ import annotations

import json
import sys

import typer

from biograph.cli import (
    ask,
    check,
    claims,
    doctor,
    evaluate,
    explain,
    export,
    extract,
    findings,
    harvest,
    link,
    load,
    plan,
    resolve,
    run,
    serve,
    update,
    view,
    whatif,
)
from biograph.cli.shared import error_console
from biograph.errors import BiographError, UsageError

app = typer.Typer(
    name="biograph",
    help="A knowledge graph of the French biotherapy value chain, facts with their evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
app.command()(run.run)
app.command()(harvest.harvest)
app.command()(update.update)
app.command()(update.schedule)
app.command()(extract.extract)
app.command()(evaluate.evaluate)
app.command()(link.link)
app.command()(resolve.resolve)
app.command()(load.load)
app.command()(ask.ask)
app.command()(findings.gaps)
app.command()(findings.bottlenecks)
app.command()(claims.claims)
app.command()(whatif.whatif)
app.command()(plan.plan)
app.command()(explain.explain)
app.command()(view.view)
app.command()(serve.serve)
app.command()(check.check)
app.command()(export.export)
app.command()(doctor.doctor)


def main() -> None:
    """Run a command; an error of ours is one sentence and a hint, never a trace."""
    try:
        code = app(standalone_mode=False)
    except BiographError as error:
        _tell(error.message, error.hint)
        code = error.exit_code
    except typer.Abort:
        code = 1
    except Exception as error:
        # typer brings its own copy of click, whose usage errors have no public name
        if not hasattr(error, "format_message"):
            raise
        _tell(error.format_message(), "biograph --help lists the commands")
        code = UsageError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _tell(message: str, hint: str) -> None:
    if "--json" in sys.argv:
        print(json.dumps({"error": message, "hint": hint}, ensure_ascii=False))
        return
    error_console.print(f"[bold red]error:[/] {_plain(message)}")
    if hint:
        error_console.print(f"  [dim]->[/] {_plain(hint)}")


def _plain(text: str) -> str:
    """Keep square brackets of a message from being read as markup."""
    return text.replace("[", r"\[")
