"""The closure: what follows from facts, kinds and ontology, and nothing that was said already."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph import vocabulary
from biograph.model import Statement
from biograph.reason import close, closure, infer, infer_quads
from biograph.store import EmbeddedStore, open_store
from biograph.terms import ASSERTED, DATA, INFERRED, META, OWL, RDF, RDFS, REFERENCE, SKOS, bg

TYPE = RDF + "type"
#: The ontology as triples of IRIs: modules, kinds of terms, what is broader than what.
ONTOLOGY = {
    (s.subject, s.predicate, s.object)
    for s in vocabulary.statements()
    if isinstance(s.object, str) and "/requirement/" not in s.subject
}
A, B = DATA + "org/a", DATA + "product/b"


def name(local: str) -> str:
    """The IRI of a class or input given as ``class/mab``."""
    return DATA + local


def follows(*stated: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    """What the ontology makes of a few triples, about their subjects."""
    subjects = {s for s, _, _ in stated}
    made = infer([*ONTOLOGY, *stated])
    return {(s.subject, s.predicate, str(s.object)) for s in made if s.subject in subjects}


@pytest.mark.parametrize(
    ("class_", "kinds"),
    [
        ("allogeneic-car-t", {"AdvancedTherapyProduct", "GeneTherapyProduct"}),
        ("msc", {"AdvancedTherapyProduct", "SomaticCellTherapyProduct"}),
        ("skin-substitute", {"AdvancedTherapyProduct", "TissueEngineeredProduct"}),
        ("combined-atmp", {"AdvancedTherapyProduct", "CombinedProduct"}),
        ("adc", {"AntibodyProduct"}),
        ("mrna-vaccine", {"VaccineProduct"}),
        ("immunoglobulin", {"PlasmaDerivedProduct"}),
        ("insulin", set()),
        ("hsc", set()),
        ("mrna-therapy", {"AdvancedTherapyProduct", "GeneTherapyProduct"}),
        ("oligonucleotide-therapy", set()),
        ("in-vivo-car-t", {"AdvancedTherapyProduct", "GeneTherapyProduct"}),
    ],
)
def test_class_of_a_product_gives_its_legal_kind(class_: str, kinds: set[str]) -> None:
    """A product is of every kind whose class stands anywhere above its own, and of no other."""
    found = follows((B, TYPE, bg("Therapy")), (B, bg("hasTherapyClass"), name(f"class/{class_}")))
    legal = {o for _, p, o in found if p == TYPE} - {bg("Entity"), bg("BiologicalProduct")}
    assert legal == {bg(kind) for kind in kinds}


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ("aav-gene-therapy", "ViralVectorCDMO"),
        ("msc", "CellTherapyCDMO"),
        ("mab", "BiologicsCDMO"),
        ("insulin", "BiologicsCDMO"),
        ("mrna-therapy", "NucleicAcidCDMO"),
        ("dna-vaccine", "VaccineCDMO"),
    ],
)
def test_what_a_cdmo_makes_tells_its_modality(made: str, kind: str) -> None:
    """A contract maker is sorted by the classes it makes, also by way of a product."""
    fact = (A, bg("manufactures"), name(f"class/{made}"))
    assert (A, TYPE, bg(kind)) in follows((A, TYPE, bg("CDMO")), fact)
    through = (A, bg("manufactures"), B), (B, bg("hasTherapyClass"), name(f"class/{made}"))
    assert (A, TYPE, bg(kind)) in follows((A, TYPE, bg("CDMO")), *through)


def test_a_maker_that_is_no_cdmo_is_not_sorted() -> None:
    """The modalities are of contract makers only: a hospital that makes cells is none."""
    found = follows((A, TYPE, bg("Hospital")), (A, bg("manufactures"), name("class/msc")))
    assert (A, bg("makesClass"), name("class/somatic-cell-therapy")) in found
    assert not [o for _, p, o in found if p == TYPE and o.endswith("CDMO")]


def test_who_sells_the_special_offers_the_general() -> None:
    """A maker of single-use bioreactors offers bioreactors; the reverse does not follow."""
    found = follows((A, bg("suppliesInput"), name("input/su-bioreactor")))
    assert (A, bg("offers"), name("input/bioreactor")) in found
    found = follows((A, bg("suppliesInput"), name("input/bioreactor")))
    assert (A, bg("offers"), name("input/su-bioreactor")) not in found


def test_partnership_holds_both_ways() -> None:
    """A symmetric property is closed, but only kinds and memberships are written down."""
    closed = close([*ONTOLOGY, (A, bg("partnersWith"), B)])
    assert (B, bg("partnersWith"), A) in closed
    assert not follows((A, bg("partnersWith"), B))


chains = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=8)


@given(chains)
@settings(max_examples=25)
def test_chain_and_transitivity_reach_what_walking_reaches(edges: list[tuple[str, str]]) -> None:
    """The classes of a product are those a walk up from its own class comes by."""
    broader, above = SKOS + "broader", SKOS + "broaderTransitive"
    rules = {
        (broader, RDFS + "subPropertyOf", above),
        (above, TYPE, OWL + "TransitiveProperty"),
        (bg("inClass"), OWL + "propertyChainAxiom", "urn:l1"),
        ("urn:l1", RDF + "first", bg("hasTherapyClass")),
        ("urn:l1", RDF + "rest", "urn:l2"),
        ("urn:l2", RDF + "first", above),
        ("urn:l2", RDF + "rest", RDF + "nil"),
    }
    facts = {(DATA + a, broader, DATA + b) for a, b in edges} | {
        (B, bg("hasTherapyClass"), DATA + "a")
    }
    found = {o for s, p, o in close(rules | facts) if s == B and p == bg("inClass")}
    reached, waiting = set(), {"a"}
    while waiting:
        waiting = {b for a, b in edges if a in waiting} - reached
        reached |= waiting
    assert found == {DATA + node for node in reached}


def test_closing_again_adds_nothing() -> None:
    """The closure is closed: its own closure is itself."""
    stated = [(B, TYPE, bg("Therapy")), (B, bg("hasTherapyClass"), name("class/adc"))]
    once = close([*ONTOLOGY, *stated])
    assert close(once) == once


def test_more_facts_never_take_anything_away() -> None:
    """What follows from some facts follows from more of them."""
    few = [(A, TYPE, bg("CDMO")), (A, bg("manufactures"), name("class/mab"))]
    more = [*few, (B, bg("hasTherapyClass"), name("class/adc"))]
    assert follows(*few) <= follows(*more)


def stored() -> EmbeddedStore:
    """A store with the ontology and one contract maker."""
    store = open_store()
    store.add_many(vocabulary.statements())
    store.add(
        [
            Statement(A, TYPE, bg("CDMO"), REFERENCE),
            Statement(A, bg("manufactures"), name("class/mab"), ASSERTED),
        ]
    )
    return store


def inferred(store: EmbeddedStore) -> set[tuple[object, ...]]:
    """The statements of the inferred graph."""
    return set(store.select(f"SELECT ?s ?p ?o {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }}").rows)


def test_what_follows_stands_in_its_own_graph() -> None:
    """The inferred graph says what no other graph says, and nobody else's graph is touched."""
    store = stored()
    before = store.count()
    written = infer_quads(store)
    found = inferred(store)
    assert (A, TYPE, bg("BiologicsCDMO")) in found
    assert len(found) == written
    assert store.count() == before + written + 1  # and the mark
    repeated = "GRAPH ?g { ?s ?p ?o } FILTER(?g NOT IN (graph:inferred))"
    query = f"SELECT ?s ?p ?o {{ GRAPH graph:inferred {{ ?s ?p ?o }} {repeated} }}"
    assert not len(store.select(query))


