"""PubMed's recorded articles, served by a search that is kept on the server."""

import pytest
from lxml import etree

from biograph.errors import CursorExpired, Unreachable
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import pubmed
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, in_turn, sample

HOST = "eutils.ncbi.nlm.nih.gov"
EUTILS = "/entrez/eutils"
QUERY = Query(source="pubmed", id="france", values={"term": "France[affiliation]"})
SETS = ("pubmed1", "pubmed2", "pubmed4", "pubmed5", "pubmed6", "pubmed7")
FAILED = b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>"


def searched(count):
    return f"""<eSearchResult><Count>{count}</Count><QueryKey>1</QueryKey>
        <WebEnv>MCID_abc</WebEnv><IdList/></eSearchResult>""".encode()


def article(pmid, inner="", citation="", data=""):
    return f"""<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>
        <ArticleTitle>A title</ArticleTitle>{inner}</Article>{citation}</MedlineCitation>
        <PubmedData>{data}</PubmedData></PubmedArticle>"""


def fetched(*articles):
    return f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()


def swept(replay, query=QUERY, **asked):
    with Client(gateway=replay.base) as client:
        return list(pubmed.pages(client, Asked(query=query, **asked)))


def one(*parts, **more):
    (record,) = read(pubmed, fetched(article("1", *parts, **more)))[0].values()
    return record


@pytest.fixture
def history(replay):
    """A search that finds 450 articles and gives them by their places."""

    def host(request):
        if request.path == f"{EUTILS}/esearch.fcgi":
            return Answer(body=searched(450))
        if (request.query["query_key"], request.query["WebEnv"]) != ("1", "MCID_abc"):
            return Answer(body=FAILED)
        start, most = int(request.query["retstart"]), int(request.query["retmax"])
        return Answer(body=fetched(*map(article, range(1 + start, 1 + min(start + most, 450)))))

    replay.hosts[HOST] = host
    return replay


def test_a_search_is_followed_by_its_articles(history):
    """The first page announces them and holds none; the others give each once."""
    found = swept(history)
    records, _, flags = read(pubmed, *(page.payload for page in found))
    assert [(page.size, page.total) for page in found] == [
        (0, 450),
        (200, 450),
        (200, 450),
        (50, 450),
    ]
    assert [bool(page.cursor) for page in found] == [True, True, True, False]
    assert list(records) == [str(number) for number in range(1, 451)]
    assert flags == []


@pytest.mark.parametrize("stop", range(3))
def test_a_sweep_goes_on_in_the_search_of_before(history, stop):
    """Without a new one, and with the total that was announced."""
    whole = swept(history)
    history.seen.clear()
    rest = swept(history, cursor=whole[stop].cursor)
    assert [(page.payload.content, page.total, page.cursor) for page in rest] == [
        (page.payload.content, page.total, page.cursor) for page in whole[stop + 1 :]
    ]
    assert {request.path for request in history.seen} == {f"{EUTILS}/efetch.fcgi"}


def test_a_search_that_is_forgotten_has_expired(history):
    """NCBI says so in an element, under HTTP 200."""
    with pytest.raises(CursorExpired, match="Unable to obtain query #1"):
        swept(history, cursor="450 200 1 MCID_old")


def test_a_recorded_empty_search_is_one_empty_page(replay, shared):
    """Nothing is fetched then."""
    replay.hosts[HOST] = in_turn(Answer(body=sample("pubmed/esearch8.xml")))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(0, 0, "")]
    assert len(replay.seen) == 1


def test_an_error_of_a_search_is_told(replay):
    """Also an element under HTTP 200."""
    said = "Search Backend failed: 'retstart' cannot be larger than 9998"
    body = f"<eSearchResult><ERROR>{said}</ERROR></eSearchResult>".encode()
    replay.hosts[HOST] = in_turn(Answer(body=body))
    with pytest.raises(Unreachable, match="cannot be larger than 9998") as caught:
        swept(replay)
    assert not isinstance(caught.value, CursorExpired)


def test_the_wall_is_announced_before_anything_is_fetched(replay):
    """So that a sweep can cut the slice: of more than 9,999 NCBI gives no more."""
    replay.hosts[HOST] = in_turn(Answer(body=searched(12_345)))
    with Client(gateway=replay.base) as client:
        page = next(pubmed.pages(client, Asked(query=QUERY)))
    assert (page.size, page.total) == (0, 12_345)
    assert page.total > pubmed.WALL == 9_999
    assert len(replay.seen) == 1


