"""``biograph gaps`` and ``biograph bottlenecks``: findings, ranked, each with its command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from biograph.api import open_workspace
from biograph.cli.shared import DEFAULT_WORKSPACE, Json, Lang, Language, Workspace, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.model import Finding

Class = Annotated[
    str | None, typer.Option("--class", help="A therapy family or class, e.g. mrna_vaccine.")
]
Only = Annotated[str | None, typer.Option("--only", help="One analysis by its id, e.g. G9 or B7.")]
Region = Annotated[str | None, typer.Option("--region", help="A region: its code or name.")]


def gaps(
    family: Class = None,
    region: Region = None,
    only: Only = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """What France (or a region) lacks, and what biograph does not know.

    Example: biograph gaps --class autologous_car_t --lang en
    """
    found = open_workspace(workspace).gaps(family=family, region=region, only=only)
    _show(found, lang, as_json=as_json)


def bottlenecks(
    family: Class = None,
    region: Region = None,
    only: Only = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
    as_json: Json = False,
) -> None:
    """Firms and inputs whose loss stops therapy families, and concentrated markets.

    Example: biograph bottlenecks --class aav_gene_therapy
    """
    found = open_workspace(workspace).bottlenecks(family=family, region=region, only=only)
    _show(found, lang, as_json=as_json)


def _show(found: Sequence[Finding], lang: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for finding in found:
        words = (finding.id, finding.analysis, finding.presence, _SURE[finding.robust])
        print(*words, getattr(finding.sentence, lang), sep="\t")


#: Whether a finding holds in nine draws of ten, naive and completed; empty where none was made.
_SURE = {True: "robust", False: "depends-on-missing-data", None: ""}
