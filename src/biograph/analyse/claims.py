"""Published claims against the graph: the table of claims in, a verdict on each out.

A count is what the graph knows, so that the true number lies between it and no known end. A claim
is contradicted only where that whole interval is outside of what it says, and supported only where
the whole interval is inside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from biograph.analyse import claims_words as words
from biograph.analyse import findings as form
from biograph.analyse.stated import cited
from biograph.analyse.tally import tallied
from biograph.ask import published
from biograph.model import Text
from biograph.vocabulary.figures import rivals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.tally import Tally
    from biograph.ask import PublishedClaim
    from biograph.ask.reading import Reading, Rule
    from biograph.vocabulary.figures import Figure

_NOTHING = Text(fr="", en="")


class Status(StrEnum):
    """What the graph says to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A published claim, what the graph finds on it and what that decides.

    ``as_of`` is the date of the claim as precise as its source. ``evidence`` are IRIs of facts, of
    things where no fact states what they are, and of stated figures; at most 50 of the graph.
    ``command`` obtains the answer again; empty where no question can be asked.
    """

    id: str
    claim: Text
    source: str
    as_of: str
    status: Status
    found: Text
    evidence: tuple[str, ...]
    command: str


def verdicts(known: Known) -> tuple[Verdict, ...]:
    """A verdict on each claim of the table, in its order."""
    return tuple(_verdict(known, claim) for claim in published())


def _verdict(known: Known, claim: PublishedClaim) -> Verdict:
    status, found, evidence = _answered(known, claim)
    apart = _apart(claim)
    return Verdict(
        id=claim.id,
        claim=claim.text,
        source=claim.source,
        as_of=claim.as_of,
        status=status,
        found=words.joined(found, words.differing(apart)),
        evidence=(*evidence, *cited(figure for group in apart for figure in group)),
        command=_command(claim) if claim.question else "",
    )


def _answered(known: Known, claim: PublishedClaim) -> tuple[Status, Text, tuple[str, ...]]:
    """What the question of a claim decides, finds and rests on."""
    if claim.reading is None:
        return Status.UNDECIDABLE, claim.note, ()
    tally = tallied(known, claim, claim.reading)
    status, why = _decided(claim.as_of, claim.reading, tally)
    share = form.known_share(tally.share) if status is Status.UNDECIDABLE else _NOTHING
    told = words.joined(words.counted(claim, tally), share)
    return status, words.joined(Text(fr=f"{told.fr}.", en=f"{told.en}."), why), tally.evidence


def _decided(as_of: str, read: Reading, tally: Tally) -> tuple[Status, Text]:
    """What the rules say together, and why."""
    said = [_held(rule, read, tally) for rule in read.rules]
    if Status.CONTRADICTED in said:
        broken = read.rules[said.index(Status.CONTRADICTED)]
        dated = words.then(as_of, tally.then[broken.count]) if as_of else _NOTHING
        return Status.CONTRADICTED, words.joined(words.OUTSIDE, dated)
    if said and set(said) == {Status.SUPPORTED}:
        whole = read.decides == "whole"
        return (Status.SUPPORTED, _NOTHING) if whole else (Status.UNDECIDABLE, words.PART)
    if not tally.numbers[read.counts[0].name]:
        return Status.UNDECIDABLE, words.NONE
    return Status.UNDECIDABLE, next(_reasons(as_of, read, tally), _NOTHING)


def _reasons(as_of: str, read: Reading, tally: Tally) -> Iterator[Text]:
    """Why the rules leave a claim open, the one that says most first."""
    for rule in read.rules:
        if tally.then[rule.count] <= rule.high < tally.numbers[rule.count]:
            yield words.joined(words.then(as_of, tally.then[rule.count]), words.LATER)
    if read.rules:
        yield words.NOT_ALL


def _held(rule: Rule, read: Reading, tally: Tally) -> Status:
    """One interval against the other."""
    low, high = tally.then[rule.count], _most(rule, read, tally)
    if low > rule.high or high < rule.low:
        return Status.CONTRADICTED
    inside = rule.low <= low and high <= rule.high
    return Status.SUPPORTED if inside else Status.UNDECIDABLE


def _most(rule: Rule, read: Reading, tally: Tally) -> float:
    """The largest number that may be: what is known, and all of which nothing is known.

    Without end where too little is known. For a claim with a date what is known from later counts
    as unknown: it tells neither who was there then nor who has gone since.
    """
    covered = read.covered
    if covered is None or covered.kind:
        return math.inf
    known, total = tally.then[covered.known], tally.numbers[covered.of]
    if not total or known / total < covered.least:
        return math.inf
    return tally.then[rule.count] + total - known


def _apart(claim: PublishedClaim) -> tuple[Sequence[Figure], ...]:
    """The published figures on the matter of a claim that contradict each other."""
    return tuple(g for g in rivals() if (g[0].measure, g[0].about) in claim.rivals)


def _command(claim: PublishedClaim) -> str:
    values = claim.reading.values.items() if claim.reading else ()
    given = "".join(f" --param {name}={value}" for name, value in values)
    return f"biograph ask {claim.question}{given} --json"
