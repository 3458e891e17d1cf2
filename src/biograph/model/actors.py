"""What linking works on and gives: entries of registers, entities, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

# Entities are read from files by their types, which have to be there then.
from biograph.model.texts import Evidence, Identifier, Mention  # noqa: TC001

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
