"""B10: who could replace the sole supplier of an input, and what lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.loss import loss_of
from biograph.model import Finding, Text
from biograph.terms import DATA, local_name
from biograph.vocabulary.figures import hull, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.known import Known

_MOST = 10


def substitutes(known: Known) -> Iterator[Finding]:
    """For the inputs by which a single owner stops families: who is known to make something near.

    Near are makers of something more general and makers of another input of the same general term.
    Most families first, at most ten inputs.
    """
    closed = _closed(known)
    ordered = sorted(closed, key=lambda iri: (-len(closed[iri]), iri))
    for iri in ordered[:_MOST]:
        yield _finding(known, iri, closed[iri])


def _closed(known: Known) -> Mapping[str, frozenset[str]]:
    """By input that one owner alone can close: the families that then stop."""
    found: dict[str, set[str]] = {}
    for loss in loss_of(known, list(known.worlds.of_owner.values())):
        for iri in loss.inputs:
            found.setdefault(iri, set()).update(loss.families)
    return {iri: frozenset(families) for iri, families in found.items()}


def candidates(known: Known, iri: str) -> tuple[str, ...]:
    """The owners that might make an input that no source says they make, sorted."""
    supply = known.supply
    near = {m.owner for above in supply.general.get(iri, ()) for m in supply.of(above)}
    possible = {supply.group(maker) for maker in supply.possible.get(iri, ())}
    return tuple(sorted((near | possible) - {maker.owner for maker in supply.of(iri)}))


def _finding(known: Known, iri: str, families: frozenset[str]) -> Finding:
    name, who = known.recipes.name(iri), candidates(known, iri)
    figures = nearest("requalification-time", iri)
    months = _span(hull(figures)) if figures else Text(fr="inconnu", en="unknown")
    makers = form.plain(", ".join(sorted({maker.name for maker in known.supply.of(iri)})))
    groups = {known.supply.names.get(m.owner) or m.name for m in known.supply.of(iri)}
    sole = form.plain(f"{' / '.join(sorted(groups))} ({makers.en})")
    shown = form.listed([form.plain(known.supply.names.get(o) or local_name(o)) for o in who])
    count = form.several(len(who), "candidat connu|candidats connus", "known candidate|candidates")
    tail = Text(fr=f" ({shown.fr})", en=f" ({shown.en})") if who else Text(fr="", en="")
    return Finding(
        id=form.identity("substitute", iri),
        kind="substitute",
        sentence=Text(
            fr=f"« {name.fr} » ne vient que de {sole.fr} à ce que sait biograph : "
            f"{count.fr} pour le remplacer{tail.fr}, qui font un intrant voisin ou plus général ; "
            f"délai de requalification {months.fr}.",
            en=f"'{name.en}' comes from {sole.en} alone as far as biograph knows: "
            f"{count.en} to replace it{tail.en}, who make a neighbouring or more general input; "
            f"time to requalify {months.en}.",
        ),
        value=float(len(who)),
        unit=Text(fr="candidats", en="candidates"),
        coverage=known.share_known(families),
        rank=0.2 * len(families) / len(known.families) / (1 + len(who)),
        subjects=(iri, *who, *sorted(families)),
        evidence=(
            *sorted({r for maker in known.supply.of(iri) for r in maker.relations}),
            *(line.iri for line in known.essential(families) if line.input == iri),
            *(f"{DATA}figure/{figure.id}" for figure in figures),
        ),
        command=f"biograph whatif --without {local_name(iri)} --json",
        caveats=(form.NOT_SUPPLY, form.OF_THE_FAMILY),
        overturned_by=Text(
            fr="une source qui dit qu'un candidat fait cet intrant, en quelle qualité (BPF)",
            en="a source that says that a candidate makes this input, and in which grade (GMP)",
        ),
    )


def _span(months: tuple[float, float]) -> Text:
    low, high = (form.decimal(end, 0) for end in months)
    return Text(fr=f"de {low.fr} à {high.fr} mois", en=f"of {low.en} to {high.en} months")
