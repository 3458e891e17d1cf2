"""``biograph plan``: the cheapest known way to lower the loss, with its costs and its doubts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from biograph.analyse.plan.told import told
from biograph.api import open_workspace
from biograph.cli.findings import Class
from biograph.cli.outline import outlined
from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Json,
    Lang,
    Language,
    Workspace,
    console,
    print_json,
)


def plan(
    target: Annotated[
        float, typer.Option("--target", help="The share of the loss that may be left, 0 to 1.")
    ] = 0.5,
    costs: Annotated[
        Path | None,
        typer.Option("--costs", help="Your costs, a table in the form of ontology/figures.tsv."),
    ] = None,
    family: Class = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Plan what to do first: the cheapest known measures that lower the loss to a share of it.

    Example: biograph plan --target 0.5 --costs my-costs.tsv
    """
    found = open_workspace(workspace).plan(target=target, costs=costs, family=family)
    if as_json:
        print_json(found)
    else:
        console.print(outlined(told(found), lang))
