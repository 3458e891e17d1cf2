"""Content negotiation: what clients say they like, and where the IRI of a thing leads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.serve.accept import language, media_type, weighted


@pytest.mark.parametrize(
    ("header", "weights"),
    [
        ("fr-FR;q=0.8, en", {"fr-fr": 0.8, "en": 1.0}),
        ("text/html; level=1; Q=0.3", {"text/html": 0.3}),
        ("en;q=nonsense, fr", {"fr": 1.0}),
        ("en;q=2, fr;q=0", {"fr": 0.0}),
        ("", {}),
    ],
)
def test_weights_are_read_and_what_is_malformed_is_left_out(header, weights):
    """As RFC 9110 writes them."""
    assert weighted(header) == weights


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(header):
    """One of the offers always comes out."""
    assert language(header, ("fr", "en")) in {"fr", "en"}
    assert media_type(header, ("text/html", "text/turtle")) in {"text/html", "text/turtle", ""}


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", ""),
        ("*/*", ""),
        ("text/turtle", ".ttl"),
        ("text/html;q=0.3, text/turtle", ".ttl"),
        ("text/turtle;q=0.1, text/*", ""),
        ("application/json", ".json"),
        ("text/csv;q=0.9, application/json;q=0.8", ".csv"),
        ("image/png", ""),
    ],
)
def test_an_iri_leads_to_the_form_liked_best(client, accept, suffix):
    """By 303, so that a thing is not taken for the document about it."""
    answer = client.get("/id/class/mab", headers={"accept": accept, "accept-language": "en"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/en/entity/class/mab{suffix}"
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("header", "lang"), [("en-GB,fr;q=0.5", "en"), ("de, fr;q=0.2", "fr"), ("de", "fr")]
)
def test_an_iri_leads_to_the_language_liked_best(client, header, lang):
    """French in doubt."""
    answer = client.get("/id/class/mab", headers={"accept-language": header})
    assert answer.headers["location"] == f"/{lang}/entity/class/mab"


def test_a_client_of_data_gets_turtle_about_the_thing(client):
    """The IRI itself is what it speaks of."""
    answer = client.get("/id/class/mab", headers={"accept": "text/turtle"}, follow_redirects=True)
    assert answer.headers["content-type"].startswith("text/turtle")
    assert (
        "id:class\\/mab" in answer.text or "<https://w3id.org/biograph/id/class/mab>" in answer.text
    )
