"""HAL's recorded deposits, and pages made of them."""

import json

import pytest

from biograph.errors import CursorExpired, Refused
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import hal
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, in_turn, sample

HOST = "api.archives-ouvertes.fr"
QUERY = Query(source="hal", id="biotherapies", values={"query": 'title_t:"thérapie génique"'})


def answer(docs, total, cursor):
    found = {"numFound": total, "start": 0, "docs": docs}
    return Answer(body=json.dumps({"response": found, "nextCursorMark": cursor}).encode())


def recorded(name):
    return json.loads(sample(f"hal/docs_{name}.json"))["response"]["docs"]


def swept(replay, **asked):
    with Client(gateway=replay.base) as client:
        return list(hal.pages(client, Asked(query=QUERY, **asked)))


@pytest.fixture
def two_pages(replay, shared):
    """Seven recorded deposits on two pages, and the empty one that repeats its cursor."""
    first, second = recorded("for_researcher_with_uris"), recorded("for_researcher_version_1")
    pages = {"*": (first, "AoE1"), "AoE1": (second, "AoE2"), "AoE2": ([], "AoE2")}

    def host(request):
        docs, cursor = pages[request.query["cursorMark"]]
        return answer(docs, 7, cursor)

    replay.hosts[HOST] = host
    return replay


def test_pages_are_followed_until_the_cursor_is_repeated(two_pages):
    """Seven deposits of seven, none twice."""
    found = swept(two_pages)
    records, withdrawn, flags = read(hal, *(page.payload for page in found))
    assert [(page.size, page.total, page.cursor) for page in found] == [
        (4, 7, "AoE1"),
        (3, 7, "AoE2"),
        (0, 7, ""),
    ]
    assert len(records) == 7
    assert (withdrawn, flags) == ({}, [])


def test_a_sweep_goes_on_at_its_cursor(two_pages):
    """The first page is not asked for again."""
    found = swept(two_pages, cursor="AoE1")
    assert [request.query["cursorMark"] for request in two_pages.seen] == ["AoE1", "AoE2"]
    assert [page.size for page in found] == [3, 0]


def test_the_slice_and_the_order_are_asked_for(two_pages):
    """By the date of the last change, whole days, in the order that cursors need."""
    swept(two_pages, since="2026-01-01", until="2026-01-31")
    sent = two_pages.seen[0].query
    assert sent["fq"] == "modifiedDate_tdate:[2026-01-01T00:00:00Z TO 2026-01-31T23:59:59Z]"
    assert (sent["q"], sent["sort"], sent["wt"]) == (QUERY.values["query"], "docid asc", "json")
    assert not [name for name in sent["fl"].split(",") if name.startswith(("auth", "citation"))]


def test_without_bounds_all_is_asked_for(two_pages):
    """One bound alone leaves the other side open."""
    swept(two_pages)
    assert "fq" not in two_pages.seen[0].query
    swept(two_pages, since="2026-01-01")
    assert two_pages.seen[3].query["fq"].endswith("T00:00:00Z TO *]")


def test_an_empty_result_is_one_empty_page(replay):
    """HAL repeats the first cursor then."""
    replay.hosts[HOST] = in_turn(answer([], 0, "*"))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(0, 0, "")]


@pytest.mark.parametrize(
    ("cursor", "error"), [("AoE9", CursorExpired), ("", Refused)], ids=["cursor", "query"]
)
def test_solrs_errors_are_told(replay, cursor, error):
    """A cursor it cannot parse is asked for anew; a query it cannot parse has to be corrected."""
    said = "Unable to parse 'cursorMark' after totem" if cursor else "org.apache.solr SyntaxError"
    body = json.dumps({"error": {"msg": said, "code": 400}}).encode()
    replay.hosts[HOST] = in_turn(Answer(status=400, body=body))
    with pytest.raises(error, match=said[:20]):
        swept(replay, cursor=cursor)


