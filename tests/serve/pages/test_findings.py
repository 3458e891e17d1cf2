"""Findings with facets, and each with its proof."""

import csv
import io
import re
from html import unescape

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph import analyse
from biograph.model import Finding, Presence, Text
from biograph.serve.chain.finding_index import FACETS, index
from biograph.serve.chain.subjects import subjects
from biograph.serve.page import Asked
from biograph.serve.pages.findings import finding, findings, without
from biograph.terms import DATA, local_name
from biograph.view.proofs import size
from biograph.view.say import pick


def asked(lang="fr", path=None, **query):
    """A question of a reader to one of these pages."""
    return Asked(lang=lang, path=path or {}, query={n: tuple(v) for n, v in query.items()})


def found(site, **query):
    """The findings that a filter leaves."""
    return findings(site, asked(**query)).data["findings"]


@pytest.fixture(scope="module")
def values(site):
    """Every facet with each of its values."""
    return [
        (facet, value)
        for facet, counts in index(site).facets.counts({}, index(site).facets.every).items()
        for value in counts
    ]


@pytest.fixture(scope="module")
def point(site):
    """A single point of failure."""
    return next(f for f in site.findings.values() if f.kind == "single-point")


def test_what_is_known_and_what_is_not_stand_apart_and_make_up_all(site):
    """No finding on a lack of data stands among what the data say."""
    known, unknown, every = (found(site, known=[name]) for name in ("known", "unknown", "all"))
    assert {f.id for f in known} | {f.id for f in unknown} == set(site.findings)
    assert len(known) + len(unknown) == len(every)
    assert all(f.presence is not Presence.UNKNOWN for f in known)
    assert found(site) == known


def test_findings_stand_in_their_rank(site):
    """As the last run left them."""
    assert [f.id for f in found(site, known=["all"])] == list(site.findings)


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_facet_counts_what_choosing_it_leaves(site, values, data):
    """The number beside a value is the number of findings after a click on it."""
    chosen = dict(data.draw(st.lists(st.sampled_from(values), max_size=2)))
    query = {facet: [value] for facet, value in chosen.items()} | {"known": ["all"]}
    counts = findings(site, asked(**query)).values["counts"]
    facet = data.draw(st.sampled_from(FACETS))
    for value, count in counts[facet][:3]:
        assert len(found(site, **query | {facet: [value]})) == count


def test_values_of_one_facet_are_alternatives_and_facets_restrict_each_other(site):
    """Two analyses give both; a family beside them gives less."""
    both = found(site, analysis=["B1", "B1i"], known=["all"])
    assert {f.analysis for f in both} == {"B1", "B1i"}
    family = local_name(next(iter(subjects(site)[both[0].id].families)))
    fewer = found(site, analysis=["B1", "B1i"], family=[family], known=["all"])
    assert 0 < len(fewer) < len(both)
    assert {f.id for f in fewer} < {f.id for f in both}


def test_text_finds_words_of_a_sentence_in_any_order_case_and_accent(site, point):
    """In either language, and by id."""
    words = point.sentence.fr.split()[1:4]
    assert point in found(site, q=[" ".join(reversed(words)).upper()])
    assert found(site, q=[point.id], known=["all"]) == [point]
    assert not found(site, q=["zzqx"], known=["all"])


def test_pages_hold_every_finding_once_in_order(site):
    """From the first page to the last, with its place in the ranking."""
    first = findings(site, asked(known=["all"]))
    pages = [
        findings(site, asked(known=["all"], page=[str(n)])).values["shown"]
        for n in range(1, first.values["last"] + 1)
    ]
    shown = [pair for page in pages for pair in page]
    assert [place for place, _ in shown] == list(range(1, len(site.findings) + 1))
    assert [one.id for _, one in shown] == list(site.findings)


def test_csv_and_turtle_honour_the_filter(client, site):
    """They hold all that is found, not the page in sight."""
    query = "known=all&analysis=B1i"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/en/findings.csv?{query}").text)))
    expected = [f for f in site.findings.values() if f.analysis == "B1i"]
    assert [row["id"] for row in rows] == [f.id for f in expected]
    assert [row["sentence"] for row in rows] == [f.sentence.en for f in expected]
    triples = ox.parse(client.get(f"/en/findings.ttl?{query}").text, format=ox.RdfFormat.TURTLE)
    assert {t.subject.value for t in triples} == {f"{DATA}finding/{f.id}" for f in expected}


def test_an_unknown_number_is_no_nought_in_the_csv(client, site):
    """What has no value has an empty cell."""
    rows = csv.DictReader(io.StringIO(client.get("/fr/findings.csv?known=all").text))
    for row, one in zip(rows, site.findings.values(), strict=True):
        assert (row["value"] == "") == (one.value is None)
        assert (row["robust"] == "") == (one.robust is None)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_shows_its_filter_and_links_each_finding(client, site, lang):
    """Boxes that are chosen stay so; another language keeps the filter."""
    page = client.get(f"/{lang}/findings?known=all&analysis=B1i").text
    assert re.search(r'name="analysis" value="B1i" checked', page)
    first = next(f for f in site.findings.values() if f.analysis == "B1i")
    assert f'href="/{lang}/findings/{first.id}"' in page
    other = "en" if lang == "fr" else "fr"
    assert f"/{other}/findings?known=all&amp;analysis=B1i" in page


