"""Crossref's recorded answers: pages under a cursor that stays, works, refusals."""

import json

import pytest

from biograph.errors import CursorExpired, Refused
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import crossref
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import kept, read, words
from tests.replay import Answer, in_turn, sample

HOST = "api.crossref.org"
QUERY = Query(source="crossref", id="widget", values={"query": "widget"})


def exchanges(name):
    return json.loads(sample(f"crossref/{name}.cassette.json"))["interactions"]


def recorded(name):
    return [
        Answer(status=one["response"]["status"], body=one["response"]["body"].encode())
        for one in exchanges(name)
    ]


def answer(items, total=None, cursor="scroll"):
    found = {"items": items, "total-results": total or len(items), "next-cursor": cursor}
    return Answer(body=json.dumps({"status": "ok", "message": found}).encode())


def works(name):
    return [
        work
        for one in recorded(name)
        for work in json.loads(one.body)["message"].get("items", [json.loads(one.body)["message"]])
    ]


def swept(replay, query=QUERY, **asked):
    with Client(gateway=replay.base) as client:
        return list(crossref.pages(client, Asked(query=query, **asked)))


def test_recorded_pages_under_one_cursor_are_followed(replay, shared):
    """Three pages whose next cursor is the same each time, then the empty one that ends them."""
    pages = recorded("cursor_two_or_more_pages")[:3]
    replay.hosts[HOST] = in_turn(*pages, answer([], 454))
    found = swept(replay)
    assert [page.size for page in found] == [20, 20, 20, 0]
    assert {page.total for page in found} == {454}
    assert [page.cursor.split(" ")[0] for page in found] == ["1", "2", "3", ""]
    assert [request.query["cursor"] for request in replay.seen] == [
        "*",
        *(page.cursor.split(" ")[1] for page in found[:3]),
    ]
    records, _, flags = read(crossref, *(page.payload for page in found))
    assert (len(records), flags) == (60, [])


def test_recorded_pages_of_five_are_followed(replay, shared):
    """Four pages of a member's works."""
    replay.hosts[HOST] = in_turn(*recorded("works_cursor"), answer([], 138_567))
    assert [page.size for page in swept(replay)] == [5, 5, 5, 5, 0]


def test_a_recorded_empty_result_is_one_empty_page(replay, shared):
    """Although a cursor may stand in it."""
    replay.hosts[HOST] = in_turn(*recorded("cr_works__fails_well"))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(0, 0, "")]


def test_a_sweep_goes_on_at_its_cursor(replay):
    """Without the number of the page, which is ours."""
    replay.hosts[HOST] = in_turn(answer([{"DOI": "10.1000/1"}], 9), answer([], 9))
    found = swept(replay, cursor="3 scroll")
    assert [request.query["cursor"] for request in replay.seen] == ["scroll", "scroll"]
    assert [page.cursor for page in found] == ["4 scroll", ""]


def test_the_slice_is_that_of_indexing(replay):
    """Added to the filter of the query, whose other values are parameters."""
    replay.hosts[HOST] = in_turn(answer([]))
    values = {"query.affiliation": "France", "filter": "has-abstract:true"}
    query = Query(source="crossref", id="france", values=values)
    swept(replay, query, since="2026-01-01", until="2026-01-31")
    swept(replay, since="2026-01-01")
    swept(replay)
    sent = [request.query for request in replay.seen]
    assert sent[0]["query.affiliation"] == "France"
    assert [one.get("filter") for one in sent] == [
        "has-abstract:true,from-index-date:2026-01-01,until-index-date:2026-01-31",
        "from-index-date:2026-01-01",
        None,
    ]
    assert all(0 < int(one["rows"]) <= 1_000 for one in sent)


def test_the_contact_is_sent_and_not_kept(replay, monkeypatch):
    """It is for Crossref alone."""
    monkeypatch.setenv("BIOGRAPH_CONTACT", "somebody@example.org")
    replay.hosts[HOST] = in_turn(answer([]))
    (page,) = swept(replay)
    assert replay.seen[0].query["mailto"] == "somebody@example.org"
    assert "somebody" not in page.payload.url


def test_without_a_contact_none_is_sent(replay, monkeypatch):
    """The public pool needs none."""
    monkeypatch.delenv("BIOGRAPH_CONTACT", raising=False)
    replay.hosts[HOST] = in_turn(answer([]))
    swept(replay)
    assert "mailto" not in replay.seen[0].query


