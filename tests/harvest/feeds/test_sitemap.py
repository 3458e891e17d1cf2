"""Sitemaps: which pages are fetched, in what order, and what becomes of those that fail."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError, Forbidden, QuotaSpent, Refused, Unreachable
from biograph.harvest.feed import Query
from biograph.harvest.feeds import sitemap
from biograph.harvest.raw import LOG, RawStore
from biograph.harvest.text.sitemaps import read_sitemap
from biograph.model import Flag, Reason, Record, Withdrawal
from tests.harvest.text.pdfs import column, pdf
from tests.replay import Answer, sample

from . import files

HOST = "www.exemple.fr"
SITE = f"https://{HOST}"
PROSE = (
    "La société ouvre à Lyon une usine de vecteurs viraux qui emploiera cent vingt personnes et "
    "fournira les hôpitaux de la région dès l’année prochaine."
)
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def asked(**values):
    return Query(source="sitemap", id="exemple", values={"url": f"{SITE}/sitemap.xml", **values})


def listing(entries, *, root="urlset", name="url"):
    """A sitemap of (address, lastmod or empty)."""
    parts = (
        f"<{name}><loc>{address}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</{name}>"
        for address, date in entries
    )
    return f'<?xml version="1.0"?><{root} {NS}>{"".join(parts)}</{root}>'.encode()


def index(entries):
    return listing(entries, root="sitemapindex", name="sitemap")


def article(path, text=PROSE):
    return Answer(
        body=f"<html lang='fr'><body><h1>Titre de {path}</h1><p>{text}</p></body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8", "ETag": f'"{len(text)}"'},
    )


class Site:
    """A host with some files; every other path is an article."""

    def __init__(self, **answers):
        self.answers = {path.replace("_", "/"): answer for path, answer in answers.items()}

    def __call__(self, request):
        path = request.path.removeprefix("/")
        if path == "robots.txt" and path not in self.answers:
            return Answer(status=404)
        found = self.answers.get(path, article(path))
        found = Answer(body=found) if isinstance(found, bytes) else found
        if request.headers.get("If-None-Match") == found.headers.get("ETag", "none"):
            return Answer(status=304)
        return found


@pytest.fixture
def site(replay):
    """Three pages and one without a date, on a site of three sitemaps."""
    replay.hosts[HOST] = Site(**{
        "sitemap.xml": index([
            (f"{SITE}/news.xml.gz", "2024-03-31"), (f"{SITE}/old.xml", "2020-01-01"),
            (f"{SITE}/pages.xml", ""),
        ]),
        "news.xml.gz": gzip.compress(listing([
            (f"{SITE}/news/c?utm_source=sitemap#top", "2024-03-03T10:00:00+01:00"),
            (f"{SITE}/news/a", "2024-01-01"), (f"{SITE}/news/b", "2024-02-02"),
        ])),
        "old.xml": listing([(f"{SITE}/old/z", "2019-01-01")]),
        "pages.xml": listing([(f"{SITE}/about", "")]),
    })  # fmt: skip
    return replay


def paths(replay):
    """What was asked for, in order, but for robots.txt."""
    return [request.path for request in replay.seen if request.path != "/robots.txt"]


def test_pages_are_fetched_through_the_index_from_the_oldest_on(site):
    """Each article is one item; sitemaps, packed or not, lead to them."""
    found = files.pages(sitemap, site, asked())
    records = files.read(sitemap, found)
    assert [record.key for record in records] == [
        f"{SITE}/about", f"{SITE}/old/z", f"{SITE}/news/a", f"{SITE}/news/b", f"{SITE}/news/c",
    ]  # fmt: skip
    assert [(page.size, page.total) for page in found] == [(1, None)] * 5
    assert [bool(page.cursor) for page in found] == [True] * 4 + [False]
    assert sitemap.text(records[-1]) == ("Titre de news/c", PROSE, "fr")
    assert site.seen[0].path == "/robots.txt"


def test_only_what_changed_in_the_slice_is_fetched(site):
    """Neither older pages nor sitemaps that changed before; a page without a date may be new."""
    files.pages(sitemap, site, asked(), since="2024-02-01", until="2024-02-28")
    assert paths(site) == ["/sitemap.xml", "/news.xml.gz", "/pages.xml", "/about", "/news/b"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"include": "/news/"}, ["/news/a", "/news/b", "/news/c"]),
        ({"include": "/news/[ab]$"}, ["/news/a", "/news/b"]),
        ({"limit": "2"}, ["/news/b", "/news/c"]),
        ({"include": "nothing"}, []),
    ],
)
def test_the_query_says_which_pages_and_how_many(site, values, expected):
    """Of too many, the newest."""
    files.pages(sitemap, site, asked(**values))
    assert [path for path in paths(site) if "xml" not in path] == expected


@pytest.mark.parametrize("values", [{"include": "("}, {"limit": "many"}])
def test_unusable_bounds_are_an_error_of_the_query(site, values):
    """It says which query."""
    with pytest.raises(DataError, match="exemple has an unusable"):
        files.pages(sitemap, site, asked(**values))


def test_an_interrupted_sweep_goes_on_at_its_cursor(site):
    """Also where the page of the cursor has left the sitemap."""
    found = files.pages(sitemap, site, asked())
    rest = files.pages(sitemap, site, asked(), cursor=found[2].cursor)
    assert [page.payload.url for page in rest] == [page.payload.url for page in found[3:]]
    assert len(files.pages(sitemap, site, asked(), cursor="2024-02-15 x")) == 1


def test_robots_are_asked_and_what_they_forbid_is_flagged(site):
    """A page that may not be fetched is told as such, the others are read."""
    site.hosts[HOST].answers["robots.txt"] = b"User-agent: *\nDisallow: /news/b"
    found = files.read(sitemap, files.pages(sitemap, site, asked(include="/news/")))
    assert [type(one) for one in found] == [Record, Flag, Record]
    assert found[1].reason is Reason.RESERVED
    assert "robots.txt" in found[1].message
    assert found[1].mend
    assert "/news/b" not in paths(site)


def test_pages_that_robots_forbid_are_no_failure_of_the_site(site):
    """However many in a row: nobody was asked, and what is open is read."""
    rules = (
        b"User-agent: *\nDisallow: /about\nDisallow: /old/\nDisallow: /news/a\nDisallow: /news/b"
    )
    site.hosts[HOST].answers["robots.txt"] = rules
    found = files.read(sitemap, files.pages(sitemap, site, asked()))
    assert files.reasons(found) == [Reason.RESERVED] * 4
    assert [one.key for one in files.records(found)] == [f"{SITE}/news/c"]


def test_a_page_that_robots_forbid_is_written_down_once(site, tmp_path):
    """The next sweep meets it again, flags it again and writes nothing."""
    site.hosts[HOST].answers["robots.txt"] = b"User-agent: *\nDisallow: /news/b"
    with RawStore(tmp_path) as store:
        files.swept(sitemap, site, asked(), store)
        log = (tmp_path / LOG).read_bytes()
        assert files.swept(sitemap, site, asked(), store) == 0
    assert (tmp_path / LOG).read_bytes() == log


def test_a_sitemap_that_robots_forbid_is_not_read(site):
    """The whole query is left out, then, and not for want of an answer."""
    site.hosts[HOST].answers["robots.txt"] = b"User-agent: *\nDisallow: /"
    with pytest.raises(Forbidden, match="does not allow"):
        files.pages(sitemap, site, asked())
    assert paths(site) == []


def test_pages_that_fail_are_flagged_and_those_gone_withdrawn(site):
    """A stale sitemap costs no page that is there."""
    site.hosts[HOST].answers |= {
        "about": Answer(status=404), "old/z": Answer(status=404), "news/a": Answer(status=404),
        "news/b": Answer(status=410),
    }  # fmt: skip
    found = files.read(sitemap, files.pages(sitemap, site, asked()))
    assert [type(one) for one in found] == [Flag, Flag, Flag, Withdrawal, Record]
    assert found[0].where == f"{SITE}/about"
    assert "404" in found[0].message
    assert (found[3].key, found[3].date) == (f"{SITE}/news/b", "")


def test_a_site_that_refuses_page_after_page_is_left(site):
    """Three in a row: it is down or does not want to be read."""
    for path in ("about", "old/z", "news/a", "news/b"):
        site.hosts[HOST].answers[path] = Answer(status=403)
    with pytest.raises(Refused):
        files.pages(sitemap, site, asked())
    assert "/news/b" not in paths(site)


def test_a_spent_allowance_ends_the_sweep(site):
    """What the host gives no more is not flagged page by page."""
    site.hosts[HOST].answers["about"] = Answer(status=429, headers={"Retry-After": "86400"})
    with pytest.raises(QuotaSpent):
        files.pages(sitemap, site, asked())


@pytest.mark.parametrize("body", [b"", b"<html>Down</html>", b"\x1f\x8bcut", b"a\nb"])
def test_what_is_no_sitemap_is_unreachable(site, body):
    """An outage page is no empty site."""
    site.hosts[HOST].answers["sitemap.xml"] = body
    with pytest.raises(Unreachable, match="no sitemap"):
        files.pages(sitemap, site, asked())


def test_the_recorded_outage_page_is_unreachable(site, shared):
    """Under HTTP 200, too."""
    site.hosts[HOST].answers["sitemap.xml"] = sample(files.OUTAGE)
    with pytest.raises(Unreachable, match="no sitemap"):
        files.pages(sitemap, site, asked())


def test_an_endless_index_ends(replay):
    """Each sitemap leads to the next; one that leads to itself is read once."""

    def host(request):
        if request.path == "/robots.txt":
            return Answer(status=404)
        number = int(request.query.get("n", "0"))
        return Answer(body=index([(f"{SITE}/sitemap.xml?n={number + 1}", "")]))

    replay.hosts[HOST] = host
    with pytest.raises(Unreachable, match="more than 50 sitemaps"):
        files.pages(sitemap, replay, asked())
    replay.hosts[HOST] = Site(**{"sitemap.xml": index([(f"{SITE}/sitemap.xml", "")])})
    assert files.pages(sitemap, replay, asked()) == []


def test_pages_are_read_once_and_again_when_they_change(site, tmp_path):
    """What is unchanged is not sent again; a changed page takes the place of the one before."""
    query = asked(include="/news/")
    with RawStore(tmp_path) as store:
        assert files.swept(sitemap, site, query, store) == 3
        assert files.swept(sitemap, site, query, store) == 0
        answers = site.hosts[HOST].answers
        answers["news.xml.gz"] = listing([(f"{SITE}/news/b", "2026-05-30")])
        answers["news/b"] = article("news/b", f"{PROSE} Elle recrute.")
        assert files.swept(sitemap, site, query, store) == 1


def test_a_listed_pdf_is_read_as_one(site):
    """Whatever its address looks like."""
    lines = ["Rapport sur la production", "des médicaments innovants."]
    site.hosts[HOST].answers["about"] = Answer(body=pdf(column(50, 700, lines), title="Rapport"))
    (record,) = files.read(sitemap, files.pages(sitemap, site, asked(include="about")))
    assert record.fields == {"title": "Rapport", "text": " ".join(lines), "lang": ""}


@pytest.mark.parametrize("headers", [{"TDM-Reservation": "1"}, {"X-Robots-Tag": "noindex"}])
def test_a_reserved_page_is_flagged_and_not_read(site, headers):
    """The header is respected like the meta."""
    site.hosts[HOST].answers["about"] = Answer(body=article("about").body, headers=headers)
    (flag,) = files.read(sitemap, files.pages(sitemap, site, asked(include="about")))
    assert (flag.reason, flag.where) == (Reason.RESERVED, f"{SITE}/about")


@pytest.mark.parametrize(
    ("name", "site", "pages", "sitemaps"),
    [
        ("sitemap_bso.xml", "https://barometredelascienceouverte.esr.gouv.fr", 23, 0),
        ("sitemap_bso.xml", "https://frenchopensciencemonitor.esr.gouv.fr", 23, 0),
        ("trafilatura_sitemap.xml", "https://www.sitemaps.org", 84, 0),
        ("trafilatura_sitemap2.xml", "http://www.example.com", 0, 2),
        ("usp_simple-index.xml", "https://example.org", 0, 2),
        ("usp_google-news.xml", "https://example.org", 2, 0),
    ],
)
def test_recorded_sitemaps_are_read(shared, name, site, pages, sitemaps):
    """Pages of the site itself, each with a day; an index leads to other sitemaps."""
    found = read_sitemap(sample(f"robots-sitemap/{name}"), site)
    assert (len(found.pages), len(found.sitemaps)) == (pages, sitemaps)
    assert all(one.date and one.address.startswith(site) for one in found.pages + found.sitemaps)


def test_a_sitemap_speaks_for_its_own_site_only():
    """Pages of other hosts are not followed, with or without www is the same site."""
    content = listing([
        (f"{SITE}/a", ""), ("https://exemple.fr/b", "soon"), ("https://other.org/c", ""),
        ("/d", ""), ("javascript:x()", ""), ("", ""),
    ])  # fmt: skip
    assert [one.address for one in read_sitemap(content, f"{SITE}/sitemap.xml").pages] == [
        f"{SITE}/a", "https://exemple.fr/b", f"{SITE}/d",
    ]  # fmt: skip


def test_a_gzip_bomb_is_no_sitemap():
    """It is unpacked no further than the protocol allows."""
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000 + b"</urlset>")
    assert read_sitemap(bomb, SITE) is None


@given(st.binary() | st.binary().map(gzip.compress) | st.text().map(lambda t: listing([(t, t)])))
def test_any_bytes_are_a_sitemap_or_none(content):
    """Nothing that arrives breaks the reader."""
    found = read_sitemap(content, SITE)
    assert found is None or all(one.address.startswith("http") for one in found.pages)
