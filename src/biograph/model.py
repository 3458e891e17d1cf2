"""Every type that crosses a boundary between two steps, in the order of the data flow.

All are frozen values: a step takes one of them and gives the next. Nothing here does I/O and
nothing here imports another module of biograph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


# --- harvest -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A provider of records: a register or a stream of publications.

    ``date`` is the date of the data as its publisher states it (ISO), never that of a run, so that
    the same input gives the same graph.
    """

    id: str
    title: str
    publisher: str
    licence: str
    url: str
    date: str
    lang: str = "fr"
    attribution: str = ""
    #: Predicates of which the source holds every fact for France: what it lacks is absent.
    complete_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row or page of a source as received: its fields are text and are never edited.

    ``table`` names the file or resource of the source it came from, ``key`` is unique in a table.
    ``licence`` is that of this record where it differs from its source's.
    """

    source: str
    table: str
    key: str
    fields: Mapping[str, str]
    url: str = ""
    published: str = ""
    sha256: str = ""
    fetched_at: datetime | None = None
    media_type: str = "text/csv"
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A record that its source took back: what was read in it no longer holds.

    ``date`` (ISO) and ``reason`` are the source's words, empty where it gives none.
    """

    source: str
    key: str
    date: str = ""
    reason: str = ""
    url: str = ""


class Reason(StrEnum):
    """Why a record, mention or claim was set aside: flagged, counted, never silently dropped."""

    UNREADABLE_FILE = "unreadable-file"
    MISSING_COLUMN = "missing-column"
    BAD_ENCODING = "bad-encoding"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    BAD_IDENTIFIER = "bad-identifier"
    DUPLICATE_KEY = "duplicate-key"
    TOO_FEW_ROWS = "too-few-rows"
    MALFORMED = "malformed"
    RESERVED = "reserved"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    ENDED = "ended"
    UNSURE = "unsure"
    NO_ENTITY = "no-entity"
    VIOLATION = "violation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A problem met on the way: where it is, what is wrong and how to mend it."""

    reason: Reason
    where: str
    message: str
    mend: str = ""


