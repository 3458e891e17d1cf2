"""``biograph export``: the graph in a form for other tools."""

from __future__ import annotations

import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from biograph.api import open_workspace
from biograph.cli.shared import DEFAULT_WORKSPACE, Endpoint, Workspace


class Format(StrEnum):
    """The forms of a dump."""

    NQ = "nq"
    GRAPHML = "graphml"


def export(
    output: Annotated[Format, typer.Option("--format", help="N-Quads or GraphML.")] = Format.NQ,
    to: Annotated[Path | None, typer.Option("-o", help="A file instead of stdout.")] = None,
    endpoint: Endpoint = "",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Write the graph: sorted N-Quads (the same bytes every time) or the actors as GraphML.

    With --endpoint the graphs of a SPARQL server become those of the workspace; run again, it
    writes nothing where they are.

    Example: biograph export --format graphml -o actors.graphml
    """
    if endpoint:
        done = open_workspace(workspace).mirror(endpoint)
        print(
            f"graphs: {done.new} new, {done.changed} changed, {done.removed} removed, "
            f"{done.equal} equal",
            file=sys.stderr,
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        path = to or Path(folder) / f"graph.{output}"
        graph = open_workspace(workspace)
        if output is Format.NQ:
            digest = graph.store.export(path)
            print(f"sha256 {digest}", file=sys.stderr)
        else:
            import networkx as nx  # noqa: PLC0415 - slow to load

            nx.write_graphml(graph.network(), path)
        if to is None:
            sys.stdout.buffer.write(path.read_bytes())
