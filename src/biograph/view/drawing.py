"""What can be drawn, by its name: findings, actors, answers, recipes, the network's structure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph import analyse, vocabulary
from biograph import ask as questions
from biograph.analyse.network import snapshot
from biograph.errors import InputError
from biograph.model import Text
from biograph.terms import DATA, expand
from biograph.view.answers import Found, answer_graph, facts_among, linked_graph
from biograph.view.drawn import Drawn
from biograph.view.finding_graph import finding_graph
from biograph.view.say import pick
from biograph.view.words import words

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from biograph.ask import Ask
    from biograph.ask.values import Value
    from biograph.model import Finding
    from biograph.view.graph import GraphContent
    from biograph.view.say import Lang

_ANSWER = Text(fr="Réponse à une requête", en="Answer to a query")
_FINDING = re.compile(r"[a-z-]+-[0-9a-f]{8}")
_RELATIONS = """#+ params: thing=iri
SELECT ?relation {
  VALUES ?thing { UNDEF }
  GRAPH graph:asserted { ?relation a bg:Relation ; rdf:subject|rdf:object ?thing }
} ORDER BY ?relation
"""


def draw(ask: Ask, what: Finding | str, *, lang: Lang, **values: Value) -> Drawn:
    """A recipe (id of a family) as a picture, 'structure' or what ``content`` takes as a page.

    Raises what ``content`` does, and UsageError for more than 300 things or for none.
    """
    if what == "structure":
        return _structure(ask, lang)
    if isinstance(what, str) and (picture := recipe(what, lang)):
        return picture
    from biograph.view.pyvis_page import graph_page  # noqa: PLC0415 - pyvis is slow to load

    found = content(ask, what, **values)
    return Drawn(title=pick(found.title, lang), text=graph_page(found, lang=lang))


def recipe(what: str, lang: Lang) -> Drawn | None:
    """The recipe of a family as a picture, None where there is no family of this id."""
    from biograph.view.recipe import recipe_svg  # noqa: PLC0415 - jinja is slow to load

    terms = vocabulary.terms()
    family = next((t for t in terms if t.kind == "TherapyFamily" and t.id == what), None)
    if family is None:
        return None
    lines = [line for line in vocabulary.recipes() if line.family == what]
    picture = recipe_svg(family, lines, terms, lang=lang)
    return Drawn(title=family.labels[lang], text=picture, suffix="svg")


def content(ask: Ask, what: Finding | str, **values: Value) -> GraphContent:
    """What a graph page shows of a finding (or its id), a question, a SPARQL text or an entity.

    A question is a name of the library, a ``.rq`` file or a text, with ``values`` for its
    parameters; an entity its IRI, ``id:org/...`` or name. Raises QueryError for a query that is
    refused, InputError where the graph knows nothing of this name.
    """
    if not isinstance(what, str):
        return finding_graph(ask, what)
    if _FINDING.fullmatch(what):
        return finding_graph(ask, analyse.finding(ask, what))
    if what in questions.library() or what.endswith(".rq") or any(b in what for b in "{<"):
        question = questions.load(what)
        title = question.title if question.title.en else _ANSWER
        return answer_graph(ask, ask(what, **values), title=title, note=question.question)
    return _entity_graph(ask, what)


def _entity_graph(ask: Ask, what: str) -> GraphContent:
    """The facts of an entity, by its IRI or name."""
    iri = expand(what)
    table = ask(_RELATIONS, thing=iri) if iri.startswith(DATA) else ask("actors/profile", name=what)
    title = Text(fr=what, en=what)
    links = facts_among(ask, table.column("relation"), title)
    if not links:
        raise InputError(
            f"the graph knows no facts of '{what}'",
            hint="give the name of an actor, of a question (biograph ask lists them) or the id of "
            "a finding",
        )
    found = linked_graph(ask, Found(links=links), title=title)
    names = {node.id: node.label for node in found.nodes}
    return replace(found, title=names.get(iri, title))


def _structure(ask: Ask, lang: Lang) -> Drawn:
    from biograph.view.structure import LAYERS, structure_page  # noqa: PLC0415 - slow to load

    whole = snapshot(ask).to_networkx()
    layers = {layer: whole.edge_subgraph(_edges(whole, layer)) for layer in LAYERS}
    return Drawn(title=words(lang)["structure"], text=structure_page(layers, lang=lang))


def _edges(network: MultiDiGraph, layer: str) -> list[tuple[str, str, str]]:
    found = network.edges(keys=True, data="layer")
    return [(tail, head, key) for tail, head, key, of in found if of == layer]
