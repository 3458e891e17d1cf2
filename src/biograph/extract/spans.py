"""Candidate names and the choice among those that overlap: the longest wins, then the surest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where a candidate comes from, the surest first; breaks ties between equally long spans.
PRIORITY = (
    "money",
    "date",
    "actor",
    "therapy",
    "term",
    "disease",
    "phrase",
    "head",
    "code",
    "place",
    "context",
    "suffix",
    "register",
    "alias",
    "model",
)
_RANK = {source: rank for rank, source in enumerate(PRIORITY)}


class Candidate(NamedTuple):
    """A span that may be a name: half-open character offsets, a type, who proposed it."""

    start: int
    end: int
    kind: str
    subtype: str = ""
    source: str = "model"
    score: float = 0.7


def apart(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates given best first those that overlap no better one, in text order."""
    taken: list[Candidate] = []
    covered = bytearray()
    for candidate in ranked:
        covered.extend(bytes(max(0, candidate.end - len(covered))))
        if covered.find(1, candidate.start, candidate.end) < 0:
            taken.append(candidate)
            covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    return sorted(taken)


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in text order; each one left out overlaps a better one."""
    return apart(
        sorted(
            candidates, key=lambda c: (c.start - c.end, _RANK[c.source], c.start, c.kind, c.subtype)
        )
    )
