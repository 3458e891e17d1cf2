"""Prerequisites: what sites must hold, who is known to hold it, and that the rest is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.demands import Demand, Holder, Standing, demands, holders
from biograph.analyse.gap.prerequisites import prerequisites
from biograph.analyse.known import Known
from biograph.model import Finding, Literal, Presence, Statement
from biograph.terms import DATA, ONTOLOGY_GRAPH, RDF, bg, local_name
from tests.analyse.gap.facts import actor, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

CART = DATA + "family/autologous_car_t"


def found(ask: Ask, **scope: str) -> list[Finding]:
    """All findings."""
    return list(prerequisites(Known(ask=ask, scope=Scope(**scope))))


def partly(ask: Ask) -> list[Finding]:
    """The findings on large sets that some site is known to meet in part."""
    return [f for f in found(ask) if f.kind == "prerequisite-partly"]


def requires(store: EmbeddedStore, key: str, *, group: str = "", kind: str = "Authorisation"):
    """Let a hospital need one more input to give CAR-T cells."""
    line, held = f"{DATA}requirement/autologous_car_t/{key}", f"{DATA}input/{key}"
    words = {"inGroup": group or key, "criticality": "essential"}
    store.add(
        [
            Statement(line, RDF + "type", bg("Requirement"), ONTOLOGY_GRAPH),
            Statement(line, bg("ofFamily"), CART, ONTOLOGY_GRAPH),
            Statement(line, bg("requires"), held, ONTOLOGY_GRAPH),
            Statement(line, bg("atStage"), DATA + "stage/administration", ONTOLOGY_GRAPH),
            Statement(held, RDF + "type", bg(kind), ONTOLOGY_GRAPH),
            *(Statement(line, bg(p), Literal(o), ONTOLOGY_GRAPH) for p, o in words.items()),
        ]
    )


def test_who_holds_what(store: EmbeddedStore, ask: Ask) -> None:
    """Classes and supply facts tell holdings; an authority grants and holds nothing."""
    unit = actor(store, "unit", "HospitalPharmacy")
    state(store, "org/chu", "operatesSite", unit)
    state(store, "org/chu", "suppliesInput", "input/pui-atmp")
    state(store, actor(store, "office", "Regulator"), "suppliesInput", "input/pui-atmp")
    held = {h.name: set(map(local_name, h.inputs)) for h in holders(Known(ask=ask))}
    assert held["CHU de Lyon-Test"] == {"cart-centre", "pui", "pui-atmp"}
    assert held["Banque de Tissus"] == {"tissue-authorisation"}
    assert held["Plasma SA"] == {"fractionation-plant"}
    assert "Office" not in held


def test_demands_are_by_side(ask: Ask) -> None:
    """What a family asks of the hospital and of the plant are two sets."""
    sides = {(d.side, local_name(d.families[0])): d for d in demands(Known(ask=ask))}
    assert set(sides) == {
        ("making", "aav_gene_therapy"),
        ("care", "aav_gene_therapy"),
        ("care", "autologous_car_t"),
    }
    care = sides["care", "autologous_car_t"]
    assert {local_name(iri) for item in care.items for iri in item} == {
        "treatment-centre",
        "pui-atmp",
    }


def test_families_that_ask_alike_are_one_demand(store: EmbeddedStore, ask: Ask) -> None:
    """Two families with the same needs stand in one demand."""
    store.update(
        "DELETE { GRAPH graph:ontology { ?l bg:requires id:input\\/pui-atmp } } "
        "WHERE { GRAPH graph:ontology { ?l bg:requires id:input\\/pui-atmp } }"
    )
    care = [d for d in demands(Known(ask=ask)) if d.side == "care"]
    assert [len(d.families) for d in care] == [2]


def test_alternatives_are_one_item(store: EmbeddedStore, ask: Ask) -> None:
    """Of inputs in one group any will do: the set does not grow."""
    requires(store, "pui-other", group="pui")
    (care,) = (d for d in demands(Known(ask=ask)) if d.side == "care" and CART in d.families)
    assert len(care.items) == 2
    assert any(len(item) == 2 for item in care.items)


def test_what_nobody_is_known_to_hold_is_unknown(ask: Ask) -> None:
    """Nothing is known of what sites hold: ignorance on each side, never an absence."""
    everything = found(ask)
    assert {f.kind for f in everything} == {"prerequisite-unknown"}
    care = next(f for f in everything if "administrer" in f.sentence.fr)
    assert care.value == 2
    assert care.coverage == 0
    assert "n'ont aucun détenteur français connu de biograph (couverture 0 %)" in care.sentence.fr
    assert all(f.presence is Presence.UNKNOWN for f in everything)
    assert all(form.NOT_SUPPLY in f.caveats for f in everything)


def test_a_holder_raises_the_coverage(store: EmbeddedStore, ask: Ask) -> None:
    """Once a pharmacy is known to be authorised, one item of two has a holder."""
    state(store, "org/pui", "suppliesInput", "input/pui-atmp")
    care = next(f for f in found(ask) if "administrer" in f.sentence.fr)
    assert (care.value, care.coverage) == (1, 0.5)
    assert "centre de traitement" in care.sentence.fr
    assert "PUI" not in care.sentence.fr


def test_a_site_near_the_whole_set_is_named(store: EmbeddedStore, ask: Ask) -> None:
    """Of three items a hospital is known to hold two: one is left to establish."""
    requires(store, "freezer", kind="SiteCapability")
    near = actor(store, "hopital", "Hospital")
    assert not partly(ask)
    for held in ("pui-atmp", "freezer"):
        state(store, near, "suppliesInput", f"input/{held}")
    (one,) = partly(ask)
    assert one.value == 1
    assert "1 dont il ne reste qu'une ou deux à établir (Hopital)" in one.sentence.fr
    assert "1 with only one or two left to establish (Hopital)" in one.sentence.en
    assert one.coverage == 2 / 3
    assert one.presence is Presence.UNKNOWN


def test_who_gives_it_is_not_short_of_it(store: EmbeddedStore, ask: Ask) -> None:
    """A hospital that gives CAR-T cells lacks nothing, whatever is known of what it holds."""
    requires(store, "freezer", kind="SiteCapability")
    for held in ("pui-atmp", "freezer"):
        state(store, "org/chu", "suppliesInput", f"input/{held}")
    (one,) = partly(ask)
    assert one.value == 0
    assert "2 établissements administrent d'après les sources" in one.sentence.fr


def test_a_whole_set_is_no_finding(store: EmbeddedStore, ask: Ask) -> None:
    """Where some site is known to hold all and none is near, nothing is left to tell."""
    requires(store, "freezer", kind="SiteCapability")
    site = actor(store, "hopital", "Hospital")
    for held in ("pui-atmp", "freezer", "treatment-centre"):
        state(store, site, "suppliesInput", f"input/{held}")
    assert not partly(ask)
    assert not [f for f in found(ask, family="autologous_car_t") if "store" in f.sentence.en]


def test_foreign_sites_do_not_count(store: EmbeddedStore, ask: Ask) -> None:
    """What is held in Germany is not held in France."""
    state(store, actor(store, "klinik", country="DE"), "suppliesInput", "input/pui-atmp")
    care = next(f for f in found(ask) if "administrer" in f.sentence.fr)
    assert care.coverage == 0


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Any demand of up to six items and any sites that hold some inputs."""
    items = draw(
        st.frozensets(st.frozensets(st.sampled_from("abcdefg"), min_size=1), min_size=1, max_size=6)
    )
    held = draw(st.lists(st.frozensets(st.sampled_from("abcdefg")), max_size=5))
    demand = Demand(side="care", items=items, families=("f",), lines=())
    everyone = [
        Holder(iri=str(n), name=str(n), inputs=inputs, relations=frozenset())
        for n, inputs in enumerate(held)
    ]
    return Standing(
        demand=demand,
        sites=tuple(site for site in everyone if site.met(demand)),
        giving=frozenset(draw(st.sets(st.sampled_from("01234")))),
    )


@given(standing=standings())
def test_standings_add_up(standing: Standing) -> None:
    """Coverage is a share, near sites are not whole, and what a site holds is not unheld."""
    assert 0 <= standing.coverage <= 1
    size = len(standing.demand.items)
    assert all(size / 2 < site.met(standing.demand) < size for site in standing.near)
    assert len(standing.near) + standing.whole <= len(standing.sites)
    assert bool(standing.unheld) or standing.sites
    assert not standing.whole or not standing.unheld
