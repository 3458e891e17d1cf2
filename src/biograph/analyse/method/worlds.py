"""Circuits in many random worlds at once, before and after what is lost in each scenario.

In a world (a *draw*) each name lives or does not. A name may stand for a firm, or for one link from
a maker to an input. What biograph knows of no maker in a draw is *unknown*, not absent: such an
input gets one more name, which stands for the makers nobody has seen, lives when they must, and
which no scenario takes away.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.circuit import Every, Leaf, Node, leaves, simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    BoolArray = NDArray[np.bool_]


def lives(node: Node, alive: Mapping[str, BoolArray]) -> BoolArray:
    """In which of R draws the circuit holds (R), ``alive`` (R a name) telling which names live.

    Raises ValueError for a name of the circuit without draws, and for unequal numbers of draws.
    """
    rounds = _rounds(node, alive)
    return np.broadcast_to(_standing(node, alive, {}), (rounds, 1))[:, 0].copy()


def losses(
    node: Node, alive: Mapping[str, BoolArray], scenarios: Sequence[Collection[str]]
) -> BoolArray:
    """In which of R draws each of S scenarios stops the circuit (R, S), having held before.

    ``alive`` has R values a name; a scenario is the names that go together, those that the circuit
    has not being ignored. Names that no scenario takes cost R values of work, others R times the
    number of scenarios that touch the circuit; at most as many such arrays are kept at a time as
    the circuit has levels. Raises ValueError as :func:`lives` does.
    """
    rounds = _rounds(node, alive)
    whole = simplified(node)
    names = leaves(whole)
    touching = {i: names.intersection(lost) for i, lost in enumerate(scenarios)}
    columns = [i for i, lost in touching.items() if lost]
    spared: dict[str, BoolArray] = {}
    for column, i in enumerate(columns):
        for name in touching[i]:
            spared.setdefault(name, np.ones(len(columns), dtype=np.bool_))[column] = False
    stopped = np.zeros((rounds, len(scenarios)), dtype=np.bool_)
    stopped[:, columns] = _standing(whole, alive, {}) & ~_standing(whole, alive, spared)
    return stopped


def unseen(name: str) -> str:
    """The name that stands for the makers of an input that nobody has seen."""
    return f"unseen:{name}"


def opened(makers: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """The makers (or links) of each input and its unseen ones, to compile an open circuit with.

    An input without any stays so: it holds always as it is.
    """
    return {
        iri: frozenset({*known, unseen(iri)}) if known else frozenset()
        for iri, known in makers.items()
    }


def open_worlds(
    makers: Mapping[str, Collection[str]],
    alive: Mapping[str, BoolArray],
    more: Mapping[str, BoolArray] | None = None,
) -> dict[str, BoolArray]:
    """The draws of all names, and of the unseen makers of each input.

    These live where all known makers (or links) of the input are dropped from the draw, so that
    the input is unknown and holds before and after any scenario, and where ``more`` says that the
    draw has unseen ones (R an input; none by default). Raises ValueError for makers without draws.
    """
    found = dict(alive)
    for iri, known in makers.items():
        if known:
            _missing(known, alive)
            dropped = ~np.logical_or.reduce([alive[name] for name in known])
            found[unseen(iri)] = dropped | more[iri] if more and iri in more else dropped
    return found


def _standing(
    node: Node, alive: Mapping[str, BoolArray], spared: Mapping[str, BoolArray]
) -> BoolArray:
    """Whether it holds in each draw and scenario: (R or 1, S or 1), 1 where all are alike."""
    if isinstance(node, Leaf):
        here = alive[node.name][:, np.newaxis]
        return here & spared[node.name] if node.name in spared else here
    every = isinstance(node, Every)
    parts = (_standing(part, alive, spared) for part in node.parts)
    return reduce(np.logical_and if every else np.logical_or, parts, np.array([[every]]))


def _rounds(node: Node, alive: Mapping[str, BoolArray]) -> int:
    _missing(leaves(node), alive)
    rounds = {len(values) for values in alive.values()}
    if len(rounds) != 1:
        raise ValueError(f"names need equally many draws, not {sorted(rounds)}")
    return rounds.pop()


def _missing(names: Collection[str], alive: Mapping[str, BoolArray]) -> None:
    if missing := sorted(set(names) - set(alive)):
        raise ValueError(f"names without draws: {', '.join(missing)}")
