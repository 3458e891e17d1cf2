"""``biograph claims``: what the graph says to what others published."""

from __future__ import annotations

from biograph.api import open_workspace
from biograph.cli.shared import DEFAULT_WORKSPACE, Json, Lang, Language, Workspace, print_json


def claims(
    workspace: Workspace = DEFAULT_WORKSPACE, lang: Lang = Language.FR, as_json: Json = False
) -> None:
    """Say of each published claim whether the graph supports or contradicts it, or neither.

    Example: biograph claims --lang en
    """
    found = open_workspace(workspace).claims()
    if as_json:
        print_json(found)
        return
    print("id", "claim", "source", "as_of", "verdict", "found", "command", sep="\t")
    for one in found:
        claim, told = getattr(one.claim, lang), getattr(one.found, lang)
        print(one.id, claim, one.source, one.as_of, one.status, told, one.command, sep="\t")
