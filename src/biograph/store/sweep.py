"""Taking back: what no evidence names any more goes from the graph.

The reference graph is made a pure function of the rest. Provisional actors are described in the
graphs of the documents that name them; here they are gathered, and their label is the first of
their names in code-point order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.errors import Locked
from biograph.terms import ASSERTED, GRAPH, META, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from biograph.store.base import GraphStore

#: The mark of a graph whose last change was not brought to its end: it is swept as a whole.
UNFINISHED = GRAPH + "unfinished"

# One request is one transaction: the facts that rest on this version alone go together with it.
_RETRACT = f"""
DELETE {{ GRAPH <{ASSERTED}> {{ ?rel ?p ?o . ?s ?predicate ?object }} }}
WHERE {{
  GRAPH <%(version)s> {{ ?ev bg:supports ?rel }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?ev2 bg:supports ?rel }} FILTER(?other != <%(version)s>) }}
  GRAPH <{ASSERTED}> {{
    ?rel rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?object ; ?p ?o
  }}
}} ;
DROP SILENT GRAPH <%(version)s> ;
DELETE WHERE {{ GRAPH <{META}> {{ <%(version)s> ?mark ?value }} }}
"""

_FORGET_PROVISIONAL = f"""
DELETE {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{ %(of)s GRAPH <{REFERENCE}> {{ ?e bg:provisional true ; ?p ?o }} }}
"""

_GATHER = f"""
INSERT {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{
  %(of)s GRAPH ?version {{ ?e bg:provisional true ; ?p ?o }}
  FILTER(?version != <{REFERENCE}>)
}} ;
INSERT {{ GRAPH <{REFERENCE}> {{ ?e rdfs:label ?label }} }}
WHERE {{
  {{ SELECT ?e (MIN(STR(?name)) AS ?label)
    WHERE {{ %(of)s GRAPH <{REFERENCE}> {{ ?e bg:provisional true ; skos:altLabel ?name }} }}
    GROUP BY ?e }}
}}
"""

_FORGET_UNUSED = f"""
DELETE {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{
  %(of)s GRAPH <{REFERENCE}> {{ ?e rdfs:label ?any ; ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?version {{ ?ev bg:describes ?e }} }}
  FILTER NOT EXISTS {{ GRAPH <{ASSERTED}> {{ ?rel rdf:subject ?e }} }}
  FILTER NOT EXISTS {{ GRAPH <{ASSERTED}> {{ ?rel rdf:object ?e }} }}
}}
"""


def retraction(version: str) -> str:
    """The update that takes back a document version and every fact that rests on it alone."""
    return _RETRACT % {"version": version}


def sweep(store: GraphStore, touched: Collection[str] | None = None) -> None:
    """Rebuild what is said of provisional actors and drop the entities nothing speaks of.

    ``touched`` are the provisional actors (IRIs) that the changed documents name, before and after:
    where they are given nothing else is looked at.
    """
    if touched is None:
        store.update((_FORGET_PROVISIONAL + ";" + _GATHER + ";" + _FORGET_UNUSED) % {"of": ""})
    elif touched:
        of = f"VALUES ?e {{ {_iris(touched)} }}"
        store.update((_FORGET_PROVISIONAL + ";" + _GATHER + ";" + _FORGET_UNUSED) % {"of": of})


def versions(store: GraphStore, *, of: Collection[str] | None = None) -> dict[str, str]:
    """The processing mark of every document version in the graph, or of those documents alone."""
    of_documents = ""
    if of is not None:
        of_documents = f"VALUES ?doc {{ {_iris(of)} }} GRAPH ?v {{ ?v dcterms:isVersionOf ?doc }}"
    table = store.select(
        f"SELECT ?v ?d {{ {of_documents} GRAPH <{META}> {{ ?v bg:processedWith ?d }} }}"
    )
    return {str(row["v"]): str(row["d"]) for row in table.records()}


def withdrawn_in(store: GraphStore) -> set[str]:
    """The documents of which the graph says that their source took them back."""
    query = f"SELECT DISTINCT ?doc {{ GRAPH <{META}> {{ ?doc bg:withdrawnOn ?date }} }}"
    return set(map(str, store.select(query).column("doc")))


def unfinished(store: GraphStore) -> bool:
    """Whether the last change of the graph was not brought to its end."""
    return store.ask(f"ASK {{ GRAPH <{META}> {{ <{UNFINISHED}> bg:processedWith ?any }} }}")


def check_whole(store: GraphStore) -> None:
    """Raises Locked where a run is in the middle of changing the graph, or was killed there."""
    if unfinished(store):
        raise Locked(
            "the graph is not whole: a run is writing it, or was killed",
            hint="wait until the run has ended; where none is at work: biograph update",
        )


def _iris(of: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(of))
