"""Europe PMC's recorded answers, page by page, and full texts of the open articles in them."""

import json

import pytest

from biograph.errors import CursorExpired, Unreachable
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import europepmc
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import kept, read, words
from tests.replay import Answer, in_turn, sample

HOST = "www.ebi.ac.uk"
REST = "/europepmc/webservices/rest"
QUERY = Query(source="europepmc", id="cancer", values={"query": "cancer"})
OPEN = Query(source="europepmc", id="open", values={"query": "cancer", "fulltext": "yes"})
TEXT = b"""<article xml:lang="en"><front><article-meta>
    <article-id pub-id-type="pmid">%s</article-id>
    <title-group><article-title>Open</article-title></title-group></article-meta></front>
    <body><p>The full text.</p></body></article>"""


def swept(replay, query=QUERY, **asked):
    with Client(gateway=replay.base) as client:
        return list(europepmc.pages(client, Asked(query=query, **asked)))


def listing(results, total, cursor):
    found = {"hitCount": total, "nextCursorMark": cursor, "resultList": {"result": results}}
    return Answer(body=json.dumps(found).encode())


@pytest.fixture(scope="module")
def recorded(shared):
    """The 25 entries of a recorded answer with abstracts."""
    return json.loads(sample("europepmc/search_cancer_core.json"))["resultList"]["result"]


# --- searches ---


@pytest.fixture
def ten_pages(replay, shared):
    """The ten recorded pages, each under the cursor that leads to it."""
    pages = json.loads(sample("europepmc/fetch_10pages_cancer.json"))
    cursors = ["*", *(page["nextCursorMark"] for page in pages)]
    by_cursor = dict(zip(cursors, pages, strict=False))

    def host(request):
        page = by_cursor.get(request.query["cursorMark"])
        if page is None:  # what Europe PMC does after the last one
            page = {**pages[-1], "resultList": {"result": []}}
        return Answer(body=json.dumps(page).encode())

    replay.hosts[HOST] = host
    return replay


def test_pages_are_followed_by_their_cursors(ten_pages):
    """Ten pages of a hundred publications, none twice; the last cursor is repeated."""
    found = swept(ten_pages)
    records, withdrawn, flags = read(europepmc, *(page.payload for page in found))
    assert [page.size for page in found] == [100] * 10 + [0]
    assert {page.total for page in found} == {5_059_039}
    assert [bool(page.cursor) for page in found] == [True] * 10 + [False]
    assert (len(records), withdrawn, flags) == (1_000, {}, [])


def test_a_sweep_goes_on_at_its_cursor(ten_pages):
    """At the sixth page, the five before it are not asked for."""
    whole = swept(ten_pages)
    ten_pages.seen.clear()
    rest = swept(ten_pages, cursor=whole[4].cursor)
    assert [page.payload.content for page in rest] == [page.payload.content for page in whole[5:]]
    assert len(ten_pages.seen) == len(rest) == 6


def test_the_slice_is_that_of_the_last_changes(replay):
    """New publications and retracted ones alike; without bounds the query stands alone."""
    replay.hosts[HOST] = in_turn(listing([], 0, ""))
    swept(replay, since="2026-01-01", until="2026-01-31")
    swept(replay, since="2026-01-01")
    swept(replay)
    sent = [request.query for request in replay.seen]
    assert [one["query"] for one in sent] == [
        "(cancer) AND UPDATE_DATE:[2026-01-01 TO 2026-01-31]",
        "(cancer) AND UPDATE_DATE:[2026-01-01 TO *]",
        "cancer",
    ]
    assert {(one["resultType"], one["format"], one["cursorMark"]) for one in sent} == {
        ("core", "json", "*")
    }


def test_a_recorded_empty_result_is_one_empty_page(replay, shared):
    """It has no cursor at all."""
    replay.hosts[HOST] = in_turn(Answer(body=sample("europepmc/search_no_results.json")))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(0, 0, "")]


def test_a_recorded_error_bean_is_an_outage(replay, shared):
    """XML where JSON was asked for."""
    error = sample("europepmc/error_supplementary_not_open_access.xml")
    replay.hosts[HOST] = in_turn(Answer(body=error))
    with pytest.raises(Unreachable, match="errorBean"):
        swept(replay)


