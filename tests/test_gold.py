"""The bundled corpus and its annotations keep their own rules."""

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from biograph.extract.annotation import parse
from biograph.resources import extract
from biograph.terms import ENTITY_TYPES, ORGANISATION_TYPES, PREDICATES

ROOT = extract()
THERAPY = {"Therapy", "TherapyClass"}
ACTORS = {*ORGANISATION_TYPES, "Site"}
# Predicate -> types of its two ends (the annotation scheme of extract/gold/guidelines.md).
ENDS = {
    "develops": (ACTORS, THERAPY),
    "manufactures": (ACTORS, THERAPY),
    "manufacturesFor": (ACTORS, ACTORS),
    "supplies": (ACTORS, ACTORS),
    "suppliesInput": (ACTORS, {"InputMaterial", "Equipment"}),
    "distributes": (ACTORS, {*THERAPY, "InputMaterial", "Equipment"}),
    "administers": ({"Hospital", "Site"}, THERAPY),
    "conductsTrial": (ACTORS, {*THERAPY, "Disease"}),
    "researches": ({"ResearchOrganization", "Hospital", "Site"}, {*THERAPY, "Disease"}),
    "treats": (THERAPY, {"Disease"}),
    "partnersWith": (ACTORS, ACTORS),
    "acquired": (ACTORS, {*ACTORS, "Location"}),
    "investedIn": (ACTORS, ACTORS),
    "funds": (ACTORS, ACTORS),
    "raised": (ACTORS, {"Money"}),
    "spinOffOf": (ACTORS, ACTORS),
    "subsidiaryOf": (ACTORS, ACTORS),
    "memberOf": (ACTORS, {"Cluster"}),
    "locatedIn": (ACTORS, {"Location"}),
    "operatesSite": (ACTORS, {"Site", "Location"}),
    "authorises": ({"Regulator"}, {*THERAPY, *ACTORS}),
    "represents": ({"PatientOrganization"}, {"Disease"}),
    "inShortage": ({*THERAPY, "InputMaterial"}, {"Location"}),
}


def lines(name):
    return [json.loads(line) for line in (ROOT / name).read_text("utf-8").splitlines()]


CORPUS = lines("corpus/documents.jsonl")
GOLD = {
    part: [
        parse(line, where=f"{part}.jsonl")
        for line in (ROOT / f"gold/{part}.jsonl").read_text("utf-8").splitlines()
    ]
    for part in ("dev", "test")
}
ANNOTATED = [item for part in GOLD.values() for item in part]


def test_there_are_at_least_eighty_documents_in_two_languages():
    """Sixty French and twenty English documents at least."""
    languages = Counter(document["lang"] for document in CORPUS)
    assert languages["fr"] >= 60
    assert languages["en"] >= 20


@pytest.mark.parametrize("document", CORPUS, ids=lambda d: d["id"])
def test_a_document_is_short_dated_and_names_its_pages(document):
    """100 to 300 words; every document tells the pages its facts were checked on."""
    assert 100 <= len(document["text"].split()) <= 300
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", document["published"])
    assert document["title"]
    assert document["sources"]
    assert all(page["url"] and page["date"] for page in document["sources"])


def test_the_documents_stand_in_order_and_once():
    """Sorted by id, so that two people adding documents meet in one place."""
    ids = [document["id"] for document in CORPUS]
    assert ids == sorted(set(ids))


def test_gold_and_corpus_are_the_same_documents():
    """Each document is annotated, in one part only, on exactly its text."""
    texts = {document["id"]: document["text"] for document in CORPUS}
    assert sorted(item.id for item in ANNOTATED) == sorted(texts)
    assert all(item.text == texts[item.id] for item in ANNOTATED)


def test_a_document_is_in_the_test_part_by_its_id_alone():
    """Nobody chooses what is tested on: a hash of the id does, salted for the later series."""
    for part, items in GOLD.items():
        for item in items:
            later = item.id[3] in "ef"
            told = hashlib.sha256(f"{'part:' if later else ''}{item.id}".encode()).hexdigest()
            number = int(told if later else told[:8], 16)
            assert part == ("dev" if number % 3 else "test")


def test_the_test_part_is_large_enough():
    """At least 25 documents that no rule was written from."""
    assert len(GOLD["test"]) >= 25


def test_every_type_occurs_ten_times_and_every_predicate_fifty():
    """A rare type or predicate could be neither built nor measured."""
    types = Counter(entity.type for item in ANNOTATED for entity in item.entities)
    predicates = Counter(r.predicate for item in ANNOTATED for r in item.relations)
    assert {name: types[name] for name in ENTITY_TYPES if types[name] < 10} == {}
    assert {name: predicates[name] for name in PREDICATES if predicates[name] < 50} == {}


@pytest.mark.parametrize("item", ANNOTATED, ids=lambda i: i.id)
def test_spans_do_not_nest_and_relations_join_annotated_names(item):
    """Spans stand in order without overlap; both ends of a relation are marked in its document."""
    spans = [(entity.start, entity.end) for entity in item.entities]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    surfaces = {entity.text for entity in item.entities}
    for relation in item.relations:
        assert {relation.subject, relation.object} <= surfaces
        assert 0 <= relation.start < relation.end <= len(item.text)


@pytest.mark.parametrize("item", ANNOTATED, ids=lambda i: i.id)
def test_relations_have_the_ends_that_the_scheme_allows(item):
    """A hospital administers, a regulator authorises: subject and object are of allowed types."""
    kinds = {}
    for entity in item.entities:
        kinds.setdefault(entity.text, set()).add(entity.type)
    for relation in item.relations:
        subjects, objects = ENDS[relation.predicate]
        assert kinds[relation.subject] & set(subjects), relation
        assert kinds[relation.object] & set(objects), relation


@pytest.mark.parametrize("document", CORPUS, ids=lambda d: d["id"])
def test_no_contact_data_is_in_a_document(document):
    """No e-mail address and no telephone number."""
    assert not re.search(r"\S+@\S+\.\w+|\b0[1-9]([ .]?\d\d){4}\b", document["text"])