# --- document ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with stable offsets: ``text`` is never edited after this point.

    ``iri`` names the document, ``version`` the document with exactly this content (one named graph
    of evidence each). ``identifiers`` are the numbers of the publication or trial, wherever else it
    stands.
    """

    iri: str
    version: str
    source: str
    key: str
    lang: str
    title: str
    text: str
    url: str = ""
    published: str = ""
    licence: str = ""
    identifiers: tuple[Identifier, ...] = ()


# --- extract -----------------------------------------------------------------------------------


class Span(NamedTuple):
    """Half-open character offsets in ``Document.text``."""

    start: int
    end: int


class Identifier(NamedTuple):
    """An identifier of a register, e.g. ``Identifier("siren", "803512458")``: always text."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name as a text or a row gives it.

    ``kind`` is a local name of the ontology (``Company``), ``subtype`` a finer one (``CDMO``).
    ``span`` is None for a name declared in a column. ``identifiers`` and ``place`` (a town or
    country) are what the row tells beside the name; the linker uses them.
    """

    text: str
    kind: str
    subtype: str = ""
    span: Span | None = None
    identifiers: tuple[Identifier, ...] = ()
    place: str = ""
    score: float = 1.0


class Modality(StrEnum):
    """How a text holds a statement. Only ASSERTED and PLANNED become facts."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim is stated.

    ``document`` is the IRI of the document version. A quotation has a ``span`` and the exact
    ``quote``; a register row has ``row`` (table and key) and the columns that state it as quote.
    """

    document: str
    quote: str
    span: Span | None = None
    row: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one place in one document or register says: subject, predicate, object, evidence.

    ``predicate`` is a local name of the ontology (``supplies``). Dates are ISO as precise as the
    source (``2021``, ``2021-03``, ``2021-03-08``); ``amount`` is the surface as written;
    ``score`` is the confidence in [0, 1]. A register that keeps several days says on which one it
    showed this (``observed``) and in what state (``status``).
    """

    subject: Mention
    predicate: str
    object: Mention
    evidence: Evidence
    modality: Modality = Modality.ASSERTED
    date: str = ""
    until: str = ""
    amount: str = ""
    observed: str = ""
    status: str = ""
    score: float = 1.0
    producer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What several claims of one document tell together: who took part is said by each of them.

    ``kind`` is a local name of the ontology (``FinancingRound``); all claims have its modality.
    ``date`` is the most precise of theirs, ``amount`` the sum as written; both may be empty.
    """

    kind: str
    claims: tuple[Claim, ...]
    modality: Modality
    date: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read in one document: every mention, every claim (of any modality)."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


# --- link --------------------------------------------------------------------------------------


_SPAN = re.compile(r"(.+?) \(((?:\d{4}(?:-\d\d)?)?)/((?:\d{4}(?:-\d\d)?)?)\)")


class DatedName(NamedTuple):
    """A name and the ISO dates between which it held, empty where nobody says."""

    name: str
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, text: str) -> DatedName:
        """``Olon``, ``Olon (2024/)`` since or ``Novasep (2015/2021)`` until, as cells have it."""
        span = _SPAN.fullmatch(text)
        return cls(*span.groups()) if span else cls(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one register row says about one actor, product or term: the raw matter of identity.

    ``kinds`` are local names of the ontology, most specific first. ``country`` is an ISO 3166
    alpha-2 code. ``evidence`` is the row itself.
    """

    source: str
    key: str
    kinds: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[DatedName, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""
    city: str = ""
    region: str = ""
    lat: str = ""
    lon: str = ""
    population: str = ""
    url: str = ""
    status: str = ""
    evidence: Evidence

    @property
    def id(self) -> str:
        """The entry as people and tables name it: ``source#key``."""
        return f"{self.source}#{self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is or was called."""
        return (self.name, *self.aliases, *(former.name for former in self.former_names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two entries that are, or may be, one thing: why, and how surely in [0, 1]."""

    left: Entry
    right: Entry
    reason: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One node of the graph: the entries that were found to be the same actor, product or term."""

    iri: str
    kinds: tuple[str, ...]
    name: str
    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""
    city: str = ""
    entries: tuple[Entry, ...] = ()
    matches: tuple[Match, ...] = ()
    provisional: bool = False


class Candidate(NamedTuple):
    """An entity that a mention may name, with the probability in [0, 1] and the reason."""

    entity: Entity
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The decision on one mention: an entity (perhaps a provisional one), how and how surely.

    ``candidates`` are the similar entries that were weighed, the likeliest first.
    """

    mention: Mention
    entity: Entity
    score: float
    method: str
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


# --- store -------------------------------------------------------------------------------------


class Literal(NamedTuple):
    """An RDF literal: ``lang`` wins over ``datatype``; neither means xsd:string."""

    value: str
    datatype: str = ""
    lang: str = ""


class Statement(NamedTuple):
    """A quad: IRIs are plain strings."""

    subject: str
    predicate: str
    object: str | Literal
    graph: str


# --- validate, analyse, run ----------------------------------------------------------------------


class Severity(StrEnum):
    """SHACL severities."""

    INFO = "Info"
    WARNING = "Warning"
    VIOLATION = "Violation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One result of a check: what is wrong, on what, and in which document it was said."""

    check: str
    focus: str
    message_fr: str
    message_en: str
    severity: Severity = Severity.VIOLATION
    path: str = ""
    value: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of all checks. ``counts`` tells what was looked at."""

    violations: tuple[Violation, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """True where nothing of severity Violation was found."""
        return all(v.severity is not Severity.VIOLATION for v in self.violations)


class Presence(StrEnum):
    """The four values of a cell; only the two ABSENT ones may be called a gap."""

    PRESENT = "present"
    ABSENT_ASSERTED = "absent-asserted"
    ABSENT_CLOSURE = "absent-by-closure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence for readers, in both languages."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence, the number behind it, how sure it is and how anybody can obtain it again.

    ``analysis`` is its id in the catalogue (G1, B4). ``low`` and ``high`` bound ``value`` (90 %),
    ``coverage`` is the share of what was looked for on which there are data, in [0, 1].
    ``evidence`` are IRIs of facts (relation nodes) or recipe lines, ``command`` reproduces the
    number. ``naive`` and ``completed`` are the shares of draws in which the finding holds: with
    each known fact kept as often as it is sure, and with unseen makers added as well.
    ``overturned_by`` tells which fact, if it were found, would end it.
    """

    id: str
    kind: str
    sentence: Text
    value: float | None
    unit: Text
    presence: Presence = Presence.PRESENT
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    rank: float = 0.0
    subjects: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    command: str = ""
    caveats: tuple[Text, ...] = ()
    analysis: str = ""
    naive: float | None = None
    completed: float | None = None
    overturned_by: Text = Text(fr="", en="")

    @property
    def robust(self) -> bool | None:
        """Whether it holds in nine draws of ten, naive and completed; None where none was made."""
        if self.naive is None or self.completed is None:
            return None
        return min(self.naive, self.completed) >= 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the findings of a run say otherwise than those before it.

    ``since`` is the date of the data of the earlier ones, empty where there are none. ``changed``
    are pairs of the same finding, before and now, whose number or presence differs.
    """

    since: str = ""
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()
    #: Whether the last run found the same and told this already.
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCount:
    """How many things entered and left a step and how many were set aside."""

    step: str
    received: int
    produced: int
    flagged: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did, for the command line, the page and the log."""

    steps: tuple[StepCount, ...]
    flags: tuple[Flag, ...]
    documents: int
    actors: Mapping[str, int]
    facts: int
    facts_with_evidence: int
    added: int
    removed: int
    findings: tuple[Finding, ...]
    changes: Changes = Changes()
    digest: str
    report: str = ""
