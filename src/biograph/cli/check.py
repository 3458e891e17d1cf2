"""``biograph check``: ontology, data files, queries and the graph against their rules."""

from __future__ import annotations

import typer

from biograph.api import GRAPH_FOLDER
from biograph.cli.shared import DEFAULT_WORKSPACE, Json, Lang, Language, Workspace, print_json
from biograph.errors import ViolationsFound


def check(
    workspace: Workspace = DEFAULT_WORKSPACE, lang: Lang = Language.FR, as_json: Json = False
) -> None:
    """Check that the ontology is sound, the queries parse and the graph keeps its shapes.

    Example: biograph check --json
    """
    from biograph.run.checks import check_all  # noqa: PLC0415 - SHACL and OWL are slow to load

    report = check_all(workspace / GRAPH_FOLDER)
    if as_json:
        print_json(report)
    else:
        for name, count in report.counts.items():
            print(f"{name:<32} {count}")
        for note in report.notes:
            print(f"note: {note}")
        for found in report.violations:
            message = getattr(found, f"message_{lang}")
            where = f" ({found.document})" if found.document else ""
            print(f"{found.severity}: {found.check}: {found.focus}: {message}{where}")
    if as_json and not report.conforms:
        raise typer.Exit(ViolationsFound.exit_code)  # the one document says it all
    if not report.conforms:
        raise ViolationsFound(
            f"{len(report.violations)} violations",
            hint="each line above names what is wrong and where it was said",
        )
