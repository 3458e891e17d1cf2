"""A name in a document is linked by the document's words."""

import pytest

from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.link import decisions
from biograph.model import Mention
from biograph.resources import bundled_snapshot
from biograph.run.gather import gather
from biograph.run.given import GivenReader
from biograph.run.linking import DECISIONS, linked, linker_of, resolved
from biograph.run.load import load
from biograph.run.track import silent
from biograph.store import open_store
from tests.run.test_given import NotAsked

#: ICM is a hospital at Montpellier (ROR) and a research institute at Paris (actors).
HOSPITAL, INSTITUTE = "ror#02693j602", "actors#Institut du Cerveau"
TOLD = "ICM et Betamab Testco vont de pair. L'Institut régional du cancer de Montpellier grandit."
BARE = "ICM et Betamab Testco vont de pair."


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """A snapshot whose only register is one row of ROR."""
    root = tmp_path_factory.mktemp("snapshot")
    (root / "registries").mkdir()
    source = bundled_snapshot() / "registries" / "ror_fr.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines[1:] if HOSPITAL.partition("#")[2] in line.split(",")[0]]
    text = "\n".join([lines[0], *kept]) + "\n"
    (root / "registries" / "ror_fr.csv").write_text(text, encoding="utf-8")
    return root


def item(key, text):
    names = [("ICM", "ResearchOrganization"), ("Betamab Testco", "Company")]
    entities = tuple(
        Entity(text=n, start=text.index(n), end=text.index(n) + len(n), type=t) for n, t in names
    )
    end = text.index(".") + 1
    paired = Relation(
        subject="ICM", predicate="partnersWith", object="Betamab Testco", start=0, end=end
    )
    return Annotated(id=key, lang="fr", text=text, entities=entities, relations=(paired,))


@pytest.fixture(scope="module")
def gathered(snapshot):
    return gather(("ror",), snapshot=snapshot, track=silent)


@pytest.fixture(scope="module")
def iris(gathered):
    """The IRI of the entity of each entry."""
    entities = resolved(gathered).entities
    return {entry.id: entity.iri for entity in entities for entry in entity.entries}


def partners(snapshot, text):
    """The partners of Betamab Testco in a graph that holds one document."""
    found = gather(("ror",), snapshot=snapshot, track=silent)
    reader = GivenReader(NotAsked(), [item("1", text)])
    for document in reader.documents():
        found.unit(document.version, document.source).document = document
    store = open_store()
    load(store, found, resolved(found).entities, reader=reader, track=silent)
    query = """SELECT DISTINCT ?a {
      GRAPH graph:reference { ?b skos:altLabel|rdfs:label "Betamab Testco" }
      GRAPH graph:asserted { ?a bg:partnersWith|^bg:partnersWith ?b } }"""
    return set(store.select(query).column("a"))


@pytest.mark.parametrize(("text", "entry"), [(TOLD, HOSPITAL), (BARE, INSTITUTE)])
def test_a_loaded_document_is_linked_by_its_own_words(snapshot, iris, text, entry):
    """An acronym is the hospital where its full name stands beside it, else the curated actor."""
    assert partners(snapshot, text) == {iris[entry]}


def test_an_annotated_document_is_linked_by_its_own_words(iris):
    """The words of one document say nothing of another."""
    told, bare = linked(
        [item("1", TOLD), item("2", BARE)], snapshot=bundled_snapshot(), track=silent
    )
    assert [entity.text for entity in told.entities] == ["ICM", "Betamab Testco"]
    assert told.entities[0].id != bare.entities[0].id
    assert bare.entities[0].id == iris[INSTITUTE]
    assert told.entities[1].id == bare.entities[1].id


def test_decisions_of_the_workspace_stand_beside_those_of_the_package(gathered, tmp_path):
    """What a person decided here is obeyed, and what travels with the package too."""
    made = decisions.Decision(
        left=HOSPITAL, right=INSTITUTE, same=True, date="2026-11-27", reason="for the test"
    )
    decisions.write(tmp_path / DECISIONS, [made])
    plain, told = resolved(gathered), resolved(gathered, tmp_path)
    assert len(told.entities) == len(plain.entities) - 1
    assert resolved(gathered, tmp_path / "none").entities == plain.entities


def test_the_linker_knows_the_terms_of_the_ontology(gathered):
    """A class of therapy is linked to its own node beside the actors."""
    found = linker_of(resolved(gathered).entities).link(Mention(text="CAR-T", kind="TherapyClass"))
    assert found.entity.iri.endswith("/class/car-t")
