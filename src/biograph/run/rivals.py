"""Published figures that contradict each other: the table of figures in, what is shown out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.analyse.findings import quantity
from biograph.model import Text
from biograph.view.content import Published, Rivals
from biograph.vocabulary import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.vocabulary.figures import Figure

#: What figures measure, in words.
MEASURES: Mapping[str, Text] = {
    "plant-cost": Text(fr="coût d'une usine", en="cost of a plant"),
    "transfer-cost": Text(fr="coût d'un transfert", en="cost of a transfer"),
    "requalification-cost": Text(fr="coût d'une requalification", en="cost of requalifying"),
    "stock-cost": Text(fr="coût d'un stock", en="cost of a stock"),
    "holding-cost": Text(fr="coût de détention", en="cost of holding"),
    "training-cost": Text(fr="coût de formation", en="cost of training"),
    "training-time": Text(fr="durée de formation", en="time to train"),
    "fee": Text(fr="redevance", en="fee"),
    "build-time": Text(fr="durée de construction", en="time to build"),
    "transfer-time": Text(fr="durée d'un transfert", en="time to transfer"),
    "requalification-time": Text(fr="durée d'une requalification", en="time to requalify"),
    "procedure-time": Text(fr="durée de procédure", en="time of the procedure"),
    "decision-time": Text(fr="délai de décision", en="time to a decision"),
    "lead-time": Text(fr="délai de livraison", en="lead time"),
    "cycle-time": Text(fr="durée d'un cycle", en="cycle time"),
    "hold-time": Text(fr="durée de tenue", en="hold time"),
    "stock": Text(fr="stock", en="stock"),
    "stock-ratio": Text(fr="évolution des stocks", en="change of stocks"),
    "shelf-life": Text(fr="durée de conservation", en="shelf life"),
    "shelf-life-thawed": Text(fr="conservation après décongélation", en="shelf life once thawed"),
    "capacity": Text(fr="capacité", en="capacity"),
    "demand": Text(fr="besoins", en="demand"),
    "demand-ratio": Text(fr="évolution des besoins", en="change of demand"),
    "centres": Text(fr="centres", en="centres"),
    "patients": Text(fr="patients", en="patients"),
    "patients-per-year": Text(fr="patients par an", en="patients a year"),
    "wait": Text(fr="attente", en="wait"),
    "stay": Text(fr="séjour", en="stay"),
    "slots": Text(fr="places", en="slots"),
    "posts": Text(fr="postes", en="posts"),
    "jobs": Text(fr="emplois", en="jobs"),
    "sites": Text(fr="sites", en="sites"),
    "products": Text(fr="produits", en="products"),
    "target-products": Text(fr="cible de produits", en="target of products"),
    "funding": Text(fr="financement", en="funding"),
    "funding-allocated": Text(fr="financement attribué", en="funding allocated"),
    "import-share": Text(fr="part importée", en="share imported"),
    "world-share": Text(fr="part mondiale", en="share of the world"),
    "use-share": Text(fr="part d'usage", en="share of use"),
    "collection": Text(fr="collecte", en="collection"),
    "collection-target": Text(fr="cible de collecte", en="target of collection"),
    "collection-need": Text(fr="besoin de collecte", en="need of collection"),
}


def rivals() -> tuple[Rivals, ...]:
    """Each group of published figures with no number in common, by what they are about."""
    terms = {term.id: Text(**term.labels) for term in vocabulary.terms()}
    groups = [_group(group, terms[group[0].about]) for group in figures.rivals()]
    return tuple(sorted(groups, key=lambda group: group.label.en.casefold()))


def _group(group: Sequence[Figure], about: Text) -> Rivals:
    measure = MEASURES[group[0].measure]
    return Rivals(
        label=Text(fr=f"{about.fr} : {measure.fr}", en=f"{about.en}: {measure.en}"),
        figures=tuple(map(_published, group)),
    )


def _published(figure: Figure) -> Published:
    low, high = figure.months() if figure.unit in figures.DURATIONS else (figure.low, figure.high)
    return Published(
        label=figure.label,
        value=quantity(figure),
        low=low,
        high=high,
        scope=figure.scope,
        source=figure.source,
        date=figure.as_of,
        url=figure.url,
    )
