"""``biograph whatif``: what stops if somebody is gone, and who could stand in."""

from __future__ import annotations

from typing import Annotated

import typer

from biograph.analyse.whatif.told import told
from biograph.api import open_workspace
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
from biograph.errors import UsageError


def whatif(
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="Who or what is gone: actor, country, region or input."),
    ] = None,
    adding: Annotated[
        list[str] | None,
        typer.Option("--adding", help='A maker that comes, as "NAME: INPUT" or "NAME (FR): …".'),
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Tell what stops if actors, countries, regions or inputs were gone, or makers came.

    Example: biograph whatif --without Danaher --adding "Nouvelle usine (FR): tff"
    """
    if not (without or adding):
        raise UsageError(
            "nothing would change", hint="say --without NAME or --adding 'NAME: INPUT'"
        )
    answer = open_workspace(workspace).whatif(without=without or (), adding=adding or ())
    if as_json:
        print_json(answer)
    else:
        console.print(outlined(told(answer), lang))
