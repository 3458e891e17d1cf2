"""The graph as Python users meet it, over the tiny graph."""

import pytest

import biograph
from biograph.api import KnowledgeGraph
from biograph.errors import UsageError
from biograph.view.notebook import Findings
from tests.tiny import TINY, opened


@pytest.fixture(scope="module")
def kg():
    """The tiny graph, in French."""
    return KnowledgeGraph(opened(TINY), lang="fr")


def test_answers_bear_their_title_in_the_language_of_the_graph(kg):
    """French where it was opened so, else English."""
    one = kg.ask("supply/single-source")
    assert (one.title, one.lang) == ("Intrants à fournisseur connu unique", "fr")
    assert "lignes" in one._repr_html_()
    english = KnowledgeGraph(kg.store).ask("supply/single-source")
    assert (english.title, english.lang) == ("Inputs with a single known supplier", "en")
    assert english.rows == one.rows


def test_the_questions_are_a_table_that_says_what_each_takes(kg):
    """Each can be asked by the name in the first column."""
    found = {row["name"]: row for row in kg.questions().records()}
    assert found["supply/makers-of-input"]["title"] == "Fabricants d'un intrant"
    assert found["actors/profile"]["parameters"].startswith("name=")
    assert kg.questions().title == "Les questions de la bibliothèque"
    assert kg.ask("actors/profile", name="Bigcorp").rows


def test_gaps_and_bottlenecks_show_themselves(kg):
    """They are tuples of findings in the language of the graph."""
    for found in (kg.gaps(only="G1"), kg.bottlenecks(only="B1")):
        assert isinstance(found, Findings)
        assert found.lang == "fr"
        assert found
        assert found[0].id in found._repr_html_()


def test_what_is_drawn_speaks_the_language_of_the_graph(kg):
    """A finding that was given is drawn as it is."""
    finding = kg.bottlenecks(only="B1")[0]
    drawn = kg.draw(finding)
    assert drawn.title == "Point de défaillance unique"
    assert '<html lang="fr">' in drawn.text
    assert 'lang="en"' in KnowledgeGraph(kg.store).draw("actors/profile", name="Bigcorp").text


def test_another_language_is_refused_with_those_that_are_spoken(tmp_path):
    """The error says how to mend it."""
    with pytest.raises(UsageError, match="no 'de'") as caught:
        biograph.open(tmp_path, lang="de")
    assert "lang='fr'" in caught.value.hint