@pytest.mark.parametrize(
    ("values", "since", "expected"),
    [
        ({}, "2026-01-01", ("edat", "2026/01/01", "2026/01/31")),
        ({"datetype": "mdat"}, "2026-01-01", ("mdat", "2026/01/01", "2026/01/31")),
        ({}, "", ("edat", "1800/01/01", "2026/01/31")),
    ],
)
def test_the_slice_is_asked_for(replay, values, since, expected):
    """By the date of entry, or of the last change where the query says so; both bounds are sent."""
    replay.hosts[HOST] = in_turn(Answer(body=searched(0)))
    query = Query(source="pubmed", id="q", values={**QUERY.values, **values})
    swept(replay, query, since=since, until="2026-01-31")
    sent = replay.seen[0].query
    assert tuple(sent[name] for name in ("datetype", "mindate", "maxdate")) == expected
    assert (sent["term"], sent["usehistory"]) == ("France[affiliation]", "y")


def test_without_bounds_no_date_is_sent(replay):
    """The whole of PubMed is searched."""
    replay.hosts[HOST] = in_turn(Answer(body=searched(0)))
    swept(replay)
    assert not {"datetype", "mindate", "maxdate"} & set(replay.seen[0].query)


def test_key_and_contact_are_sent_and_not_kept(history, monkeypatch):
    """With the name of the tool; the address of the answer holds neither."""
    monkeypatch.setenv("NCBI_API_KEY", "secret-key")
    monkeypatch.setenv("BIOGRAPH_CONTACT", "somebody@example.org")
    found = swept(history)
    assert {
        (request.query["tool"], request.query["email"], request.query["api_key"])
        for request in history.seen
    } == {("biograph", "somebody@example.org", "secret-key")}
    assert not [page for page in found if "secret" in page.payload.url]
    assert not [page for page in found if "somebody" in page.payload.url]
    assert "retstart=200" in found[2].payload.url


def test_without_key_and_contact_only_the_tool_is_named(history, monkeypatch):
    """Empty parameters would be refused."""
    monkeypatch.delenv("NCBI_API_KEY", raising=False)
    monkeypatch.delenv("BIOGRAPH_CONTACT", raising=False)
    swept(history)
    assert not {"email", "api_key"} & set(history.seen[0].query)


@pytest.mark.parametrize(
    ("name", "pmid", "expected", "begins"),
    [
        ("pubmed1", "12091962", ("1990", "", ""), ""),
        ("pubmed1", "9997", ("1976-09-28", "10.1016/0005-2795(76)90109-4", ""), "Electron param"),
        ("pubmed2", "11748933", ("2001-06", "10.1006/cryo.2001.2328", ""), "This study subdivides"),
        ("pubmed2", "11700088", ("2001-11", "10.1006/jmre.2001.2429", ""), "The sensitivity of"),
        (
            "pubmed4",
            "27797938",
            ("2016-10-21", "10.1136/gutjnl-2016-312510", "PMC5442267"),
            "OBJECTIVE: Telomere shortening",
        ),
        (
            "pubmed5",
            "28775130",
            ("2017-08-03", "10.1136/oemed-2017-104431", "PMC5771820"),
            "OBJECTIVES: Animal studies",
        ),
        (
            "pubmed6",
            "30108519",
            ("2018-07-31", "10.3389/fphys.2018.01034", "PMC6079548"),
            "Maximal Lactate Steady",
        ),
        (
            "pubmed7",
            "29963580",
            ("2018-06-28", "10.1117/1.jmi.5.2.026002", "PMC6022861"),
            "We designed and generated",
        ),
        (
            "efetch_citation_22663011",
            "22663011",
            ("2012-06-04", "10.1056/nejmoa1203421", ""),
            "BACKGROUND: Activating",
        ),
    ],
)
def test_recorded_articles_are_read(shared, name, pmid, expected, begins):
    """With their own numbers, not those of their references."""
    records, _, flags = read(pubmed, sample(f"pubmed/{name}.xml"))
    record = records[pmid]
    assert flags == []
    assert (record.published, record.fields["doi"], record.fields["pmcid"]) == expected
    assert record.fields["text"].startswith(begins)
    assert bool(pubmed.text(record)) is bool(begins)
    assert record.url == f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def test_sections_keep_their_labels_and_markup_goes(shared):
    """Four paragraphs of the recorded article with lower indices."""
    records, _, _ = read(pubmed, sample("pubmed/pubmed5.xml"))
    sections = records["28775130"].fields["text"].split("\n\n")
    assert [section.partition(":")[0] for section in sections] == [
        "OBJECTIVES",
        "METHODS",
        "RESULTS",
        "CONCLUSIONS",
    ]
    assert "ORQ3=4.15" in sections[2]
    assert "(TSH >4.5 mIU/L)" in sections[1]


