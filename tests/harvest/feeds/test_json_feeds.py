"""What the feeds that answer in JSON do alike, whatever comes in place of an answer."""

import copy
import json
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biograph.errors import Unreachable
from biograph.harvest.feed import Query
from biograph.harvest.feeds import (
    bodacc,
    clinicaltrials,
    ctis,
    recherche_entreprises,
    ror,
    sirene,
    wikidata,
)
from biograph.harvest.queries import bundled
from biograph.harvest.sources import ror as ror_source
from biograph.model import Record
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import kept, read
from tests.replay import Answer, sample

#: Module, host, a query, a recorded answer.
FEEDS = {
    "bodacc": (
        bodacc,
        "bodacc-datadila.opendatasoft.com",
        {"where": "x"},
        "bodacc/derived_explore_v2.1_880878145.json",
    ),
    "clinicaltrials": (
        clinicaltrials,
        "clinicaltrials.gov",
        {"cond": "x"},
        "clinicaltrials-gov/search_phelan_limit5_20260811.json",
    ),
    "ctis": (
        ctis,
        "euclinicaltrials.eu",
        {"containAny": "x"},
        "ctis/retrieve_old_structure_2023-508143-51-01.json",
    ),
    "recherche_entreprises": (
        recherche_entreprises,
        "recherche-entreprises.api.gouv.fr",
        {"q": "x"},
        "recherche-entreprises/search_ganymede_page1.json",
    ),
    "ror": (ror, "api.ror.org", {"query": "x"}, "ror/derived_organizations_page2.json"),
    "sirene": (
        sirene,
        "api.insee.fr",
        {"q": "x"},
        "sirene/api_insee_sirets_by_siren_one.json",
    ),
    "wikidata": (
        wikidata,
        "query.wikidata.org",
        {"pattern": "x"},
        "wikidata-sparql/multi_vars_sparql_results.json",
    ),
}
NAMES = sorted(FEEDS)
ODD = [*files.ODD_BODIES, b'{"error": "no"}', b"[]", b'{"results": 1, "studies": {}, "data": null}']
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
ANY = VALUES | st.lists(VALUES, max_size=2) | st.dictionaries(st.text(max_size=3), VALUES)


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv(sirene.KEY, "a-key-of-nobody")


def asked(name):
    """A query of a feed."""
    return Query(source=name, id="query", values=FEEDS[name][2])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_html_under_http_200_is_an_outage(replay, shared, name):
    """The recorded page of a service that is down."""
    module, host, *_ = FEEDS[name]
    replay.hosts[host] = lambda _request: Answer(body=sample(files.OUTAGE))
    with pytest.raises(Unreachable):
        files.pages(module, replay, asked(name))


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_says_nothing_of_items_is_none(replay, name, body):
    """It must not pass for nothing new."""
    module, host, *_ = FEEDS[name]
    replay.hosts[host] = lambda _request: Answer(body=body)
    with pytest.raises(Unreachable):
        files.pages(module, replay, asked(name))


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_no_answer_are_flagged(name, body):
    """Once, with the address and how they begin."""
    records, withdrawn, flags = read(FEEDS[name][0], body)
    assert not records
    assert not withdrawn
    assert [flag.where for flag in flags] == ["https://example.org/answer"]
    assert all(flag.mend for flag in flags)


def places(found, path=()):
    """The path of every value inside a JSON value."""
    yield path
    if isinstance(found, dict | list):
        inner = found.items() if isinstance(found, dict) else enumerate(found)
        yield from chain.from_iterable(places(one, (*path, key)) for key, one in inner)


def answer(name):
    """A recorded answer; the one of Wikidata with a kind and a name to each row."""
    found = json.loads(sample(FEEDS[name][3]))
    if name == "wikidata":
        for row in found["results"]["bindings"]:
            row |= {"item": row["entity"], "kind": {"value": "Company"}}
            row |= {"label_fr": row["entityLabel"], "siren": row["year"]}
    return found


def put(found, path, value):
    """The JSON value with another one at a path."""
    if not path:
        return value
    changed = copy.copy(found)
    changed[path[0]] = put(found[path[0]], path[1:], value)
    return changed


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_with_any_value_in_any_place_can_be_read(shared, name, data):
    """Nothing is raised, neither by the answer nor by the records that it gives."""
    module, found = FEEDS[name][0], answer(name)
    path = data.draw(st.sampled_from(sorted(places(found), key=repr)))
    content = json.dumps(put(found, path, data.draw(ANY))).encode()
    reader = ror_source if module is ror else module
    for one in module.parse(kept(content)):
        if isinstance(one, Record):
            assert all(isinstance(value, str) for value in one.fields.values())
            list(reader.entries(one))
            list(reader.claims(one))
            reader.text(one)


@pytest.mark.parametrize("name", NAMES)
def test_the_queries_of_the_package_can_be_asked(replay, name):
    """Each is sent in full: no value of it is one that its feed does not know."""
    module, host, *_ = FEEDS[name]
    replay.hosts[host] = lambda _request: Answer(status=400)
    mine = [query for query in bundled() if query.source == name]
    assert mine
    for query in mine:
        with pytest.raises(Unreachable):
            files.pages(module, replay, query, since=query.since, until="2026-01-31")
    assert len(replay.seen) == len(mine)
