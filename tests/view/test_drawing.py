"""What is drawn of answers, entities and findings of the tiny graph."""

from dataclasses import replace

import pytest

from biograph import analyse
from biograph.ask import over, remembering
from biograph.errors import InputError, QueryError, UsageError
from biograph.model import Literal, Text
from biograph.table import Table
from biograph.terms import DATA
from biograph.view.answers import answer_graph
from biograph.view.drawing import content, draw
from biograph.view.pyvis_page import graph_page
from tests.tiny import TINY, opened

TITLE = Text(fr="Réponse", en="Answer")
MADE = """CONSTRUCT { ?maker bg:suppliesInput ?made ; rdfs:label ?name } {
  GRAPH graph:asserted { ?maker bg:suppliesInput ?made }
  GRAPH graph:reference { ?maker rdfs:label ?name } }"""


@pytest.fixture(scope="module")
def ask():
    """Questions over the tiny graph, each asked once."""
    return remembering(over(opened(TINY)))


@pytest.fixture(scope="module")
def findings(ask):
    """All findings of the tiny graph."""
    return analyse.all_findings(ask)


def ends(found):
    """The links of a graph by the last parts of their ends."""
    return {(e.source.rsplit("/")[-1], e.label.en, e.target.rsplit("/")[-1]) for e in found.edges}


def labels(found):
    return {node.id.removeprefix(DATA): node.label for node in found.nodes}


def test_an_answer_that_names_facts_is_drawn_as_these_with_their_evidence(ask):
    """The column ``relation`` becomes links, each with the words of its sources."""
    found = content(ask, "actors/profile", name="Bigcorp")
    assert ends(found) == {
        ("bedmaker", "subsidiaryOf", "bigcorp"),
        ("nordfilter", "subsidiaryOf", "bigcorp"),
    }
    assert all(edge.evidence[0].quote for edge in found.edges)
    assert "bedmaker: bigcorp" in graph_page(found, lang="fr")


def test_an_answer_without_facts_links_the_things_of_each_row(ask):
    """The first thing of a row leads to the others by the names of their columns."""
    text = """SELECT ?n ?family ?of_class ?stage { GRAPH graph:ontology {
      ?family a bg:TherapyFamily ; bg:familyOf ?of_class } BIND(7 AS ?n)
      OPTIONAL { ?family bg:nothing ?stage } }"""
    found = content(ask, text)
    assert ends(found) == {
        ("aav_gene_therapy", "of class", "aav"),
        ("autologous_car_t", "of class", "car-t"),
    }
    names = labels(found)
    assert names["family/aav_gene_therapy"].fr == "thérapie génique par AAV"
    assert {node.kind for node in found.nodes} == {"TherapyFamily", "TherapyClass"}
    notes = {node.id: [note.en for note in node.notes] for node in found.nodes}
    assert notes[DATA + "family/aav_gene_therapy"] == ["n: 7"]
    assert found.title.fr == "Réponse à une requête"


def test_things_that_the_graph_does_not_name_bear_the_name_of_the_answer(ask):
    """Label columns name a thing in both languages; else its short IRI does."""
    one, two, three = (DATA + f"x/{n}" for n in (1, 2, 3))
    row = (one, Literal("œuf"), Literal("egg"), two, Literal("Été"), three)
    table = Table(columns=("a", "a_fr", "a_en", "b", "b_label", "c"), rows=(row,))
    found = answer_graph(ask, table, title=TITLE)
    assert labels(found) == {
        "x/1": Text(fr="œuf", en="egg"),
        "x/2": Text(fr="Été", en="Été"),
        "x/3": Text(fr="id:x/3", en="id:x/3"),
    }
    assert "œuf" in graph_page(found, lang="fr")


def test_triples_are_drawn_with_the_sentences_that_state_them(ask):
    """A built graph shows its links; its texts stand with the things that they speak of."""
    found = content(ask, MADE)
    stated = ask("SELECT ?s ?o { GRAPH graph:asserted { ?s bg:suppliesInput ?o } }")
    assert len(found.edges) == len(stated)
    assert all(edge.evidence and edge.evidence[0].quote for edge in found.edges)
    notes = {node.label.en: [note.en for note in node.notes] for node in found.nodes}
    assert "label: Sacmaker" in notes["Sacmaker"]


def test_a_description_is_drawn_as_its_triples(ask):
    """What is said of one thing, with what it leads to."""
    found = content(ask, f"DESCRIBE <{DATA}family/aav_gene_therapy> FROM graph:ontology")
    assert ("aav_gene_therapy", "familyOf", "aav") in ends(found)