def test_a_raised_digit_stays_raised():
    """A dose of 10⁶ cells is not one of 106."""
    text = "10<sup>6</sup> cells of <i>E. coli</i>"
    record = one(f"<Abstract><AbstractText>{text}</AbstractText></Abstract>")
    assert record.fields["text"] == "10⁶ cells of E. coli"


def test_the_longer_of_two_abstracts_is_the_text():
    """Here the French one, with the title in French; no other language is taken."""
    record = one(
        "<Abstract><AbstractText>Short.</AbstractText></Abstract>"
        "<VernacularTitle>Un titre</VernacularTitle>",
        '<OtherAbstract Language="fre"><AbstractText Label="OBJECTIF">Un résumé plus long.'
        "</AbstractText></OtherAbstract>"
        '<OtherAbstract Language="ger"><AbstractText>Eine noch längere Zusammenfassung.'
        "</AbstractText></OtherAbstract>",
    )
    assert pubmed.text(record) == ("Un titre", "OBJECTIF: Un résumé plus long.", "fr")


def test_a_retracted_article_is_withdrawn_and_its_notice_is_not():
    """By the kind that the library gives it."""

    def kind(name):
        kinds = f"<PublicationType>{name}</PublicationType>"
        return f"<PublicationTypeList>{kinds}</PublicationTypeList>"

    content = fetched(
        article("1", kind("Retracted Publication")), article("2", kind("Retraction of Publication"))
    )
    records, withdrawn, _ = read(pubmed, content)
    assert (list(records), list(withdrawn)) == (["2"], ["1"])


def test_a_chapter_of_a_book_is_read():
    """Its parts stand elsewhere than those of an article."""
    book = b"""<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>20301425</PMID>
        <ArticleIdList><ArticleId IdType="doi">10.1000/Book</ArticleId></ArticleIdList>
        <Book><PubDate><Year>1998</Year></PubDate></Book>
        <ArticleTitle>A chapter</ArticleTitle>
        <Abstract><AbstractText>What it says.</AbstractText></Abstract></BookDocument>
        </PubmedBookArticle></PubmedArticleSet>"""
    record = read(pubmed, book)[0]["20301425"]
    assert pubmed.text(record) == ("A chapter", "What it says.", "en")
    assert (record.published, record.fields["doi"]) == ("1998", "10.1000/book")


def test_a_date_in_words_gives_its_year():
    """Issues of two months have such dates."""
    date = "<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>"
    record = one(f"<Journal><JournalIssue>{date}</JournalIssue></Journal>")
    assert record.published == "1998"


def test_a_malformed_article_is_flagged_and_the_others_are_kept():
    """Without PMID, or of another kind."""
    content = fetched(article(""), "<PubmedSomething/>", article("3"))
    records, _, flags = read(pubmed, content)
    assert list(records) == ["3"]
    assert [flag.where[-6:] for flag in flags] == ["item 1", "item 2"]


@pytest.mark.parametrize("name", [*(f"esearch{number}" for number in (1, 2, 3, 5, 6, 7, 8))])
def test_a_recorded_search_holds_no_article(shared, name):
    """It is kept for what it announced."""
    assert read(pubmed, sample(f"pubmed/{name}.xml")) == ({}, {}, [])


@pytest.mark.parametrize(
    "name", ["einfo2.xml", "elink1.xml", "efetch_pmc.xml", "esearch_braf.json"]
)
def test_other_recorded_answers_of_ncbi_are_flagged(shared, name):
    """They are none that this source asks for."""
    assert len(read(pubmed, sample(f"pubmed/{name}"))[2]) == 1


@pytest.mark.parametrize("name", [*SETS, "efetch_citation_22663011"])
def test_no_author_gets_into_a_record(shared, name):
    """Neither names nor the addresses in their affiliations."""
    content = sample(f"pubmed/{name}.xml")
    authors = {
        f"{author.findtext('ForeName')} {author.findtext('LastName')}"
        for author in etree.fromstring(content).iter("Author")
        if author.find("ForeName") is not None
    }
    records, _, _ = read(pubmed, content)
    said = " ".join(map(words, records.values()))
    assert authors
    assert not [name for name in authors if name in said]
    assert "@" not in said
