"""All pages, a module a family; the order is that in which addresses are tried."""

from __future__ import annotations

from biograph.serve.pages import (
    access,
    browse,
    chain,
    data,
    entity,
    fact,
    findings,
    graph,
    home,
    maps,
    pairs,
    plan,
    question,
    questions,
    sparql,
    whatif,
)

PAGES = (
    *home.PAGES,
    *chain.PAGES,
    *entity.PAGES,
    *browse.PAGES,
    *fact.PAGES,
    *data.PAGES,
    *findings.PAGES,
    *graph.PAGES,
    *whatif.PAGES,
    *plan.PAGES,
    *maps.PAGES,
    *access.PAGES,
    *pairs.PAGES,
    *questions.PAGES,
    *question.PAGES,
    *sparql.PAGES,
)
#: What takes long to derive of a graph, in the order in which readers may come to want it.
WARMING = (
    *(home.warm, browse.warm, entity.warm, chain.warm),
    *(whatif.warm, graph.warm, plan.warm, data.warm, question.warm),
)