def test_a_finding_shows_every_quote_of_its_proof_where_all_is_asked_for(client, site, point):
    """Each with the words of its source."""
    page = unescape(client.get(f"/en/findings/{point.id}?proof=all").text)
    proof = analyse.explain(site.ask, point)
    quotes = [node for node in _nodes(proof) if node.quote]
    assert quotes
    assert all(node.quote in page for node in quotes)
    assert f"biograph explain {point.id}" in page
    assert point.command in page


def test_a_long_proof_is_cut_and_says_where_the_rest_is(client, site):
    """The first page of it is bounded, the rest one click away."""
    long = max(site.findings.values(), key=lambda f: len(f.evidence))
    answer = finding(site, asked(path={"id": long.id}))
    assert size(analyse.explain(site.ask, long)) - 1 == answer.values["proof_size"] > 60
    assert _count(answer.values["proof"]) <= 60
    whole = finding(site, asked(path={"id": long.id}, proof=["all"]))
    assert _count(whole.values["proof"]) == whole.values["proof_size"] + 1
    page = client.get(f"/fr/findings/{long.id}").text
    assert f"/fr/findings/{long.id}?proof=all#proof" in page


def test_findings_of_every_shape_have_a_page_in_both_languages(client, site):
    """Known or not, sure or not, with a number or without: the sentence is there."""
    shapes = {
        (f.presence, f.robust, f.value is None, f.low is None): f for f in site.findings.values()
    }
    for number, one in enumerate(shapes.values()):
        lang = ("fr", "en")[number % 2]
        page = client.get(f"/{lang}/findings/{one.id}").text
        head = re.search(r'<h1 class="sentence">(.*?)</h1>', page, re.DOTALL)
        assert unescape(head[1]) == pick(one.sentence, lang)


def test_a_finding_of_nothing_known_says_so(client, site):
    """Unknown is a word, never none."""
    one = next(f for f in site.findings.values() if f.presence is Presence.UNKNOWN)
    page = client.get(f"/fr/findings/{one.id}").text
    assert "<b>inconnu\u202f: pas de donnée</b>" in page


def test_the_query_of_a_page_gives_the_finding_again(client, site, point):
    """What is offered to copy works as it stands."""
    query = finding(site, asked(path={"id": point.id})).values["query"]
    told = {row[1].value for row in site.ask(query).rows if not isinstance(row[1], str)}
    assert {point.sentence.fr, point.sentence.en, point.analysis} <= told
    triples = ox.parse(client.get(f"/en/findings/{point.id}.ttl").text, format=ox.RdfFormat.TURTLE)
    assert len(list(triples)) == len(site.ask(query))


def test_a_finding_that_is_not_there_is_404(client):
    """Also as data, also its graph."""
    for address in ("/fr/findings/nope", "/en/findings/nope.json", "/fr/findings/nope/graph"):
        assert client.get(address).status_code == 404


def test_the_graph_of_a_finding_is_cut_off_from_the_site(client, point):
    """Its own scripts run, in an origin of their own; it can be kept as a file."""
    policy = client.get(f"/fr/findings/{point.id}/graph").headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "script-src 'sha256-" in policy
    page = client.get(f"/fr/findings/{point.id}").text
    assert f'src="/fr/findings/{point.id}/graph"' in page
    assert f'href="/fr/findings/{point.id}/graph" download="{point.id}.fr.html"' in page


def test_a_graph_that_is_too_large_is_told_and_not_drawn(client, site):
    """A page of three hundred nodes is all that can be read."""
    large = max(site.findings.values(), key=lambda f: len(f.evidence))
    assert len(large.evidence) > 300
    answer = client.get(f"/fr/findings/{large.id}/graph")
    assert answer.status_code == 400
    assert "at most 300" in answer.text


def test_what_would_have_to_be_gone_are_the_first_subjects_of_one_kind():
    """A pair of actors, not the inputs and families after them; of many nobody asks."""
    pair, inputs = [f"{DATA}org/a", f"{DATA}org/b"], [f"{DATA}input/x", f"{DATA}family/f"]
    assert without(_about(*pair, *inputs)) == ("id:org/a", "id:org/b")
    assert without(_about(*inputs)) == ("id:input/x",)
    assert without(_about(*(f"{DATA}org/{n}" for n in range(4)))) == ()
    assert without(_about(f"{DATA}therapy/t")) == ()
    assert without(_about()) == ()


def test_a_single_point_leads_to_what_falls_without_it(client, point):
    """The what-if of its subject is one click away."""
    page = client.get(f"/en/findings/{point.id}").text
    key = point.subjects[0].removeprefix(DATA).replace("/", "%2F")
    assert f"/en/whatif?without=id%3A{key}" in page


def _about(*iris):
    none = Text(fr="", en="")
    return Finding(id="a", kind="a", sentence=none, value=None, unit=none, subjects=iris)


def _nodes(proof):
    yield proof
    for child in proof.children:
        yield from _nodes(child)


def _count(branch):
    return 1 + sum(map(_count, branch.children))
