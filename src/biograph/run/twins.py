"""A finished graph in, a sample of its organisations with their nearest others out, for a reader.

Run as ``python -m biograph.run.twins WORKSPACE [SEED [COUNT]]``. The same graph and seed give the
same lines. The reader counts the organisations of the sample that the graph holds twice; nothing
here decides that: what decides was already applied when the graph was made.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from biograph.api import GRAPH_FOLDER
from biograph.errors import UsageError
from biograph.link import names
from biograph.link.profile import ORGANISATIONS
from biograph.store import open_store
from biograph.table import python_value
from biograph.terms import RDFS, REFERENCE, SKOS, bg, digest, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.store import GraphStore

COUNT = 300
_SHOWN = 5  # others beside each
_STEM = 5  # letters at the head of a word by which two names are compared
_COMMON = 2_000  # names that share such letters: they say too little
_SAME_TOWN = 30  # what one town adds to two ratios of 100

_QUERY = f"""
SELECT ?org ?kind ?name ?town ?new WHERE {{ GRAPH <{REFERENCE}> {{
  VALUES ?kind {{ {" ".join(f"<{bg(kind)}>" for kind in sorted(ORGANISATIONS))} }}
  ?org a ?kind .
  ?org <{RDFS}label>|<{SKOS}altLabel> ?name .
  OPTIONAL {{ ?org <{bg("city")}> ?town }}
  OPTIONAL {{ ?org <{bg("provisional")}> ?new }}
}} }}
"""


@dataclass(slots=True)
class Node:
    """An organisation of the graph; ``provisional`` where no register knows it."""

    iri: str
    kind: str = ""
    town: str = ""
    provisional: bool = False
    names: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        """One line for the reader: the shortest names, the kind, the town."""
        told = sorted(self.names, key=lambda name: (len(name), name))[:4]
        return f"{' ; '.join(told)} [{self.kind}, {self.town or '?'}]"


def organisations(store: GraphStore) -> list[Node]:
    """All organisations and sites of a graph, by IRI."""
    found: dict[str, Node] = {}
    for row in store.select(_QUERY).rows:
        iri, kind, name, town, new = map(python_value, row)
        node = found.setdefault(iri, Node(iri))
        node.kind = max(node.kind, local_name(kind))
        node.names.add(name)
        node.town = max(node.town, town or "")
        node.provisional |= bool(new)
    return [found[iri] for iri in sorted(found)]


def drawn(nodes: Iterable[Node], seed: str, count: int) -> list[Node]:
    """A sample that depends on the seed and the IRIs alone: those of the least digests."""
    return sorted(nodes, key=lambda node: digest(seed, node.iri))[:count]


def nearest(nodes: Sequence[Node], of: Iterable[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Each node with the others of the most similar names, those of its town first."""
    named: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        for words in _read(node):
            named[words].append(number)
    sharing: dict[str, list[str]] = defaultdict(list)
    for words in named:
        for stem in _stems(words):
            sharing[stem].append(words)
    for node in of:
        scores: dict[int, float] = defaultdict(float)
        for words in _read(node):
            held = (sharing[stem] for stem in _stems(words))
            for other in set(chain.from_iterable(h for h in held if len(h) <= _COMMON)):
                alike = fuzz.token_sort_ratio(words, other) + fuzz.token_set_ratio(words, other)
                for number in named[other]:
                    near = _SAME_TOWN * bool(node.town and node.town == nodes[number].town)
                    scores[number] = max(scores[number], alike + near)
        best = sorted(scores, key=lambda number: (-scores[number], nodes[number].iri))
        yield node, [nodes[n] for n in best if nodes[n].iri != node.iri][:_SHOWN]


def _read(node: Node) -> set[str]:
    """The names as the resolver reads them."""
    return {" ".join(names.read(name).words) for name in node.names} - {""}


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in words.split()}


def main(arguments: list[str]) -> None:
    """The command: a workspace, a seed, how many. Raises UsageError for anything else."""
    if not 1 <= len(arguments) <= 3 or not all(a.isdigit() for a in arguments[2:]):
        raise UsageError(
            "the sample takes the folder of a finished run, a seed and a number",
            hint="python -m biograph.run.twins WORKSPACE [SEED [COUNT]]",
        )
    workspace, seed = Path(arguments[0]), arguments[1] if len(arguments) > 1 else "1"
    count = int(arguments[2]) if len(arguments) > 2 else COUNT
    nodes = organisations(open_store(workspace / GRAPH_FOLDER, read_only=True))
    lines = [f"{count} of {len(nodes)} organisations, seed {seed}"]
    for number, (node, others) in enumerate(nearest(nodes, drawn(nodes, seed, count)), start=1):
        lines.append(f"{number}\t{'provisional ' * node.provisional}{node.iri}\t{node}")
        lines += [f"\t{other.iri}\t{other}" for other in others]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
