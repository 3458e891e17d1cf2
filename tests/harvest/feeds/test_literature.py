"""What holds for every source of literature."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.errors import Unreachable
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import crossref, europepmc, hal, hal_oai, openalex, pubmed
from biograph.harvest.http import Client
from biograph.model import Flag
from tests.harvest.feeds.kept import kept
from tests.replay import Answer, sample

FEEDS = {
    europepmc: ("www.ebi.ac.uk", {"query": "thérapie génique"}),
    hal: ("api.archives-ouvertes.fr", {"query": "thérapie génique"}),
    hal_oai: ("oai.example.org", {"url": "https://oai.example.org/oai"}),
    openalex: ("api.openalex.org", {"filter": "institutions.country_code:FR"}),
    crossref: ("api.crossref.org", {"query.bibliographic": "biothérapie"}),
    pubmed: ("eutils.ncbi.nlm.nih.gov", {"term": "France[affiliation]"}),
}


def names(feed):
    return feed.__name__.rpartition(".")[2]


@pytest.fixture(params=FEEDS, ids=names)
def feed(request):
    """Each of the sources."""
    return request.param


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Down for maintenance</body></html>", b"{}", b"[]", b"<error/>", b"null"],
)
def test_an_answer_that_is_not_the_sources_is_an_outage(feed, replay, body):
    """Whatever stands in for it under HTTP 200, a sweep must not take it for an empty page."""
    host, values = FEEDS[feed]
    replay.hosts[host] = lambda _request: Answer(body=body)
    query = Query(source=feed.ID, id="query", values=values)
    with Client(gateway=replay.base) as client, pytest.raises(Unreachable):
        list(feed.pages(client, Asked(query=query)))


def test_a_recorded_outage_page_is_an_outage(feed, replay, shared):
    """An HTML page under HTTP 200 where JSON or XML was asked for."""
    page = sample("_errors/html_503_instead_of_json.html")
    test_an_answer_that_is_not_the_sources_is_an_outage(feed, replay, page)
    assert [type(one) for one in feed.parse(kept(page))] == [Flag]


@settings(max_examples=60)
@given(content=st.binary(max_size=200), feed=st.sampled_from(list(FEEDS)))
def test_bytes_of_any_sort_are_flagged(content, feed):
    """Nothing that a source may have sent stops the reading of the others."""
    assert [type(one) for one in feed.parse(kept(content))] == [Flag]


def test_a_source_reads_no_rows_and_describes_nobody(feed, tmp_path):
    """Publications are documents: actors come from what is read in them."""
    record = None
    assert list(feed.records(tmp_path)) == []
    assert list(feed.entries(record)) == list(feed.claims(record)) == []
    assert (feed.SOURCE.id, feed.WHOLE) == (feed.ID, False)
