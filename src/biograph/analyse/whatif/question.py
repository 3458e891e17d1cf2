"""What if somebody were gone, or came: words of a user in, what stops and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.alternatives import alternatives
from biograph.analyse.bottleneck.points import cuts_by_families
from biograph.analyse.known import Known
from biograph.analyse.loss import causes_of, grounds, loss_of
from biograph.analyse.method.draws import interval
from biograph.analyse.tree import tree
from biograph.analyse.whatif import words
from biograph.analyse.whatif.changed import Changed
from biograph.analyse.whatif.outcome import Come, Gone, Point, Range, Stopped, WhatIf
from biograph.analyse.whatif.products import products
from biograph.analyse.whatif.reach import accesses
from biograph.analyse.whatif.removal import addition, removal
from biograph.analyse.whatif.things import things
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from biograph.analyse.alternatives import Alternatives
    from biograph.analyse.loss import Loss
    from biograph.analyse.tree import Tree
    from biograph.analyse.whatif.reach import Access
    from biograph.analyse.whatif.removal import Addition, Removal
    from biograph.analyse.whatif.things import Things
    from biograph.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What all what-ifs of one graph start from: to be read once where several are asked."""

    known: Known
    called: Things
    kinds: Tree


def basis(known: Known) -> Basis:
    """The basis of the what-ifs of a graph."""
    return Basis(known=known, called=things(known.ask), kinds=tree(known.ask))


def whatif(ask: Ask, *, without: Sequence[str] = (), adding: Sequence[str] = ()) -> WhatIf:
    """What stops if some things are gone and some makers come, and who could stand in.

    Arguments and errors are those of ``changed``.
    """
    on = basis(Known(ask=ask))
    return outcome(on, changed(on, without=without, adding=adding))


def changed(on: Basis, *, without: Sequence[str] = (), adding: Sequence[str] = ()) -> Changed:
    """The graph as it would be.

    Each of ``without`` is an actor or owner (with all its firms), a country, a region or an input,
    as ``Things.meant`` reads words; each of ``adding`` is ``NAME: INPUT`` or ``NAME (COUNTRY):
    INPUT, INPUT``. Raises QueryError for a word that means nothing or several things, and for an
    addition of another form.
    """
    ask = on.known.ask
    meant = {thing.iri: thing for thing in map(on.called.meant, without)}
    return Changed(
        ask=ask,
        base=on.known,
        removals=tuple(removal(ask, on.kinds, thing) for thing in meant.values()),
        additions=tuple(addition(on.known, on.called, on.kinds, text) for text in adding),
    )


def outcome(on: Basis, changed: Changed) -> WhatIf:
    """What follows where the graph has changed so."""
    before, after, unaided = loss_of(changed, [(), changed.lost, changed.unaided])
    inputs = tuple(_inputs(changed, on.called, on.kinds, after))
    access = tuple(accesses(changed.ask, changed.actors))
    gone, come = _moved(changed, after)
    named = changed.recipes.name
    return WhatIf(
        sentence=words.sentence(changed, after),
        verdict=words.verdict(changed, after),
        gone=tuple(_gone(changed, removed) for removed in changed.removals),
        come=tuple(_come(changed, added) for added in changed.additions),
        total=len(changed.families),
        before=_stopped(changed, before),
        after=_stopped(changed, after),
        kept=tuple(named(family) for family in sorted(unaided.families - after.families)),
        inputs=inputs,
        thinner=len(set(_touched(changed)) - {known.input for known in inputs}),
        points_gone=gone,
        points_come=come,
        products=products(changed, after.families, changed.actors),
        access=access,
        coverage=changed.share_known(after.families or changed.families),
        evidence=_evidence(changed, after, inputs, access),
        caveats=words.caveats(changed, after, inputs),
    )


def _stopped(changed: Changed, loss: Loss) -> Stopped:
    families = tuple(sorted(loss.families))
    return Stopped(
        families=families,
        names=tuple(map(changed.recipes.name, families)),
        naive=_range(loss.naive),
        completed=_range(loss.full),
    )


def _range(draws: NDArray[np.int64]) -> Range:
    return Range(**interval(draws)._asdict())


def _gone(changed: Changed, removed: Removal) -> Gone:
    makers = {
        maker.name
        for iri, same in changed.base.supply.makers.items()
        for maker in same
        if maker.iri in removed.actors or iri in removed.inputs
    }
    return Gone(thing=removed.thing, actors=len(removed.actors), makers=tuple(sorted(makers)))


def _come(changed: Changed, added: Addition) -> Come:
    unheard = (thing for thing in added.inputs if not changed.base.supply.of(thing.iri))
    return Come(name=added.maker.name, inputs=added.inputs, unheard=tuple(unheard))


def _inputs(changed: Changed, called: Things, kinds: Tree, after: Loss) -> Iterator[Alternatives]:
    """The inputs in cause, those of most families first; then the others with one owner left."""
    stopping: dict[str, set[str]] = {}
    for family, causes in causes_of(changed, changed.lost, after.families).items():
        for iri in causes:
            stopping.setdefault(iri, set()).add(family)
    few = {iri for iri in _touched(changed) if len({m.owner for m in changed.living(iri)}) <= 1}
    order = sorted(stopping.keys() | few, key=lambda iri: (-len(stopping.get(iri, ())), iri))
    for iri in order:
        yield alternatives(changed, called, kinds, iri, stopping.get(iri, ()))


def _touched(changed: Changed) -> Iterator[str]:
    """The inputs of the families that lose a maker, or are gone themselves."""
    for iri, links in changed.worlds.links.items():
        if links & changed.lost:
            yield iri


def _moved(changed: Changed, after: Loss) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The single points of failure that go and that come, of families that do not stop."""
    cuts = cuts_by_families(changed.recipes, changed.base.supply, changed.families, order=1)
    before = {owner: families for cut, families in cuts.items() for owner in cut}
    now = changed.points()
    return _points(changed, before, now, after.families), _points(changed, now, before, ())


def _points(
    changed: Changed,
    these: Mapping[str, frozenset[str]],
    those: Mapping[str, frozenset[str]],
    but: Iterable[str],
) -> tuple[Point, ...]:
    """The owners of ``these`` for families for which they are not among ``those``."""
    found = {o: families - those.get(o, frozenset()) - set(but) for o, families in these.items()}
    return tuple(
        Point(
            owner=owner,
            name=changed.supply.names.get(owner) or local_name(owner),
            families=tuple(map(changed.recipes.name, sorted(families))),
        )
        for owner, families in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
        if families
    )


def _evidence(
    changed: Changed, after: Loss, inputs: Iterable[Alternatives], access: Iterable[Access]
) -> tuple[str, ...]:
    owned = {r for removed in changed.removals for r in removed.relations if after.families}
    seen = {r for reach in access for r in reach.relations}
    figures = {figure for one in inputs if one.families for figure in one.figures}
    return (*grounds(changed, after), *sorted(owned), *sorted(seen), *sorted(figures))
