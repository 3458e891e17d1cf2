"""``biograph view``: findings, actors and answers as graphs, recipes as pictures, the structure."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from biograph.api import open_workspace
from biograph.cli.shared import DEFAULT_WORKSPACE, Lang, Language, Param, Workspace, pair


def view(
    what: Annotated[
        str,
        typer.Argument(
            help="The id of a finding or family, the name or IRI of an actor, the name of a "
            "question, a .rq file, a SPARQL text (- for standard input), or 'structure'."
        ),
    ],
    param: Param = None,
    to: Annotated[Path | None, typer.Option("-o", help="The page to write.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
) -> None:
    """Draw what a finding, an actor, the answer to a query or a recipe consists of.

    'structure' shows how the layers of the network hang together: views, never bottlenecks.

    Example: biograph view Yposkesi -o yposkesi.html
    """
    from biograph.view.drawing import recipe  # noqa: PLC0415 - rdflib is slow to load

    values = dict(map(pair, param or ()))
    text = sys.stdin.read() if what == "-" else what
    drawn = recipe(text, lang.value) or open_workspace(workspace, lang=lang.value).draw(
        text, **values
    )
    name = re.sub(r"[^a-z0-9_]+", "-", what.lower()).strip("-") or "graph"
    print(drawn.save(to or f"{name[:80]}.{drawn.suffix}"))
