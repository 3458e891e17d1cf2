"""Which format a client gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.serve.accept import media_type
from biograph.store.written import GRAPHS, TABLES
from tests.serve.sparql.conftest import HTML

OFFERS = tuple(TABLES)
_RANGES = st.sampled_from([*OFFERS, "application/*", "text/*", "*/*", "image/png", "a/b;c=d"])
_WEIGHTS = st.sampled_from(["", ";q=0", ";q=0.1", ";q=0.5", "; q=0.999", ";q=1", ";Q=1.000"])
_HEADERS = st.lists(st.tuples(_RANGES, _WEIGHTS).map("".join), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("header", "liked"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/*, text/csv;q=0", "text/tab-separated-values"),
        ("*/*;q=0.1, application/json;charset=utf-8;q=0.9", "application/json"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        (HTML, "application/xml"),
        ("image/png", ""),
        ("text/csv;q=0", ""),
        ("text/csv;q=much", ""),
    ],
)
def test_the_best_format_is_chosen(header, liked):
    """Weights, wildcards and refusals of RFC 9110; of equals the first offer."""
    assert media_type(header, OFFERS) == liked


@given(header=_HEADERS)
def test_what_is_chosen_was_accepted(header):
    """An offer is chosen that some range of the header lets in, or none is."""
    liked = media_type(",".join(header), OFFERS)
    ranges = {part.partition(";")[0].lower() for part in header}
    if liked:
        assert ranges & {liked, liked.partition("/")[0] + "/*", "*/*"}
    elif "*/*" in ranges:
        assert any("q=0" in part.replace("q=0.", "") for part in header)


@given(header=_HEADERS, rest=st.permutations(OFFERS))
def test_weights_decide_before_the_order_of_offers(header, rest):
    """In whatever order the offers stand, one of the same liking is chosen."""
    text = ",".join(header)

    def liking(offer):
        return media_type(text, (offer,)) == offer

    first, other = media_type(text, OFFERS), media_type(text, rest)
    assert bool(first) == bool(other) == any(map(liking, OFFERS))


@given(header=st.text(max_size=60))
def test_no_header_breaks_it(header):
    """Whatever a client sends, it gets an offer or none."""
    assert media_type(header, OFFERS) in {*OFFERS, ""}


FORMS = [("SELECT * { ?s a ?k } LIMIT 1", TABLES), ("ASK {}", TABLES)]
FORMS += [("CONSTRUCT { ?s a ?k } WHERE { ?s a ?k }", GRAPHS), ("DESCRIBE bg:CDMO", GRAPHS)]


@pytest.mark.parametrize(("query", "offers"), FORMS)
def test_the_endpoint_writes_every_format(query, offers, endpoint):
    """What is accepted is what comes, and it is said that the answer depends on it."""
    for offer in offers:
        response = endpoint.ask(query, accept=f"image/png, {offer};q=0.3")
        assert response.headers["content-type"].partition(";")[0] == offer
        assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(("query", "offers"), FORMS)
def test_what_is_not_offered_is_told(query, offers, endpoint):
    """406 lists the formats of this form of query."""
    response = endpoint.ask(query, accept="image/png")
    assert response.status_code == 406
    assert all(offer in response.text for offer in offers)


@pytest.mark.parametrize(
    ("form", "query", "kind"),
    [
        ("csv", "ASK {}", "text/csv"),
        ("CSV", "SELECT * {}", "text/csv"),
        ("ttl", "CONSTRUCT { <a> <b> <c> } WHERE {}", "text/turtle"),
        ("ttl", "SELECT * {}", "application/sparql-results+xml"),
        ("unheard", "SELECT * {}", "application/sparql-results+xml"),
    ],
)
def test_a_link_may_name_the_format(form, query, kind, endpoint):
    """``format=`` wins over the header as far as the answer has that format."""
    words = {"query": query, "format": form}
    headers = {"accept": "application/sparql-results+xml, */*;q=0.1"}
    response = endpoint.http.get("/sparql", params=words, headers=headers)
    assert response.headers["content-type"].partition(";")[0] == kind
