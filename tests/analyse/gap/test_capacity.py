"""Capacity against demand: ratios, what is not decidable, and stated needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.capacity import capacity
from biograph.analyse.gap.pipeline import crews_of
from biograph.analyse.known import Known
from biograph.model import Finding, Literal, Presence, Statement
from biograph.terms import DATA, ONTOLOGY_GRAPH, RDF, bg
from biograph.vocabulary.figures import hull, measured
from tests.analyse.gap.facts import actor, forget, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV, CART = DATA + "family/aav_gene_therapy", DATA + "family/autologous_car_t"


def found(ask: Ask, **scope: str) -> dict[str, Finding]:
    """The findings by kind, one of each here."""
    return {f.kind: f for f in capacity(Known(ask=ask, scope=Scope(**scope)))}


def developers(store: EmbeddedStore, number: int) -> None:
    """More French developers of AAV vectors beside GenLab."""
    for n in range(number):
        state(store, actor(store, f"dev{n}"), "develops", "class/aav")


def requires(store: EmbeddedStore, key: str) -> None:
    """Let the AAV family require one more input, by a line of the same name."""
    line = f"{DATA}requirement/aav_gene_therapy/{key}"
    facts = {
        RDF + "type": bg("Requirement"),
        bg("ofFamily"): AAV,
        bg("requires"): f"{DATA}input/{key}",
        bg("atStage"): DATA + "stage/starting-material",
    }
    store.add(Statement(line, p, o, ONTOLOGY_GRAPH) for p, o in facts.items())
    words = {"inGroup": key, "criticality": "essential"}
    store.add(Statement(line, bg(p), Literal(o), ONTOLOGY_GRAPH) for p, o in words.items())
    kind = Statement(f"{DATA}input/{key}", RDF + "type", bg("InputMaterial"), ONTOLOGY_GRAPH)
    store.add([kind])


def test_crews_are_those_of_france(ask: Ask) -> None:
    """Who develops, tries and makes, in France only: Genoplas of Germany makes Alphagen, too."""
    crews = crews_of(Known(ask=ask))
    assert crews[AAV].developers == {DATA + "org/genlab"}
    assert crews[AAV].makers == crews[AAV].contractors == {DATA + "org/vectoria"}
    assert crews[CART].developers == {DATA + "org/chu"}
    assert crews[CART].makers == {DATA + "org/jeune"}
    assert not crews[CART].contractors


def test_a_trial_is_development(ask: Ask) -> None:
    """The hospital develops nothing by the sources but tries Betacel: it is in the pipeline."""
    assert "CAR-T autologues (1 développeur)" in found(ask)["capacity-unknown"].sentence.fr


def test_few_contract_makers_for_many_developers(store: EmbeddedStore, ask: Ask) -> None:
    """Three developers who are not known to make wait for one contract maker."""
    assert "capacity-ratio" not in found(ask)
    developers(store, 2)
    ratio = found(ask)["capacity-ratio"]
    assert (ratio.value, ratio.low, ratio.high) == (3, 3, 3)
    assert "biograph connaît 3 développeurs et 1 fabricant, dont 1 façonnier" in ratio.sentence.fr
    assert "3 of these developers are not known as makers, 3.0 for each" in ratio.sentence.en
    assert ratio.subjects == (AAV, DATA + "org/vectoria")
    assert ratio.presence is Presence.PRESENT


def test_a_published_capacity_is_coverage(store: EmbeddedStore, ask: Ask) -> None:
    """Vectoria's litres are published, which counts; without them nothing is."""
    developers(store, 2)
    assert found(ask)["capacity-ratio"].coverage == 1
    store.update("DELETE WHERE { GRAPH graph:reference { ?c bg:capacityValue ?v } }")
    bare = found(ask)["capacity-ratio"]
    assert bare.coverage == 0
    assert "pour 0 sur 1 fabricant (couverture 0 %)" in bare.sentence.fr


def test_a_developer_who_makes_does_not_wait(store: EmbeddedStore, ask: Ask) -> None:
    """Making one's own ends the wait: the ratio falls, and the low end below it."""
    developers(store, 3)
    before = found(ask)["capacity-ratio"]
    state(store, "org/dev0", "manufactures", "class/aav")
    after = found(ask)["capacity-ratio"]
    assert (before.value, after.value) == (4, 3)
    assert after.low == pytest.approx(3 / 2)
    assert after.high == 4
    assert after.id == before.id


def test_without_a_known_contract_maker_nothing_is_decidable(ask: Ask) -> None:
    """CAR-T cells have a French developer and no contract maker: unknown, no absence."""
    unknown = found(ask)["capacity-unknown"]
    assert unknown.presence is Presence.UNKNOWN
    assert unknown.value == 1
    assert unknown.coverage == 0.5
    assert unknown.subjects == (CART,)
    assert form.NOT_SUPPLY in unknown.caveats
    assert "1 famille de thérapies sur 2" in unknown.sentence.fr


def test_without_facts_of_making_ratios_become_unknown(store: EmbeddedStore, ask: Ask) -> None:
    """Take the makers away: the same developers are left, and nothing can be said of capacity."""
    developers(store, 2)
    forget(store, "manufactures")
    after = found(ask)
    assert "capacity-ratio" not in after
    assert set(after["capacity-unknown"].subjects) == {AAV, CART}


def test_without_developers_there_is_no_demand(store: EmbeddedStore, ask: Ask) -> None:
    """Nobody waits where nobody develops or tries."""
    forget(store, "develops")
    forget(store, "conductsTrial")
    assert not found(ask)


def test_a_stated_need_beyond_what_is_stated_is_an_interval(store: EmbeddedStore, ask: Ask) -> None:
    """France is said to need more plasma than is collected: the difference, end against end."""
    assert "capacity-gap" not in found(ask)
    requires(store, "plasma")
    gap = found(ask)["capacity-gap"]
    need, have = hull(measured("collection-need", "plasma")), hull(measured("collection", "plasma"))
    assert (gap.low, gap.high) == (need[0] - have[1], need[1] - have[0])
    assert gap.value == gap.low
    assert form.grouped(gap.low).fr in gap.sentence.fr
    assert form.grouped(gap.high).en in gap.sentence.en
    assert DATA + "requirement/aav_gene_therapy/plasma" in gap.evidence
    assert DATA + "figure/plasma-needed" in gap.evidence
    assert gap.unit.fr == "litres par an"


def test_a_family_is_looked_at_alone(store: EmbeddedStore, ask: Ask) -> None:
    """Narrowed to CAR-T cells, AAV vectors are not told."""
    developers(store, 2)
    narrow = found(ask, family="autologous_car_t")
    assert set(narrow) == {"capacity-unknown"}
    assert narrow["capacity-unknown"].command.endswith("--class autologous_car_t --json")
