"""``biograph serve``: pages and a read-only SPARQL endpoint over the graph of a workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from biograph.cli.shared import DEFAULT_WORKSPACE, Workspace, error_console


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one.")] = 8000,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show the graph as pages, and answer SPARQL queries at /sparql.

    Example: biograph serve --port 8080
    """
    from biograph.serve.server import listening  # noqa: PLC0415 - the web stack is slow to load

    with listening(workspace, host=host, port=port) as server:
        error_console.print(f"http://{server.address}/  (Ctrl+C ends it)", highlight=False)
        server.wait()
