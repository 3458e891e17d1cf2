"""The cheapest known way to lower a loss: what to do, its cost, what is left, the doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from biograph.vocabulary.figures import Figure


#: What can be done.
KINDS = {
    "second-source": Text(fr="deuxième source qualifiée", en="second source qualified"),
    "stock": Text(fr="stock", en="stock"),
    "line": Text(fr="nouvelle ligne ou nouveau site", en="new line or site"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something to do about one input, for the families that may stop for want of it.

    ``cost`` is in MEUR for all these families. ``months`` is what it takes until it works, or what
    a stock lasts; None where no figure tells. ``candidates`` are names of owners who make something
    near, ``figures`` what cost and time rest on.
    """

    id: str
    kind: str
    input: str
    families: tuple[str, ...]
    cost: tuple[float, float]
    months: tuple[float, float] | None
    candidates: tuple[str, ...] = ()
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A remedy, what it is called, and the loss that it takes away by itself."""

    name: Text
    avoids: float
    remedy: Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A plan of the frontier: the share of the loss that it leaves, its cost in MEUR, its ids."""

    share: float
    cost: tuple[float, float]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How much more a plan costs than the best plan of the frontier, over the draws, in MEUR.

    A family that goes on is worth ``worth``, the mean price at which the plan keeps one; ``low``
    and ``high`` are the 5 % and 95 % quantiles. ``least`` is the share of the loss that the plan
    with the smallest worst regret leaves.
    """

    worth: float
    mean: float
    low: float
    high: float
    worst: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A part of the loss that no remedy lowers, and the inputs that it hangs on."""

    loss: float
    inputs: tuple[str, ...]
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The cheapest remedies after which at most the share ``target`` of the loss is left.

    ``loss`` and ``left`` are numbers of families, expected and summed over ``dangers``: before, and
    after the ``chosen`` remedies, which take away most first. ``by_law`` hangs on authorities
    alone, for ``unpriced`` no cost is known. ``cost`` is in MEUR; plans are compared by the middle.
    ``exposed`` is how many of the ``total`` families stop without one single owner, now and then.
    Where not ``reached``, no remedies leave less than ``left``. ``naive`` and ``completed`` are the
    shares of draws in which the target is met. ``evidence`` are the IRIs of facts, recipe lines and
    figures.
    """

    target: float
    reached: bool
    dangers: int
    total: int
    loss: float
    left: float
    by_law: Rest
    unpriced: Rest
    chosen: tuple[Chosen, ...]
    cost: tuple[float, float]
    exposed: tuple[int, int]
    naive: float
    completed: float
    doubt: Doubt | None
    frontier: tuple[Stage, ...]
    caveats: tuple[Text, ...]
    evidence: tuple[str, ...]
    sentence: Text = Text(fr="", en="")
