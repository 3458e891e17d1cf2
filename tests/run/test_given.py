"""Annotated documents are loaded as they stand."""

import pytest

from biograph.errors import DataError
from biograph.extract import annotation
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.model import Modality
from biograph.run.given import GivenReader, document

TEXT = "Alpha rachète Beta. Gamma prévoit de financer Alpha."
NAMES = (("Alpha", 0), ("Beta", 14), ("Gamma", 20), ("Alpha", 46))
ENTITIES = tuple(
    Entity(text=name, start=at, end=at + len(name), type="Company") for name, at in NAMES
)
BOUGHT = Relation(subject="Alpha", predicate="acquired", object="Beta", start=0, end=19)
PLANNED = Relation(
    subject="Gamma", predicate="funds", object="Alpha", start=20, end=52, modality="planned"
)


def item(*relations):
    return Annotated(id="1", lang="fr", text=TEXT, entities=ENTITIES, relations=relations)


class NotAsked:
    """Stands where no text may be read: every document of these tests is annotated."""

    version = "1"

    def read(self, documents):
        raise AssertionError(list(documents))


def claims(*relations):
    given = item(*relations)
    reader = GivenReader(NotAsked(), [given])
    (found,) = reader.read(reader.documents())
    return found.claims


def test_a_given_relation_is_a_claim_with_its_quotation():
    """The evidence is the exact slice that the annotation delimits."""
    (claim,) = claims(BOUGHT)
    assert (claim.subject.text, claim.predicate, claim.object.text) == ("Alpha", "acquired", "Beta")
    assert claim.evidence.quote == "Alpha rachète Beta."
    assert claim.modality is Modality.ASSERTED


def test_a_given_plan_stays_a_plan():
    """Annotated modality is kept."""
    assert claims(PLANNED)[0].modality is Modality.PLANNED


def test_other_annotations_of_one_text_are_another_version_of_the_document():
    """So that loading a corrected file replaces what the old one said."""
    old, new = document(item(BOUGHT)), document(item(BOUGHT, PLANNED))
    assert old.iri == new.iri
    assert old.version != new.version


def test_a_relation_between_names_that_are_no_entities_is_refused():
    """The error names the document and the name."""
    stray = Relation(subject="Delta", predicate="acquired", object="Beta", start=0, end=19)
    with pytest.raises(DataError, match="1: 'Delta'"):
        claims(stray)


def test_annotating_what_was_read_gives_the_same_annotations():
    """The two directions of the form are each other's inverse."""
    given = item(BOUGHT, PLANNED)
    reader = GivenReader(NotAsked(), [given])
    (found,) = reader.read(reader.documents())
    assert annotation.annotated(found) == given
