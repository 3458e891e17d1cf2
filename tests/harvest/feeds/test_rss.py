"""Feeds: recorded ones of every format, and what publishers do to them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import Unreachable
from biograph.harvest import queries
from biograph.harvest.feed import Query
from biograph.harvest.feeds import rss
from biograph.harvest.raw import RawStore
from biograph.harvest.text import syndication
from biograph.model import Flag, Reason, Record
from tests.replay import Answer, sample

from . import files
from .kept import kept, read, words

HOST = "www.exemple.fr"
URL = f"https://{HOST}/actualites/feed/"
QUERY = Query(source="rss", id="exemple", values={"url": URL})
PROSE = "La société ouvre une usine de vecteurs viraux à Lyon."


def rss20(*items, channel="<language>fr-FR</language>"):
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
      xmlns:atom="http://www.w3.org/2005/Atom"
      xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">
      <channel><title>Actualités</title>{channel}{"".join(items)}</channel></rss>""".encode()


def item(number=1, *, guid="", link="", date="", text=PROSE, more=""):
    guid = guid or f"https://{HOST}/?p={number}"
    link = link or f"https://{HOST}/actualites/{number}"
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"""<item><title>Une usine n° {number}</title><link>{link}</link>
      <guid isPermaLink="false">{guid}</guid><author>jeanne@exemple.fr (Jeanne Dupont)</author>
      {dated}<description>{text}</description>{more}</item>"""


def one(content, url=URL):
    """The only record of a feed."""
    records, _, flags = read(rss, replace(kept(content), url=url))
    assert not flags
    (record,) = records.values()
    return record


@pytest.mark.parametrize(
    ("name", "count", "published", "title"),
    [
        ("atom-customfields.atom", 15, "2017-09-14", "Buy Now"),
        ("content-encoded.rss", 7, "2018-04-09", "THE CREATIVE FORAGER"),
        ("encoding.rss", 40, "2018-01-03", "Mãe de utente é a nova presidente da Raríssimas"),
        ("guardian.rss", 55, "2018-01-31", "Trump State of the Union"),
        ("heise.atom", 15, "2016-02-01", "Java-Anwendungsserver"),
        ("heraldsun.rss", 2, "", "The First Item"),
        ("pagination-links.rss", 1, "2021-01-21", "The First Episode"),
        ("reader_full.atom", 5, "2003-12-13", "Atom-Powered Robots"),
        ("rss-1.rss", 69, "2017-06-15", "Food for fungi"),
        ("trafilatura_feed.json", 25, "2021-10-29", "Keller Rinaudo"),
        ("uolNoticias.rss", 15, "", "Ibope: Bolsonaro perde de Haddad"),
    ],
)
def test_recorded_feeds_give_a_record_an_item(shared, name, count, published, title):
    """RSS 0.92, 1.0 and 2.0, Atom and JSON Feed; a date that is none ("24 Set 2018") is empty."""
    records, _, flags = read(rss, replace(kept(sample(f"rss-atom/{name}")), url=URL))
    first = next(iter(records.values()))
    assert (len(records), flags, first.published) == (count, [], published)
    assert first.fields["title"].startswith(title)


@pytest.mark.parametrize(
    ("name", "key", "lang"),
    [
        ("atom-customfields.atom", "yt:video:lR-w1h5ONOY", ""),
        ("content-encoded.rss", "https://medium.com/p/125af37d838f", ""),
        ("heraldsun.rss", "http://www.oreilly.com/example/001.html", "en"),
        ("pagination-links.rss", f"{HOST}#a6f22abe-be5c-4a37-8f4b-8be3d69b0235", "en"),
        ("reader_full.atom", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "en"),
        ("trafilatura_feed.json", f"{HOST}#1050315385", ""),
        ("encoding.rss", None, "pt"),
    ],
)
def test_recorded_items_have_the_id_and_the_language_they_give(shared, name, key, lang):
    """A text in a language that is not read states nothing for us."""
    records, _, _ = read(rss, replace(kept(sample(f"rss-atom/{name}")), url=URL))
    first = next(iter(records.values()))
    assert first.key == key or key is None
    assert first.fields["lang"] == lang
    assert lang != "pt" or rss.text(first) is None


def test_items_without_id_and_address_are_flagged(shared):
    """What cannot be named again cannot be kept; an id alone suffices."""
    records, _, (flag,) = read(rss, sample("rss-atom/incomplete-fields.atom"))
    assert not records
    assert (flag.reason, flag.where) == (Reason.MALFORMED, "https://example.org/answer item 1")
    records, _, flags = read(rss, sample("rss-atom/missing-fields.atom"))
    assert not flags
    assert list(records) == ["tag:github.com,2008:Repository/11167738/v3.9.0"]


def test_links_are_made_whole_from_the_feed(shared):
    """Relative addresses, in the feed and in the ids of RSS, are of the feed's place."""
    assert one(sample("rss-atom/reader_relative.atom")).url == f"{URL}entries/entry.html"
    assert one(sample("rss-atom/reader_relative.rss")).url == f"{URL}blog/post/1"


