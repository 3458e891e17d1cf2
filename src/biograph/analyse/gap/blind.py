"""G10: where biograph is blind, and which questions to ask first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse import findings as form
from biograph.model import Finding, Presence, Text
from biograph.terms import bg, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.method.completeness import Coverage

    BoolArray = NDArray[np.bool_]

_KINDS = {
    "Consumable": Text(fr="consommables", en="consumables"),
    "Equipment": Text(fr="équipements", en="equipment"),
    "InputMaterial": Text(fr="matières", en="materials"),
    "Service": Text(fr="services", en="services"),
}
#: How many bottlenecks the most telling question is to make sure, and how many questions are told.
_TOP, _ASKED = 10, 8


def blind_spots(known: Known) -> Iterator[Finding]:
    """What share of the suppliers of each kind of goods is seen, by capture and recapture."""
    facts: dict[str, set[str]] = {}
    for row in known.ask("quality/suppliers-by-source").records():
        facts.setdefault(local_name(row["kind"]), set()).add(row["relation"])
    for kind, seen in sorted(known.seen.items()):
        if seen.share is not None and seen.estimated is not None:
            named = tuple(sorted(facts[kind]))
            yield _share(kind, seen, named, share=seen.share, estimated=seen.estimated)


def first_questions(known: Known) -> Iterator[Finding]:
    """The inputs of which one more maker would tell most about the first ten bottlenecks.

    Value of information as the mutual information, over the completed worlds, between there being
    a maker that nobody has seen and an owner being among the ten whose loss stops most families,
    summed over owners, less its bias by chance (Miller 1955: one degree of freedom, 1 / 2R nats).
    """
    if not known.worlds.of_owner:
        return
    top = _top(known)
    told = {iri: _information(draws, top) for iri, draws in known.worlds.missing.items()}
    for iri in sorted(told, key=lambda iri: (-told[iri], iri))[:_ASKED]:
        if told[iri] > 0:
            yield _question(known, iri, told[iri])


def _top(known: Known) -> BoolArray:
    """Which owners are among the first in each completed draw (R, owners)."""
    worlds = known.worlds
    stopped = worlds.stopped(worlds.full, list(worlds.of_owner.values())).values()
    loss = np.sum(list(stopped), axis=0)
    # The least loss of the first ten; owners that stop nothing are never among them.
    least = np.sort(loss, axis=1)[:, -min(_TOP, loss.shape[1]), np.newaxis]
    return np.asarray((loss >= np.maximum(least, 1)), dtype=np.bool_)


def _information(cause: BoolArray, effects: BoolArray) -> float:
    """Bits that a cause (R) tells of effects (R, n), each by itself, less the bias by chance."""
    rounds, given = len(cause), cause[:, np.newaxis]
    # Counted, not averaged: a cell that never occurs is exactly 0.
    yes = np.stack([(effects & given).sum(axis=0), (effects & ~given).sum(axis=0)])
    told = np.array([cause.sum(), rounds - cause.sum()])[:, np.newaxis]
    cells = np.stack([yes, told - yes])
    chance = np.stack([yes.sum(axis=0), rounds - yes.sum(axis=0)])[:, np.newaxis] * told / rounds
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(cells > 0, cells * np.log2(cells / chance), 0)
    bits = terms.sum(axis=(0, 1)) / rounds
    return float(np.maximum(bits - 1 / (2 * rounds * math.log(2)), 0).sum())


def _share(
    kind: str, seen: Coverage, named: tuple[str, ...], *, share: float, estimated: float
) -> Finding:
    name, part = _KINDS.get(kind, form.plain(kind)), form.percent(share)
    low, high = form.percent(seen.low), form.percent(seen.high)
    return Finding(
        id=form.identity("blind-spot", kind),
        kind="blind-spot",
        sentence=Text(
            fr=f"Fournisseurs de {name.fr} : biograph en connaît {seen.observed} groupes sur "
            f"environ {estimated:.0f}, couverture {part.fr} ({low.fr} à {high.fr}) au plus, "
            "d'après ce que ses sources nomment en commun.",
            en=f"Suppliers of {name.en}: biograph knows {seen.observed} groups of about "
            f"{estimated:.0f}, coverage {part.en} ({low.en} to {high.en}) at most, by what its "
            "sources name in common.",
        ),
        value=share,
        unit=Text(fr="part connue", en="share known"),
        presence=Presence.UNKNOWN,
        low=seen.low,
        high=seen.high,
        coverage=share,
        rank=0.3 * (1 - share),
        subjects=(bg(kind),),
        evidence=named,
        command="biograph ask quality/suppliers-by-source --json",
        caveats=(form.NOT_SUPPLY, _UPPER),
        overturned_by=Text(
            fr="une troisième liste indépendante de fournisseurs (salon, fédération, douane)",
            en="a third independent list of suppliers (trade fair, federation, customs)",
        ),
    )


_UPPER = Text(
    fr="Des listes qui se recopient font paraître la couverture plus haute qu'elle n'est.",
    en="Lists that copy one another make the coverage look higher than it is.",
)


def _question(known: Known, iri: str, bits: float) -> Finding:
    name = known.recipes.name(iri)
    makers = sorted({maker.name for maker in known.supply.of(iri)})
    families = sorted(
        {line.family for line in known.essential(known.families) if line.input == iri}
    )
    amount, count = form.decimal(bits), form.families(len(families))
    listed = form.listed([form.plain(maker) for maker in makers], most=4)
    covered = form.known_share(known.share_known(families))
    return Finding(
        id=form.identity("first-question", iri),
        kind="first-question",
        sentence=Text(
            fr=f"À chercher d'abord : qui fournit « {name.fr} », hors ce que sait biograph "
            f"({listed.fr}) ? La réponse vaut {amount.fr} bit sur les dix premiers goulets ; "
            f"requis par {count.fr} {covered.fr}.",
            en=f"To be looked for first: who supplies '{name.en}', beside those known to biograph "
            f"({listed.en})? The answer is worth {amount.en} bits on the first ten bottlenecks; "
            f"required by {count.en} {covered.en}.",
        ),
        value=bits,
        unit=Text(fr="bits", en="bits"),
        presence=Presence.UNKNOWN,
        coverage=known.share_known(known.families),
        rank=0.2 * min(bits, 1.0),
        subjects=(iri, *families),
        evidence=tuple(sorted({r for m in known.supply.of(iri) for r in m.relations})),
        command=f"biograph ask supply/makers-of-input --param input={local_name(iri)}",
        caveats=(form.NOT_SUPPLY,),
        overturned_by=Text(
            fr=f"des documents sur « {name.fr} » : catalogues, salons, appels d'offres",
            en=f"documents on '{name.en}': catalogues, trade fairs, calls for tender",
        ),
    )
