"""``biograph view``: findings, actors and answers as graphs, recipes as pictures, the structure."""

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
    from networkx import MultiDiGraph

    from biograph.api import KnowledgeGraph
    from biograph.view.graph import GraphContent

_FINDING = re.compile(r"[a-z-]+-[0-9a-f]{8}")


def view(
    what: Annotated[
        str,
        typer.Argument(
            help="The id of a finding or family, the name of an actor or question, or 'structure'."
        ),
    ],
    to: Annotated[Path | None, typer.Option("-o", help="The page to write.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    lang: Lang = Language.FR,
) -> None:
    """Draw what a finding, an actor, the answer to a question or a recipe consists of.

    'structure' shows how the layers of the network hang together: views, never bottlenecks.

    Example: biograph view Yposkesi -o yposkesi.html
    """
    picture = _recipe(what, lang)
    suffix = "html" if picture is None else "svg"
    path = to or Path(f"{re.sub(r'[^a-z0-9_]+', '-', what.lower()).strip('-')}.{suffix}")
    path.write_text(picture or _page(what, path, workspace, lang), encoding="utf-8")
    print(path)


def _recipe(what: str, lang: Language) -> str | None:
    """The recipe as a picture, None where there is no family of this id."""
    from biograph import vocabulary  # noqa: PLC0415 - rdflib is slow to load
    from biograph.view.recipe import recipe_svg  # noqa: PLC0415

    terms = vocabulary.terms()
    family = next((t for t in terms if t.kind == "TherapyFamily" and t.id == what), None)
    if family is None:
        return None
    lines = [line for line in vocabulary.recipes() if line.family == what]
    return recipe_svg(family, lines, terms, lang=lang.value)


def _page(what: str, path: Path, workspace: Path, lang: Language) -> str:
    """A graph page; ``path`` is the file that it will be."""
    if what == "structure":
        return _structure(workspace, lang)
    from biograph.view.pyvis_page import graph_page  # noqa: PLC0415 - pyvis is slow to load

    files = Text(fr=path.name, en=path.name)
    return graph_page(_content(open_workspace(workspace), what, files), lang=lang.value)


def _structure(workspace: Path, lang: Language) -> str:
    from biograph.view.structure import LAYERS, structure_page  # noqa: PLC0415 - networkx is slow

    whole = open_workspace(workspace).network()
    layers = {layer: whole.edge_subgraph(_edges(whole, layer)) for layer in LAYERS}
    return structure_page(layers, lang=lang.value)


def _edges(network: MultiDiGraph, layer: str) -> list[tuple[str, str, str]]:
    found = network.edges(keys=True, data="layer")
    return [(tail, head, key) for tail, head, key, of in found if of == layer]


def _content(graph: KnowledgeGraph, what: str, files: Text) -> GraphContent:
    from biograph.run.drawing import finding_graph, question_graph  # noqa: PLC0415

    if _FINDING.fullmatch(what):
        return finding_graph(graph.ask, graph.finding(what), files=files)
    if what in questions.library():
        title = questions.load(what).title
        return question_graph(graph.ask, graph.ask(what), title=title, files=files)
    table = graph.ask("actors/profile", name=what)
    return question_graph(graph.ask, table, title=Text(fr=what, en=what), files=files)
