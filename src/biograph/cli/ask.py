"""``biograph ask``: a question of the library, a file or a text in, a table out."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as RichTable

from biograph import ask as questions
from biograph.api import GRAPH_FOLDER
from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Endpoint,
    Json,
    Lang,
    Language,
    Param,
    Workspace,
    console,
    pair,
)

if TYPE_CHECKING:
    from biograph.table import Table


class Format(StrEnum):
    """The forms of a table."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


def ask(
    question: Annotated[
        str | None, typer.Argument(help="A name, a .rq file, or - for standard input.")
    ] = None,
    param: Param = None,
    output: Annotated[Format, typer.Option("--format", help="The form of the answer.")] = (
        Format.TABLE
    ),
    timeout: Annotated[float, typer.Option(help="Seconds after which the query is stopped.")] = 60,
    limit: Annotated[int, typer.Option(help="Rows after which the answer is cut, and said so.")] = (
        10_000
    ),
    endpoint: Endpoint = "",
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Ask the graph, or a SPARQL server; without a question, list those of the library.

    Example: biograph ask supply/single-source --format csv
    """
    if question is None:
        _list(lang)
        return
    text = sys.stdin.read() if question == "-" else question
    asked = (questions.load(text), dict(map(pair, param or ())))
    table = (
        questions.answer_at(endpoint, *asked, timeout=timeout, limit=limit)
        if endpoint
        else questions.answer_within(workspace / GRAPH_FOLDER, *asked, timeout=timeout, limit=limit)
    )
    _print(table, Format.JSON if as_json else output)
    if table.truncated:
        more = "raise --limit" if len(table) == limit else "raise the limit of the server"
        print(f"cut after {len(table)} rows: {more} to see more", file=sys.stderr)


def _list(lang: Language) -> None:
    for name, question in questions.library().items():
        parameters = " ".join(f"{p.name}=…" for p in question.parameters)
        print(f"{name:<36} {getattr(question.title, lang)}  {parameters}")


def _print(table: Table, output: Format) -> None:
    if output is Format.JSON:
        print(table.to_json())
    elif output is Format.TABLE and console.is_terminal:
        shown = RichTable(*table.columns, title=table.title)
        for row in table.records():
            shown.add_row(*("" if v is None else str(v) for v in row.values()))
        console.print(shown)
    else:
        print(table.to_csv("," if output is Format.CSV else "\t"), end="")