def test_a_text_is_plain_and_holds_no_person():
    """Markup, the software's own line and the name of the author stay outside."""
    html = (
        f"<p>{PROSE}</p><script>evil()</script><p>Contact : Jeanne Dupont, jeanne@exemple.fr</p>"
        "<ul><li>Un lot</li></ul><p>L’article Une usine est apparu en premier sur Exemple.</p>"
    )
    record = one(rss20(item(text=f"<![CDATA[{html}]]>")))
    assert record.fields["text"] == f"{PROSE}\n\nUn lot"
    assert "Dupont" not in words(record)
    assert rss.text(record) == ("Une usine n° 1", f"{PROSE}\n\nUn lot", "fr")


def test_a_bare_title_is_no_text():
    """It states nothing."""
    record = one(b"<rss version='2.0'><channel><item><title>T</title><guid>a:b</guid></item>"
                 b"</channel></rss>")  # fmt: skip
    assert rss.text(record) is None


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Thu, 07 Mar 2024 00:30:00 +0100", "2024-03-07"),
        ("2024-03-07T00:30:00+01:00", "2024-03-07"),
        ("Thu, 07 Mar 2024", "2024-03-07"),
        ("7 March 2024 10:00 UTC", "2024-03-07"),
        ("jeu, 07 mars 2024", ""),
        ("2024-13-45", "2024"),
        ("hier", ""),
        ("", ""),
    ],
)
def test_dates_are_days_on_the_publishers_clock(date, published):
    """Half past midnight in Paris is not the day before; what is no date is empty."""
    assert one(rss20(item(date=date))).published == published


def test_an_id_that_several_items_have_names_none_of_them():
    """They are named by their addresses; the same address twice is flagged."""
    items = [item(n, guid="post") for n in (1, 2, 2)]
    records, _, (flag,) = read(rss, rss20(*items))
    assert list(records) == [f"https://{HOST}/actualites/1", f"https://{HOST}/actualites/2"]
    assert (flag.reason, flag.where[-6:]) == (Reason.DUPLICATE_KEY, "item 3")


