"""What a register showed to be missing on one day: a claim in, an observation as quads out.

The fact that a product is short stands once, whatever the days; each day that shows it is a node of
its own in the graph of the register, described by its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Literal, Statement
from biograph.terms import RDF, XSD, bg, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.model import Claim


def shortage(claim: Claim, product: str, evidence: str) -> Iterator[Statement]:
    """The shortage of a ``product`` as the row behind the node ``evidence`` showed it on its day.

    It bears the CIS code of the row: one product of the graph may be several medicines there.
    """
    graph = claim.evidence.document
    node = mint("shortage", graph, claim.evidence.row)
    yield Statement(evidence, bg("describes"), node, graph)
    yield Statement(node, RDF + "type", bg("Shortage"), graph)
    yield Statement(node, bg("shortageOf"), product, graph)
    yield Statement(node, bg("shortageStatus"), Literal(claim.status), graph)
    yield Statement(node, bg("observedOn"), Literal(claim.observed, XSD + "date"), graph)
    for scheme, value in claim.subject.identifiers:
        if scheme == "cis":
            yield Statement(node, bg("cis"), Literal(value), graph)
