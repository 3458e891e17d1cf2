"""The sentences on what limits a chain: its steps and a minimum cut in, both languages out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.stated import basis, inside
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.analyse.bottleneck.chain import Chain, Step
    from biograph.analyse.method.capacity import Throughput

CAVEATS = (
    Text(
        fr="La capacité d'un site est une limite haute : il peut servir d'autres pays ou produits.",
        en="The capacity of a site is an upper limit: it may serve other countries or products.",
    ),
    Text(
        fr="La borne basse tient pour nulle toute capacité inconnue, la borne haute pour illimitée "
        ": l'écart mesure ce qui n'est pas publié, pas l'offre.",
        en="The lower end takes each unknown capacity as none, the upper end as without limit: the "
        "difference measures what is not published, not supply.",
    ),
)


def sentence(chain: Chain, found: Throughput, coverage: float) -> Text:
    """What limits a chain, or which capacities are missing to say so, and what is stated."""
    share, known = form.known_share(coverage), _known(chain)
    verdict = _decided(chain, found) if found.decidable else _undecided(chain, found)
    name = Text(fr=_large(chain.name.fr), en=_large(chain.name.en))
    return Text(
        fr=f"{name.fr} : {verdict.fr}. Chiffres retenus : {known.fr} {share.fr}.",
        en=f"{name.en}: {verdict.en}. Figures used: {known.en} {share.en}.",
    )


def _large(label: str) -> str:
    return label[:1].upper() + label[1:]


def decided_by(chain: Chain, found: Throughput) -> Text:
    """The capacities to publish or state better, or to widen where the answer is known."""
    ends = set(found.binding_low) | set(found.binding_high)
    if found.decidable:
        names = _names(chain, ends)
        return Text(
            fr=f"Une capacité plus large y mettrait fin : {names.fr}.",
            en=f"More capacity would end it: {names.en}.",
        )
    names, wide = _names(chain, found.missing), _names(chain, ends)
    more = Text(fr="", en="")
    if set(found.binding_low) != set(found.binding_high):
        more = Text(
            fr=f", et des chiffres plus précis de : {wide.fr}",
            en=f", and narrower figures of: {wide.en}",
        )
    return Text(
        fr=f"La publication de ces capacités en déciderait : {names.fr}{more.fr}.",
        en=f"Publishing these capacities would decide it: {names.en}{more.en}.",
    )


def _decided(chain: Chain, found: Throughput) -> Text:
    passes, unit, limit = (
        form.between(found.low, found.high),
        form.UNITS[chain.unit],
        _binding(chain, found),
    )
    return Text(fr=f"{passes.fr} {unit.fr} ; {limit.fr}", en=f"{passes.en} {unit.en}; {limit.en}")


def _undecided(chain: Chain, found: Throughput) -> Text:
    missing, limit = _names(chain, found.missing), _binding(chain, found)
    between = _between(chain, found)
    then = Text(
        fr=f". Si elles sont assez larges, {limit.fr}" if limit.fr else "",
        en=f". If these are wide enough, {limit.en}" if limit.en else "",
    )
    return Text(
        fr="avec ce que biograph connaît de publié, on ne peut dire quelle étape limite les "
        f"traitements en France, {between.fr}. Capacités inconnues : {missing.fr}{then.fr}",
        en="with what biograph knows to be published it is not decidable which step limits "
        f"treatment in France, {between.en}. Unknown capacities: {missing.en}{then.en}",
    )


def _between(chain: Chain, found: Throughput) -> Text:
    """``between 0 and 1,500 patients a year``, and how much of the need that is if less."""
    unit, (low, high) = form.UNITS[chain.unit], map(form.grouped, (found.low, found.high))
    if math.isinf(found.high):
        return Text(
            fr=f"de {low.fr} à un nombre inconnu de {unit.fr}",
            en=f"from {low.en} to an unknown number of {unit.en}",
        )
    need = chain.need
    part = Text(fr="", en="")
    if need and found.high < need[0]:
        least, most = (form.percent(found.high / end) for end in (need[1], need[0]))
        part = Text(
            fr=f" (au plus {least.fr} à {most.fr} du besoin, sans importations)",
            en=f" (at most {least.en} to {most.en} of the need, without imports)",
        )
    return Text(
        fr=f"entre {low.fr} et {high.fr} {unit.fr}{part.fr}",
        en=f"between {low.en} and {high.en} {unit.en}{part.en}",
    )


def _binding(chain: Chain, found: Throughput) -> Text:
    """``the limit is administration``: what binds with the lower ends, and with the upper ends."""
    low, high = (_names(chain, at) for at in (found.binding_low, found.binding_high))
    if not low.en or not high.en:
        return Text(fr="", en="")
    if low == high:
        return Text(fr=f"la limite est : {low.fr}", en=f"the limit is: {low.en}")
    return Text(
        fr=f"la limite est : {low.fr}, si les chiffres bas sont vrais ; {high.fr}, si les hauts le "
        "sont",
        en=f"the limit is: {low.en}, if the low figures hold; {high.en}, if the high ones do",
    )


def _known(chain: Chain) -> Text:
    return form.listed([_stated(step) for step in chain.steps if step.capacity])


def _stated(step: Step) -> Text:
    """``administration: 400 to 2,000 (assumed)``: one capacity with what it is of."""
    low, high = step.capacity or (0.0, math.inf)
    most, size, note = form.grouped(high), form.between(low, high), basis(step.figures)
    name = Text(fr=inside(step.name.fr), en=inside(step.name.en))
    if not step.scope.en:
        return Text(fr=f"{name.fr} : {size.fr}{note.fr}", en=f"{name.en}: {size.en}{note.en}")
    return Text(
        fr=f"{name.fr} : {most.fr} au plus ({step.scope.fr})",
        en=f"{name.en}: {most.en} at most ({step.scope.en})",
    )


def _names(chain: Chain, at: Iterable[int]) -> Text:
    names = [chain.steps[number].name for number in sorted(at)]
    return form.listed([Text(fr=inside(name.fr), en=inside(name.en)) for name in names])
