"""Stated figures in findings: which families they concern, how they are cited, what is assumed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.model import Text
from biograph.terms import DATA
from biograph.vocabulary.figures import nearest
from biograph.vocabulary.term import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.vocabulary.figures import Figure

UNITS = {
    "days": Text(fr="jours", en="days"),
    "weeks": Text(fr="semaines", en="weeks"),
    "months": Text(fr="mois", en="months"),
    "patients": Text(fr="patients", en="patients"),
    "patients/year": Text(fr="patients par an", en="patients a year"),
    "batches/year": Text(fr="lots par an", en="batches a year"),
    "litres/year": Text(fr="litres par an", en="litres a year"),
    "centres": Text(fr="centres", en="centres"),
}


def concerned(known: Known, *measures: str) -> Mapping[str, frozenset[str]]:
    """The families in scope by the therapy class (id) that figures of these measures are about."""
    found: dict[str, set[str]] = {}
    for family in known.families:
        for iri in known.recipes.classes.get(family, ()):
            for measure in measures:
                for figure in nearest(measure, iri)[:1]:
                    found.setdefault(figure.about, set()).add(family)
    return {about: frozenset(families) for about, families in sorted(found.items())}


def cited(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The figures as evidence: an IRI each, sorted."""
    return tuple(sorted({f"{DATA}figure/{figure.id}" for figure in figures}))


def caveats(figures: Iterable[Figure]) -> tuple[Text, ...]:
    """Each assumption among the figures, named as such with its range."""
    return tuple(_assumption(f) for f in dict.fromkeys(figures) if f.basis == "assumption")


def published(groups: Iterable[Sequence[Figure]]) -> float:
    """The share of quantities of which somebody publishes a figure, in [0, 1]; 0 of none."""
    known = [any(figure.basis == "published" for figure in group) for group in groups]
    return sum(known) / len(known) if known else 0.0


def basis(figures: Iterable[Figure]) -> Text:
    """`` (assumed)`` where all figures are assumptions, `` (partly assumed)`` where some are."""
    bases = {figure.basis for figure in figures}
    if "assumption" not in bases:
        return Text(fr="", en="")
    if len(bases) > 1:
        return Text(fr=" (en partie par hypothèse)", en=" (partly assumed)")
    return Text(fr=" (hypothèse)", en=" (assumed)")


def label(iri: str) -> Text:
    """What a term of the tables is called."""
    labels = next(term.labels for term in terms() if term.iri == iri)
    return Text(fr=labels["fr"], en=labels["en"])


def _assumption(figure: Figure) -> Text:
    size, unit = span(figure.low, figure.high), UNITS[figure.unit]
    return Text(
        fr=f"Hypothèse de biograph, que personne ne publie : {inside(figure.label.fr)}, "
        f"{size.fr} {unit.fr}.",
        en=f"Assumed by biograph, published by nobody: {inside(figure.label.en)}, "
        f"{size.en} {unit.en}.",
    )


def inside(label: str) -> str:
    """A label as it stands inside a sentence; one that starts with an acronym stays as it is."""
    return label if label[1:2].isupper() or label[1:2] == "-" else label[:1].lower() + label[1:]


def span(low: float, high: float) -> Text:
    """``700 à 1 500``, one number where both ends read alike; without limit where infinite."""
    first, last = number(low), number(high)
    if first == last:
        return first
    return Text(fr=f"{first.fr} à {last.fr}", en=f"{first.en} to {last.en}")


def number(value: float) -> Text:
    """``1 500`` in French, ``1,500`` in English; one decimal below 10 unless whole."""
    if math.isinf(value):
        return Text(fr="l'infini", en="infinity")
    text = f"{value:,.1f}" if abs(value) < 10 and round(value, 1) % 1 else f"{value:,.0f}"
    return Text(fr=text.replace(",", " ").replace(".", ","), en=text)
