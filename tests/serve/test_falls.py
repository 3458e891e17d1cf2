"""What falls by cell of the chain, held against the answer that it pictures."""

import pytest

from biograph.analyse.whatif import question
from biograph.serve.chain.falls import falls
from biograph.serve.chain.subjects import basis
from biograph.serve.pages.findings import without


@pytest.fixture(scope="module", params=["single-point", "cut-pair", "group-shock"])
def fallen(site, request):
    """A change, its outcome and its cells."""
    one = next(f for f in site.findings.values() if f.kind == request.param and without(f))
    changed = question.changed(basis(site), without=without(one))
    answer = question.outcome(basis(site), changed)
    return changed, answer, falls(changed, answer)


def test_a_family_stops_at_some_of_its_cells_and_at_no_other_family(fallen):
    """The picture says of each family what the answer says."""
    _, answer, cells = fallen
    assert answer.after.families
    assert {c.family for c in cells if c.state == "cause"} == set(answer.after.families)
    assert {c.family for c in cells if c.state == "stopped"} <= set(answer.after.families)


def test_nothing_grows_where_nobody_comes(fallen):
    """After a loss no cell has more suppliers than before."""
    _, _, cells = fallen
    assert all(c.after <= c.before for c in cells if c.before is not None)
    assert all(c.state != "more" for c in cells)


def test_cells_are_the_stages_of_all_recipes_in_order(fallen):
    """Each essential stage of each family is there once."""
    changed, _, cells = fallen
    recipes = changed.recipes
    expected = {(line.family, line.stage) for line in recipes.essential(changed.families)}
    assert {(c.family, c.stage) for c in cells} == expected
    assert len(cells) == len(expected)


def test_without_a_change_nothing_changes(site):
    """Before and after are alike."""
    changed = question.changed(basis(site))
    cells = falls(changed, question.outcome(basis(site), changed))
    assert {c.state for c in cells} == {"same"}
    assert all(c.before == c.after for c in cells)


def test_an_added_maker_counts_where_makers_are_known(site):
    """A cell whose weakest input gets one more has one more."""
    base = basis(site).known
    cells = falls(*_both(site))
    weak = next(c for c in cells if c.before == 1)
    lines = [x for x in base.recipes.essential([weak.family]) if x.stage == weak.stage]
    single = {x.input for x in lines if len({m.owner for m in base.supply.of(x.input)}) == 1}
    added = falls(*_both(site, adding=[f"Une usine: {iri}" for iri in sorted(single)]))
    (now,) = (c for c in added if (c.family, c.stage) == (weak.family, weak.stage))
    assert (now.state, now.before) == ("more", 1)
    assert now.after > 1


def test_an_input_gone_that_nobody_was_known_to_make_was_unknown_before(site):
    """It is not shown as made by nobody before it went."""
    base = basis(site).known
    line = next(
        x
        for x in base.recipes.essential(base.families)
        if not base.supply.of(x.input)
        and sum(y.stage == x.stage for y in base.recipes.essential([x.family])) == 1
    )
    cells = falls(*_both(site, without=[line.input]))
    (now,) = (c for c in cells if (c.family, c.stage) == (line.family, line.stage))
    assert (now.before, now.after, now.state) == (None, 0, "cause")


def _both(site, **change):
    changed = question.changed(basis(site), **change)
    return changed, question.outcome(basis(site), changed)
