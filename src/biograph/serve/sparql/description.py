"""The SPARQL 1.1 Service Description: what the endpoint can do and which graphs it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Text
from biograph.serve.sparql.answer import DEFAULT_GRAPHS
from biograph.serve.sparql.said import FORMATS, SD, VOID, both, said
from biograph.terms import (
    ASSERTED,
    COPIES,
    DCTERMS,
    FINDINGS,
    IDENTITY,
    INFERRED,
    LOG,
    META,
    ONTOLOGY_GRAPH,
    RDF,
    REFERENCE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from biograph.serve.sparql.endpoint import Limits

#: The named graphs that are not of one document, and what is in them.
GRAPHS = {
    ASSERTED: Text(
        fr="Les faits que des sources affirment : une fiche par relation, chaque triplet une fois.",
        en="The facts that sources assert: a node for each relation, and each plain triple once.",
    ),
    REFERENCE: Text(
        fr="Comment les acteurs se nomment, leurs classes, identifiants et lieux.",
        en="What actors are called, their classes, identifiers and places.",
    ),
    ONTOLOGY_GRAPH: Text(
        fr="L'ontologie : classes, propriétés, intrants, étapes, familles et recettes.",
        en="The ontology: classes, properties, inputs, stages, families and recipes.",
    ),
    INFERRED: Text(
        fr="Ce qui suit des faits affirmés et de l'ontologie.",
        en="What follows from the asserted facts and the ontology.",
    ),
    IDENTITY: Text(
        fr="Quelles lignes de registres sont un même acteur, et pourquoi.",
        en="Which rows of registers are one actor, and why.",
    ),
    COPIES: Text(
        fr="Quels documents sont des copies d'une même publication, et pourquoi.",
        en="Which documents are copies of one publication, and why.",
    ),
    FINDINGS: Text(fr="Les constats du dernier calcul.", en="The findings of the last run."),
    META: Text(fr="Les sources et leur couverture.", en="The sources and what they cover."),
    LOG: Text(fr="Le journal des mises à jour.", en="The log of updates."),
}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def service(endpoint: str, dataset: str, limits: Limits) -> Iterator[ox.Triple]:
    """The description of the service at an address, over a ``dataset`` that VoID describes."""
    default = f"{endpoint}#default-graph"
    yield from said(
        endpoint,
        {
            RDF + "type": SD + "Service",
            SD + "endpoint": endpoint,
            SD + "supportedLanguage": SD + "SPARQL11Query",
            SD + "resultFormat": (FORMATS + name for name in _RESULTS),
            SD + "defaultDataset": dataset,
            DCTERMS + "title": both(Text(fr="SPARQL de biograph", en="SPARQL of biograph")),
            DCTERMS + "description": both(_limited(limits)),
        },
    )
    yield from said(
        dataset,
        {
            RDF + "type": (SD + "Dataset", VOID + "Dataset"),
            VOID + "sparqlEndpoint": endpoint,
            SD + "defaultGraph": default,
            SD + "namedGraph": (_node(endpoint, graph) for graph in GRAPHS),
        },
    )
    yield from said(
        default,
        {RDF + "type": SD + "Graph", DCTERMS + "description": both(_DEFAULT)},
    )
    for graph, text in GRAPHS.items():
        named = {RDF + "type": SD + "NamedGraph", SD + "name": graph}
        yield from said(_node(endpoint, graph), named | {DCTERMS + "description": both(text)})


def _node(endpoint: str, graph: str) -> str:
    return f"{endpoint}#graph-{graph.rpartition('/')[2]}"


_SEEN = ", ".join(graph.rpartition("/")[2] for graph in DEFAULT_GRAPHS)
_DEFAULT = Text(
    fr=f"Ce que voit une requête qui ne nomme aucun graphe : {_SEEN}. Aucun triplet n'y est deux "
    "fois. Avec FROM, un triplet que plusieurs graphes contiennent compte autant de fois.",
    en=f"What a query sees that names no graph: {_SEEN}. No triple is in two of them. With FROM, "
    "a triple that several graphs hold counts as many times.",
)


def _limited(limits: Limits) -> Text:
    seconds, megabytes = f"{limits.seconds:g}", limits.size // 1_000_000
    return Text(
        fr=f"Lecture seule. Une réponse a au plus {limits.rows} lignes et {megabytes} Mo et se "
        f"calcule en {seconds} s au plus ; ce qui est coupé le dit (X-Biograph-Truncated). Ni "
        "SERVICE, ni FROM vers un graphe d'ailleurs.",
        en=f"Read only. An answer has at most {limits.rows} rows and {megabytes} MB and takes at "
        f"most {seconds} s; what is cut says so (X-Biograph-Truncated). No SERVICE, and no "
        "FROM that names a graph from elsewhere.",
    )
