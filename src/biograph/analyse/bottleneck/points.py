"""B1, B5: firms, pairs and triples of firms whose loss stops therapy families.

Exact on the recipes and on the suppliers that biograph knows, and no further: each finding tells
the share of inputs with a known supplier, and in how many random worlds it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck.importance import importances, told
from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.loss import grounds, loss_of
from biograph.analyse.method.circuit import cut_sets
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.loss import Loss
    from biograph.analyse.recipes import Recipes
    from biograph.analyse.supply import Supply

#: What a set of so many owners is called.
_KINDS = {1: "single-point", 2: "cut-pair", 3: "cut-triple"}


def cuts_by_families(
    recipes: Recipes, supply: Supply, families: tuple[str, ...], *, order: int = 3
) -> Mapping[frozenset[str], frozenset[str]]:
    """The minimal sets of owners (up to ``order``) whose loss stops a family: which families."""
    stopped: dict[frozenset[str], set[str]] = {}
    makers = supply.owners()
    for family in families:
        circuit = supplied(compiled(family, recipes.lines), makers)
        for cut in cut_sets(circuit, order=order):
            stopped.setdefault(cut, set()).add(family)
    return {cut: frozenset(families) for cut, families in stopped.items()}


def single_points(known: Known) -> Iterator[Finding]:
    """Owners without whom alone a family stops, and by which inputs."""
    return _cuts(known, {1})


def joint_failures(known: Known) -> Iterator[Finding]:
    """Pairs and triples of owners without whom a family stops, each being needed for it."""
    return _cuts(known, {2, 3})


def _cuts(known: Known, sizes: Collection[int]) -> Iterator[Finding]:
    # An empty cut is a recipe without any way, an error of its table: `biograph check` tells.
    found = cuts_by_families(known.recipes, known.supply, known.families)
    cuts = [cut for cut in found if len(cut) in sizes and _near(known, cut)]
    links = [known.worlds.without(cut) for cut in cuts]
    hang = importances(known, links, [sorted(found[cut]) for cut in cuts])
    for cut, loss, importance in zip(cuts, loss_of(known, links), hang, strict=True):
        yield _finding(known, cut, loss, told(known, importance))


def _near(known: Known, cut: frozenset[str]) -> bool:
    """Whether one of the owners, or a firm of theirs, is in the region looked at."""
    local = known.local
    makers = [m for same in known.supply.makers.values() for m in same if m.owner in cut]
    return local is None or any(m.iri in local or m.owner in local for m in makers)


def _finding(known: Known, cut: frozenset[str], loss: Loss, hangs: Text) -> Finding:
    kind = _KINDS[len(cut)]
    naive, full = loss.held
    low, high = loss.bounds
    count = len(loss.families)
    return Finding(
        id=form.identity(kind, *sorted(cut)),
        kind=kind,
        sentence=_without(known, cut, loss, hangs),
        value=float(count),
        unit=form.FAMILIES,
        # What is counted by the facts as told is one of the possible numbers, too.
        low=min(low, count),
        high=max(high, count),
        coverage=known.share_known(loss.families),
        rank=loss.expected / len(known.families) / len(cut),
        subjects=(*sorted(cut), *loss.inputs, *sorted(loss.families)),
        evidence=grounds(known, loss),
        command=known.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
        naive=naive,
        completed=full,
        overturned_by=_second_source(known, cut, loss),
    )


def _without(known: Known, cut: frozenset[str], loss: Loss, hangs: Text) -> Text:
    firms = _firms(known, cut)
    families = form.listed([known.recipes.name(family) for family in sorted(loss.families)])
    inputs = form.listed([known.recipes.name(iri) for iri in loss.inputs])
    covered = form.known_share(known.share_known(loss.families))
    count = form.families(len(loss.families))
    perhaps = form.perhaps(len(_possible(known, loss.inputs)))
    one = len(loss.families) == 1
    stop = Text(fr="s’arrête" if one else "s’arrêtent", en="stops" if one else "stop")
    return Text(
        fr=f"Sans {' ni '.join(firms)}, {count.fr} {stop.fr}, d'après les seuls fournisseurs "
        f"connus de biograph {covered.fr} : {families.fr}. En cause : {inputs.fr}{perhaps.fr}."
        f"{hangs.fr}",
        en=f"Without {' and '.join(firms)}, {count.en} {stop.en}, going by the suppliers known to "
        f"biograph alone {covered.en}: {families.en}. Because of: {inputs.en}{perhaps.en}."
        f"{hangs.en}",
    )


def _second_source(known: Known, cut: frozenset[str], loss: Loss) -> Text:
    firms = _firms(known, cut)
    inputs = form.listed([known.recipes.name(iri) for iri in loss.inputs])
    return Text(
        fr=f"un fournisseur hors du groupe {' ou '.join(firms)}, pour chacun de : {inputs.fr}",
        en=f"a supplier outside the group of {' or '.join(firms)}, for each of: {inputs.en}",
    )


def _firms(known: Known, cut: frozenset[str]) -> list[str]:
    return sorted(known.supply.names.get(owner) or local_name(owner) for owner in cut)


def _possible(known: Known, inputs: Collection[str]) -> frozenset[str]:
    return frozenset().union(*(known.supply.possible.get(iri, frozenset()) for iri in inputs))
