"""Where sources disagree: facts in, one proof for each disagreement out, both sides kept."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from biograph.analyse.proof import Proof, explain
from biograph.model import Text
from biograph.terms import bg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.ask import Ask

_PARENTS = """
SELECT ?relation WHERE {{ GRAPH graph:asserted {{
  ?relation rdf:subject <{about}> ; rdf:predicate <{predicate}> ; rdf:object ?parent
  VALUES ?parent {{ <{one}> <{other}> }} }} }} ORDER BY ?relation
"""


def conflicts(ask: Ask, *, most: int = 12) -> tuple[Proof, ...]:
    """Two amounts given for one fact, two parents of one organisation: what each source says.

    At ``most`` so many: `biograph ask quality/contradictions` lists them all.
    """
    rows = islice(ask("quality/contradictions").records(), most)
    return tuple(_conflict(ask, row) for row in rows)


def _conflict(ask: Ask, row: dict[str, Any]) -> Proof:
    sides = tuple(_sides(ask, row))
    first = sides[0].label
    told = (
        Text(fr="deux maisons mères", en="two parents")
        if row["what"] == "parent"
        else Text(fr=f"{row['one']} ou {row['other']}", en=f"{row['one']} or {row['other']}")
    )
    return Proof(
        kind="finding",
        label=Text(fr=f"{first.fr} : {told.fr}", en=f"{first.en}: {told.en}"),
        iri=row["about"],
        children=sides,
    )


def _sides(ask: Ask, row: dict[str, Any]) -> Iterator[Proof]:
    if row["what"] == "amount":
        yield explain(ask, row["about"])
        return
    query = _PARENTS.format(predicate=bg("subsidiaryOf"), **row)
    for relation in ask(query).column("relation"):
        yield explain(ask, relation)