def test_an_id_is_one_of_its_host_unless_it_is_an_address():
    """Two feeds may both have an item 12; addresses lose what tells where the reader came from."""
    assert one(rss20(item(guid="12"))).key == f"{HOST}#12"
    guid = f"https://{HOST}/?p=7&amp;utm_source=rss"
    assert one(rss20(item(guid=guid))).key == f"https://{HOST}/?p=7"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[", "ftp://a"])
def test_a_link_that_is_no_web_address_is_dropped(link):
    """The item stays, without a link that a page could run."""
    assert one(rss20(item(link=link))).url == ""


def test_a_licence_is_an_address_and_a_copyright_is_none():
    """What the item says wins over what the feed says; the source's own licence holds else."""
    by = "https://creativecommons.org/licenses/by/4.0/"
    note = "<copyright>© 2024 Exemple</copyright>"
    assert one(rss20(item(), channel=note)).licence == ""
    said = f"<creativeCommons:license>{by}</creativeCommons:license>"
    assert one(rss20(item(), channel=note + said)).licence == by
    assert one(rss20(item(more=said))).licence == by
    assert "quotation" in rss.SOURCE.licence


def test_a_reserved_feed_is_flagged_and_not_read():
    """That the feed itself is not to be found by search says nothing of its items."""
    payload = kept(rss20(item()))
    indexed, _, _ = read(rss, replace(payload, headers={"x-robots-tag": "noindex, follow"}))
    assert len(indexed) == 1
    records, _, (flag,) = read(rss, replace(payload, headers={"tdm-reservation": "1"}))
    assert not records
    assert flag.reason is Reason.RESERVED


def test_json_items_that_are_none_are_flagged_and_the_others_kept():
    """One item of another form does not cost the feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "fr",
        "items": [
            "no item",
            {"id": 7, "url": "/a", "title": "T", "content_text": "Un.\n\nDeux."},
            {"id": "x:8", "content_html": "<p>Trois.</p>", "date_published": "2024-03-07T23:00Z"},
            {"id": "x:9", "title": ["no", "text"], "summary": "Quatre."},
        ],
    }
    records, _, (flag,) = read(rss, replace(kept(json.dumps(feed).encode()), url=URL))
    assert flag.where == f"{URL} item 1"
    assert [record.fields["text"] for record in records.values()] == [
        "Un.\n\nDeux.", "Trois.", "Quatre.",
    ]  # fmt: skip
    first, second, _ = records.values()
    assert (first.key, first.url) == (f"{HOST}#7", f"https://{HOST}/a")
    assert (second.published, second.fields["lang"]) == ("2024-03-07", "fr")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Down</body></html>",
        b"<head><title>Moved</title></head>",
        b"{}",
        b"[1]",
        b'{"version": "https://jsonfeed.org/version/1"}',
    ],
)
def test_what_is_no_feed_is_flagged_and_unreachable(replay, content):
    """An outage page is no empty feed."""
    records, _, (flag,) = read(rss, content)
    assert not records
    assert flag.reason is Reason.MALFORMED
    replay.hosts[HOST] = lambda _request: Answer(body=content)
    with pytest.raises(Unreachable, match="no feed"):
        files.pages(rss, replay, QUERY)


def test_the_recorded_outage_page_is_unreachable(replay, shared):
    """Under HTTP 200, too."""
    replay.hosts[HOST] = lambda _request: Answer(body=sample(files.OUTAGE))
    with pytest.raises(Unreachable, match="no feed"):
        files.pages(rss, replay, QUERY)


def test_a_feed_over_the_bound_is_none(monkeypatch):
    """It is not taken apart."""
    monkeypatch.setattr(syndication, "LARGEST", 100)
    assert syndication.read_feed(rss20(item()), URL) is None


def test_an_entity_bomb_does_not_go_off():
    """Entities are not multiplied; the feed is read or flagged."""
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'lol'}'>" for n in range(10))
    content = f"<!DOCTYPE rss [{bomb}]>".encode() + rss20(item(more="<category>&a9;</category>"))
    found = list(rss.parse(kept(content)))
    assert len(found) == 1
    assert len(words(found[0]) if isinstance(found[0], Record) else "") < 1_000


@given(st.binary() | st.text().map(lambda text: rss20(item(text=text))))
def test_any_bytes_are_items_or_a_flag(content):
    """Nothing that arrives breaks the reader, and keys are unique."""
    found = list(rss.parse(kept(content)))
    keys = [record.key for record in found if isinstance(record, Record)]
    assert len(set(keys)) == len(keys)
    assert keys or all(isinstance(flag, Flag) for flag in found)


def archive(*pages):
    """A host whose feed has these pages, each with its link to the next (RFC 5005)."""

    def host(request):
        number = int(request.query.get("paged", "1"))
        more = number < len(pages)
        following = f'<atom:link rel="next" href="{URL}?paged={number + 1}"/>' if more else ""
        return Answer(body=rss20(*pages[number - 1], channel=following))

    return host


DAYS = [
    [item(4, date="Mon, 04 Mar 2024 10:00:00 +0100"), item(3, date="Fri, 01 Mar 2024 10:00 +0100")],
    [item(2, date="Thu, 01 Feb 2024 10:00:00 +0100")],
    [item(1, date="Mon, 01 Jan 2024 10:00:00 +0100")],
]


def test_pages_that_follow_are_read_to_the_last(replay):
    """Three pages, each with the cursor of the next; the host says which items are on it."""
    replay.hosts[HOST] = archive(*DAYS)
    found = files.pages(rss, replay, QUERY)
    assert [(page.size, page.cursor) for page in found] == [
        (2, f"{URL}?paged=2"), (1, f"{URL}?paged=3"), (1, ""),
    ]  # fmt: skip
    assert [record.key[-1] for record in files.read(rss, found)] == ["4", "3", "2", "1"]


def test_pages_go_on_from_the_cursor_and_back_to_the_slice(replay):
    """An interrupted sweep starts where it stopped; pages older than the slice are not asked."""
    replay.hosts[HOST] = archive(*DAYS)
    assert len(files.pages(rss, replay, QUERY, cursor=f"{URL}?paged=3")) == 1
    assert len(files.pages(rss, replay, QUERY, since="2024-02-15", until="2024-03-31")) == 2


def test_an_endless_feed_ends(replay, monkeypatch):
    """After so many pages it says so; its cursor is kept by the sweep."""
    monkeypatch.setattr(rss, "MOST_PAGES", 5)
    replay.hosts[HOST] = archive(*[[item(n)] for n in range(9)])
    with pytest.raises(Unreachable, match="more than 5 pages"):
        files.pages(rss, replay, QUERY)


def test_a_swept_feed_brings_what_is_new_and_keeps_what_it_no_longer_lists(replay, tmp_path):
    """Unchanged it is not sent again; items that fell off stay, new ones come."""
    etags = {'"1"': rss20(item(1), item(2)), '"2"': rss20(item(2), item(3))}
    current = ['"1"']

    def host(request):
        if request.headers.get("If-None-Match") == current[0]:
            return Answer(status=304)
        return Answer(body=etags[current[0]], headers={"ETag": current[0]})

    replay.hosts[HOST] = host
    with RawStore(tmp_path) as store:
        assert files.swept(rss, replay, QUERY, store) == 2
        assert files.swept(rss, replay, QUERY, store) == 0
        current[0] = '"2"'
        assert files.swept(rss, replay, QUERY, store) == 1
        replayed = [r for payload in store.replay("rss") for r in rss.parse(payload)]
    assert {record.key[-1] for record in replayed} == {"1", "2", "3"}


def test_the_bundled_feeds_are_secure_addresses_each_listed_once():
    """What an update asks for every night."""
    urls = [one.values["url"] for one in queries.bundled() if one.source == "rss"]
    assert len(set(urls)) == len(urls) >= 10
    assert all(url.startswith("https://") for url in urls)
