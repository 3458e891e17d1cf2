"""What a reader wants drawn: the words of an address in, typed choices out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.errors import UsageError
from biograph.serve.explore.whole import LAYER_NAMES
from biograph.terms import compact, expand
from biograph.view.palette import GROUPS

if TYPE_CHECKING:
    from collections.abc import Collection

    from biograph.serve.page import Asked

_MOST_STEPS = 40
_SIDES = ("out", "in", "both")


@dataclass(frozen=True, slots=True)
class Step:
    """An expansion: up to 120 more neighbours of a node, or of the start where it is empty.

    ``predicate`` and ``side`` (out: the node is the subject) narrow it; empty and ``both`` do not.
    """

    node: str = ""
    predicate: str = ""
    side: str = "both"

    @property
    def whole(self) -> Step:
        """The step to neighbours of all sorts."""
        return Step(self.node)

    def __str__(self) -> str:
        """The step as the address has it."""
        if not self.node:
            return "*"
        return f"{compact(self.node)} {self.predicate} {self.side}".replace("  both", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The choices of a reader.

    What is walked: ``focus`` (IRIs), ``finding`` or ``question``, or ``everything``, over the facts
    of some ``layers`` and ``predicates`` (none: all), ``hops`` far, then each of ``steps``. What of
    it is hidden: other ``groups`` than these, links less probable than ``least`` or dated outside
    of ``since`` to ``until``, actors outside of a ``region``, and ``leaves``. What is emphasised:
    names with the word ``find``, and the ``node`` or ``link`` (IRIs) told beside the drawing.
    """

    focus: tuple[str, ...] = ()
    finding: str = ""
    question: str = ""
    everything: bool = False
    hops: int = 1
    layers: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    groups: tuple[str, ...] = ()
    least: float = 0.0
    since: str = ""
    until: str = ""
    region: str = ""
    leaves: bool = True
    find: str = ""
    node: str = ""
    link: str = ""

    @property
    def started(self) -> bool:
        """Whether there is anything to start from."""
        return bool(self.focus or self.finding or self.question or self.everything)


def wanted(asked: Asked) -> Wanted:
    """The choices that an address makes. Raises UsageError for words that mean nothing here."""
    steps = [one.strip() for one in asked.query.get("more", ()) if one.strip()]
    if len(steps) > _MOST_STEPS:
        raise UsageError(
            f"{len(steps)} expansions are too many, {_MOST_STEPS} are the limit",
            hint="start from another focus, or show a whole layer with all=1&layer=supply",
        )
    return Wanted(
        focus=tuple(expand(one) for one in asked.many("focus")),
        finding=asked.one("finding"),
        question=asked.one("question"),
        everything=asked.one("all") == "1",
        hops=asked.number("hops", 1, low=1, high=3),
        layers=_known(asked.many("layer"), LAYER_NAMES, "layer"),
        predicates=asked.many("fact"),
        steps=tuple(map(_step, steps)),
        groups=_known(asked.many("show"), GROUPS, "show"),
        least=asked.number("p", 0, high=100) / 100,
        since=_year(asked, "since"),
        until=_year(asked, "until"),
        region=asked.one("within"),
        leaves=asked.one("leaves", "1") != "0",
        find=asked.one("find")[:100],
        node=expand(asked.one("node")) if asked.one("node") else "",
        link=expand(asked.one("edge")) if asked.one("edge") else "",
    )


def _known(given: tuple[str, ...], known: Collection[str], word: str) -> tuple[str, ...]:
    """The given values, none where they are all there are. Raises UsageError for others."""
    if unknown := sorted(set(given) - set(known)):
        raise UsageError(
            f"'{word}' cannot be '{unknown[0][:40]}'", hint=f"it is one of {', '.join(known)}"
        )
    return () if len(given) == len(known) else tuple(sorted(given))


def _year(asked: Asked, word: str) -> str:
    return str(asked.number(word, 0, low=1900, high=2100)) if asked.one(word) else ""


def _step(text: str) -> Step:
    if text == "*":
        return Step()
    node, _, rest = text.partition(" ")
    predicate, _, side = rest.partition(" ")
    if (side or "both") not in _SIDES or (side and not predicate):
        raise UsageError(
            f"'more' cannot be '{text[:80]}'",
            hint="give a node, perhaps with a predicate and a side: id:org/x supplies out",
        )
    return Step(expand(node), predicate, side or "both")
