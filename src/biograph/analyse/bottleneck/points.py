"""B1, B5: firms, pairs of firms and inputs whose loss stops therapy families.

Exact on the recipes and on the suppliers that biograph knows, and no further: each finding tells
the share of inputs with a known supplier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.method.circuit import causes, cut_sets
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Recipes
    from biograph.analyse.supply import Supply


def cuts_by_families(
    recipes: Recipes, supply: Supply, families: tuple[str, ...], *, order: int = 2
) -> Mapping[frozenset[str], frozenset[str]]:
    """The minimal sets of owners (up to ``order``) whose loss stops a family: which families."""
    stopped: dict[frozenset[str], set[str]] = {}
    makers = supply.owners()
    for family in families:
        circuit = supplied(compiled(family, recipes.lines), makers)
        for cut in cut_sets(circuit, order=order):
            stopped.setdefault(cut, set()).add(family)
    return {cut: frozenset(families) for cut, families in stopped.items()}


def points(known: Known) -> Iterator[Finding]:
    """The minimal sets of one or two owners without whom a family stops, and by which inputs."""
    for cut, stopped in cuts_by_families(known.recipes, known.supply, known.families).items():
        if not cut:
            continue  # a recipe without any way is an error of its table: `biograph check` tells
        makers = [m for same in known.supply.makers.values() for m in same if m.owner in cut]
        if known.local is None or any(
            m.iri in known.local or m.owner in known.local for m in makers
        ):
            yield _cut(known, cut, stopped)


def _cut(known: Known, cut: frozenset[str], stopped: frozenset[str]) -> Finding:
    closed = _causes(known, cut, stopped)
    relations = {r for iri in closed for maker in known.supply.of(iri) for r in maker.relations}
    lines = [line.iri for line in known.essential(stopped) if line.input in closed]
    coverage = known.share_known(stopped)
    single = len(cut) == 1
    kind = "single-point" if single else "cut-pair"
    # A maker of something more general may be the second source that no document names.
    doubt = 0.5 if _possible(known, closed) else 1.0
    return Finding(
        id=form.identity(kind, *sorted(cut)),
        kind=kind,
        sentence=_without(known, cut, stopped, closed),
        value=float(len(stopped)),
        unit=form.FAMILIES,
        coverage=coverage,
        rank=doubt * (1.0 if single else 0.4) * len(stopped) / len(known.families),
        subjects=(*sorted(cut), *closed, *sorted(stopped)),
        evidence=(*sorted(lines), *sorted(relations)),
        command=known.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
    )


def _causes(known: Known, cut: frozenset[str], stopped: frozenset[str]) -> tuple[str, ...]:
    """The inputs by which the loss of these owners stops the families."""
    lost = {
        iri
        for iri, makers in known.supply.makers.items()
        if all(maker.owner in cut for maker in makers)
    }
    found: set[str] = set()
    for family in stopped:
        found |= causes(compiled(family, known.recipes.lines), lost)
    return tuple(sorted(found))


def _possible(known: Known, inputs: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(known.supply.possible.get(iri, frozenset()) for iri in inputs))


def _without(
    known: Known, cut: frozenset[str], stopped: frozenset[str], closed: tuple[str, ...]
) -> Text:
    firms = sorted(known.supply.names.get(owner) or local_name(owner) for owner in cut)
    families = form.listed([known.recipes.name(family) for family in sorted(stopped)])
    inputs = form.listed([known.recipes.name(iri) for iri in closed])
    covered, count = form.known_share(known.share_known(stopped)), form.families(len(stopped))
    perhaps = form.perhaps(len(_possible(known, closed)))
    stop = Text(
        fr="s’arrête" if len(stopped) < 2 else "s’arrêtent",
        en="stops" if len(stopped) == 1 else "stop",
    )
    return Text(
        fr=f"Sans {' ni '.join(firms)}, {count.fr} {stop.fr}, d'après les seuls fournisseurs "
        f"connus de biograph {covered.fr} : {families.fr}. En cause : {inputs.fr}{perhaps.fr}.",
        en=f"Without {' and '.join(firms)}, {count.en} {stop.en}, going by the suppliers known to "
        f"biograph alone {covered.en}: {families.en}. Because of: {inputs.en}{perhaps.en}.",
    )


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
