"""T2: what the dated facts tell a year: authorisations, changes of owner, foundings, closures.

A register is complete for its years, so that more or fewer is a trend. What pages tell is as dense
as they were read: it is counted, and whether there is more or less of it is not decidable.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.known import Known

#: The 95th percentile of the standard normal distribution: both tails leave 90 % between them.
_Z90 = 1.645
#: Years of each of the two spans that are compared.
SPAN = 5
_DATED = """
SELECT ?thing ?relation (MIN(SUBSTR(?date, 1, 4)) AS ?year) {
  GRAPH graph:asserted {
    ?relation rdf:predicate ?predicate ; rdf:%s ?thing ; bg:modality bg:asserted .
    VALUES ?predicate { %s }
  }
  GRAPH ?document { ?evidence bg:supports ?relation ; bg:statedDate ?date }
} GROUP BY ?thing ?relation ORDER BY ?thing ?relation
"""
#: The year stands in the words of the table: ``closed (2022)``, ``in liquidation (2025)``.
_CLOSED = """
SELECT ?thing ?relation ?year {
  GRAPH graph:reference { ?thing bg:status ?status }
  FILTER(REGEX(?status, "^(closed|bankrupt|liquidated|in liquidation|in receivership)", "i"))
  BIND(REPLACE(?status, "^[^(]*[(]([0-9]{4})[)].*$", "$1") AS ?year)
  FILTER(STRLEN(?year) = 4)
  BIND(?thing AS ?relation)
} ORDER BY ?thing
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What is counted, by which question, and whether its source is complete a year."""

    id: str
    name: Text
    question: str
    register: bool = False


_KINDS = (
    _Kind(
        id="authorised",
        name=Text(
            fr="Médicaments biologiques autorisés",
            en="Biological medicines authorised",
        ),
        question=_DATED % ("object", "bg:authorises"),
        register=True,
    ),
    _Kind(
        id="owned",
        name=Text(
            fr="Entreprises et sites qui ont changé de propriétaire",
            en="Firms and sites with a new owner",
        ),
        question=_DATED % ("subject", "bg:subsidiaryOf"),
    ),
    _Kind(
        id="founded",
        name=Text(fr="Entreprises essaimées", en="Firms spun off"),
        question=_DATED % ("subject", "bg:spinOffOf"),
    ),
    _Kind(
        id="closed",
        name=Text(
            fr="Entreprises et sites fermés ou en faillite",
            en="Firms and sites closed or insolvent",
        ),
        question=_CLOSED,
    ),
)


def trends(known: Known) -> Iterator[Finding]:
    """One finding for each kind of dated fact; nothing of one family, for these tell none."""
    if not known.everything:
        return
    for kind in _KINDS:
        first: dict[str, tuple[str, str]] = {}
        for row in known.ask(kind.question).records():
            found = (row["year"], row["relation"])
            first[row["thing"]] = min(first.get(row["thing"], found), found)
        if first:
            yield _finding(kind, first)


def _finding(kind: _Kind, first: Mapping[str, tuple[str, str]]) -> Finding:
    counts = Counter(int(year) for year, _ in first.values())
    last = max(counts) - kind.register  # a register of this year is not full yet
    spans = [range(last - SPAN * n - SPAN + 1, last - SPAN * n + 1) for n in (1, 0)]
    before, after = (sum(counts[year] for year in span) for span in spans)
    shown = {thing: year for thing, (year, _) in first.items() if int(year) in spans[1]}
    change, spread = after - before, _Z90 * math.sqrt(after + before)
    return Finding(
        id=form.identity("trend", kind.id),
        kind="trend",
        sentence=_sentence(kind, (before, after), spans, counts),
        value=float(change),
        unit=Text(fr="de plus qu'avant", en="more than before"),
        presence=Presence.PRESENT if kind.register else Presence.UNKNOWN,
        low=change - spread,
        high=change + spread,
        coverage=1.0 if kind.register else None,
        rank=0.15 if kind.register else 0.05,
        subjects=tuple(sorted(shown)),
        evidence=tuple(sorted(first[thing][1] for thing in shown)),
        command="biograph bottlenecks --only T2 --json",
        caveats=(_SURVIVORS,) if kind.register else (form.NOT_SUPPLY, _AS_READ),
        overturned_by=Text(
            fr="les dates des faits qui n'en ont pas ici",
            en="the dates of the facts that have none here",
        ),
    )


def _sentence(
    kind: _Kind, totals: tuple[int, int], spans: Sequence[range], counts: Mapping[int, int]
) -> Text:
    before, after = totals
    years = ", ".join(f"{year} : {counts[year]}" for year in spans[1])
    named = [f"{span[0]}-{span[-1]}" for span in spans]
    verdict = _verdict(before, after) if kind.register else _UNDECIDED
    return Text(
        fr=f"{kind.name.fr}, d'après les faits datés que connaît biograph : {after} en "
        f"{named[1]} ({years}), {before} en {named[0]} ; {verdict.fr}.",
        en=f"{kind.name.en}, by the dated facts known to biograph: {after} in {named[1]} "
        f"({years.replace(' :', ':')}), {before} in {named[0]}; {verdict.en}.",
    )


def _verdict(before: int, after: int) -> Text:
    """Whether two counts differ by more than chance (the difference of two Poisson counts)."""
    if abs(after - before) <= _Z90 * math.sqrt(after + before):
        return Text(fr="sans tendance sûre", en="no sure trend")
    return Text(fr="plus qu'avant", en="more") if after > before else Text(fr="moins", en="fewer")


_UNDECIDED = Text(
    fr="s'il y en a plus ou moins qu'avant n'est pas décidable",
    en="whether there are more or fewer than before is not decidable",
)
_SURVIVORS = Text(
    fr="Chaque médicament compte à sa première autorisation connue ; ceux que le registre ne "
    "montre plus manquent, surtout aux années anciennes.",
    en="Each medicine counts at its first known authorisation; those that the register shows no "
    "more are missing, above all of early years.",
)
_AS_READ = Text(
    fr="Comptés sur les pages lues : une année dont on a lu plus de pages en montre plus.",
    en="Counted on the pages that were read: a year of which more pages were read shows more.",
)
