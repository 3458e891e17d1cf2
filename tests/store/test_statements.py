"""Claims become facts whose evidence can be found again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import ask
from biograph.model import (
    Claim,
    DatedName,
    Entity,
    Entry,
    Evidence,
    Identifier,
    Link,
    Match,
    Mention,
    Modality,
    Span,
    Withdrawal,
)
from biograph.store import open_store, statements
from biograph.terms import ASSERTED, DATA, IDENTITY, RDF, REFERENCE, bg, document_iri

VERSION = "https://w3id.org/biograph/id/doc/d1/v/a"
OTHER = "https://w3id.org/biograph/id/doc/d2/v/b"
QUOTE = "Polyplus fournit Yposkesi."


def linked(name: str, key: str, score: float = 1.0) -> Link:
    mention = Mention(text=name, kind="Company", span=Span(0, len(name)))
    entity = Entity(iri=f"https://w3id.org/biograph/id/org/{key}", kinds=("Company",), name=name)
    return Link(mention=mention, entity=entity, score=score, method="name")


A, B = linked("Polyplus", "a"), linked("Yposkesi", "b")


def claim(
    predicate: str = "supplies",
    modality: Modality = Modality.ASSERTED,
    document: str = VERSION,
    **more: str,
) -> Claim:
    evidence = Evidence(document=document, quote=QUOTE, span=Span(0, len(QUOTE)), lang="fr")
    return Claim(
        subject=A.mention,
        predicate=predicate,
        object=B.mention,
        evidence=evidence,
        modality=modality,
        score=0.8,
        producer="test@1",
        **more,
    )


def stored(*claims: Claim, subject: Link = A, obj: Link = B):
    store = open_store()
    for one in claims:
        store.add(statements.fact(one, subject, obj))
    return store


def facts(store) -> int:
    query = f"SELECT ?r {{ GRAPH <{ASSERTED}> {{ ?r a bg:Relation }} }}"
    return len(store.select(query))


def test_an_asserted_claim_gives_the_plain_triple():
    """What a text asserts can be asked for as one triple."""
    store = stored(claim())
    assert store.ask(
        f"ASK {{ GRAPH <{ASSERTED}> {{ <{A.entity.iri}> bg:supplies <{B.entity.iri}> }} }}"
    )


def test_a_planned_claim_is_a_fact_but_no_plain_triple():
    """A plan is kept as a plan: nobody who asks who supplies whom meets it as done."""
    store = stored(claim(modality=Modality.PLANNED))
    assert facts(store) == 1
    assert not store.ask(f"ASK {{ GRAPH <{ASSERTED}> {{ ?s bg:supplies ?o }} }}")
    assert store.ask(f"ASK {{ GRAPH <{ASSERTED}> {{ ?r bg:modality bg:planned }} }}")


@pytest.mark.parametrize("modality", [Modality.NEGATED, Modality.HYPOTHETICAL, Modality.ENDED])
def test_what_is_denied_feared_or_over_never_enters(modality):
    """A negated, hypothetical or ended claim is refused as a fact."""
    with pytest.raises(ValueError, match="not a fact"):
        stored(claim(modality=modality))


def test_two_documents_that_say_the_same_make_one_fact_with_two_evidences():
    """Facts are counted once, however often they are stated."""
    store = stored(claim(), claim(document=OTHER))
    assert facts(store) == 1
    query = "SELECT DISTINCT ?ev { GRAPH ?g { ?ev bg:supports ?r } }"
    assert len(store.select(query)) == 2


def test_the_evidence_holds_the_exact_quote_its_offsets_and_what_it_says_of_date_and_amount():
    """Date and amount stay with the place that states them, so two documents may differ."""
    store = stored(claim(date="2021-03", amount="49 M€"), claim(document=OTHER, date="2022"))
    query = (
        "SELECT ?quote ?start ?end ?date ?amount { GRAPH ?v { ?ev bg:quote ?quote ; "
        "bg:start ?start ; bg:end ?end ; bg:statedDate ?date . "
        "OPTIONAL { ?ev bg:statedAmount ?amount } } } ORDER BY ?date"
    )
    rows = list(store.select(query).records())
    assert [(r["quote"], r["start"], r["end"]) for r in rows] == [(QUOTE, 0, len(QUOTE))] * 2
    assert [(r["date"], r["amount"]) for r in rows] == [("2021-03", "49 M€"), ("2022", None)]


def test_confidence_is_that_of_the_claim_times_the_weaker_link():
    """An unsure link makes the fact as unsure."""
    store = stored(claim(), obj=linked("Yposkesi", "b", 0.5))
    assert store.select("SELECT ?c { GRAPH ?g { ?ev bg:confidence ?c } }").column("c") == (0.4,)


def test_a_symmetric_partnership_is_the_same_fact_in_both_directions():
    """A partners with B and B partners with A are one fact."""
    store = open_store()
    store.add(statements.fact(claim("partnersWith"), A, B))
    store.add(statements.fact(claim("partnersWith"), B, A))
    assert facts(store) == 1


def test_a_direction_matters_where_the_predicate_is_not_symmetric():
    """A supplies B and B supplies A are two facts."""
    store = open_store()
    store.add(statements.fact(claim(), A, B))
    store.add(statements.fact(claim(), B, A))
    assert facts(store) == 2


@given(st.text(min_size=1).filter(lambda s: "\x00" not in s and s.isprintable()))
def test_any_name_is_stored_as_it_is(name):
    """A hostile or odd name is text and nothing else: it comes back unchanged."""
    store = open_store()
    iri = "https://w3id.org/biograph/id/org/x"
    store.add(statements.entity(Entity(iri=iri, kinds=("Company",), name=name)))
    query = f"SELECT ?l {{ GRAPH <{REFERENCE}> {{ <{iri}> rdfs:label ?l }} }}"
    assert store.select(query).column("l") == (name,)


def test_identifiers_keep_their_leading_zeros():
    """A FINESS number is text: a number would lose its first digit."""
    iri = "https://w3id.org/biograph/id/org/x"
    entity = Entity(
        iri=iri, kinds=("Hospital",), name="CH", identifiers=(Identifier("finess", "010000024"),)
    )
    store = open_store()
    store.add(statements.entity(entity, superclasses=["Organization"]))
    query = f"SELECT ?i {{ GRAPH <{REFERENCE}> {{ <{iri}> bg:finess ?i }} }}"
    assert store.select(query).column("i") == ("010000024",)
    kinds = {s.object for s in store.quads(REFERENCE) if s.predicate == RDF + "type"}
    assert kinds == {bg("Hospital"), bg("Organization")}


def test_the_population_of_a_place_is_a_number():
    """What a register counts of a place stands in the graph as a number, once."""
    iri, evidence = "https://w3id.org/biograph/id/place/1", Evidence(document=VERSION, quote="q")
    rows = [
        Entry(
            source=source, key="1", kinds=("Commune",), name="X", population=told, evidence=evidence
        )
        for source, told in (("finess", ""), ("geo", "1200"), ("other", "1300"))
    ]
    store = open_store()
    place = Entity(iri=iri, kinds=("Commune",), name="X", entries=tuple(rows))
    store.add(statements.entity(place))
    query = f"SELECT (?n + 1 AS ?more) {{ GRAPH <{REFERENCE}> {{ <{iri}> bg:population ?n }} }}"
    assert store.select(query).column("more") == (1201,)


def row(source: str, key: str) -> Entry:
    evidence = Evidence(document=VERSION, quote="name: Alpha", row=f"{source}.csv#{key}")
    return Entry(source=source, key=key, kinds=("Company",), name="Alpha", evidence=evidence)


ROWS = tuple(row(source, "1") for source in ("actors", "ilab", "ror"))


def group(*matches: Match, rows: tuple[Entry, ...] = ROWS) -> Entity:
    iri = "https://w3id.org/biograph/id/org/x"
    return Entity(iri=iri, kinds=("Company",), name="Alpha", entries=rows, matches=matches)


def test_a_former_name_has_evidence_with_its_dates():
    """Each by itself beside the row that describes the entity; the entity has the bare names."""
    former = (DatedName("Beta", "2001", "2009-05"), DatedName("Gamma"), DatedName("Alpha"))
    entry = replace(ROWS[0], former_names=former)
    entity = replace(group(rows=(entry, ROWS[1])), names=entry.names)
    store = open_store()
    store.add(statements.entity(entity))
    store.add(statements.describes(entity, entry))
    names = ask.over(store)(
        "SELECT ?n { GRAPH graph:reference { ?e bg:formerName ?n } } ORDER BY ?n"
    )
    assert names.column("n") == ("Beta", "Gamma")
    told = ask.over(store)(
        "SELECT ?name ?since ?until ?row { GRAPH ?version { ?ev bg:describes ?e ; bg:row ?row ."
        " OPTIONAL { ?ev bg:statedName ?name } OPTIONAL { ?ev bg:statedDate ?since }"
        " OPTIONAL { ?ev bg:statedUntil ?until } } } ORDER BY ?name"
    )
    assert [told.column(one) for one in ("name", "since", "until", "row")] == [
        (None, "Alpha", "Beta", "Gamma"),
        (None, None, "2001", None),
        (None, None, "2009-05", None),
        ("actors.csv#1",) * 4,
    ]


def match(one: int, other: int, reason: str, score: float) -> Match:
    return Match(left=ROWS[one], right=ROWS[other], reason=reason, score=score)


def reasons(entity: Entity) -> dict[str, list[tuple[str | None, float | None]]]:
    """Of each row of an entity why it is that entity, and how surely."""
    store = open_store()
    store.add(statements.identity(entity))
    query = f"""SELECT ?row ?why ?how {{ GRAPH <{IDENTITY}> {{
      ?l a bg:IdentityLink ; bg:entity <{entity.iri}> ; bg:registerEntry ?row
      OPTIONAL {{ ?l bg:justification ?why }} OPTIONAL {{ ?l bg:confidence ?how }} }} }}"""
    found: dict[str, list[tuple[str | None, float | None]]] = {}
    for line in store.select(query).records():
        how = None if line["how"] is None else float(line["how"])
        found.setdefault(line["row"], []).append((line["why"], how))
    return found


def test_every_row_has_the_reason_for_which_it_was_joined():
    """Who doubts a node reads why each of its rows is there."""
    entity = group(match(0, 1, "same siren 1", 1.0), match(1, 2, "exact, same town", 0.873))
    assert reasons(entity) == {
        "actors#1": [("same siren 1", 1.0)],
        "ilab#1": [("same siren 1", 1.0)],
        "ror#1": [("exact, same town", 0.873)],
    }


def test_a_row_joined_several_times_has_its_surest_reason_alone():
    """One reason and one confidence a link, whatever the order of the comparisons."""
    matches = [match(0, 2, "exact", 0.7), match(1, 2, "same ror 2", 1.0), match(0, 1, "near", 0.6)]
    there, back = group(*matches), group(*matches[::-1])
    assert reasons(there) == reasons(back)
    assert reasons(there)["ror#1"] == [("same ror 2", 1.0)]
    assert reasons(there)["actors#1"] == [("exact", 0.7)]


def test_two_reasons_as_sure_as_each_other_give_one_in_either_order():
    """A tie never depends on which comparison came first."""
    matches = [match(0, 1, "same ror 2", 1.0), match(0, 1, "same siren 1", 1.0)]
    there, back = reasons(group(*matches)), reasons(group(*matches[::-1]))
    assert there == back
    assert len(there["actors#1"]) == 1


def test_the_only_row_of_an_entity_needs_no_reason():
    """Where nothing had to be decided no justification is made up."""
    assert reasons(group(rows=ROWS[:1])) == {"actors#1": [(None, None)]}


def test_an_identity_link_is_the_same_node_whatever_its_reason():
    """A renewed run replaces the reason instead of adding a second link."""
    told = {s.subject for s in statements.identity(group(match(0, 1, "exact", 0.7)))}
    silent = {s.subject for s in statements.identity(group())}
    assert told == silent == {statements.link_iri(group(), one) for one in ROWS}


def test_two_rows_of_one_key_give_their_link_one_reason():
    """A holder stands in a row for each of its products, and is one entry."""
    other = replace(row("ilab", "1"), name="Alpha SAS")
    rows = (ROWS[1], other, ROWS[2])
    same = Match(left=ROWS[1], right=other, reason="same entry ilab#1", score=1.0)
    joined = Match(left=ROWS[1], right=ROWS[2], reason="same siren 1", score=1.0)
    assert len(reasons(group(same, joined, rows=rows))["ilab#1"]) == 1


def test_a_withdrawn_document_says_of_which_source_when_and_why():
    """What was taken back can be found by source and key, with the source's reason where given."""
    store = open_store()
    told = Withdrawal(
        source="hal", key="hal-1", date="2026-09-20", reason="deleted", url="https://hal.example/1"
    )
    store.add(statements.withdrawn(told))
    store.add(statements.withdrawn(Withdrawal(source="hal", key="hal-2")))
    rows = ask.over(store)("quality/withdrawn-documents").records()
    assert [tuple(row.values()) for row in rows] == [
        (document_iri("hal", "hal-1"), DATA + "source/hal", "hal-1", "2026-09-20", "deleted",
         "https://hal.example/1"),
        (document_iri("hal", "hal-2"), DATA + "source/hal", "hal-2", "", None, None),
    ]  # fmt: skip
    store.retract(document_iri("hal", "hal-1"))
    store.retract(document_iri("hal", "hal-2"))
    assert store.count() == 0
