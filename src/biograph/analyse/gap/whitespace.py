"""G8: pairs of frequent capabilities that no known French firm combines, and who might partner."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap.able import able
from biograph.analyse.method.cooccurrence import pairs, white_space
from biograph.analyse.supply import FRANCE
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.gap.able import Able
    from biograph.analyse.known import Known
    from biograph.analyse.method.cooccurrence import Pair

#: So many firms make a capability frequent; the share of false pairs borne; the pairs told.
_FREQUENT, _BORNE, _MOST = 5, 0.1, 10
#: Pairs named in the sum, and candidate partnerships named for one pair.
_NAMED = 3

_OF_KNOWN = Text(
    fr="Ne vaut que pour les entreprises connues et ce qu'on sait d'elles : l'une d'elles peut "
    "faire les deux sans que biograph l'ait lu.",
    en="Holds for known firms and for what is known of them: one of them may do both without "
    "biograph having read so.",
)
_NO_NEED = Text(
    fr="Que personne ne combine les deux ne dit pas qu'il le faudrait.",
    en="That nobody combines the two does not say that anybody should.",
)
_OVERTURN = Text(
    fr="Une source qui dit qu'une entreprise française fait les deux.",
    en="A source that says that a French firm does both.",
)


def whitespace(known: Known) -> Iterator[Finding]:
    """The pairs that chance hardly explains, best first, and how many it may explain."""
    if not known.everything:
        return
    firms = able(known)
    if not firms.firms:
        return
    has, share = firms.matrix(), _share(known, firms)
    empty = white_space(has, frequent=_FREQUENT)
    for pair in [pair for pair in empty if pair.q <= _BORNE][:_MOST]:
        yield _pair(known, firms, pair, share)
    if empty:
        total = len(pairs(has, frequent=_FREQUENT))
        yield _sum(known, firms, empty, total=total, share=share)


def _share(known: Known, firms: Able) -> float:
    """The share of the known companies of France of which some capability is known."""
    companies = known.ask("actors/of-class", **{"class": "Company"}, country=FRANCE)
    everyone = set(companies.column("actor")) | firms.firms.keys()
    return len(firms.firms) / len(everyone)


def _ends(firms: Able, pair: Pair) -> tuple[str, str]:
    return firms.capabilities[pair.first], firms.capabilities[pair.second]


def _pair(known: Known, firms: Able, pair: Pair, share: float) -> Finding:
    first, second = _ends(firms, pair)
    one, other, covered = firms.names[first], firms.names[second], form.known_share(share)
    expected, q, who = (
        form.decimal(pair.expected, 1),
        form.decimal(pair.q),
        _candidates(firms, pair),
    )
    left, right = len(firms.facts[first]), len(firms.facts[second])
    return Finding(
        id=form.identity("white-space", first, second),
        kind="white-space",
        sentence=Text(
            fr=f"Aucune entreprise française connue de biograph ne combine « {one.fr} » ({left} "
            f"entreprises) et « {other.fr} » ({right}) {covered.fr}, quand le hasard en ferait "
            f"attendre {expected.fr} (q = {q.fr}). Pourraient s'associer : {who.fr}.",
            en=f"No French firm known to biograph combines '{one.en}' ({left} firms) and "
            f"'{other.en}' ({right}) {covered.en}, where chance would make one expect "
            f"{expected.en} (q = {q.en}). Might partner: {who.en}.",
        ),
        value=pair.expected,
        unit=Text(fr="entreprises attendues", en="firms expected"),
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.2 * (1 - pair.q),
        subjects=(first, second),
        evidence=_facts(firms, [pair]),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _OF_KNOWN, _NO_NEED),
        overturned_by=_OVERTURN,
    )


def _facts(firms: Able, told: Sequence[Pair]) -> tuple[str, ...]:
    ends = {iri for pair in told for iri in _ends(firms, pair)}
    facts = {fact for iri in ends for same in firms.facts[iri].values() for fact in same}
    return tuple(sorted(facts))


def _candidates(firms: Able, pair: Pair) -> Text:
    """Firms of either side, those of one region first."""
    first, second = _ends(firms, pair)
    found = []
    for one, other in product(firms.facts[first], firms.facts[second]):
        common = set(firms.regions.get(one, ())) & set(firms.regions.get(other, ()))
        where = min((firms.regions[one][region] for region in common), default="")
        found.append((not where, where, firms.firms[one], firms.firms[other]))
    return form.listed(
        [
            Text(
                fr=f"{one} et {other}{f' ({where})' if where else ''}",
                en=f"{one} and {other}{f' ({where})' if where else ''}",
            )
            for _, where, one, other in sorted(found)[:_NAMED]
        ]
    )


def _sum(known: Known, firms: Able, empty: Sequence[Pair], *, total: int, share: float) -> Finding:
    """How many pairs nobody is known to combine, and how many of these chance hardly explains."""
    covered, number, most = form.known_share(share), form.grouped(len(empty)), form.grouped(total)
    told = sum(pair.q <= _BORNE for pair in empty)
    named = form.listed([_named(firms, pair) for pair in empty[:_NAMED]])
    return Finding(
        id=form.identity("white-space-sum"),
        kind="white-space-sum",
        sentence=Text(
            fr=f"Sur {most.fr} paires de capacités qu'ont chacune {_FREQUENT} entreprises "
            f"françaises connues de biograph ou plus {covered.fr}, {number.fr} ne sont combinées "
            f"par aucune ; {told} le sont trop peu pour un hasard (q au plus 0,1). Les moins "
            f"probables : {named.fr}.",
            en=f"Of {most.en} pairs of capabilities that {_FREQUENT} or more French firms known to "
            f"biograph have each {covered.en}, {number.en} are combined by none; {told} of these "
            f"less often than chance explains (q at most 0.1). The least likely: {named.en}.",
        ),
        value=float(told),
        unit=Text(fr="paires", en="pairs"),
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.1 * (told / len(empty)),
        subjects=tuple(dict.fromkeys(iri for p in empty[:_NAMED] for iri in _ends(firms, p))),
        evidence=_facts(firms, empty[:_NAMED]),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _OF_KNOWN, _NO_NEED),
        overturned_by=_OVERTURN,
    )


def _named(firms: Able, pair: Pair) -> Text:
    first, second = (firms.names[iri] for iri in _ends(firms, pair))
    expected, q = form.decimal(pair.expected, 1), form.decimal(pair.q)
    return Text(
        fr=f"« {first.fr} » et « {second.fr} » ({expected.fr} attendues, q = {q.fr})",
        en=f"'{first.en}' and '{second.en}' ({expected.en} expected, q = {q.en})",
    )
