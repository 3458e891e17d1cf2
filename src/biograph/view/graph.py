"""What a graph page shows: nodes and links with their evidence, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.errors import UsageError
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.view.content import ProofNode

#: Above this the browser stutters and nobody can read the picture.
MOST_NODES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor, input, stage or family. ``kind`` is a local name of the ontology.

    ``layer`` (0 from the left) is given to all nodes of a proof graph or to none. ``notes`` are
    lines for the tooltip (country, city).
    """

    id: str
    label: Text
    kind: str
    layer: int | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A fact or requirement between two nodes, with the quotes that state it."""

    source: str
    target: str
    label: Text
    evidence: tuple[ProofNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphContent:
    """All that a graph page shows.

    ``files`` are the names of its two language versions, where there are two. ``labels`` are the
    words for the kinds of nodes, ``note`` a sentence below the title.
    """

    title: Text
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    files: Text = Text(fr="", en="")
    note: Text = Text(fr="", en="")
    labels: Mapping[str, Text] = field(default_factory=dict)


def check_size(count: int, title: Text, *, least: bool = False) -> None:
    """Refuse more nodes than a page can show; ``least`` where there may be more than these.

    Raises UsageError that says how to narrow the graph.
    """
    if count > MOST_NODES:
        raise UsageError(
            f"the graph '{title.en}' has {'at least ' * least}{count} nodes; a page shows at most "
            f"{MOST_NODES}",
            hint="narrow it: start from one entity or finding, one predicate, class or region",
        )
