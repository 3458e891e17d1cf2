"""Which part of a network is drawn: hops, hubs, expansions, filters, on networks made up here."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.errors import UsageError
from biograph.model import Text
from biograph.serve.explore.shown import around, shown
from biograph.serve.explore.walk import FIRST, HUB, MORE, numbers
from biograph.serve.explore.wanted import Step, Wanted, wanted
from biograph.serve.explore.whole import LAYER_NAMES, Whole
from biograph.serve.page import Asked
from biograph.terms import DATA

SUPPLY, OWNED = "suppliesInput", "subsidiaryOf"


def network(links, *, groups=None, p=None, dates=None, regions=None):
    """A network of links (source, target, predicate) between nodes called by their numbers."""
    count = max(max(one, other) for one, other, _ in links) + 1
    source, target = (np.array([link[end] for link in links]) for end in (0, 1))
    both = np.concatenate([source, target])
    order = np.argsort(both, kind="stable")
    layers = {SUPPLY: "supply", OWNED: "ownership"}
    ids = tuple(iri(n) for n in range(count))
    return Whole(
        ids=ids,
        number={one: n for n, one in enumerate(ids)},
        kind=("Company",) * count,
        group=np.array(groups or [0] * count, dtype=np.int8),
        regions={key: np.isin(np.arange(count), there) for key, there in (regions or {}).items()},
        source=source,
        target=target,
        relation=tuple(f"{DATA}rel/{n}" for n in range(len(links))),
        predicate=np.array([name for *_, name in links]),
        layer=np.array([LAYER_NAMES.index(layers[name]) for *_, name in links], dtype=np.int8),
        p=np.array(p or [1.0] * len(links)),
        date=np.array(dates or [""] * len(links)),
        start=np.searchsorted(both[order], np.arange(count + 1)),
        touching=order % len(links),
        verbs={name: Text(fr=name, en=name) for name in layers},
    )


def iri(number):
    return f"{DATA}org/{number:05}"


def drawn(net, want):
    """What is in sight, nothing remembered."""
    return shown(net, want, numbers(net, want.focus), lambda _key, make: make())


def seen(net, want):
    return set(drawn(net, want).nodes.tolist())


PATH = network([(0, 1, SUPPLY), (1, 2, SUPPLY), (2, 3, OWNED), (3, 4, OWNED)])
STAR = network([(0, leaf, SUPPLY) for leaf in range(1, 1001)])
FROM_0 = Wanted(focus=(iri(0),))


@pytest.mark.parametrize(("hops", "reached"), [(1, {0, 1}), (2, {0, 1, 2}), (3, {0, 1, 2, 3})])
def test_an_ego_network_goes_as_many_hops_as_asked(hops, reached):
    """In both directions of the facts."""
    assert seen(PATH, replace(FROM_0, hops=hops)) == reached
    assert seen(PATH, replace(FROM_0, focus=(iri(4),), hops=hops)) == {4 - n for n in reached}


def test_only_layers_and_facts_that_were_chosen_are_walked():
    """A walk over supply does not pass an ownership."""
    assert seen(PATH, replace(FROM_0, hops=3, layers=("supply",))) == {0, 1, 2}
    assert seen(PATH, replace(FROM_0, hops=3, predicates=(OWNED,))) == {0}


def test_no_more_than_300_nodes_are_drawn_at_first_and_the_rest_is_counted():
    """Each expansion brings 120 more, until all are there."""
    want = FROM_0
    assert len(drawn(STAR, want).nodes) == FIRST
    assert drawn(STAR, want).part.left == 1001 - FIRST
    more = replace(want, steps=(Step(), Step()))
    assert len(drawn(STAR, more).nodes) == FIRST + 2 * MORE
    whole = drawn(STAR, replace(want, steps=(Step(),) * 7))
    assert len(whole.nodes) == 1001
    assert whole.part.left == 0


def test_an_expansion_moves_nothing_and_undoing_it_gives_what_was_there():
    """Places are a function of the address."""
    before = drawn(STAR, FROM_0)
    after = drawn(STAR, replace(FROM_0, steps=(Step(iri(0)),)))
    assert np.array_equal(after.nodes[:FIRST], before.nodes)
    assert np.array_equal(after.places[:FIRST], before.places)
    assert np.array_equal(drawn(STAR, FROM_0).places, before.places)


def test_a_hub_is_reached_but_not_passed():
    """Else two hops from anywhere would be everywhere; from the hub itself the walk goes on."""
    links = [(1, leaf, SUPPLY) for leaf in range(2, HUB + 5)]
    net = network([(0, 1, SUPPLY), *links])
    assert seen(net, replace(FROM_0, hops=2)) == {0, 1}
    assert len(seen(net, Wanted(focus=(iri(1),), hops=1))) == len(net.ids)
    assert len(seen(net, replace(FROM_0, hops=2, steps=(Step(iri(1)),)))) == len(net.ids)


def test_neighbours_are_counted_by_predicate_and_side_before_they_are_drawn():
    """How many there are, and how many of them are drawn."""
    net = network([(0, 1, SUPPLY), (0, 2, SUPPLY), (0, 2, OWNED), (3, 0, OWNED), (0, 1, SUPPLY)])
    one_drawn = drawn(net, Wanted(focus=(iri(0), iri(1)), predicates=("none",)))
    counted = [(a.step.predicate, a.step.side, a.total, a.left) for a in around(one_drawn, iri(0))]
    assert counted == [(OWNED, "in", 1, 1), (OWNED, "out", 1, 1), (SUPPLY, "out", 2, 1)]


def test_an_expansion_by_predicate_and_side_brings_these_neighbours_only():
    """And the links that it followed, whatever the layers of the walk."""
    net = network([(0, 1, SUPPLY), (0, 2, OWNED), (3, 0, OWNED)])
    want = replace(FROM_0, layers=("supply",), steps=(Step(iri(0), OWNED, "in"),))
    assert seen(net, want) == {0, 1, 3}
    assert drawn(net, want).links.tolist() == [0, 2]


def test_filters_hide_and_move_nothing():
    """The legend, the probability, dates and the region."""
    net = network(
        [(0, 1, SUPPLY), (0, 2, SUPPLY), (0, 3, SUPPLY), (0, 4, SUPPLY)],
        groups=[0, 0, 1, 4, 0],
        p=[0.9, 0.4, 1.0, 1.0],
        dates=["2020-05", "", "2024", "2022-01-01"],
        regions={"11": [1]},
    )
    first = drawn(net, FROM_0)
    before = dict(zip(first.nodes.tolist(), first.places.tolist(), strict=True))
    cases = {
        "groups": (("company",), {0, 1, 4}),
        "least": (0.5, {0, 1, 3, 4}),
        "since": ("2022", {0, 3, 4}),
        "until": ("2022", {0, 1, 4}),
        "region": ("11", {0, 1, 3}),
        "leaves": (False, {0}),
    }
    for name, (value, left) in cases.items():
        after = drawn(net, replace(FROM_0, **{name: value}))
        assert set(after.nodes.tolist()) == left, name
        assert all(
            before[n] == p for n, p in zip(after.nodes.tolist(), after.places.tolist(), strict=True)
        )


def test_the_whole_network_is_drawn_only_when_asked_for():
    """Without a limit, and by layer."""
    assert len(seen(STAR, Wanted(everything=True))) == 1001
    assert seen(PATH, Wanted(everything=True, layers=("ownership",))) == {2, 3, 4}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([SUPPLY, OWNED]))),
    st.lists(st.integers(0, 9), max_size=4),
    st.booleans(),
)
@settings(max_examples=20, deadline=None)
def test_what_is_drawn_hangs_together_with_its_links(links, steps, leaves):
    """Links join nodes in sight; nodes come once; the start is always there."""
    net = network([(0, 9, SUPPLY), *links])
    want = replace(FROM_0, hops=2, steps=tuple(Step(iri(n)) for n in steps), leaves=leaves)
    found = drawn(net, want)
    nodes = found.nodes.tolist()
    assert 0 in nodes
    assert len(set(nodes)) == len(nodes) == len(found.places)
    ends = {*net.source[found.links].tolist(), *net.target[found.links].tolist()}
    assert ends <= set(nodes)
    assert sum(found.groups.values()) == len(found.part.nodes)


@given(
    st.builds(
        Step,
        st.integers(0, 9).map(iri),
        st.sampled_from([SUPPLY, OWNED]),
        st.sampled_from(["out", "in", "both"]),
    )
    | st.builds(Step, st.integers(0, 9).map(iri))
    | st.just(Step())
)
def test_an_expansion_is_written_into_the_address_and_read_back(step):
    """The address is the state."""
    assert wanted(Asked(query={"more": (str(step),)})).steps == (step,)


@pytest.mark.parametrize(
    "query",
    [
        *({"layer": "nothing"}, {"show": "people"}, {"hops": "4"}, {"hops": "x"}, {"p": "101"}),
        *({"since": "12"}, {"more": "id:org/x supplies up"}, {"more": "id:org/x  out"}),
    ],
)
def test_words_that_mean_nothing_are_refused_with_what_would(query):
    """No silent default."""
    with pytest.raises(UsageError) as refused:
        wanted(Asked(query={name: (value,) for name, value in query.items()}))
    assert refused.value.hint


def test_too_many_expansions_are_refused():
    """An address is no program."""
    with pytest.raises(UsageError, match="too many"):
        wanted(Asked(query={"more": ("*",) * 41}))
