"""Paging by cursor, on a server that pages any list of items in each of the ways in use."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.errors import CursorExpired, Refused, Unreachable
from biograph.harvest.feed import Asked, Query
from biograph.harvest.forms import cursors
from biograph.harvest.forms.cursors import Paging, items_in
from biograph.harvest.http import Client
from tests.replay import Answer, replaying

HOST = "api.example.org"
QUERY = Query(source="source", id="query", values={})
PAGING = Paging(
    url=f"https://{HOST}/works",
    cursor="at",
    items=("found", "items"),
    total=("found", "total"),
    following=("next",),
)
STAYING = Paging(**{name: getattr(PAGING, name) for name in PAGING.__slots__} | {"stays": True})


def listing(items, size, ending):
    """A host with these items, so many a page, that ends in one of the ways of sources."""
    place = [0]  # of the cursor that stays: the server moves on

    def host(request):
        at = request.query["at"]
        if ending == "stays":
            place[0] = 0 if at == "*" else place[0] + size
            begin, following = place[0], "scroll"
        else:
            begin = 0 if at == "*" else int(at)
            end = min(begin + size, len(items))
            following = {"repeated": str(end), "null": str(end) if end < len(items) else None}
            following = following[ending]
        page = {"total": len(items), "items": items[begin : begin + size]}
        return Answer(body=json.dumps({"found": page, "next": following}).encode())

    return host


def swept(base, paging, cursor=""):
    with Client(gateway=base) as client:
        return list(cursors.pages(client, Asked(query=QUERY, cursor=cursor), paging, {}))


@settings(max_examples=20)
@given(
    items=st.lists(st.integers(), max_size=12, unique=True),
    size=st.integers(1, 5),
    ending=st.sampled_from(["repeated", "null", "stays"]),
)
def test_every_item_comes_once_and_in_order(items, size, ending):
    """However a source ends its pages, also where the last one is full or there is none."""
    with replaying() as server:
        server.hosts[HOST] = listing(items, size, ending)
        found = swept(server.base, STAYING if ending == "stays" else PAGING)
    assert [item for page in found for item in items_in(page.payload, PAGING)] == items
    assert sum(page.size for page in found) == len(items)
    assert {page.total for page in found} == {len(items)}
    assert [bool(page.cursor) for page in found] == [True] * (len(found) - 1) + [False]
    assert len({page.cursor for page in found}) == len(found), "no cursor comes twice"


@settings(max_examples=20)
@given(
    count=st.integers(1, 9),
    size=st.integers(1, 4),
    ending=st.sampled_from(["repeated", "null"]),
    stop=st.integers(0, 9),
)
def test_a_sweep_goes_on_at_any_cursor(count, size, ending, stop):
    """The pages from a cursor on are those that followed it."""
    with replaying() as server:
        server.hosts[HOST] = listing(list(range(count)), size, ending)
        whole = swept(server.base, PAGING)
        last = whole[min(stop, len(whole) - 1)]
        rest = swept(server.base, PAGING, cursor=last.cursor) if last.cursor else []
    assert [page.cursor for page in rest] == [
        page.cursor for page in whole[whole.index(last) + 1 :]
    ]
    assert all(
        ours.payload.content == theirs.payload.content
        for ours, theirs in zip(reversed(rest), reversed(whole), strict=False)
    )


def test_pages_of_a_cursor_that_stays_are_numbered(replay):
    """Where the cursor is the same on each page, its number tells pages apart and goes on."""
    replay.hosts[HOST] = listing(list(range(6)), 2, "stays")
    found = swept(replay.base, STAYING)
    assert [page.cursor for page in found] == ["1 scroll", "2 scroll", "3 scroll", ""]
    replay.hosts[HOST] = lambda _request: Answer(
        body=json.dumps({"found": {"total": 6, "items": [5]}, "next": "scroll"}).encode()
    )
    with Client(gateway=replay.base) as client:
        asked = Asked(query=QUERY, cursor="2 scroll")
        page = next(cursors.pages(client, asked, STAYING, {}))
    assert replay.seen[-1].query["at"] == "scroll"
    assert page.cursor == "3 scroll"


@pytest.mark.parametrize(
    ("body", "cursor", "error"),
    [
        (b'{"message": "Cursor specified but it is invalid"}', "abc", CursorExpired),
        (b'{"message": "Cursor specified but it is invalid"}', "", Refused),
        (b'{"message": "unknown filter"}', "abc", Refused),
    ],
)
def test_a_refusal_about_the_cursor_means_that_it_expired(replay, body, cursor, error):
    """Only where one was sent; the words of the source are in the error."""
    replay.hosts[HOST] = lambda _request: Answer(status=400, body=body)
    with pytest.raises(error, match=body.decode()[14:30]) as caught:
        swept(replay.base, PAGING, cursor)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "body", [b"[]", b'{"found": []}', b'{"found": {"items": "none"}}', b'{"errMsg": "down"}']
)
def test_json_of_another_form_is_no_empty_page(replay, body):
    """An error object under HTTP 200 must not end a sweep as if all were there."""
    replay.hosts[HOST] = lambda _request: Answer(body=body)
    with pytest.raises(Unreachable, match="begins with"):
        swept(replay.base, PAGING)
