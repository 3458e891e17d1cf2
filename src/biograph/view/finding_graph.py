"""Findings as graphs to draw: suppliers, inputs, stages and families, or whatever they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph import analyse
from biograph.analyse.catalogue import ANALYSES
from biograph.analyse.recipes import recipes
from biograph.model import Text
from biograph.terms import local_name
from biograph.view.answers import Found, facts_among, linked_graph
from biograph.view.graph import Edge, GraphContent, Node
from biograph.view.named import things, word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.analyse import Proof
    from biograph.analyse.recipes import Line, Recipes
    from biograph.ask import Ask
    from biograph.model import Finding

_TITLES = {
    "single-point": Text(fr="Point de défaillance unique", en="Single point of failure"),
    "cut-pair": Text(fr="Deux acteurs dont tout dépend", en="Two actors that all hangs on"),
    "sole-input": Text(fr="Intrant sans alternative", en="Input without an alternative"),
    "input-gap": Text(fr="Intrant sans fabricant français connu", en="No known French maker"),
    "concentration": Text(fr="Marché concentré", en="Concentrated market"),
}
_REQUIRES = Text(fr="requis à", en="required at")
_STAGE_OF = Text(fr="étape de", en="stage of")
_RESTS_ON = Text(fr="repose sur", en="rests on")
#: The kinds of nodes of a proof.
_KINDS = {
    "finding": Text(fr="constat", en="finding"),
    "requirement": Text(fr="ligne de recette", en="recipe line"),
    "fact": Text(fr="fait", en="fact"),
    "quotation": Text(fr="citation", en="quotation"),
    "row": Text(fr="ligne de registre", en="register row"),
    "statement": Text(fr="déclaration", en="statement"),
    "figure": Text(fr="chiffre", en="figure"),
    "thing": Text(fr="chose citée", en="thing named"),
}


def finding_graph(ask: Ask, finding: Finding, *, files: Text = Text(fr="", en="")) -> GraphContent:
    """A finding as layers: suppliers, inputs, stages, therapy families.

    One that rests on no recipe line is drawn as the facts that it rests on, one that rests on
    neither as the tree of its proof.
    """
    known = recipes(ask)
    proof = analyse.explain(ask, finding)
    lines = {line.iri: line for same in known.lines.values() for line in same}
    required = [lines[node.iri] for node in proof.children if node.iri in lines]
    facts = list(_facts(proof))
    title = _title(finding)
    if not required:
        links = facts_among(ask, (fact.iri for fact in facts), title)
        drawn = linked_graph(ask, Found(links=links), title=title, note=finding.sentence)
        return drawn if links else _proof_graph(proof, title)
    called = words(ask)
    edges = {
        (e.source, e.target): e for e in (*_recipe_edges(required), *_stated(ask, facts, called))
    }
    nodes = _recipe_nodes(known, required)
    for layer, ends in enumerate(zip(*edges, strict=True)):
        nodes |= {n.id: replace(n, layer=layer) for n in things(ask, sorted({*ends} - {*nodes}))}
    return GraphContent(
        title=title,
        note=finding.sentence,
        files=files,
        labels=called,
        nodes=tuple(sorted(nodes.values(), key=lambda node: node.id)),
        edges=tuple(edges[ends] for ends in sorted(edges)),
    )


def _title(finding: Finding) -> Text:
    """What a finding is, in few words; the sentence stands below."""
    analyses = {analysis.id: analysis.title for analysis in ANALYSES}
    return _TITLES.get(finding.kind) or analyses.get(finding.analysis, finding.sentence)


def _proof_graph(proof: Proof, title: Text) -> GraphContent:
    """The tree of a proof: what it rests on, each source with its words."""
    nodes: dict[str, Node] = {}
    edges = list(_branches(proof, nodes, 0))
    return GraphContent(
        title=title,
        note=proof.label,
        labels=_KINDS,
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
    )


def _branches(proof: Proof, nodes: dict[str, Node], layer: int) -> Iterator[Edge]:
    key = proof.iri or proof.label.en
    nodes.setdefault(key, Node(id=key, label=proof.label, kind=proof.kind, layer=layer))
    for child in proof.children:
        yield Edge(
            source=key,
            target=child.iri or child.label.en,
            label=_RESTS_ON,
            evidence=(child,) if child.quote or child.kind == "figure" else (),
        )
        yield from _branches(child, nodes, layer + 1)


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


def _stated(ask: Ask, facts: Iterable[Proof], called: Mapping[str, Text]) -> Iterator[Edge]:
    """Facts, mostly of supply, with the words of their sources."""
    told = {fact.iri: fact for fact in facts}
    rows = ask("quality/evidence", relation=tuple(sorted(told))).records() if told else ()
    for row in rows:
        yield Edge(
            source=row["subject"],
            target=row["object"],
            label=word(called, local_name(row["predicate"])),
            evidence=told[row["relation"]].children,
        )
