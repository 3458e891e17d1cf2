"""``biograph explain``: the proof of a finding or fact, down to the quoted sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from biograph.api import open_workspace
from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Json,
    Lang,
    Language,
    Workspace,
    console,
    print_json,
)
from biograph.terms import expand

if TYPE_CHECKING:
    from biograph.analyse import Proof


def explain(
    what: Annotated[
        str, typer.Argument(help="The id of a finding, or the IRI (or id:rel/…) of a fact.")
    ],
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Show what a finding or fact rests on: sentences, register rows, sources, dates.

    Example: biograph explain single-point-ab12cd34
    """
    proof = open_workspace(workspace).explain(expand(what))
    if as_json:
        print_json(proof)
    else:
        console.print(_tree(proof, lang))


def _tree(proof: Proof, lang: Language) -> Tree:
    label = escape(getattr(proof.label, lang))
    if proof.quote:
        label = f"« {escape(proof.quote)} »"
    told = [proof.title or proof.source, proof.date, proof.url]
    if proof.confidence is not None:
        told.append(f"{proof.confidence:.2f}")
    about = " · ".join(part for part in told if part)
    tree = Tree(f"{label}  [dim]{escape(about)}[/]" if about else label)
    for child in proof.children:
        tree.children.append(_tree(child, lang))
    return tree
