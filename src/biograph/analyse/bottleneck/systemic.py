"""B4: how much of the known supply is lost if one owner stops (ESRI, Diem et al. 2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse import findings as form
from biograph.analyse.method.cascade import esri, stable
from biograph.analyse.method.draws import ROUNDS, interval
from biograph.analyse.trade import trade
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.known import Known

_MOST = 8
#: Tight enough that the index does not move: it is checked at a tenth of it.
TOLERANCE = 1e-4


def systemic(known: Known) -> Iterator[Finding]:
    """The owners with the largest index, at most eight; none whose index the tolerance moves."""
    known_trade = trade(known)
    if known_trade is None:
        return
    owners = sorted(known_trade.offers)
    scenarios = [list(known_trade.offers[owner]) for owner in owners]
    scores = stable(known_trade.network, scenarios, tolerance=TOLERANCE)
    index = scores.value
    order = sorted(np.flatnonzero(index > 0).tolist(), key=lambda n: (-index[n], owners[n]))
    first = [owners[n] for n in order[:_MOST]]
    drawn = _drawn(known, first)
    for place, (owner, n) in enumerate(zip(first, order, strict=False)):
        yield _finding(known, owner, float(index[n]), drawn[:, place], place + 1)


def _drawn(known: Known, owners: Sequence[str]) -> NDArray[np.float64]:
    """The index of some owners in each naive draw (R, owners); 0 where one supplies nothing."""
    found = np.zeros((ROUNDS, len(owners)))
    for number in range(ROUNDS):
        drawn = trade(known, known.worlds.owners(number))
        if drawn is not None:
            lost = [list(drawn.offers.get(owner, ())) for owner in owners]
            found[number] = esri(drawn.network, lost, tolerance=TOLERANCE)
    return found


def _finding(
    known: Known, owner: str, index: float, drawn: NDArray[np.float64], place: int
) -> Finding:
    name = known.supply.names.get(owner) or local_name(owner)
    share, covered = _percent(index), form.known_share(known.share_known(known.families))
    makers = [
        (iri, maker)
        for iri, same in known.supply.makers.items()
        for maker in same
        if maker.owner == owner
    ]
    required = {line.input for line in known.essential(known.families)}
    spread = interval(drawn)
    inputs = sorted({iri for iri, _ in makers if iri in required})
    return Finding(
        id=form.identity("systemic", owner),
        kind="systemic",
        sentence=Text(
            fr=f"Si {name} s'arrête, le réseau connu des fournisseurs et des familles perd "
            f"{share.fr} de son activité (indice de risque systémique ESRI, rang {place}, liens "
            f"d'égal poids) {covered.fr}.",
            en=f"If {name} stops, the known network of suppliers and families loses {share.en} of "
            f"its activity (economic systemic risk index ESRI, rank {place}, links of equal "
            f"weight) {covered.en}.",
        ),
        value=index,
        unit=Text(fr="part de l'activité", en="share of the activity"),
        low=min(index, spread.low),
        high=max(index, spread.high),
        coverage=known.share_known(known.families),
        rank=0.5 * index,
        subjects=(owner, *inputs),
        evidence=tuple(sorted({r for iri, m in makers if iri in required for r in m.relations})),
        command=known.scope.command("bottlenecks"),
        caveats=(_EQUAL, form.UNREVIEWED),
        overturned_by=Text(
            fr="les volumes vendus, ou d'autres fournisseurs des mêmes intrants",
            en="the volumes sold, or other suppliers of the same inputs",
        ),
    )


_EQUAL = Text(
    fr="Faute de volumes publiés, chaque lien pèse autant : l'indice compare, il ne chiffre pas.",
    en="For want of published volumes each link weighs the same: the index compares, it does not "
    "cost.",
)


def _percent(share: float) -> Text:
    """With one decimal: most indices are small."""
    number = form.decimal(100 * share, 1)
    return Text(fr=f"{number.fr} %", en=f"{number.en}%")
