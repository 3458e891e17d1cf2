"""OpenAlex's recorded works, and pages made of them."""

import json

import pytest

from biograph.errors import Refused
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import openalex
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, in_turn, sample

HOST = "api.openalex.org"
FILTER = "institutions.country_code:FR"
QUERY = Query(source="openalex", id="france", values={"filter": FILTER})
WORKS = (
    "api_work",
    "open_alex_work_response",
    "open_alex_work_with_hal_locations",
    "open_alex_work_with_various_locations",
)


def answer(works, total, cursor):
    meta = {"count": total, "next_cursor": cursor}
    return Answer(body=json.dumps({"meta": meta, "results": works}).encode())


def recorded(name):
    return json.loads(sample(f"openalex/{name}.json"))


def swept(replay, query=QUERY, **asked):
    with Client(gateway=replay.base) as client:
        return list(openalex.pages(client, Asked(query=query, **asked)))


def one(name):
    (record,) = read(openalex, answer([recorded(name)], 1, None).body)[0].values()
    return record


def test_pages_are_followed_until_there_is_no_cursor(replay, shared):
    """Six recorded works on two pages."""
    first, second = recorded("api_works_list")["results"], [recorded(name) for name in WORKS]
    pages = {"*": answer(first, 6, "IlsxNj"), "IlsxNj": answer(second, 6, None)}
    replay.hosts[HOST] = lambda request: pages[request.query["cursor"]]
    found = swept(replay)
    records, _, flags = read(openalex, *(page.payload for page in found))
    assert [(page.size, page.total, page.cursor) for page in found] == [
        (2, 6, "IlsxNj"),
        (4, 6, ""),
    ]
    assert (len(records), flags) == (6, [])
    replay.seen.clear()
    assert [page.size for page in swept(replay, cursor="IlsxNj")] == [4]


def test_the_recorded_list_is_read(shared):
    """As it came, with its total; a list that is paged by number has no cursor."""
    records, _, flags = read(openalex, sample("openalex/api_works_list.json"))
    assert (list(records), flags) == (["W4392145873", "W4393935425"], [])
    assert records["W4393935425"].fields["pmid"] == "38572751"


def test_an_empty_result_is_one_empty_page(replay):
    """Without a cursor."""
    replay.hosts[HOST] = in_turn(answer([], 0, None))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(0, 0, "")]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({}, f"{FILTER},from_publication_date:2026-01-01,to_publication_date:2026-01-31"),
        (
            {"date": "updated"},
            f"{FILTER},from_updated_date:2026-01-01,to_updated_date:2026-01-31",
        ),
        ({"date": "none"}, FILTER),
    ],
)
def test_the_slice_is_that_of_the_date_of_the_query(replay, date, expected):
    """Publication where it names none: only paid plans may ask for updates."""
    replay.hosts[HOST] = in_turn(answer([], 0, None))
    query = Query(source="openalex", id="france", values={"filter": FILTER, **date})
    swept(replay, query, since="2026-01-01", until="2026-01-31")
    swept(replay, query)
    assert [request.query["filter"] for request in replay.seen] == [expected, FILTER]


def test_no_person_is_asked_for(replay):
    """Authorships are not among the fields, and pages are as long as they may be."""
    replay.hosts[HOST] = in_turn(answer([], 0, None))
    swept(replay)
    sent = replay.seen[0].query
    assert sent["per-page"] == "100"
    assert "abstract_inverted_index" in sent["select"].split(",")
    assert not [name for name in sent["select"].split(",") if "author" in name]


def test_the_key_is_sent_and_not_kept(replay, monkeypatch):
    """Neither in the payload nor in an error."""
    monkeypatch.setenv("OPENALEX_API_KEY", "secret-key")
    replay.hosts[HOST] = in_turn(answer([], 0, None), Answer(status=400, body=b"{}"))
    (page,) = swept(replay)
    assert replay.seen[0].query["api_key"] == "secret-key"
    assert "secret-key" not in page.payload.url
    with pytest.raises(Refused) as caught:
        swept(replay)
    assert "secret-key" not in str(caught.value)


