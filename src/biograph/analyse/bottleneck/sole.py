"""B1: inputs that no route of a family can do without, whoever makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.compiled import compiled
from biograph.analyse.method.circuit import cut_sets
from biograph.model import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known


def sole_inputs(known: Known) -> Iterator[Finding]:
    """Inputs without an alternative in any route of a family, whoever makes them."""
    stopped: dict[str, set[str]] = {}
    for family in known.families:
        for cut in cut_sets(compiled(family, known.recipes.lines), order=1):
            for iri in cut:
                stopped.setdefault(iri, set()).add(family)
    bought = {line.input for line in known.essential(known.families) if line.bought}
    for iri, families in sorted(stopped.items()):
        if iri in bought:
            yield _sole_input(known, iri, frozenset(families))


def _sole_input(known: Known, iri: str, stopped: frozenset[str]) -> Finding:
    name, count = known.recipes.name(iri), form.families(len(stopped))
    firms = len({maker.owner for maker in known.supply.of(iri)})
    makers = (
        form.several(
            firms, "fournisseur connu|fournisseurs connus", "known supplier|known suppliers"
        )
        if firms
        else Text(fr="aucun fournisseur connu de biograph", en="no supplier known to biograph")
    )
    coverage = known.share_known(stopped)
    covered = form.known_share(coverage)
    perhaps = form.perhaps(len(known.supply.possible.get(iri, ())))
    lines = [line for line in known.essential(stopped) if line.input == iri]
    return Finding(
        id=form.identity("sole-input", iri),
        kind="sole-input",
        sentence=Text(
            fr=f"« {name.fr} » n'a d'alternative dans aucune voie de {count.fr} ; {makers.fr} "
            f"{covered.fr}{perhaps.fr}.",
            en=f"'{name.en}' has no alternative in any route of {count.en}; {makers.en} "
            f"{covered.en}{perhaps.en}.",
        ),
        value=float(len(stopped)),
        unit=form.FAMILIES,
        coverage=coverage,
        rank=0.5 * len(stopped) / len(known.families),
        subjects=(iri, *sorted(stopped)),
        evidence=(
            *(line.iri for line in lines),
            *sorted({r for maker in known.supply.of(iri) for r in maker.relations}),
        ),
        command=known.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
    )
