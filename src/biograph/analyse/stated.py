"""Stated figures in findings: which families they concern, how they are cited, what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.findings import quantity
from biograph.model import Text
from biograph.terms import DATA
from biograph.vocabulary.figures import nearest
from biograph.vocabulary.term import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.vocabulary.figures import Figure


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
    size = quantity(figure)
    return Text(
        fr=f"Hypothèse de biograph, que personne ne publie : {inside(figure.label.fr)}, {size.fr}.",
        en=f"Assumed by biograph, published by nobody: {inside(figure.label.en)}, {size.en}.",
    )


def inside(label: str) -> str:
    """A label as it stands inside a sentence; one that starts with an acronym stays as it is."""
    return label if label[1:2].isupper() or label[1:2] == "-" else label[:1].lower() + label[1:]