def test_without_a_key_none_is_sent(replay, monkeypatch):
    """The small allowance needs none."""
    monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
    replay.hosts[HOST] = in_turn(answer([], 0, None))
    swept(replay)
    assert "api_key" not in replay.seen[0].query


def test_a_documented_refusal_is_told_in_its_words(replay, shared):
    """An unknown filter."""
    said = json.loads(sample("_errors/documented_error_bodies.json"))["openalex_400"]
    body = json.dumps(said["body"]).encode()
    replay.hosts[HOST] = in_turn(Answer(status=said["status"], body=body))
    with pytest.raises(Refused, match="Unknown filter field: author_name"):
        swept(replay)


@pytest.mark.parametrize(
    ("name", "expected", "begins"),
    [
        ("api_work", ("W2741809807", "2018-02-13", "cc-by"), "Despite growing interest in Open"),
        (
            "open_alex_work_response",
            ("W2023271753", "1988-01-15", ""),
            "A correlation-energy formul",
        ),
        (
            "open_alex_work_with_hal_locations",
            ("W1592538674", "2010-01-01", ""),
            "Contents: Part I:",
        ),
        (
            "open_alex_work_with_various_locations",
            ("W2910239314", "2019-01-08", "cc-by-nc-sa"),
            "Using time-resolved ultrafast pump-probe spectroscopy",
        ),
    ],
)
def test_recorded_works_are_read(shared, name, expected, begins):
    """The abstract is put together again, word by word."""
    record = one(name)
    assert (record.key, record.published, record.licence) == expected
    assert record.url == f"https://openalex.org/{record.key}"
    _, text, lang = openalex.text(record)
    assert text.startswith(begins)
    assert lang == "en"
    index = recorded(name)["abstract_inverted_index"]
    assert len(text.split(" ")) == sum(map(len, index.values()))


def test_numbers_of_other_sources_are_kept(shared):
    """Also that of a deposit in HAL, from where the work can be read."""
    fields = one("open_alex_work_with_various_locations").fields
    assert (fields["doi"], fields["pmid"], fields["hal"]) == (
        "10.1088/1361-648x/aaf7eb",
        "30620724",
        "hal-01987430",
    )
    assert one("open_alex_work_with_hal_locations").fields["hal"] == "hal-01655811"


def test_a_retracted_work_is_withdrawn(shared):
    """And is no record any more."""
    work = {**recorded("api_work"), "is_retracted": True}
    records, withdrawn, _ = read(openalex, answer([work], 1, None).body)
    assert (records, list(withdrawn)) == ({}, ["W2741809807"])


def test_a_malformed_work_is_flagged_and_the_others_are_kept(shared):
    """Without identifier, with an index that is none, or no object at all."""
    works = [
        {"title": "Nameless"},
        {"id": "https://openalex.org/W1", "abstract_inverted_index": ["no", "index"]},
        None,
        recorded("api_work"),
    ]
    records, _, flags = read(openalex, answer(works, 4, None).body)
    assert list(records) == ["W2741809807"]
    assert [flag.where[-6:] for flag in flags] == ["item 1", "item 2", "item 3"]


def test_a_work_without_abstract_has_no_text(shared):
    """It is kept for its numbers."""
    work = {**recorded("api_work"), "abstract_inverted_index": None}
    records, _, _ = read(openalex, answer([work], 1, None).body)
    assert openalex.text(records["W2741809807"]) is None


@pytest.mark.parametrize("name", WORKS)
def test_no_author_gets_into_a_record(shared, name):
    """The recorded works name them, as they were asked for with all fields."""
    names = {authorship["author"]["display_name"] for authorship in recorded(name)["authorships"]}
    said = words(one(name))
    assert names
    assert not [name for name in names if name in said]
