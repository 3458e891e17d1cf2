"""Where products of French actors are made: shares with intervals, and what is not decidable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.assets import assets
from biograph.analyse.gap.leakage import leakage
from biograph.analyse.known import Known
from biograph.analyse.method.estimate import wilson
from biograph.model import Finding, Literal, Presence, Statement
from biograph.terms import DATA, RDF, RDFS, REFERENCE, bg
from tests.analyse.gap.facts import actor, forget, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV, CART = DATA + "family/aav_gene_therapy", DATA + "family/autologous_car_t"


def overall(ask: Ask) -> Finding:
    """The share over all families."""
    return next(f for f in leakage(Known(ask=ask)) if f.kind == "leakage")


def asset(store: EmbeddedStore, key: str, owner: str = "org/genlab", cls: str = "class/aav") -> str:
    """A product that a French actor develops."""
    path = f"product/{key}"
    store.add(
        [
            Statement(DATA + path, RDF + "type", bg("Therapy"), REFERENCE),
            Statement(DATA + path, RDFS + "label", Literal(key.title()), REFERENCE),
        ]
    )
    state(store, owner, "develops", path)
    state(store, path, "hasTherapyClass", cls)
    return path


def test_assets_of_french_actors(ask: Ask) -> None:
    """The hospital tries Betacel, the fractionator holds Gammaplas; Alphagen's holder is Swiss."""
    here = {a.name: a for a in assets(Known(ask=ask))}
    assert set(here) == {"Betacel", "Gammaplas"}
    assert here["Betacel"].countries == {DATA + "country/CH"}
    assert here["Betacel"].families == {CART}


def test_the_branch_of_a_foreign_group_is_not_french(ask: Ask) -> None:
    """Jeune Pousse has its products made, but Bigcorp of the US bought it."""
    assert DATA + "org/jeune" not in {a.iri for a in assets(Known(ask=ask))}


def test_a_client_is_an_asset(store: EmbeddedStore, ask: Ask) -> None:
    """Sold back to France, Jeune Pousse is a client with makers on both sides of the border."""
    forget(store, "acquired")
    client = next(a for a in assets(Known(ask=ask)) if a.iri == DATA + "org/jeune")
    assert client.countries == {DATA + "country/CH", DATA + "country/FR"}
    assert not client.abroad


def test_the_site_that_an_authorisation_names_counts(store: EmbeddedStore, ask: Ask) -> None:
    """Plasma SA of France makes Gammaplas, but its substance comes from Basel: made abroad."""
    gamma = next(a for a in assets(Known(ask=ask)) if a.name == "Gammaplas")
    assert gamma.countries == {DATA + "country/CH"}
    forget(store, "makesSubstanceOf")
    gamma = next(a for a in assets(Known(ask=ask)) if a.name == "Gammaplas")
    assert gamma.countries == {DATA + "country/FR"}


def test_where_batches_are_released_is_not_where_they_are_made(ask: Ask) -> None:
    """Évry releases Betacel, which is made in Switzerland all the same."""
    beta = next(a for a in assets(Known(ask=ask)) if a.name == "Betacel")
    assert beta.abroad


def test_a_site_in_a_french_town_is_in_france(store: EmbeddedStore, ask: Ask) -> None:
    """The plant of Évry bears no country, but its town does: what it makes is not made abroad."""
    path = asset(store, "omega")
    state(store, "site/evry", "makesSubstanceOf", path)
    omega = next(a for a in assets(Known(ask=ask)) if a.name == "Omega")
    assert omega.countries == {DATA + "country/FR"}


def test_the_share_has_its_interval(store: EmbeddedStore, ask: Ask) -> None:
    """Two of three with a known place are made abroad: Wilson's interval, names, coverage."""
    state(store, "org/vectoria", "manufactures", asset(store, "omega"))
    asset(store, "sigma")
    share = overall(ask)
    assert share.value == pytest.approx(2 / 3)
    assert (share.low, share.high) == wilson(2, 3)
    assert share.coverage == pytest.approx(3 / 4)
    assert "Sur 3 produits ou clients français" in share.sentence.fr
    assert "soit 67 % (intervalle de" in share.sentence.fr
    assert "Betacel, Gammaplas" in share.sentence.en
    assert "the place of 1 other is not known" in share.sentence.en
    assert share.presence is Presence.PRESENT


def test_a_family_is_told_with_enough_assets(store: EmbeddedStore, ask: Ask) -> None:
    """Three placed assets of a family give it a share of its own; two do not."""
    for key in ("one", "two"):
        state(store, "org/vectoria", "manufactures", asset(store, key))
    assert not [f for f in leakage(Known(ask=ask)) if AAV in f.subjects]
    state(store, "org/genoplas", "manufactures", asset(store, "three"))
    (share,) = (f for f in leakage(Known(ask=ask)) if AAV in f.subjects)
    assert share.value == pytest.approx(1 / 3)
    assert "« thérapie génique par AAV » : sur 3 produits" in share.sentence.fr


def test_one_family_alone(ask: Ask) -> None:
    """Asked for one family, its share stands even with one asset, and no overall one beside it."""
    (share,) = (
        f
        for f in leakage(Known(ask=ask, scope=Scope(family="autologous_car_t")))
        if f.kind == "leakage"
    )
    assert share.subjects == (CART, DATA + "product/beta")
    assert share.value == 1


def test_without_places_nothing_is_decidable(store: EmbeddedStore, ask: Ask) -> None:
    """Take the facts of making away: the share is unknown, never nought."""
    for predicate in ("makesSubstanceOf", "manufactures", "manufacturesFor"):
        forget(store, predicate)
    (unknown,) = leakage(Known(ask=ask))
    assert unknown.kind == "leakage-unknown"
    assert unknown.presence is Presence.UNKNOWN
    assert "aucun lieu de fabrication pour 2 produits" in unknown.sentence.fr
    assert form.NOT_SUPPLY in unknown.caveats


def test_lock_in_is_not_decidable(ask: Ask) -> None:
    """No fact tells the scale of batches: what would be needed is named instead of a number."""
    (lock,) = (f for f in leakage(Known(ask=ask)) if f.kind == "lock-in-unknown")
    assert lock.presence is Presence.UNKNOWN
    assert "Indécidable" in lock.sentence.fr
    assert "date the clinical and the commercial batches" in lock.overturned_by.en


def test_an_owner_in_france_leaves_it_french(store: EmbeddedStore, ask: Ask) -> None:
    """Who belongs to a group of the same country is still of that country."""
    parent = actor(store, "parent", "Company")
    state(store, "org/fractionneur", "subsidiaryOf", parent)
    assert "Gammaplas" in {a.name for a in assets(Known(ask=ask))}
    state(store, parent, "subsidiaryOf", "org/bigcorp")
    assert "Gammaplas" not in {a.name for a in assets(Known(ask=ask))}


def test_no_french_asset_no_finding(store: EmbeddedStore, ask: Ask) -> None:
    """Where no product of a French actor is known there is no share to speak of."""
    for predicate in ("develops", "conductsTrial", "holdsAuthorisation", "manufacturesFor"):
        forget(store, predicate)
    assert not list(leakage(Known(ask=ask)))