@pytest.mark.parametrize(
    ("name", "key", "expected", "title"),
    [
        ("for_researcher", "halshs-01387023", ("2016", "en"), "Where does «"),
        ("for_researcher_version_2", "4-will-appear", ("2016", "fr"), "Deiknūnai"),
        ("with_date_inconsistency", "halshs-01387023", ("2016", "en"), "Where does «"),
        ("with_date_invalid_format", "halshs-01387023", ("2017", "en"), "Where does «"),
        ("with_inconsistent_contributors", "halshs-02514028", ("2019", "en"), "Report on the 2019"),
        ("with_same_kw_twice", "hal-01299757", ("2015-09-01", "en"), "Product Standards"),
        ("with_contributor_identifiers", "hal-00483281", ("2009-09-01", "en"), "Chupicuaro"),
        ("with_contributors_version_1", "2-will-loose-a-contributor", ("", "en"), "Will loose"),
    ],
)
def test_recorded_deposits_are_read(shared, name, key, expected, title):
    """Also those with the two invalid dates."""
    records, _, flags = read(hal, sample(f"hal/docs_{name}.json"))
    record = records[key]
    assert flags == []
    assert (record.published, record.fields["lang"]) == expected
    assert record.fields["title"].startswith(title)
    assert record.url.startswith("https://hal.science/")


def test_the_longer_abstract_is_the_text(shared):
    """A deposit with a French abstract of 936 characters and a shorter English one."""
    records, _, _ = read(hal, sample("hal/docs_for_researcher_version_1.json"))
    doc = recorded("for_researcher_version_1")[0]
    _, text, lang = hal.text(records["1-will-not-change"])
    assert len(doc["fr_abstract_s"][0]) > len(doc["en_abstract_s"][0])
    assert (text, lang) == (doc["fr_abstract_s"][0], "fr")
    assert hal.text(records["2-will-change"]) is None, "it has no abstract"


def test_numbers_and_licence_are_those_of_the_deposit():
    """So that the same publication is known in other sources."""
    doc = {
        "halId_s": "hal-04567890",
        "title_s": ["Vecteurs AAV"],
        "fr_abstract_s": ["Résumé."],
        "doiId_s": "10.1000/ABC",
        "pubmedId_s": "123456",
        "pubmedcentralId_s": ["PMC765432"],
        "licence_s": "http://creativecommons.org/licenses/by/",
    }
    records, _, _ = read(hal, answer([doc], 1, "x").body)
    record = records["hal-04567890"]
    assert {name: record.fields[name] for name in ("doi", "pmid", "pmcid", "hal")} == {
        "doi": "10.1000/abc",
        "pmid": "123456",
        "pmcid": "PMC765432",
        "hal": "hal-04567890",
    }
    assert record.licence == "http://creativecommons.org/licenses/by/"
    assert record.fields["title"] == "Vecteurs AAV", "the title without a language of its own"


def test_a_malformed_deposit_is_flagged_and_the_others_are_kept(shared):
    """One without identifier, one that is no object."""
    docs = [{"title_s": ["No identifier"]}, "no object", *recorded("for_researcher")]
    records, _, flags = read(hal, answer(docs, 3, "x").body)
    assert list(records) == ["halshs-01387023"]
    assert [flag.where[-6:] for flag in flags] == ["item 1", "item 2"]


@pytest.mark.parametrize(
    "name", ["with_contributor_identifiers", "with_inconsistent_contributors", "with_same_kw_twice"]
)
def test_no_author_gets_into_a_record(shared, name):
    """The recorded answers name them in several fields."""
    docs = recorded(name)
    surnames = {surname for doc in docs for surname in doc["authLastName_s"]}
    records, _, _ = read(hal, sample(f"hal/docs_{name}.json"))
    assert len(records) == len(docs)
    assert len(surnames) > 3
    assert not [
        surname for record in records.values() for surname in surnames if surname in words(record)
    ]