def test_recorded_entries_are_read(recorded):
    """With abstract, language, date, licence and the numbers of other sources."""
    records, _, flags = read(europepmc, sample("europepmc/search_cancer_core.json"))
    assert (len(records), flags) == (25, [])
    with_text = [record for record in records.values() if europepmc.text(record)]
    assert len(with_text) == sum("abstractText" in one for one in recorded) == 21
    record = records["MED:39709208"]
    assert record.published == "2025-12-01"
    assert record.url == "https://europepmc.org/article/MED/39709208"
    assert {name: record.fields[name] for name in ("doi", "pmid", "pmcid")} == {
        "doi": "10.1016/s0140-6736(24)02716-8",
        "pmid": "39709208",
        "pmcid": "PMC12124214",
    }
    assert {record.licence for record in records.values()} == {"", "cc by", "cc by-nc-nd"}
    assert {europepmc.text(record)[2] for record in with_text} == {"en"}


def test_the_abstract_of_an_article_in_french_may_be_in_english():
    """So its language is detected, not taken from the article."""
    entry = {"source": "MED", "id": "1", "language": "fre", "abstractText": "An abstract."}
    records, _, _ = read(europepmc, listing([entry], 1, "").body)
    assert europepmc.text(records["MED:1"])[2] == ""


@pytest.mark.parametrize(
    "kinds",
    [
        {"pubTypeList": {"pubType": ["Journal Article", "Retracted Publication"]}},
        {"pubType": "journal article; retracted publication"},
    ],
)
def test_a_retracted_publication_is_withdrawn(kinds):
    """Entries and listings write its kinds differently."""
    records, withdrawn, _ = read(
        europepmc, listing([{"source": "MED", "id": "7", **kinds}], 1, "").body
    )
    assert (records, list(withdrawn)) == ({}, ["MED:7"])


def test_a_notice_of_retraction_is_no_retracted_publication(ten_pages):
    """The ten pages hold one."""
    pages = json.loads(sample("europepmc/fetch_10pages_cancer.json"))
    notices = [
        f"{one['source']}:{one['id']}"
        for page in pages
        for one in page["resultList"]["result"]
        if "retraction of publication" in one.get("pubType", "")
    ]
    records, _, _ = read(europepmc, *(json.dumps(page).encode() for page in pages))
    assert len(notices) == 1
    assert notices[0] in records


def test_a_malformed_entry_is_flagged_and_the_others_are_kept(recorded):
    """Without source and id, or no object at all."""
    body = listing([{"title": "Nameless"}, 7, recorded[0]], 3, "").body
    records, _, flags = read(europepmc, body)
    assert list(records) == ["MED:39709209"]
    assert [flag.where[-6:] for flag in flags] == ["item 1", "item 2"]


def test_no_author_gets_into_a_record(recorded):
    """Names, addresses and affiliations stay in the answer."""
    names = {
        f"{author['lastName']} {author['initials']}"
        for entry in recorded
        for author in (entry.get("authorList") or {}).get("author", ())
        if author.get("initials")
    }
    records, _, _ = read(europepmc, sample("europepmc/search_cancer_core.json"))
    assert len(names) > 100
    said = " ".join(map(words, records.values()))
    assert not [name for name in names if name in said]
    assert "@" not in said


# --- full texts ---


@pytest.fixture
def open_articles(replay):
    """Two pages of a listing: two open articles, then a retracted one and one without its text."""
    listings = {
        "*": ([article("11"), article("12")], "AoM1"),
        "AoM1": ([{**article("13"), "pubType": "Retracted Publication"}, article("14")], "AoM2"),
        "AoM2": ([], "AoM2"),
    }

    def host(request):
        if request.path == f"{REST}/search" and request.query["resultType"] == "lite":
            results, cursor = listings[request.query["cursorMark"]]
            return listing(results, 4, cursor)
        if request.path == f"{REST}/search":
            number = request.query["query"].split()[0].removeprefix("EXT_ID:")
            entry = {**article(number), "title": "Entry", "abstractText": "The abstract."}
            return listing([entry], 1, "")
        number = request.path.split("/")[-2].removeprefix("PMC9")
        if number == "14":
            return Answer(status=404, body=b"<errorBean/>")
        return Answer(body=TEXT % number.encode())

    replay.hosts[HOST] = host
    return replay


def article(number):
    return {"source": "MED", "id": number, "pmcid": f"PMC9{number}", "pubType": "journal article"}


def test_each_open_article_comes_with_its_text(open_articles):
    """One record each: the listing gives none, the entry stands in where there is no full text."""
    found = swept(open_articles, OPEN)
    by_page = [read(europepmc, page.payload) for page in found]
    assert [list(records) for records, _, _ in by_page] == [
        [],
        ["MED:11"],
        ["MED:12"],
        [],
        ["MED:14"],
        [],
    ]
    assert [list(withdrawn) for _, withdrawn, _ in by_page[3:4]] == [["MED:13"]]
    texts = [europepmc.text(next(iter(by_page[place][0].values())))[1] for place in (1, 4)]
    assert texts == ["The full text.", "The abstract."]


