"""What reading works on and gives: documents, mentions, claims with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


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
