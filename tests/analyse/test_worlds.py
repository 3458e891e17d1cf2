"""Random worlds of the tiny supply network, losses in them, and what share of suppliers is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.loss import Loss, grounds, loss_of
from biograph.model import Literal, Statement
from biograph.terms import ASSERTED, DATA, ONTOLOGY_GRAPH, RDF, XSD, bg, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV, CART = DATA + "family/aav_gene_therapy", DATA + "family/autologous_car_t"


def org(name: str) -> str:
    """The IRI of a firm of the tiny graph."""
    return DATA + "org/" + name


@pytest.fixture
def known(ask: Ask) -> Known:
    """What is known of the tiny graph."""
    return Known(ask=ask)


def lost(known: Known, *owners: str) -> Loss:
    """The loss of some owners together."""
    (found,) = loss_of(known, [known.worlds.without(map(org, owners))])
    return found


def said_by(store: EmbeddedStore, source: str, makers: Iterable[str], made: str) -> None:
    """Rows of one register: each maker supplies an input."""
    version = f"{DATA}doc/{source}/v/1"
    store.add([Statement(version, RDF + "type", bg("DocumentVersion"), version)])
    store.add([Statement(version, bg("fromSource"), f"{DATA}source/{source}", version)])
    for maker in makers:
        relation, node = f"{DATA}rel/{maker}-{made}", f"{DATA}ev/{source}-{maker}-{made}"
        facts = {
            RDF + "type": bg("Relation"),
            RDF + "subject": org(maker),
            RDF + "predicate": bg("suppliesInput"),
            RDF + "object": f"{DATA}input/{made}",
            bg("modality"): bg("asserted"),
        }
        store.add(Statement(relation, p, o, ASSERTED) for p, o in facts.items())
        evidence = {
            bg("supports"): relation,
            bg("quote"): Literal(maker, lang="en"),
            bg("row"): Literal(f"{source}#{maker}"),
            bg("confidence"): Literal("1", XSD + "decimal"),
        }
        store.add(Statement(node, p, o, version) for p, o in evidence.items())


def test_the_loss_of_an_owner_is_that_of_its_firms(known: Known) -> None:
    """Bigcorp takes both its makers of reactors along; either of them alone stops nothing."""
    assert lost(known, "bigcorp").families == {AAV}
    worlds = known.worlds
    alone = [worlds.of_maker[org("nordfilter")], worlds.of_maker[org("bedmaker")]]
    assert [loss.families for loss in loss_of(known, alone)] == [frozenset(), frozenset()]


def test_a_loss_names_the_inputs_in_cause(known: Known) -> None:
    """Only inputs that are lost and needed: the bags of Sacmaker, not the vials it also makes."""
    loss = lost(known, "sacmaker")
    assert loss.families == {AAV, CART}
    assert set(map(local_name, loss.inputs)) == {"bags"}
    assert {local_name(iri) for iri in grounds(known, loss)} >= {"sacmaker-suppliesInput-bags"}


def test_losing_nobody_stops_nothing(known: Known) -> None:
    """Without a loss every family goes on, in every draw."""
    loss = lost(known)
    assert (loss.families, loss.inputs, loss.expected) == (frozenset(), (), 0)
    assert not loss.naive.any()
    assert not loss.full.any()


def test_losing_more_never_helps(known: Known) -> None:
    """Draw by draw, two owners stop at least what each of them stops."""
    both = lost(known, "magnetix", "spinco")
    for name in ("magnetix", "spinco"):
        one = lost(known, name)
        assert np.all(one.naive <= both.naive)
        assert np.all(one.full <= both.full)
    assert both.families == {CART}


def test_an_unseen_maker_never_hurts(known: Known) -> None:
    """Draw by draw, a completed world loses no family that its naive one keeps."""
    for name in ("sacmaker", "bigcorp", "testlabo"):
        loss = lost(known, name)
        assert np.all(loss.full <= loss.naive)


def test_the_same_graph_gives_the_same_worlds(ask: Ask, known: Known) -> None:
    """Nothing but the facts decides the draws."""
    again = Known(ask=ask).worlds
    assert again.naive.keys() == known.worlds.naive.keys()
    for name, draws in known.worlds.naive.items():
        assert np.array_equal(draws, again.naive[name])
        assert np.array_equal(known.worlds.full[name], again.full[name])


def test_one_fact_makes_its_links_together(known: Known) -> None:
    """Who makes single-use reactors makes reactors: where the fact fails, both links fail."""
    worlds = known.worlds
    links = worlds.of_maker[org("testlabo")]
    draws = [worlds.naive[link] for link in links]
    assert 0.3 < np.mean(draws[0]) < 0.7
    assert all(np.array_equal(draws[0], other) for other in draws)


def test_only_the_families_in_scope_are_looked_at(ask: Ask) -> None:
    """A family that was not asked for stops in no world."""
    known = Known(ask=ask, scope=Scope(family="autologous_car_t"))
    assert set(known.worlds.circuits) == {CART}
    assert lost(known, "bigcorp").families == frozenset()


def test_bounds_hold_what_is_expected(known: Known) -> None:
    """The interval lies around the mean, and the shares of draws are shares."""
    for name in ("sacmaker", "bigcorp", "testlabo", "magnetix"):
        loss = lost(known, name)
        low, high = loss.bounds
        assert low <= loss.expected <= high
        assert all(0 <= share <= 1 for share in loss.held)


# --- what share of suppliers is seen --------------------------------------------------------


def test_two_lists_that_agree_see_all(known: Known) -> None:
    """Sacmaker is the only maker of consumables in table and text: none seems to be missing."""
    assert known.seen["Consumable"].share == 1


def test_two_lists_that_differ_leave_some_unseen(store: EmbeddedStore, ask: Ask) -> None:
    """Of ten makers each, two in common: as many again as are seen are missing, and more."""
    firms = [f"firm{number}" for number in range(18)]
    said_by(store, "left", firms[:10], "bags")
    said_by(store, "right", firms[8:], "bags")
    seen = Known(ask=ask).seen["Consumable"]
    assert seen.observed == 19
    assert seen.share is not None
    assert seen.low <= seen.share <= seen.high < 1
    assert seen.share < 0.6


def test_a_kind_of_one_list_has_no_estimate(known: Known) -> None:
    """Only the actor table names makers of equipment: nothing tells how many it misses."""
    assert "Equipment" not in known.seen


def test_lower_coverage_makes_bottlenecks_less_sure(store: EmbeddedStore, ask: Ask) -> None:
    """Where sources overlap little, a sole supplier is seldom sole in the completed worlds."""
    before = lost(Known(ask=ask), "sacmaker")
    firms = [f"firm{number}" for number in range(18)]
    said_by(store, "left", firms[:10], "stoppers")
    said_by(store, "right", firms[8:], "stoppers")
    after = lost(Known(ask=ask), "sacmaker")
    assert before.held == (1.0, 1.0)
    assert after.held[0] == 1.0
    assert after.held[1] < 0.7


def owned(store: EmbeddedStore, child: str, owner: str, confidence: str, *, row: str = "") -> None:
    """State in one place, with a confidence, that a firm belongs to another."""
    relation = f"{DATA}rel/{child}-subsidiaryOf-{owner}"
    version, node = f"{DATA}doc/press1/v/1", f"{DATA}ev/{child}-{owner}"
    facts = {
        RDF + "type": bg("Relation"),
        RDF + "subject": org(child),
        RDF + "predicate": bg("subsidiaryOf"),
        RDF + "object": org(owner),
        bg("modality"): bg("asserted"),
    }
    store.add(Statement(relation, p, o, ASSERTED) for p, o in facts.items())
    evidence = {
        bg("supports"): relation,
        bg("quote"): Literal(f"{child}, filiale de {owner}", lang="fr"),
        bg("confidence"): Literal(confidence, XSD + "decimal"),
    } | ({bg("row"): Literal(row)} if row else {})
    store.add(Statement(node, p, o, version) for p, o in evidence.items())


def test_an_owner_that_only_an_unsure_text_names_is_not_followed(
    store: EmbeddedStore, ask: Ask
) -> None:
    """A misread sentence must not make one group of two firms; a table or a sure text does."""
    owned(store, "testlabo", "sacmaker", "0.5")
    assert Known(ask=ask).supply.group(org("testlabo")) == org("testlabo")
    owned(store, "spinco", "sacmaker", "0.7")
    assert Known(ask=ask).supply.group(org("spinco")) == org("sacmaker")
    owned(store, "magnetix", "sacmaker", "0.5", row="actors#magnetix")
    assert Known(ask=ask).supply.group(org("magnetix")) == org("sacmaker")


def test_a_line_that_may_err_makes_a_loss_less_sure(store: EmbeddedStore, ask: Ask) -> None:
    """Bags that are needed with a probability of a half end the AAV in half of the draws."""
    before = lost(Known(ask=ask, scope=Scope(family="aav_gene_therapy")), "sacmaker")
    assert before.held == (1.0, 1.0)
    level(store, "aav_gene_therapy/bags", "low")
    after = lost(Known(ask=ask, scope=Scope(family="aav_gene_therapy")), "sacmaker")
    assert after.families == before.families  # as told, the line is right
    assert after.held == (pytest.approx(0.5, abs=0.1), pytest.approx(0.5, abs=0.1))


def test_a_group_is_needed_while_one_of_its_lines_is_right(store: EmbeddedStore, ask: Ask) -> None:
    """Two bioreactors stand for each other: both lines have to err until none is needed."""
    for line in ("fixed-bed", "su-bioreactor"):
        level(store, f"aav_gene_therapy/{line}", "low")
    both = lost(Known(ask=ask, scope=Scope(family="aav_gene_therapy")), "bigcorp")
    assert both.held[0] == pytest.approx(0.75, abs=0.12)


def level(store: EmbeddedStore, line: str, confidence: str) -> None:
    """State how sure a line of a recipe is."""
    iri = DATA + "requirement/" + line
    store.add([Statement(iri, bg("confidenceLevel"), Literal(confidence), ONTOLOGY_GRAPH)])
