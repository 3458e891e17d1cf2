"""The reference graph made a pure function of the rest: what no evidence names any more goes.

Provisional actors are described in the graphs of the documents that name them; here they are
gathered, and their label is the first of their names in code-point order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.terms import ASSERTED, META, REFERENCE

if TYPE_CHECKING:
    from biograph.store.embedded import EmbeddedStore

_FORGET_PROVISIONAL = f"""
DELETE {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{ GRAPH <{REFERENCE}> {{ ?e bg:provisional true ; ?p ?o }} }}
"""

_GATHER = f"""
INSERT {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{
  GRAPH ?version {{ ?e bg:provisional true ; ?p ?o }}
  FILTER(?version != <{REFERENCE}>)
}} ;
INSERT {{ GRAPH <{REFERENCE}> {{ ?e rdfs:label ?label }} }}
WHERE {{
  {{ SELECT ?e (MIN(?name) AS ?label)
    WHERE {{ GRAPH <{REFERENCE}> {{ ?e bg:provisional true ; skos:altLabel ?name }} }}
    GROUP BY ?e }}
}}
"""

_FORGET_UNUSED = f"""
DELETE {{ GRAPH <{REFERENCE}> {{ ?e ?p ?o }} }}
WHERE {{
  GRAPH <{REFERENCE}> {{ ?e rdfs:label ?any ; ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?version {{ ?ev bg:describes ?e }} }}
  FILTER NOT EXISTS {{ GRAPH <{ASSERTED}> {{ ?rel rdf:subject ?e }} }}
  FILTER NOT EXISTS {{ GRAPH <{ASSERTED}> {{ ?rel rdf:object ?e }} }}
}}
"""


def sweep(store: EmbeddedStore) -> None:
    """Rebuild what is said of provisional actors and drop the entities nothing speaks of."""
    store.update(_FORGET_PROVISIONAL + ";" + _GATHER + ";" + _FORGET_UNUSED)


def versions(store: EmbeddedStore) -> dict[str, str]:
    """The processing mark of every document version in the graph."""
    table = store.select(f"SELECT ?v ?d {{ GRAPH <{META}> {{ ?v bg:processedWith ?d }} }}")
    return {str(row["v"]): str(row["d"]) for row in table.records()}