def test_a_recorded_invalid_cursor_has_expired(replay, shared):
    """Crossref forgets cursors after five minutes."""
    replay.hosts[HOST] = in_turn(*recorded("error_bad_cursor"))
    with pytest.raises(CursorExpired, match="Cursor specified but it is invalid"):
        swept(replay, cursor="2 thing")


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("error_400_limit", 400, "Integer specified as things but must be"),
        ("error_400_sort", 400, "This route does not support sort"),
        ("error_400_filters_with_dois", 400, "This route does not support field"),
        ("error_404_unknown_doi", 404, "Resource not found."),
        ("error_agency", 404, "Resource not found."),
        ("cr_funders_fails_well", 404, "Resource not found."),
    ],
)
def test_recorded_refusals_are_told_in_their_words(replay, shared, name, status, said):
    """Lists of what is wrong, and plain text."""
    replay.hosts[HOST] = in_turn(*recorded(name))
    with pytest.raises(Refused, match=said) as caught:
        swept(replay)
    assert caught.value.status == status
    assert "extract/feeds.tsv" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "count", "with_text"),
    [
        ("cursor_single", 20, 1),
        ("works_cursor", 20, 7),
        ("funders_filter_works", 20, 8),
        ("works_field_queries", 20, 15),
        ("works_query", 2, 2),
        ("works_select", 20, 0),
        ("works_many_ids", 5, 2),
        ("works_ua_string", 1, 0),
    ],
)
def test_recorded_works_are_read(shared, name, count, with_text):
    """Whatever fields they have; their abstracts lose their tags."""
    found = works(name)
    records, _, flags = read(crossref, answer(found).body)
    texts = [content[1] for record in records.values() if (content := crossref.text(record))]
    assert (len(records), flags) == (count, [])
    assert sum("abstract" in work for work in found) == len(texts) == with_text
    assert not [text for text in texts if "<jats" in text or "<p>" in text]


def test_a_recorded_work_has_date_licence_and_numbers(shared):
    """The key is the DOI without capitals; the licence is the free one where there are several."""
    records, _, _ = read(crossref, answer(works("funders_filter_works")).body)
    record = records["10.1007/s41109-024-00626-2"]
    assert record.published == "2024-05-29"
    assert record.licence == "https://creativecommons.org/licenses/by/4.0"
    assert record.url == "https://doi.org/10.1007/s41109-024-00626-2"
    assert record.fields["doi"] == "10.1007/s41109-024-00626-2"
    assert record.fields["text"].startswith("Abstract\n\nThe social networks that interconnect")
    assert records["10.1107/s2414314617004448"].fields["title"] == (
        "5,7-Dimethyl-1H-indole-2,3-dione"
    )


def test_a_retracted_work_is_withdrawn_on_the_day_of_the_notice():
    """A corrected one is not."""
    date = {"date-parts": [[2025, 3, 14]]}
    items = [
        {"DOI": "10.1000/A", "updated-by": [{"type": "retraction", "DOI": "n", "updated": date}]},
        {"DOI": "10.1000/B", "updated-by": [{"type": "correction", "DOI": "n", "updated": date}]},
    ]
    records, withdrawn, _ = read(crossref, answer(items).body)
    assert list(records) == ["10.1000/b"]
    assert (list(withdrawn), withdrawn["10.1000/a"].date) == (["10.1000/a"], "2025-03-14")


def test_a_notice_withdraws_the_work_that_it_names():
    """The notice is a work itself, and has the last word where both are on one page."""
    notice = {
        "DOI": "10.1000/notice",
        "title": ["Retraction"],
        "update-to": [{"type": "retraction", "DOI": "10.1000/ORIGINAL"}],
    }
    given = list(crossref.parse(kept(answer([notice, {"DOI": "10.1000/original"}]).body)))
    assert [one.key for one in given] == [
        "10.1000/notice",
        "10.1000/original",
        "10.1000/original",
    ]
    assert given[-1].reason == "retraction"


def test_a_recorded_correction_withdraws_nothing(shared):
    """The work with it stays."""
    records, withdrawn, _ = read(crossref, answer(works("works_ua_string")).body)
    assert (list(records), withdrawn) == (["10.1371/journal.pone.0033693"], {})


def test_a_malformed_work_is_flagged_and_the_others_are_kept():
    """Without DOI, with an impossible date, or no object at all."""
    items = [
        {"title": ["Nameless"]},
        {"DOI": "10.1000/1", "published": {"date-parts": 7}},
        "no object",
        {"DOI": "10.1000/2", "published": {"date-parts": [[None]]}},
    ]
    records, _, flags = read(crossref, answer(items).body)
    assert list(records) == ["10.1000/2"]
    assert records["10.1000/2"].published == ""
    assert [flag.where[-6:] for flag in flags] == ["item 1", "item 2", "item 3"]


@pytest.mark.parametrize("name", ["works_field_queries", "works_cursor", "funders_filter_works"])
def test_no_author_gets_into_a_record(shared, name):
    """The recorded works name them with their institutions."""
    found = works(name)
    names = {
        f"{author['given']} {author['family']}"
        for work in found
        for author in work.get("author", ())
        if author.get("given") and author.get("family")
    }
    records, _, _ = read(crossref, answer(found).body)
    said = " ".join(map(words, records.values()))
    assert len(names) > 20
    assert not [name for name in names if name in said]
