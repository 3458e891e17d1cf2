"""Verdicts on published claims: few known contradict nothing, more than claimed do, dates count."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from biograph import resources
from biograph.analyse.claims import Status, Verdict, verdicts
from biograph.analyse.known import Known
from biograph.ask import over, published
from biograph.model import Literal, Statement
from biograph.store import open_store
from biograph.terms import (
    ASSERTED,
    DATA,
    DCTERMS,
    ONTOLOGY_GRAPH,
    RDF,
    RDFS,
    REFERENCE,
    SKOS,
    bg,
    local_name,
)
from biograph.vocabulary.figures import figures
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.store import EmbeddedStore

DOCUMENT = DATA + "doc/planted/v/1"
FRANCE = DATA + "country/FR"
CITED = DATA + "figure/"


@pytest.fixture
def store() -> EmbeddedStore:
    """The tiny and the wide graph, and a document of 2026 to state more facts in."""
    store = opened(TINY, WIDE)
    store.add(
        [
            Statement(DOCUMENT, bg("fromSource"), DATA + "source/press", DOCUMENT),
            Statement(DOCUMENT, DCTERMS + "issued", Literal("2026-11-27"), DOCUMENT),
        ]
    )
    return store


def told(store: EmbeddedStore) -> dict[str, Verdict]:
    """The verdicts of a graph by the id of their claim."""
    return {verdict.id: verdict for verdict in verdicts(Known(ask=over(store)))}


def fact(subject: str, predicate: str, target: str, date: str = "") -> Iterator[Statement]:
    """A fact with its evidence, stated for a date or for none."""
    relation = f"{DATA}rel/{local_name(subject)}-{predicate}-{local_name(target)}"
    evidence = f"{DATA}ev/{local_name(relation)}"
    yield Statement(subject, bg(predicate), target, ASSERTED)
    yield Statement(relation, RDF + "type", bg("Relation"), ASSERTED)
    yield Statement(relation, RDF + "subject", subject, ASSERTED)
    yield Statement(relation, RDF + "predicate", bg(predicate), ASSERTED)
    yield Statement(relation, RDF + "object", target, ASSERTED)
    yield Statement(relation, bg("modality"), bg("asserted"), ASSERTED)
    yield Statement(evidence, bg("supports"), relation, DOCUMENT)
    yield Statement(evidence, bg("quote"), Literal("planted", lang="en"), DOCUMENT)
    if date:
        yield Statement(evidence, bg("statedDate"), Literal(date), DOCUMENT)


def firm(name: str, kind: str, country: str = "FR") -> Iterator[Statement]:
    """An organisation of a kind and a country."""
    iri = f"{DATA}org/{name}"
    yield Statement(iri, RDF + "type", bg(kind), REFERENCE)
    yield Statement(iri, RDFS + "label", Literal(name), REFERENCE)
    yield Statement(iri, bg("country"), f"{DATA}country/{country}", REFERENCE)


def contractors(number: int, date: str = "") -> list[Statement]:
    """French contract makers of antibodies."""
    antibody = DATA + "class/antibody"
    made = Statement(antibody, RDF + "type", bg("TherapyClass"), ONTOLOGY_GRAPH)
    each = (
        chain(firm(f"c{i}", "CDMO"), fact(f"{DATA}org/c{i}", "manufactures", antibody, date))
        for i in range(number)
    )
    return [made, *chain.from_iterable(each)]


def capabilities(number: int, date: str) -> Iterator[Statement]:
    """French holders of commercial batches of AAV gene therapy since a date."""
    for i in range(number):
        yield from firm(f"h{i}", "CDMO")
        iri = f"{DATA}capability/h{i}"
        yield Statement(iri, RDF + "type", bg("Capability"), REFERENCE)
        yield Statement(iri, bg("capabilityOf"), f"{DATA}org/h{i}", REFERENCE)
        yield Statement(iri, bg("ofFamily"), DATA + "family/aav_gene_therapy", REFERENCE)
        yield Statement(iri, bg("atStage"), DATA + "stage/upstream", REFERENCE)
        yield Statement(iri, bg("atScale"), Literal("commercial"), REFERENCE)
        yield Statement(iri, bg("validFrom"), Literal(date), REFERENCE)


def biologics(date: str) -> list[Statement]:
    """That gene therapies are biological medicines, and when a French firm made the one of 2019."""
    biologic, gene = DATA + "class/biologic", DATA + "class/gene-therapy"
    made = f"{DATA}ev/vectoria-manufactures-alpha-again"
    return [
        Statement(biologic, RDF + "type", bg("TherapyClass"), ONTOLOGY_GRAPH),
        Statement(gene, SKOS + "broader", biologic, ONTOLOGY_GRAPH),
        Statement(made, bg("supports"), DATA + "rel/vectoria-manufactures-alpha", DOCUMENT),
        Statement(made, bg("quote"), Literal("planted", lang="en"), DOCUMENT),
        Statement(made, bg("statedDate"), Literal(date), DOCUMENT),
    ]


def test_every_claim_gets_a_verdict(store: EmbeddedStore) -> None:
    """One each in the order of the table, in whole sentences of both languages."""
    found = verdicts(Known(ask=over(store)))
    assert [verdict.id for verdict in found] == [claim.id for claim in published()]
    for verdict, claim in zip(found, published(), strict=True):
        assert (verdict.claim, verdict.source, verdict.as_of) == (
            *(claim.text, claim.source),
            claim.as_of,
        )
        for text in (verdict.found.fr, verdict.found.en):
            assert text.endswith(".")
            assert not {*"{}"} & {*text}
        assert verdict.found.fr != verdict.found.en


def test_a_verdict_can_be_followed_back(store: EmbeddedStore) -> None:
    """Its command asks the claim's question; its evidence are IRIs, at most 50 of the graph."""
    store.add(contractors(60))
    found = told(store)
    assert found["26"].command == (
        "biograph ask market/makers-of-products --param class=immunoglobulin --json"
    )
    assert found["20"].command == ""
    for verdict in found.values():
        of_graph = [iri for iri in verdict.evidence if not iri.startswith(CITED)]
        assert len(of_graph) <= 50
        assert [iri for iri in of_graph if "://w3id.org/biograph/" not in iri] == []
    assert len(found["6"].evidence) == 50
    assert found["8"].evidence == (DATA + "rel/holder-manufacturesFor-jeune",)


