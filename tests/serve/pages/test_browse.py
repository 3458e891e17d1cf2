"""Browsing with facets: what is shown, counted and exported is what the filter leaves."""

import csv
import io

import pytest
from rdflib import Graph

from biograph.serve.page import Asked, NotFound, UsageError
from biograph.serve.pages.browse import browse
from biograph.terms import name_key


def asked(suffix="json", lang="fr", **query):
    """A question with facets; ``kinds`` are several classes."""
    words = {name: (v,) if isinstance(v, str) else tuple(v) for name, v in query.items()}
    return Asked(query=words, suffix=suffix, lang=lang)


def rows(site, **query):
    """All rows of an answer."""
    return browse(site, asked(**query)).data["rows"]


def test_without_a_filter_everything_is_there(site):
    """As many rows as things."""
    assert browse(site, asked("html")).data["count"] == len(site.entities.hits)


@pytest.mark.parametrize("facet", ["kind", "country", "region", "stage", "family", "source"])
def test_a_count_is_the_number_of_rows_that_one_gets(site, facet):
    """For the first values of each facet, beside another filter."""
    base = browse(site, asked("html", kind="Organization"))
    for choice in base.data["facets"][facet][:4]:
        chosen = {"kind": "Organization"} | {facet: choice.value}
        assert browse(site, asked("html", **chosen)).data["count"] == choice.count


def test_values_of_a_facet_add_up_and_facets_narrow_down(site):
    """Hospitals and makers to order, then those of one country."""
    both = rows(site, kind=("CDMO", "Hospital"))
    one, other = rows(site, kind="CDMO"), rows(site, kind="Hospital")
    assert {r["iri"] for r in both} == {r["iri"] for r in (*one, *other)}
    french = rows(site, kind=("CDMO", "Hospital"), country="FR")
    assert 0 < len(french) <= len(both)
    assert {r["country"] for r in french} == {"FR"}


def test_what_nobody_says_can_be_asked_for_as_unknown(site):
    """An actor without a country is not abroad."""
    unknown = rows(site, kind="Organization", country="?")
    assert all(r["country"] == "" for r in unknown)
    told = rows(site, kind="Organization")
    assert len(unknown) == sum(r["country"] == "" for r in told)


def test_words_filter_by_beginnings_of_names(site):
    """Together with facets."""
    found = rows(site, q="yposk", kind="CDMO")
    assert [r["name"] for r in found] == ["Yposkesi"]


def test_rows_are_sorted_as_asked(site):
    """By facts, name or date; what has no date comes last."""
    facts = [int(r["facts"]) for r in rows(site, kind="Company")]
    assert facts == sorted(facts, reverse=True)
    names = [name_key(r["name"]) for r in rows(site, kind="Company", sort="name")]
    assert names == sorted(names)
    dates = [r["date"] for r in rows(site, kind="Company", sort="date")]
    assert dates == sorted(dates, reverse=True)


def test_an_export_has_all_rows_of_the_filter(client, site):
    """Not the fifty of the page."""
    address = "/fr/browse{}?kind=CDMO"
    count = client.get(address.format(".json")).json()["count"]
    table = list(csv.DictReader(io.StringIO(client.get(address.format(".csv")).text)))
    told = Graph().parse(data=client.get(address.format(".ttl")).text, format="turtle")
    assert count == len(table) == len(rows(site, kind="CDMO")) > 50
    assert len(set(told.subjects())) == count


def test_pages_follow_each_other_without_loss(client, site):
    """Fifty a page; a page too far is the last one."""
    count = len(rows(site, kind="Company"))
    last = -(-count // 50)
    seen = []
    for number in range(1, last + 1):
        answer = browse(site, asked("html", kind="Company", page=str(number)))
        seen += [hit.iri for hit, _ in answer.values["hits"]]
    assert seen == [r["iri"] for r in rows(site, kind="Company")]
    beyond = browse(site, asked("html", kind="Company", page=str(last + 5)))
    assert beyond.values["number"] == last
    with pytest.raises(UsageError):
        browse(site, asked("html", page="one"))


def test_the_state_of_the_form_is_the_address(client):
    """What is chosen is ticked, links to pages and exports keep it."""
    page = client.get("/en/browse?kind=Organization&country=FR&q=s&sort=name").text
    assert 'name="kind" value="Organization" checked' in page
    assert 'name="country" value="FR" checked' in page
    assert 'value="s"' in page
    assert '<option value="name" selected' in page
    assert "/en/browse.csv?kind=Organization&amp;country=FR&amp;q=s&amp;sort=name" in page


def test_a_chosen_value_that_fits_nothing_stays_in_sight(client):
    """So that one can take it back."""
    page = client.get("/fr/browse?region=11&country=JP").text
    assert 'name="country" value="JP" checked' in page
    assert "ne veut pas dire" in page


def test_a_class_has_an_address_of_its_own(client, site):
    """It is the same as choosing it."""
    answer = client.get("/fr/browse/CDMO.json").json()
    assert answer["count"] == len(rows(site, kind="CDMO"))
    with pytest.raises(NotFound) as error:
        browse(site, Asked(path={"class": "CDM0"}))
    assert "CDMO" in error.value.hint


def test_the_form_needs_no_script(client):
    """It is sent by a button, with GET."""
    page = client.get("/fr/browse").text
    form = page[page.index('<form id="browse"') : page.index("</form>", page.index('id="browse"'))]
    assert "<button>" in form
    assert "method" not in form[: form.index(">")]