def test_only_listings_count(open_articles):
    """Their sum is the one announced, and no cursor comes twice."""
    found = swept(open_articles, OPEN)
    assert [page.size for page in found] == [2, 0, 0, 2, 0, 0]
    assert {page.total for page in found} == {4}
    assert [page.cursor for page in found] == [
        "#MED:11",
        "#MED:12",
        "AoM1",
        "AoM1#MED:14",
        "AoM2",
        "",
    ]


@pytest.mark.parametrize("stop", range(5))
def test_full_texts_go_on_where_they_stopped(open_articles, stop):
    """After any page the rest is what would have followed it."""
    whole = swept(open_articles, OPEN)
    rest = swept(open_articles, OPEN, cursor=whole[stop].cursor)
    assert [(page.payload.content, page.cursor) for page in rest] == [
        (page.payload.content, page.cursor) for page in whole[stop + 1 :]
    ]


def test_an_article_that_left_its_listing_begins_the_slice_anew(open_articles):
    """Its neighbours may have moved, too."""
    with pytest.raises(CursorExpired, match="MED:99"):
        swept(open_articles, OPEN, cursor="AoM1#MED:99")


def test_only_the_open_subset_is_asked_for(open_articles):
    """Closed articles have no full text; dates as in a search."""
    swept(open_articles, OPEN, since="2026-01-01", until="2026-01-31")
    assert open_articles.seen[0].query["query"] == (
        "((cancer) AND OPEN_ACCESS:Y) AND UPDATE_DATE:[2026-01-01 TO 2026-01-31]"
    )


def test_an_outage_is_no_article(open_articles):
    """A page of HTML in the place of the full text and of the entry ends the sweep."""
    listed = open_articles.hosts[HOST]

    def host(request):
        if request.query.get("resultType") == "lite":
            return listed(request)
        return Answer(body=b"<html>Down</html>")

    open_articles.hosts[HOST] = host
    with pytest.raises(Unreachable, match="JSON"):
        swept(open_articles, OPEN)


def test_one_text_that_fails_does_not_stop_the_others(open_articles):
    """Europe PMC answers 500 for single articles while all else works."""
    listed = open_articles.hosts[HOST]

    def host(request):
        return Answer(status=500) if "PMC911" in request.path else listed(request)

    open_articles.hosts[HOST] = host
    records, _, _ = read(europepmc, *(page.payload for page in swept(open_articles, OPEN)))
    assert {key: record.fields["text"] for key, record in records.items()} == {
        "MED:11": "The abstract.",
        "MED:12": "The full text.",
        "MED:14": "The abstract.",
    }


def test_the_text_of_another_article_is_not_taken(open_articles):
    """Its key would be another one than in the listing."""
    listed = open_articles.hosts[HOST]

    def host(request):
        return Answer(body=TEXT % b"66") if "fullTextXML" in request.path else listed(request)

    open_articles.hosts[HOST] = host
    found = swept(open_articles, OPEN)
    assert list(read(europepmc, *(page.payload for page in found))[0]) == [
        "MED:11",
        "MED:12",
        "MED:14",
    ]


def test_a_recorded_full_text_has_the_key_of_its_entry(shared):
    """PMID where it has one, with title, date, licence and numbers of the article itself."""
    url = f"https://{HOST}{REST}/PMC6329583/fullTextXML"
    payload = kept(sample("europepmc/fulltext_jats_pmc6329583.xml"), url)
    records, _, flags = read(europepmc, payload)
    record = records["MED:30311380"]
    title, text, lang = europepmc.text(record)
    assert flags == []
    assert title.startswith("Gene-Specific Criteria for PTEN Variant Curation")
    assert (lang, record.published) == ("en", "2018-11")
    assert len(text) > 20_000
    assert {name: record.fields[name] for name in ("doi", "pmid", "pmcid")} == {
        "doi": "10.1002/humu.23636",
        "pmid": "30311380",
        "pmcid": "PMC6329583",
    }
    assert record.licence
    assert "Mester" not in words(record).split("PTEN")[0]


def test_an_article_without_pmid_is_known_by_its_place_in_the_archive():
    """As Europe PMC names it then."""
    content = b"<article><body><p>Text.</p></body></article>"
    records, _, _ = read(europepmc, kept(content, f"https://{HOST}{REST}/PMC77/fullTextXML"))
    assert list(records) == ["PMC:PMC77"]
    assert records["PMC:PMC77"].url == "https://europepmc.org/article/PMC/PMC77"


def test_a_kept_answer_that_is_no_article_is_flagged():
    """XML without an article."""
    assert len(read(europepmc, b"<errorBean><errMsg>closed</errMsg></errorBean>")[2]) == 1
