"""The answer to a what-if: what is gone, what stops, what is left and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biograph.analyse.alternatives import Alternatives
    from biograph.analyse.whatif.products import Product
    from biograph.analyse.whatif.reach import Access
    from biograph.analyse.whatif.things import Thing
    from biograph.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A thing taken away: how many actors go along, the names of those who make something."""

    thing: Thing
    actors: int
    makers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Come:
    """A maker that was added, what it makes, and what of that biograph counted on anyway."""

    name: str
    inputs: tuple[Thing, ...]
    unheard: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The median of a number of families over the draws and the ends of its 90 % interval."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The families that stop by the facts as told, and how many do over the draws.

    In ``naive`` draws known facts may fail, in ``completed`` ones makers that nobody has seen come
    in as well.
    """

    families: tuple[str, ...]
    names: tuple[Text, ...]
    naive: Range
    completed: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An owner without whom alone these families stop, by name."""

    owner: str
    name: str
    families: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What changes where some things are gone and some makers come.

    ``verdict`` tells how far that hangs on suppliers which sources may have missed.
    ``before`` is the graph as it is, in which nothing stops; ``kept`` are families that only the
    added makers keep going. ``inputs`` are those in cause first, then those with one owner left;
    ``thinner`` is how many more lose makers and have several owners left. Single points of failure
    are told for families that go on. ``coverage`` is the share of the goods which the families that
    stop (or all) require and of which a maker is known. ``evidence`` are the IRIs of facts, recipe
    lines and figures.
    """

    sentence: Text
    verdict: Text
    gone: tuple[Gone, ...]
    come: tuple[Come, ...]
    total: int
    before: Stopped
    after: Stopped
    kept: tuple[Text, ...]
    inputs: tuple[Alternatives, ...]
    thinner: int
    points_gone: tuple[Point, ...]
    points_come: tuple[Point, ...]
    products: tuple[Product, ...]
    access: tuple[Access, ...]
    coverage: float | None
    evidence: tuple[str, ...]
    caveats: tuple[Text, ...]
