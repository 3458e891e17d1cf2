"""Hidden common points, and who could replace a sole supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.bottleneck.nexus import hidden_nexus
from biograph.analyse.bottleneck.substitutes import candidates, substitutes
from biograph.analyse.known import Known
from biograph.terms import DATA, local_name
from tests.analyse.test_findings import makes

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.model import Finding
    from biograph.store import EmbeddedStore


def hidden(ask: Ask) -> dict[str, Finding]:
    """The hidden points by owner."""
    return {local_name(f.subjects[0]): f for f in hidden_nexus(Known(ask=ask))}


def replaced(ask: Ask) -> dict[str, Finding]:
    """The findings on substitutes by input."""
    return {local_name(f.subjects[0]): f for f in substitutes(Known(ask=ask))}


def test_what_stops_nothing_is_no_common_point(ask: Ask) -> None:
    """Only owners whose loss stops a family are told of."""
    assert set(hidden(ask)) == {"sacmaker", "bigcorp", "testlabo"}


def test_the_more_sources_name_a_firm_the_less_hidden_it_is(store: EmbeddedStore, ask: Ask) -> None:
    """One more sentence on its supplies makes a firm more seen, though its loss is the same."""
    before = hidden(ask)["sacmaker"]
    store.update(
        "INSERT DATA { GRAPH id:doc\\/more\\/v\\/1 { "
        "id:doc\\/more\\/v\\/1 bg:fromSource id:source\\/corpus . "
        'id:ev\\/more bg:supports id:rel\\/sacmaker-suppliesInput-bags ; bg:quote "Once more."@en '
        "} }"
    )
    after = hidden(ask)["sacmaker"]
    assert before.value is not None
    assert after.value is not None
    assert after.value < before.value
    assert "3 independent mentions" in after.sentence.en


def test_a_maker_of_something_more_general_is_a_candidate(ask: Ask) -> None:
    """Spinco makes bioreactors of an untold kind: it may make the ones that only Bigcorp sells."""
    known = Known(ask=ask)
    assert candidates(known, DATA + "input/su-bioreactor") == (DATA + "org/spinco",)
    found = replaced(ask)["su-bioreactor"]
    assert found.value == 1
    assert "Spinco" in found.sentence.fr
    assert "1 candidat connu" in found.sentence.fr


def test_who_makes_it_already_is_no_candidate(ask: Ask) -> None:
    """The makers of an input and the firms of their group are never their own replacement."""
    known = Known(ask=ask)
    for iri, makers in known.supply.makers.items():
        assert not {maker.owner for maker in makers} & set(candidates(known, iri))


def test_no_candidate_is_said_and_not_taken_for_none(ask: Ask) -> None:
    """Nobody is known who might make bags: that is what biograph knows, and the finding says so."""
    found = replaced(ask)["bags"]
    assert found.value == 0
    assert "0 candidat connu" in found.sentence.fr
    assert "proof of a lack of supply" in found.caveats[0].en


def test_a_second_maker_needs_no_substitute(store: EmbeddedStore, ask: Ask) -> None:
    """An input with two owners is in no finding: its loss takes more than one firm."""
    assert "bags" in replaced(ask)
    makes(store, "sacotte", "bags", "FR")
    assert "bags" not in replaced(ask)


def test_the_time_to_requalify_is_evidence_with_a_source(ask: Ask) -> None:
    """Where a stated figure tells the time, the sentence gives it and the evidence names it."""
    for found in replaced(ask).values():
        cited = [iri for iri in found.evidence if iri.startswith(DATA + "figure/")]
        assert bool(cited) == ("mois" in found.sentence.fr)
