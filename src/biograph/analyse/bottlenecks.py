"""Bottlenecks: firms and inputs whose loss stops therapy families, and concentrated markets.

Exact on the recipes and on the suppliers that biograph knows, and no further: each finding tells
the share of inputs with a known supplier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.markets import markets
from biograph.analyse.method.circuit import causes, cut_sets
from biograph.analyse.recipes import recipes
from biograph.analyse.supply import actors_in, supply
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.recipes import Line, Recipes
    from biograph.analyse.supply import Supply
    from biograph.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What every bottleneck of one call rests on."""

    recipes: Recipes
    supply: Supply
    scope: form.Scope
    families: tuple[str, ...]
    local: frozenset[str] | None

    def essential(self, families: frozenset[str]) -> tuple[Line, ...]:
        """The essential lines of some families and of the recipes nested in them."""
        return self.recipes.essential(self.recipes.nested(families))

    def coverage(self, families: frozenset[str]) -> float | None:
        """The share of the goods that these families require with a known supplier."""
        lines = self.essential(families)
        return self.supply.share_known(line.input for line in lines if line.bought)


def bottlenecks(
    ask: Ask, *, family: str | None = None, region: str | None = None
) -> tuple[Finding, ...]:
    """The bottlenecks of all therapy families or one, ranked.

    ``region`` (a code, IRI or name) keeps those that hang on a maker based there. Raises QueryError
    for an unknown family, or a region where no actor is known.
    """
    known = recipes(ask)
    view = _View(
        recipes=known,
        supply=supply(ask),
        scope=form.Scope(family=family, region=region),
        families=known.families(family),
        local=actors_in(ask, region),
    )
    cuts = [*_cuts(view)]
    if view.local is not None:
        return form.ranked(cuts)
    lines = view.essential(frozenset(view.families))
    required = {line.input for line in lines if line.bought}
    share = view.coverage(frozenset(view.families))
    spread = markets(ask, known, view.families, required=required, coverage=share)
    return form.ranked([*cuts, *_sole_inputs(view), *spread])


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


def _cuts(view: _View) -> Iterator[Finding]:
    for cut, stopped in cuts_by_families(view.recipes, view.supply, view.families).items():
        if not cut:
            continue  # a recipe without any way is an error of its table: `biograph check` tells
        makers = [m for same in view.supply.makers.values() for m in same if m.owner in cut]
        if view.local is None or any(m.iri in view.local or m.owner in view.local for m in makers):
            yield _cut(view, cut, stopped)


def _cut(view: _View, cut: frozenset[str], stopped: frozenset[str]) -> Finding:
    closed = _causes(view, cut, stopped)
    relations = {r for iri in closed for maker in view.supply.of(iri) for r in maker.relations}
    lines = [line.iri for line in view.essential(stopped) if line.input in closed]
    coverage = view.coverage(stopped)
    single = len(cut) == 1
    kind = "single-point" if single else "cut-pair"
    # A maker of something more general may be the second source that no document names.
    doubt = 0.5 if _possible(view, closed) else 1.0
    return Finding(
        id=form.identity(kind, *sorted(cut)),
        kind=kind,
        sentence=_without(view, cut, stopped, closed),
        value=float(len(stopped)),
        unit=form.FAMILIES,
        coverage=coverage,
        rank=doubt * (1.0 if single else 0.4) * len(stopped) / len(view.families),
        subjects=(*sorted(cut), *closed, *sorted(stopped)),
        evidence=(*sorted(lines), *sorted(relations)),
        command=view.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
    )


def _causes(view: _View, cut: frozenset[str], stopped: frozenset[str]) -> tuple[str, ...]:
    """The inputs by which the loss of these owners stops the families."""
    lost = {
        iri
        for iri, makers in view.supply.makers.items()
        if all(maker.owner in cut for maker in makers)
    }
    found: set[str] = set()
    for family in stopped:
        found |= causes(compiled(family, view.recipes.lines), lost)
    return tuple(sorted(found))


def _possible(view: _View, inputs: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(view.supply.possible.get(iri, frozenset()) for iri in inputs))


def _without(
    view: _View, cut: frozenset[str], stopped: frozenset[str], closed: tuple[str, ...]
) -> Text:
    firms = sorted(view.supply.names.get(owner) or local_name(owner) for owner in cut)
    families = form.listed([view.recipes.name(family) for family in sorted(stopped)])
    inputs = form.listed([view.recipes.name(iri) for iri in closed])
    known, count = form.known_share(view.coverage(stopped)), form.families(len(stopped))
    perhaps = form.perhaps(len(_possible(view, closed)))
    stop = Text(
        fr="s’arrête" if len(stopped) < 2 else "s’arrêtent",
        en="stops" if len(stopped) == 1 else "stop",
    )
    return Text(
        fr=f"Sans {' ni '.join(firms)}, {count.fr} {stop.fr}, d'après les seuls fournisseurs "
        f"connus de biograph {known.fr} : {families.fr}. En cause : {inputs.fr}{perhaps.fr}.",
        en=f"Without {' and '.join(firms)}, {count.en} {stop.en}, going by the suppliers known to "
        f"biograph alone {known.en}: {families.en}. Because of: {inputs.en}{perhaps.en}.",
    )


def _sole_inputs(view: _View) -> Iterator[Finding]:
    """Inputs without an alternative in any route of a family, whoever makes them."""
    stopped: dict[str, set[str]] = {}
    for family in view.families:
        for cut in cut_sets(compiled(family, view.recipes.lines), order=1):
            for iri in cut:
                stopped.setdefault(iri, set()).add(family)
    bought = {line.input for line in view.essential(frozenset(view.families)) if line.bought}
    for iri, families in sorted(stopped.items()):
        if iri in bought:
            yield _sole_input(view, iri, frozenset(families))


def _sole_input(view: _View, iri: str, stopped: frozenset[str]) -> Finding:
    name, count = view.recipes.name(iri), form.families(len(stopped))
    firms = len({maker.owner for maker in view.supply.of(iri)})
    makers = (
        form.several(
            firms, "fournisseur connu|fournisseurs connus", "known supplier|known suppliers"
        )
        if firms
        else Text(fr="aucun fournisseur connu de biograph", en="no supplier known to biograph")
    )
    coverage = view.coverage(stopped)
    known = form.known_share(coverage)
    perhaps = form.perhaps(len(view.supply.possible.get(iri, ())))
    lines = [line for line in view.essential(stopped) if line.input == iri]
    return Finding(
        id=form.identity("sole-input", iri),
        kind="sole-input",
        sentence=Text(
            fr=f"« {name.fr} » n'a d'alternative dans aucune voie de {count.fr} ; {makers.fr} "
            f"{known.fr}{perhaps.fr}.",
            en=f"'{name.en}' has no alternative in any route of {count.en}; {makers.en} "
            f"{known.en}{perhaps.en}.",
        ),
        value=float(len(stopped)),
        unit=form.FAMILIES,
        coverage=coverage,
        rank=0.5 * len(stopped) / len(view.families),
        subjects=(iri, *sorted(stopped)),
        evidence=(
            *(line.iri for line in lines),
            *sorted({r for maker in view.supply.of(iri) for r in maker.relations}),
        ),
        command=view.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
    )