def test_an_empty_graph_decides_nothing() -> None:
    """Where nothing is known every claim is undecidable, and no evidence is of a graph."""
    found = told(open_store())
    assert {verdict.status for verdict in found.values()} == {Status.UNDECIDABLE}
    evidence = chain.from_iterable(verdict.evidence for verdict in found.values())
    assert [iri for iri in evidence if not iri.startswith(CITED)] == []
    assert "That none is known says nothing about the world." in found["12"].found.en


def test_few_known_contradict_nothing(store: EmbeddedStore) -> None:
    """The small graph knows a few of each thing and contradicts nobody."""
    found = told(store)
    assert {verdict.status for verdict in found.values()} == {Status.UNDECIDABLE}
    assert "1 CAR-T centre;" in found["22"].found.en
    assert "neither confirms nor contradicts" in found["22"].found.en
    assert "(couverture inconnue)" in found["22"].found.fr


def test_more_than_an_upper_bound_contradicts_it(store: EmbeddedStore) -> None:
    """Ten contract makers stated for the time of a claim of fewer than ten: the facts are shown."""
    store.add(contractors(10, "2019-05"))
    verdict = told(store)["6"]
    assert verdict.status is Status.CONTRADICTED
    assert verdict.evidence == tuple(f"{DATA}rel/c{i}-manufactures-antibody" for i in range(10))
    assert "outside what is claimed" in verdict.found.en
    assert "by a source of 2020-11 or before: 10." in verdict.found.en


def test_an_upper_bound_is_not_confirmed_by_fewer(store: EmbeddedStore) -> None:
    """Nine are fewer than ten, but nobody says that there are no others."""
    store.add(contractors(9, "2019-05"))
    assert told(store)["6"].status is Status.UNDECIDABLE


@pytest.mark.parametrize("date", ["2024-03-01", "2020-12", "2020", ""])
def test_a_later_state_does_not_contradict(store: EmbeddedStore, date: str) -> None:
    """Facts from after the claim, or of no certain date, are told and decide nothing."""
    store.add(contractors(12, date))
    verdict = told(store)["6"]
    assert verdict.status is Status.UNDECIDABLE
    assert "12 French contract makers" in verdict.found.en
    assert "by a source of 2020-11 or before: 0." in verdict.found.en
    assert "ne la contredit pas" in verdict.found.fr


