"""What limits a chain: minimum cuts of stated capacities, and which nobody publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import throughput_words as words
from biograph.analyse.bottleneck.chain import Chain, Step, chains
from biograph.analyse.bottleneck.throughput import throughputs
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.ask import over
from biograph.model import Finding, Literal, Presence, Statement, Text
from biograph.terms import DATA, ONTOLOGY_GRAPH, RDF, bg
from biograph.vocabulary.figures import figures, hull, measured
from tests.tiny import opened

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

CAPACITIES = st.one_of(
    st.none(), st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda e: (min(e), sum(e)))
)
ORDERS = st.lists(st.lists(CAPACITIES, min_size=1, max_size=3), min_size=1, max_size=4)


def chain(*order: list[tuple[float, float] | None]) -> Chain:
    """Steps called a, b, c... with these capacities side by side."""
    letters = iter("abcdefghijklmnop")
    return Chain(
        subject=DATA + "class/car-t",
        name=Text(fr="thérapie", en="therapy"),
        unit="patients/year",
        order=tuple(
            tuple(Step(name=form.plain(next(letters)), capacity=known) for known in same)
            for same in order
        ),
        families=frozenset({DATA + "family/autologous_car_t"}),
    )


def by_subject(ask: Ask) -> dict[str, Finding]:
    """The findings by the key of what they are about."""
    return {f.subjects[0].rpartition("/")[2]: f for f in throughputs(Known(ask=ask))}


def requires(store: EmbeddedStore, made: str, group: str) -> None:
    """Let AAV gene therapy require one more input."""
    line = f"{DATA}requirement/aav_gene_therapy/{made}"
    facts = {
        RDF + "type": bg("Requirement"),
        bg("ofFamily"): DATA + "family/aav_gene_therapy",
        bg("requires"): f"{DATA}input/{made}",
        bg("atStage"): DATA + "stage/upstream",
        bg("inGroup"): Literal(group),
        bg("criticality"): Literal("essential"),
    }
    store.add(Statement(line, p, o, ONTOLOGY_GRAPH) for p, o in facts.items())
    made_of = Statement(f"{DATA}input/{made}", RDF + "type", bg("InputMaterial"), ONTOLOGY_GRAPH)
    store.add([made_of])


def test_what_limits_car_t_is_not_decidable(ask: Ask) -> None:
    """Of makers one plant alone is published: the finding names what is missing, and both ends."""
    found = by_subject(ask)["car-t"]
    assert found.presence is Presence.UNKNOWN
    assert found.value is None
    assert found.low == 0
    assert found.high == figures()["patients-car-t-france"].high
    assert "Capacités inconnues : autres sites de fabrication" in found.sentence.fr
    assert "entre 0 et 1 500 patients par an" in found.sentence.fr
    assert "between 0 and 1,500 patients a year" in found.sentence.en
    assert form.NOT_SUPPLY in found.caveats
    assert "autres sites de fabrication" in found.overturned_by.fr


def test_assumptions_and_scopes_are_named(ask: Ask) -> None:
    """Assumed capacities are called so, and a plant's own capacity says whom it serves."""
    found = by_subject(ask)["car-t"]
    assert "nombre de malades : 700 à 1 500 (hypothèse)" in found.sentence.fr
    (plant,) = measured("capacity", "car-t")
    assert f"4 000 au plus ({plant.scope.fr})" in found.sentence.fr
    assert f"{DATA}figure/{plant.id}" in found.evidence
    assert any("Hypothèse de biograph" in caveat.fr for caveat in found.caveats)


def test_a_plant_gives_france_any_part_of_its_capacity(ask: Ask) -> None:
    """The plant serves other countries too: its capacity for France goes from 0 upwards."""
    (car_t,) = chains(Known(ask=ask))
    (plant,) = measured("capacity", "car-t")
    assert car_t.order[0][0].capacity == (0, plant.high)
    assert car_t.order[0][1].capacity is None


def test_plasma_of_france_is_too_little(store: EmbeddedStore, ask: Ask) -> None:
    """Less is collected than is needed, whatever fractionation can do: both shares are told."""
    requires(store, "plasma", "plasma")
    found = by_subject(ask)["plasma"]
    collected, needed = (hull(measured(m, "plasma")) for m in ("collection", "collection-need"))
    least, most = (form.percent(collected[1] / end) for end in reversed(needed))
    assert found.high == collected[1]
    assert f"(au plus {least.fr} à {most.fr} du besoin, sans importations)" in found.sentence.fr
    assert f"(at most {least.en} to {most.en} of the need" in found.sentence.en
    assert "la limite est : collecte en France" in found.sentence.fr
    assert "Capacités inconnues : fractionnement." in found.sentence.fr


def test_filling_is_a_step_where_machines_fill(store: EmbeddedStore, ask: Ask) -> None:
    """A family with filling lines in its recipe may be limited by them."""
    requires(store, "plasma", "plasma")
    requires(store, "fill-isolator", "fill_line")
    assert "fractionnement, remplissage" in by_subject(ask)["plasma"].sentence.fr


def test_a_class_with_one_old_figure(store: EmbeddedStore, ask: Ask) -> None:
    """Where one plant's capacity alone is stated all the rest is missing, and no limit is known."""
    family = DATA + "family/aav_gene_therapy"
    store.add([Statement(family, bg("familyOf"), DATA + "class/msc", ONTOLOGY_GRAPH)])
    found = by_subject(ask)["somatic-cell-therapy"]
    assert found.high is None
    assert "de 0 à un nombre inconnu de lots par an" in found.sentence.fr
    assert "administration, nombre de malades" in found.overturned_by.fr


def test_nothing_stated_nothing_told(ask: Ask) -> None:
    """A family without any stated capacity or demand has no finding, nor has an empty graph."""
    assert not list(throughputs(Known(ask=ask, scope=Scope(family="aav_gene_therapy"))))
    assert not list(throughputs(Known(ask=over(opened()))))


def test_known_capacities_decide() -> None:
    """With all steps known the narrowest is named, as are both where the ends differ."""
    one = chain([(5, 6)], [(1, 2)], [(9, 9)])
    said = words.sentence(one, one.throughput(), 1.0)
    assert "1 à 2 patients par an ; la limite est : b" in said.fr
    assert words.decided_by(one, one.throughput()).en == "More capacity would end it: b."
    two = chain([(1, 9)], [(2, 3)])
    assert "la limite est : a, si les chiffres bas sont vrais ; b, si les hauts le sont" in (
        words.sentence(two, two.throughput(), 1.0).fr
    )


@given(ORDERS)
def test_unknown_is_never_none(order) -> None:
    """An unknown capacity is in no limit that is told, and as 0 or without end stays within."""
    wanted = chain(*order)
    found = wanted.throughput()
    assert all(wanted.steps[at].capacity is not None for at in found.binding_low)
    assert all(wanted.steps[at].capacity is None for at in found.missing)
    nothing = chain(*[[known or (0, 0) for known in same] for same in order]).throughput()
    enough = chain(*[[known or (999, 999) for known in same] for same in order]).throughput()
    assert found.low == nothing.low
    assert enough.high == pytest.approx(found.high) or found.high > 900


@given(ORDERS)
def test_more_sites_never_lower_it(order) -> None:
    """A further place at the first step leaves or raises both ends."""
    before = chain(*order).throughput()
    after = chain([*order[0], (1, 2)], *order[1:]).throughput()
    assert after.low >= before.low
    assert after.high >= before.high
