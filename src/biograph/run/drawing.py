"""Findings and actors as graphs to draw: facts and requirements in, nodes and links out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import analyse
from biograph.analyse.network import snapshot
from biograph.analyse.recipes import recipes
from biograph.errors import InputError
from biograph.model import Text
from biograph.terms import local_name
from biograph.view.graph import Edge, GraphContent, Node, from_network

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.analyse import Proof
    from biograph.analyse.recipes import Line, Recipes
    from biograph.ask import Ask
    from biograph.model import Finding
    from biograph.table import Table

_TITLES = {
    "single-point": Text(fr="Point de défaillance unique", en="Single point of failure"),
    "cut-pair": Text(fr="Deux acteurs dont tout dépend", en="Two actors that all hangs on"),
    "sole-input": Text(fr="Intrant sans alternative", en="Input without an alternative"),
    "input-gap": Text(fr="Intrant sans fabricant français connu", en="No known French maker"),
    "concentration": Text(fr="Marché concentré", en="Concentrated market"),
}
_REQUIRES = Text(fr="requis à", en="required at")
_STAGE_OF = Text(fr="étape de", en="stage of")
_SUPPLIES = Text(fr="fournit", en="supplies")


def finding_graph(ask: Ask, finding: Finding, *, files: Text) -> GraphContent:
    """A finding as layers: suppliers, inputs, stages, therapy families.

    One that rests on no recipe line is drawn as the facts that it rests on. Raises InputError for
    one that rests on neither.
    """
    known = recipes(ask)
    proof = analyse.explain(ask, finding)
    lines = {line.iri: line for same in known.lines.values() for line in same}
    required = [lines[node.iri] for node in proof.children if node.iri in lines]
    facts = list(_facts(proof))
    if not required:
        return _facts_graph(
            ask, {fact.iri: fact for fact in facts}, title=finding.sentence, files=files
        )
    nodes = {**_recipe_nodes(known, required), **_makers(ask, facts)}
    return GraphContent(
        title=_TITLES.get(finding.kind, finding.sentence),
        note=finding.sentence,
        files=files,
        labels=class_labels(ask),
        nodes=tuple(sorted(nodes.values(), key=lambda node: node.id)),
        edges=tuple(
            sorted(
                {
                    (e.source, e.target): e
                    for e in (*_recipe_edges(required), *_supplies(ask, facts))
                }.values(),
                key=lambda edge: (edge.source, edge.target),
            )
        ),
    )


def question_graph(ask: Ask, table: Table, *, title: Text, files: Text) -> GraphContent:
    """The facts that an answer names in its column ``relation``, with their evidence.

    Raises InputError where the answer has no such column.
    """
    if "relation" not in table.columns:
        raise InputError(
            "the answer names no facts that could be drawn",
            hint="draw a question whose answer has a column 'relation', e.g. supply/single-source",
        )
    relations = tuple(sorted(set(table.column("relation")) - {None}))
    proofs = {relation: analyse.explain(ask, relation) for relation in relations}
    return _facts_graph(ask, proofs, title=title, files=files)


def _facts_graph(
    ask: Ask, proofs: Mapping[str, Proof], *, title: Text, files: Text
) -> GraphContent:
    """The facts of these relations as links between what they join."""
    whole = snapshot(ask).to_networkx()
    kept = [(s, o, key) for s, o, key in whole.edges(keys=True) if key in proofs]
    if not kept:
        raise InputError(
            f"'{title.en}' rests on no fact that could be drawn",
            hint="read its proof with: biograph explain",
        )
    return from_network(
        whole.edge_subgraph(kept),
        title=title,
        files=files,
        labels=class_labels(ask),
        evidence={relation: (proof,) for relation, proof in proofs.items()},
    )


def class_labels(ask: Ask) -> dict[str, Text]:
    """The words of both languages for the classes of the ontology, by local name."""
    query = (
        "SELECT ?class (STR(?f) AS ?fr) (STR(?e) AS ?en) { GRAPH graph:ontology { ?class a "
        'owl:Class ; skos:prefLabel ?f , ?e FILTER(LANG(?f) = "fr" && LANG(?e) = "en") } }'
    )
    return {
        local_name(row["class"]): Text(fr=row["fr"], en=row["en"]) for row in ask(query).records()
    }


def _facts(proof: Proof) -> Iterator[Proof]:
    for child in proof.children:
        if child.kind == "fact":
            yield child
        yield from _facts(child)


def _recipe_nodes(known: Recipes, lines: Iterable[Line]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for line in lines:
        for iri, kind, layer in (
            (line.input, "InputMaterial", 1),
            (line.stage, "Stage", 2),
            (line.family, "TherapyFamily", 3),
        ):
            found[iri] = Node(id=iri, label=known.name(iri), kind=kind, layer=layer)
    return found


def _recipe_edges(lines: Iterable[Line]) -> Iterator[Edge]:
    for line in lines:
        yield Edge(source=line.input, target=line.stage, label=_REQUIRES)
        yield Edge(source=line.stage, target=line.family, label=_STAGE_OF)


def _makers(ask: Ask, facts: Iterable[Proof]) -> dict[str, Node]:
    return {
        row["subject"]: Node(
            id=row["subject"],
            label=Text(fr=row["subject_label"], en=row["subject_label"]),
            kind="Company",
            layer=0,
        )
        for row in _ends(ask, facts)
    }


def _supplies(ask: Ask, facts: Iterable[Proof]) -> Iterator[Edge]:
    told = {fact.iri: fact for fact in facts}
    for row in _ends(ask, told.values()):
        yield Edge(
            source=row["subject"],
            target=row["object"],
            label=_SUPPLIES,
            evidence=(told[row["relation"]],),
        )


def _ends(ask: Ask, facts: Iterable[Proof]) -> list[dict[str, str]]:
    relations = tuple(sorted({fact.iri for fact in facts}))
    return list(ask("quality/evidence", relation=relations).records()) if relations else []
