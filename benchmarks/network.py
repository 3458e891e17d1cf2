"""How long the network snapshot takes to build, beside a NetworkX MultiDiGraph of the same rows."""

from __future__ import annotations

import random
import resource
import time

import networkx as nx

from biograph.analyse.network import build
from biograph.terms import bg

PREDICATES = [bg(name) for name in ("suppliesInput", "subsidiaryOf", "funds", "administers")]


def rows(edges: int, *, seed: int = 0) -> list[dict[str, str]]:
    """Facts between a quarter as many nodes, as the query gives them."""
    draw = random.Random(seed)  # noqa: S311 - no secret hangs on it
    nodes = [f"https://w3id.org/biograph/id/org/{number:08d}" for number in range(edges // 4)]
    return [
        {
            "relation": f"https://w3id.org/biograph/id/rel/{number:08d}",
            "subject": draw.choice(nodes),
            "predicate": draw.choice(PREDICATES),
            "object": draw.choice(nodes),
        }
        for number in range(edges)
    ]


def plain(edges: list[dict[str, str]]) -> nx.MultiDiGraph:
    """The NetworkX way: an edge a row."""
    graph = nx.MultiDiGraph()
    for row in edges:
        graph.add_edge(
            row["subject"], row["object"], key=row["relation"], predicate=row["predicate"]
        )
    return graph


def seconds(work: object, *arguments: object, **named: object) -> float:
    """How long a call takes."""
    assert callable(work)
    started = time.perf_counter()
    work(*arguments, **named)
    return time.perf_counter() - started


def main() -> None:
    """One line a size."""
    print("edges    snapshot s   NetworkX s   ratio   peak MB")
    for edges in (10_000, 100_000, 1_000_000):
        facts = rows(edges)
        ours = seconds(build, facts, {}, attributes={})
        theirs = seconds(plain, facts)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{edges:<8} {ours:10.2f} {theirs:12.2f} {theirs / ours:7.2f} {peak:9.0f}")


if __name__ == "__main__":
    main()
