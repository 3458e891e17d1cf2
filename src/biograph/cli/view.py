"""``biograph view``: a finding, an actor or a question as an interactive graph page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biograph import ask as questions
from biograph.api import open_workspace
from biograph.cli.shared import DEFAULT_WORKSPACE, Lang, Language, Workspace
from biograph.model import Text

if TYPE_CHECKING:
    from biograph.api import KnowledgeGraph
    from biograph.view.graph import GraphContent

_FINDING = re.compile(r"[a-z-]+-[0-9a-f]{8}")


def view(
    what: Annotated[
        str, typer.Argument(help="The id of a finding, the name of an actor or of a question.")
    ],
    to: Annotated[Path | None, typer.Option("-o", help="The page to write.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
) -> None:
    """Draw what a finding, an actor or the answer to a question consists of.

    Example: biograph view Yposkesi -o yposkesi.html
    """
    from biograph.view.pyvis_page import graph_page  # noqa: PLC0415 - pyvis is slow to load

    path = to or Path(f"{re.sub(r'[^a-z0-9]+', '-', what.lower()).strip('-')}.html")
    files = Text(fr=path.name, en=path.name)
    content = _content(open_workspace(workspace), what, files)
    path.write_text(graph_page(content, lang=lang.value), encoding="utf-8")
    print(path)


def _content(graph: KnowledgeGraph, what: str, files: Text) -> GraphContent:
    from biograph.run.drawing import finding_graph, question_graph  # noqa: PLC0415

    if _FINDING.fullmatch(what):
        return finding_graph(graph.ask, graph.finding(what), files=files)
    if what in questions.library():
        title = questions.load(what).title
        return question_graph(graph.ask, graph.ask(what), title=title, files=files)
    table = graph.ask("actors/profile", name=what)
    return question_graph(graph.ask, table, title=Text(fr=what, en=what), files=files)