@pytest.mark.parametrize(
    ("date", "status"),
    [("2018-06-01", Status.CONTRADICTED), ("2019-01-01", Status.UNDECIDABLE)],
)
def test_things_without_facts_are_dated_by_themselves(
    store: EmbeddedStore, date: str, status: Status
) -> None:
    """Five holders of commercial batches contradict 'only four' of 2018 if they were there then."""
    store.add(capabilities(5, date))
    verdict = told(store)["12"]
    assert verdict.status is status
    assert {DATA + f"org/h{i}" for i in range(5)} <= set(verdict.evidence)


@pytest.mark.parametrize(
    ("centres", "status"),
    [(35, Status.UNDECIDABLE), (40, Status.UNDECIDABLE), (45, Status.CONTRADICTED)],
)
def test_about_a_number_leaves_room(store: EmbeddedStore, centres: int, status: Status) -> None:
    """'About forty' is contradicted above 44 only, and confirmed by no list of unknown coverage."""
    known = len(over(store)("care/car-t-centres"))
    for i in range(centres - known):
        store.add(firm(f"centre{i}", "CARTCentre"))
    assert told(store)["22"].status is status


@pytest.mark.parametrize(
    ("date", "status"), [("2019-01", Status.CONTRADICTED), ("2024", Status.UNDECIDABLE)]
)
def test_where_all_is_known_few_contradict(store: EmbeddedStore, date: str, status: Status) -> None:
    """Of the one product of the time a maker of then is known: so there are no eight in France."""
    store.add(biologics(date))
    verdict = told(store)["1"]
    assert verdict.status is status
    assert "Of 1 biological medicine known" in verdict.found.en


def test_an_owner_up_the_chain_supports_control(store: EmbeddedStore) -> None:
    """Control is seen through a holding in another country, and each link of it is evidence."""
    maker, middle, top = (f"{DATA}org/{name}" for name in ("Yposkesi", "middle", "top"))
    store.add(chain(firm("Yposkesi", "CDMO"), firm("middle", "Company", "US")))
    store.add(fact(maker, "manufactures", DATA + "class/aav"))
    store.add(fact(maker, "subsidiaryOf", middle, "2021"))
    assert told(store)["14"].status is Status.UNDECIDABLE
    store.add(chain(firm("top", "Company", "KR"), fact(middle, "subsidiaryOf", top)))
    verdict = told(store)["14"]
    assert verdict.status is Status.SUPPORTED
    assert verdict.evidence == (
        DATA + "rel/Yposkesi-subsidiaryOf-middle",
        DATA + "rel/middle-subsidiaryOf-top",
    )
    assert "1 owner of Yposkesi in South Korea (top)" in verdict.found.en


def test_published_conflicts_show_all_figures(store: EmbeddedStore) -> None:
    """Figures that differ stand side by side with date and scope, and are evidence."""
    found = told(store)
    for key, texts in {
        "2": ("95%", "90%", "96%", "2022-05", "undated", "consumption of 2021"),
        "4": ("32 sites", "35 sites", "2018-02-14", "32 of which answered"),
        "26": ("65%", "70 to 75%", "60%", "70% (EFS", "67% (AFP", "plasma, all medicines"),
    }.items():
        assert [text for text in texts if text not in found[key].found.en] == []
    cited = [iri.removeprefix(CITED) for iri in found["2"].evidence if iri.startswith(CITED)]
    assert {figures()[name].measure for name in cited} == {"import-share"}
    assert len(cited) == 3


def test_what_the_graph_counts_otherwise_decides_nothing(store: EmbeddedStore) -> None:
    """However many products are known, a claim on what is used stays undecidable."""
    store.add(biologics("2019"))
    verdict = told(store)["2"]
    assert verdict.status is Status.UNDECIDABLE
    assert "(coverage 100%)" in verdict.found.en


def test_the_page_of_claims_lists_every_claim() -> None:
    """The page in docs/ has each claim with its text, one of three verdicts and what is found."""
    page = resources.queries().parent / "docs" / "claims.md"
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| id ")
    ]
    assert [row[:4] for row in rows] == [
        [claim.id, claim.text.en, claim.source, claim.as_of] for claim in published()
    ]
    assert {row[4] for row in rows} <= set(Status)
    assert all(row[5] for row in rows)
