"""What a page is made of: findings and plain values in reading order, filled in by the caller.

A proof is anything of the shape of ``ProofNode``, a verdict of that of ``Verdict``, so that what
the analyses give enters as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.model import Finding, Presence, RunReport, Source, Text


class ProofNode(Protocol):
    """A node of a proof: what is held, and below it why.

    ``kind`` is finding, requirement, fact, quotation, row, statement, figure or thing. ``quote`` is
    the exact words of the source, ``date`` that of the document (ISO, perhaps partial), ``url`` its
    address.
    """

    @property
    def kind(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def label(self) -> Text: ...  # noqa: D102 - told by the class
    @property
    def quote(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def source(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def title(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def date(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def url(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def confidence(self) -> float | None: ...  # noqa: D102 - told by the class
    @property
    def children(self) -> Sequence[ProofNode]: ...  # noqa: D102 - told by the class


class Verdict(Protocol):
    """What the graph says to a published claim: supported, contradicted or undecidable.

    ``as_of`` is the date of the claim as precise as its source, ``found`` what the graph finds,
    ``command`` how anybody obtains it.
    """

    @property
    def claim(self) -> Text: ...  # noqa: D102 - told by the class
    @property
    def source(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def as_of(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def status(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def found(self) -> Text: ...  # noqa: D102 - told by the class
    @property
    def command(self) -> str: ...  # noqa: D102 - told by the class


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number by which an aim of the strategy is read, None where the graph knows none.

    ``target`` is to be reached in ``year``; None where the strategy sets none.
    """

    label: Text
    value: float | None
    target: float | None = None
    year: int | None = None
    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An aim of the national strategy with its indicators."""

    label: Text
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published figure: ``value`` in words with its unit, ``low`` and ``high`` to draw it."""

    label: Text
    value: Text
    low: float
    high: float
    scope: Text
    source: str
    date: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Published figures of one thing that contradict each other, in one unit where drawn."""

    label: Text
    figures: tuple[Published, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A column (stage) or line (therapy family) of the value chain; ``key`` is its IRI or id."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCell:
    """One stage of one family: its state and the names of the actors known to do it.

    ``finding`` is the id of the finding that tells more, empty where there is none. ``narrow`` and
    ``lacking`` are the single points of failure there and the inputs required there of which
    suppliers are known, but none in France.
    """

    family: str
    stage: str
    presence: Presence
    actors: tuple[str, ...] = ()
    finding: str = ""
    narrow: int = 0
    lacking: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOrigin:
    """A required input and how many makers are known in France, the EU (with France), the world.

    ``families`` counts the therapy families that require it; ``presence`` is the state for France.
    """

    label: Text
    france: int
    europe: int
    world: int
    families: int
    presence: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a market or supply is spread: HHI in (0, 1], effective number (1 / HHI), holders.

    ``by`` tells what the shares are of (owner, country, holder); ``outside`` is the share held
    outside the EU, None where unknown.
    """

    label: Text
    by: Text
    total: int
    hhi: float
    effective: float
    outside: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """All that the report shows.

    ``files`` are the names of its two language versions in one folder, ``labels`` the words for
    local names of the ontology (classes of actors), ``date`` that of the data (ISO). ``cells`` may
    leave out a stage that a family does not have. ``proofs`` are by id of finding; a conflict is a
    proof whose label says what disagrees. ``graphs`` are file names of graph pages by id of
    finding, ``analyses`` the titles of analyses by id. ``actors`` counts each actor once, however
    many classes it has. ``updates`` are the file names of the page of updates, where there is one.
    """

    title: Text
    date: str
    files: Text
    actors: int
    run: RunReport
    labels: Mapping[str, Text] = field(default_factory=dict)
    analyses: Mapping[str, Text] = field(default_factory=dict)
    aims: tuple[Aim, ...] = ()
    stages: tuple[Axis, ...] = ()
    families: tuple[Axis, ...] = ()
    cells: tuple[StageCell, ...] = ()
    bottlenecks: tuple[Finding, ...] = ()
    gaps: tuple[Finding, ...] = ()
    proofs: Mapping[str, ProofNode] = field(default_factory=dict)
    inputs: tuple[InputOrigin, ...] = ()
    spreads: tuple[Spread, ...] = ()
    concentrated: float = 0.4
    verdicts: Sequence[Verdict] = ()
    rivals: tuple[Rivals, ...] = ()
    conflicts: tuple[ProofNode, ...] = ()
    sources: tuple[Source, ...] = ()
    graphs: Mapping[str, Text] = field(default_factory=dict)
    updates: Text | None = None