@pytest.mark.parametrize("what", ["Bigcorp", "id:org/bigcorp", DATA + "org/bigcorp"])
def test_an_entity_is_drawn_by_its_name_or_iri(ask, what):
    """Whatever it is asked by, the page bears its name."""
    found = content(ask, what)
    assert len(found.edges) == 2
    assert found.title.fr == "Bigcorp"


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("Nobody", InputError),
        ("id:org/nobody", InputError),
        ("single-point-00000000", InputError),
        ("SELECT ?x { SERVICE <http://127.0.0.1/> { ?x ?y ?z } }", QueryError),
        ("SELECT nothing {", QueryError),
        ("ASK {}", UsageError),
        ("SELECT (1 AS ?n) {}", UsageError),
        ("nobody.rq", QueryError),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_advice(ask, what, error):
    """Unknown names, refused queries and answers without things."""
    with pytest.raises(error) as caught:
        draw(ask, what, lang="fr")
    assert caught.value.hint


@pytest.mark.parametrize("columns", [("a", "b"), ("subject", "predicate", "object")])
def test_more_than_three_hundred_things_are_refused(ask, columns):
    """The error tells how many there are and how to narrow them; 300 are still drawn."""
    rows = tuple(
        (DATA + f"x/{n}", *("urn:p",) * (len(columns) - 2), DATA + "x/0") for n in range(301)
    )
    with pytest.raises(UsageError, match="301 nodes") as caught:
        answer_graph(ask, Table(columns=columns, rows=rows), title=TITLE)
    assert "narrow" in caught.value.hint
    assert len(answer_graph(ask, Table(columns=columns, rows=rows[:300]), title=TITLE).nodes) == 300


def test_every_finding_is_drawn_in_both_languages(ask, findings):
    """Whatever a finding rests on, its links lead to nodes of the page and its title is short."""
    assert len({finding.kind for finding in findings}) > 10
    for finding in findings:
        found = content(ask, finding)
        assert {e.source for e in found.edges} | {e.target for e in found.edges} <= {
            node.id for node in found.nodes
        }
        assert found.nodes
        assert len(found.title.fr) < 60
        assert found.note == finding.sentence


def test_the_finding_of_an_id_is_that_finding(ask, findings):
    """By its id and as it is, the same is drawn."""
    assert content(ask, findings[0].id) == content(ask, findings[0])


def test_a_finding_on_nothing_but_figures_is_the_tree_of_its_proof(ask, findings):
    """The finding stands left of what it rests on."""
    bare = replace(findings[0], evidence=(DATA + "source/actors",))
    found = content(ask, bare)
    assert [(node.kind, node.layer) for node in found.nodes] == [("finding", 0), ("thing", 1)]
    assert found.labels["thing"].fr


def test_what_is_over_joins_nobody(ask):
    """A fact without its plain triple is not drawn as if it held."""
    store = opened(TINY)
    over_now = """DELETE DATA { GRAPH <https://w3id.org/biograph/graph/asserted> {
      <https://w3id.org/biograph/id/org/bedmaker> <https://w3id.org/biograph/ontology/subsidiaryOf>
      <https://w3id.org/biograph/id/org/bigcorp> } }"""
    store._store.update(over_now)
    found = content(over(store), "id:org/bigcorp")
    assert ends(found) == {("nordfilter", "subsidiaryOf", "bigcorp")}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_recipe_is_a_picture_that_no_style_leaves(ask, lang):
    """In a notebook it is an image of its own."""
    drawn = draw(ask, "aav_gene_therapy", lang=lang)
    assert drawn.suffix == "svg"
    assert drawn._repr_html_().startswith("<img alt=")
    assert "data:image/svg+xml;base64," in drawn._repr_html_()


def test_a_page_stands_in_a_frame_of_its_own_and_is_saved_whole(ask, tmp_path):
    """The frame may run scripts and open sources, and nothing else; the file is the same page."""
    drawn = draw(ask, "Bigcorp", lang="fr")
    frame = drawn._repr_html_()
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in frame
    assert frame.count("<") == 2
    path = drawn.save(tmp_path / "page.html")
    assert path.read_text(encoding="utf-8") == drawn.text
    assert "hreflang" not in drawn.text
    assert repr(drawn).startswith("<Bigcorp: html")


def test_the_structure_is_drawn_as_well(ask):
    """The page of the layers, which is about no thing of its own."""
    assert "Structure du réseau" in draw(ask, "structure", lang="fr").text