def test_nothing_is_written_twice() -> None:
    """A second time nothing changes; after a new fact the graph is made anew as a whole."""
    store = stored()
    infer_quads(store)
    found = inferred(store)
    assert infer_quads(store) == 0
    store.add([Statement(A, bg("manufactures"), name("class/msc"), ASSERTED)])
    assert infer_quads(store) > 0
    assert inferred(store) > found


def test_other_rules_make_the_graph_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of what is kept reaches a graph whose premises stayed the same."""
    store = stored()
    assert infer_quads(store) > 0
    assert infer_quads(store) == 0
    monkeypatch.setattr(closure, "_KEPT", (bg("makesClass"),))
    assert infer_quads(store) > 0


def test_a_premise_taken_back_takes_its_conclusions() -> None:
    """What followed from a retracted fact is gone after the next time."""
    store = stored()
    infer_quads(store)
    store.update(
        f"DELETE DATA {{ GRAPH <{ASSERTED}> {{ <{A}> bg:manufactures <{name('class/mab')}> }} }}"
    )
    infer_quads(store)
    assert not [row for row in inferred(store) if row[0] == A and row[1] == bg("makesClass")]


def test_a_cut_off_rebuild_is_made_up_for() -> None:
    """Without the mark, which comes last, the graph is made again, with the same statements."""
    store = stored()
    infer_quads(store)
    found = inferred(store)
    store.forget(META, {INFERRED})
    store.forget(INFERRED, {A})
    infer_quads(store)
    assert inferred(store) == found
