"""Closure and consistency: the rule engine beside owlrl, and HermiT on a sample of the graph.

    python benchmarks/reasoning.py [GRAPH_FOLDER [TRIPLES]]

The triples are the ontology and, in the order of their digests, what the graph says of its things.
Wall clock of one run each; both engines close the same triples.
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
from rdflib import Graph, URIRef

from biograph import vocabulary
from biograph.reason import close
from biograph.run.checks import sample
from biograph.store import open_store
from biograph.validate import contradiction, reasoner, schema

if TYPE_CHECKING:
    from collections.abc import Callable

THINGS = 2_000


def seconds(run: Callable[[], object]) -> float:
    """Wall clock of one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def expanded(triples: list[schema.Triple]) -> Graph:
    """The OWL 2 RL closure by owlrl."""
    graph = Graph()
    for triple in triples:
        graph.add(tuple(map(URIRef, triple)))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def main(folder: str, wanted: int) -> None:
    """Prints seconds, sizes and ratios."""
    ontology = contradiction.triples(vocabulary.statements())
    statements = tuple(open_store(Path(folder), read_only=True).quads())
    things = contradiction.triples(sample(statements, wanted))
    triples = [*ontology, *islice(things, wanted - len(ontology))]
    found = set()

    def ours() -> None:
        found.update(close(triples))

    own = seconds(ours)
    peer = seconds(lambda: expanded(triples))
    print(f"{len(triples)} triples, {len(found)} in the closure")
    print(f"reasonable with chains {own:7.1f} s")
    print(f"owlrl                  {peer:7.1f} s, ratio {peer / own:.1f}")
    few = contradiction.triples(sample(statements, THINGS))
    print(f"HermiT, ontology alone {seconds(lambda: reasoner.check(ontology)):7.1f} s")
    whole = [*ontology, *few]
    print(f"HermiT, {THINGS} things {seconds(lambda: reasoner.check(whole)):12.1f} s")
    everything = [*ontology, *contradiction.triples(statements)]
    alone = seconds(lambda: list(contradiction.check(ontology)))
    print(f"explained contradictions, ontology {alone:.2f} s")
    graph = seconds(lambda: list(contradiction.check(everything)))
    print(f"explained contradictions, {len(everything)} triples {graph:.1f} s")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "biograph-data/graph",
        int(sys.argv[2]) if len(sys.argv) > 2 else 100_000,
    )
