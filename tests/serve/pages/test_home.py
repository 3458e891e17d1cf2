"""The first page and the search."""

import pytest

from biograph.serve.page import Asked
from biograph.serve.pages.home import home, search


@pytest.fixture(scope="module")
def page(client):
    """The first page in French."""
    return client.get("/fr/").text


def test_the_first_page_shows_the_four_aims_with_what_is_known_of_them(site):
    """A number that nobody knows is none."""
    aims = home(site, Asked()).data["aims"]
    assert len(aims) == 4
    values = [indicator.value for aim in aims for indicator in aim.indicators]
    assert any(values)
    assert 0 not in values


def test_the_first_page_counts_what_the_graph_holds(site, finished):
    """The figures are those of the run."""
    counts = home(site, Asked()).data["counts"]
    assert counts["facts"] == finished[1].facts
    assert counts["documents"] == finished[1].documents
    assert counts["actors"] == finished[1].actors["Organization"]


def test_leading_findings_lead_to_their_proof_and_are_no_ignorance(site, page):
    """What is unknown is no headline."""
    leading = home(site, Asked()).data["leading"]
    assert leading
    for finding in leading:
        assert finding.presence != "unknown"
        assert f'href="/fr/findings/{finding.id}"' in page


def test_the_first_page_is_small(client):
    """With all that it loads it is under 200 kB."""
    import re

    page = client.get("/fr/")
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
    sizes = [len(client.get(address).content) for address in loaded]
    assert len(page.content) + sum(sizes) < 200_000


@pytest.mark.parametrize("words", ["sartorius", "SARTOR", "Sartorius Stedim", "stedim sart"])
def test_an_actor_is_found_by_beginnings_of_the_words_of_its_name(site, words):
    """In any order and case."""
    found = search(site, Asked(query={"q": (words,)})).data["rows"]
    assert any("Sartorius" in row["name"] for row in found)


def test_search_rows_lead_to_pages_and_say_what_a_thing_is_in_the_language(site):
    """A suggestion can be chosen without another question."""
    rows = {
        lang: search(site, Asked(lang=lang, query={"q": ("sartorius",)})).data["rows"]
        for lang in ("fr", "en")
    }
    assert rows["fr"][0]["page"].startswith("/fr/entity/org/")
    assert rows["en"][0]["page"].startswith("/en/entity/org/")
    assert rows["fr"][0]["kind"] != rows["en"][0]["kind"]


def test_nothing_found_is_not_told_as_nothing_there(client):
    """Biograph knows only what its sources say."""
    assert "does not mean that it does not exist" in client.get("/en/search?q=zzzzzz").text.replace(
        "\n", " "
    )


def test_a_search_without_words_asks_for_some(client):
    """It is no error."""
    answer = client.get("/en/search")
    assert answer.status_code == 200
    assert "Write a name" in answer.text
