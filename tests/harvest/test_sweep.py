"""A sweep receives everything once, whatever interrupts it, and says so where it cannot."""

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import CursorExpired, Incomplete, Unreachable
from biograph.harvest.feed import Page, Query
from biograph.harvest.raw import Payload, RawStore, State
from biograph.harvest.sweep import Bounds, Slice, content, sweep
from biograph.model import Flag, Reason, Record, Withdrawal

QUERY = Query(source="shelf", id="all", values={}, since="2026-01-01")
UNTIL = Bounds(until="2026-01-31")


@dataclass
class Shelf:
    """A source of dated items: ``(day, key, text)``, served in pages with a number as cursor.

    ``troubles`` happen at the requests with their number (from 0): an error is raised in place of
    the page, a callable changes it.
    """

    items: list = field(default_factory=list)
    per_page: int = 2
    announces: bool = True
    troubles: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    ID = "shelf"
    WHOLE = False
    WALL = None
    LOOKBACK = 2

    def pages(self, _client, asked):
        listed = sorted(i for i in self.items if asked.since <= i[0] <= asked.until)
        start, last = int(asked.cursor or 0), False
        while not last:
            self.asked.append((asked.since, asked.until, start))
            trouble = self.troubles.pop(len(self.asked) - 1, None)
            if isinstance(trouble, Exception):
                raise trouble
            some = listed[start : start + self.per_page]
            start += self.per_page
            last = start >= len(listed)
            page = Page(
                payload=_payload(some),
                size=len(some),
                total=len(listed) if self.announces else None,
                cursor="" if last else str(start),
            )
            yield trouble(page) if trouble else page

    def parse(self, payload):
        for key, text in json.loads(payload.content):
            if text == "bad":
                yield Flag(reason=Reason.MALFORMED, where=key, message="bad", mend="mend it")
            elif text == "gone":
                yield Withdrawal(source="shelf", key=key)
            else:
                yield Record(source="shelf", table="shelf", key=key, fields={"text": text})


def _payload(items):
    return Payload(
        source="shelf",
        table="all",
        url="https://shelf.example/",
        content=json.dumps([[key, text] for _, key, text in items]).encode(),
        media_type="application/json",
        fetched_at=datetime(2026, 2, 1, tzinfo=UTC),
    )


def days(count, text="t"):
    return [(f"2026-01-{day:02}", f"k{day}", text) for day in range(1, count + 1)]


def received(feed, store):
    """The last word on each record, as a reader of the store has it."""
    last = {}
    for payload in store.replay("shelf"):
        for one in feed.parse(payload):
            if not isinstance(one, Flag):
                last[one.key] = content(one)
    return last


def wanted(feed):
    found = (one for item in feed.items for one in feed.parse(_payload([item])))
    return {one.key: content(one) for one in found if not isinstance(one, Flag)}


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with RawStore(tmp_path) as opened:
        yield opened


def run(feed, store, bounds=UNTIL):
    return sweep(feed, QUERY, bounds, client=None, store=store)


def test_all_pages_are_kept_and_counted(store):
    """Five items in three pages; the mark moves to the last day asked for."""
    feed = Shelf(days(5))
    swept = run(feed, store)
    assert (swept.pages, swept.items, swept.new) == (3, 5, 5)
    assert received(feed, store) == wanted(feed)
    assert store.state("shelf", "all") == State(mark="2026-01-31")


def test_a_second_sweep_asks_for_the_days_before_the_mark_again(store):
    """What is filed late is found; what is known is not kept twice."""
    feed = Shelf(days(5))
    run(feed, store, Bounds(until="2026-01-05"))
    feed.items.append(("2026-01-04", "late", "t"))
    swept = run(feed, store, Bounds(until="2026-01-10"))
    assert feed.asked[-1][0] == "2026-01-03"
    assert swept.new == 1
    assert received(feed, store) == wanted(feed)


def test_nothing_new_writes_nothing(store, tmp_path):
    """Neither a payload nor a state, and no bytes are left behind."""
    feed = Shelf(days(5))
    run(feed, store, Bounds(until="2026-01-05"))
    before = (store.last(), store.state("shelf", "all"), sorted(tmp_path.rglob("*")))
    assert run(feed, store, Bounds(until="2026-01-10")).new == 0
    assert (store.last(), store.state("shelf", "all"), sorted(tmp_path.rglob("*"))) == before


def test_a_changed_record_is_new(store):
    """The last content of a key holds."""
    feed = Shelf(days(3))
    run(feed, store)
    feed.items[1] = ("2026-01-30", "k2", "other")
    assert run(feed, store).new == 1
    assert received(feed, store) == wanted(feed)


def test_a_withdrawn_record_is_news_and_so_is_its_return(store):
    """Taken back, then given again as it was."""
    feed = Shelf(days(1))
    for text in ("t", "gone", "t"):
        feed.items = [("2026-01-31", "k1", text)]
        assert run(feed, store).new == 1
    assert received(feed, store) == wanted(feed)


def test_an_interrupted_sweep_goes_on_at_its_cursor(store):
    """The pages before are not asked for again."""
    feed = Shelf(days(6), troubles={2: Unreachable("down")})
    with pytest.raises(Unreachable, match="down"):
        run(feed, store)
    run(feed, store)
    assert [start for _, _, start in feed.asked] == [0, 2, 4, 4, 0]
    assert received(feed, store) == wanted(feed)


def test_after_an_interrupted_slice_the_days_since_are_asked_for(store):
    """The rest of the old slice first, then what is new."""
    feed = Shelf(days(6), troubles={1: Unreachable("down")})
    with pytest.raises(Unreachable):
        run(feed, store, Bounds(until="2026-01-06"))
    feed.items.append(("2026-01-08", "k8", "t"))
    run(feed, store, Bounds(until="2026-01-09"))
    assert received(feed, store) == wanted(feed)
    assert store.state("shelf", "all") == State(mark="2026-01-09")


def test_an_expired_cursor_begins_the_slice_anew(store):
    """Once; the records it gave before are known."""
    feed = Shelf(days(6), troubles={1: Unreachable("down"), 2: CursorExpired("too old")})
    with pytest.raises(Unreachable):
        run(feed, store)
    run(feed, store)
    assert [start for _, _, start in feed.asked][2:6] == [2, 0, 2, 4]
    assert received(feed, store) == wanted(feed)


def test_a_cursor_that_is_always_expired_fails_loudly(store):
    """And the mark stays where it was."""
    feed = Shelf(days(6), troubles=dict.fromkeys(range(1, 9), CursorExpired("too old")))
    with pytest.raises(Incomplete, match="too old"):
        run(feed, store)
    assert store.state("shelf", "all").mark == ""


def test_fewer_items_than_announced_fail_loudly_and_keep_what_came(store):
    """Twice in a row: a sum that was changing would be right the second time."""

    def short(page):
        return Page(payload=page.payload, size=page.size, total=9, cursor=page.cursor)

    feed = Shelf(days(4), troubles=dict.fromkeys(range(9), short))
    with pytest.raises(Incomplete, match="9 items were announced, 4 different ones came") as caught:
        run(feed, store)
    assert caught.value.hint
    assert received(feed, store) == wanted(feed)
    assert store.state("shelf", "all") == State()


def test_a_sum_that_changes_while_it_is_received_is_received_again(store):
    """An item appears between two pages; the second time all is consistent."""

    def grow(page):
        feed.items.append(("2026-01-01", "k0", "t"))
        return page

    feed = Shelf(days(4), troubles={0: grow})
    shown = feed.pages

    def pages(client, asked):
        for page in shown(client, asked):
            total = len(feed.items)
            yield Page(payload=page.payload, size=page.size, total=total, cursor=page.cursor)

    feed.pages = pages
    assert run(feed, store).new == 5
    assert received(feed, store) == wanted(feed)


def test_a_repeated_page_does_not_make_up_for_a_missing_one(store):
    """Six items come, five different ones: the sum alone would look right."""

    def again(page):
        first = _payload(days(2))
        return Page(payload=first, size=2, total=page.total, cursor=page.cursor)

    feed = Shelf(days(6), troubles=dict.fromkeys((1, 4), again))
    with pytest.raises(Incomplete, match="6 items were announced, 4 different ones came"):
        run(feed, store)


def test_a_cursor_that_comes_twice_ends_the_sweep_with_an_error(store):
    """A source that goes in circles does not hold the run for ever."""

    def circle(page):
        return Page(payload=page.payload, size=page.size, total=None, cursor="2")

    feed = Shelf(days(30), announces=False, troubles=dict.fromkeys(range(99), circle))
    with pytest.raises(Incomplete, match="'2' came twice"):
        run(feed, store)
    assert len(feed.asked) == 4


def test_a_slice_longer_than_the_wall_is_cut_by_date(store):
    """Every slice is under the wall, together they give everything, in order of the days."""
    feed = Shelf(days(31))
    feed.WALL = 5
    run(feed, store)
    assert received(feed, store) == wanted(feed)
    begun = [(since, until) for since, until, start in feed.asked if start == 2]
    assert begun == sorted(begun)
    assert store.state("shelf", "all") == State(mark="2026-01-31")


@pytest.mark.parametrize("interrupted", [False, True])
def test_a_slice_that_grows_over_the_wall_on_the_way_is_cut_then(store, interrupted):
    """Also one that goes on where it was interrupted: from its first day again, in halves."""
    feed = Shelf(days(10))
    feed.WALL = 10

    def grow(page):
        feed.items += [("2026-01-20", "k20", "t"), ("2026-01-21", "k21", "t")]
        if interrupted:
            raise Unreachable("down")
        return page

    feed.troubles = {1: grow}
    shown = feed.pages

    def pages(client, asked):
        for page in shown(client, asked):
            listed = [i for i in feed.items if asked.since <= i[0] <= asked.until]
            yield replace(page, total=len(listed))

    feed.pages = pages
    with suppress(Unreachable):
        run(feed, store)
    run(feed, store)
    assert received(feed, store) == wanted(feed)
    assert store.state("shelf", "all") == State(mark="2026-01-31")


def test_an_interrupted_slice_whose_rest_is_known_is_ended(store):
    """It is not gone through again every night, and the days after it are asked for."""
    feed = Shelf(days(6))
    run(feed, store)
    half = State(since="2026-01-01", until="2026-01-10", cursor="4", received=4)
    store.reached("shelf", "all", half)
    assert run(feed, store).new == 0
    assert store.state("shelf", "all") == State(mark="2026-01-31")


def test_a_day_longer_than_the_wall_fails_loudly(store):
    """What the source cannot give is not left out in silence."""
    feed = Shelf([("2026-01-07", f"k{n}", "t") for n in range(9)])
    feed.WALL = 5
    with pytest.raises(Incomplete, match="more than 5 items from 2026-01-07 to 2026-01-07"):
        run(feed, store)


def test_what_cannot_be_read_is_flagged_and_the_others_are_kept(store):
    """A bad item counts as received."""
    feed = Shelf([*days(3), ("2026-01-09", "odd", "bad")])
    swept = run(feed, store)
    assert [flag.where for flag in swept.flags] == ["odd"]
    assert received(feed, store) == wanted(feed)


def test_a_page_that_cannot_be_read_is_kept_for_a_better_reader(store):
    """Its bytes are replayed, though they brought no record; and they are kept once."""
    feed = Shelf([("2026-01-09", "odd", "bad")])
    for _ in range(2):
        assert run(feed, store).new == 0
    (payload,) = store.replay("shelf")
    assert payload.content == _payload(feed.items).content
    assert store.last() == 0  # nothing that a graph would have to take in


def test_an_answer_of_unknown_shape_is_flagged(store):
    """A parser that stumbles does not stop the others, and the bytes are kept."""

    def odd(page):
        payload = replace(page.payload, content=b"7")
        return Page(payload=payload, size=0, total=page.total, cursor=page.cursor)

    feed = Shelf(days(2), announces=False, troubles={0: odd})
    (flag,) = run(feed, store).flags
    assert "unknown shape" in flag.message


def test_a_limit_ends_the_sweep_after_its_page_and_the_next_goes_on(store):
    """Nothing between the two is lost."""
    feed = Shelf(days(6))
    assert run(feed, store, Bounds(until="2026-01-31", limit=3)).items == 4
    run(feed, store)
    assert received(feed, store) == wanted(feed)


def test_a_given_day_takes_the_place_of_the_mark(store):
    """Everything since that day is asked for again, though it was received."""
    feed = Shelf(days(6))
    run(feed, store)
    run(feed, store, Bounds(until="2026-01-31", since="2026-01-02"))
    assert feed.asked[-1][0] == "2026-01-02"


def test_a_given_day_after_the_mark_does_not_hide_the_days_between(store):
    """They are asked for by the next sweep, as if that day had not been given."""
    feed = Shelf(days(20))
    run(feed, store, Bounds(until="2026-01-05"))
    run(feed, store, Bounds(until="2026-01-20", since="2026-01-15"))
    assert store.state("shelf", "all").mark == "2026-01-05"
    run(feed, store, Bounds(until="2026-01-20"))
    assert received(feed, store) == wanted(feed)


def test_an_interrupted_sweep_from_a_later_day_does_not_hide_them_either(store):
    """Its slice is ended first, and the mark stays where it was."""
    feed = Shelf(days(20))
    run(feed, store, Bounds(until="2026-01-05"))
    feed.troubles = {len(feed.asked) + 1: Unreachable("down")}
    with pytest.raises(Unreachable):
        run(feed, store, Bounds(until="2026-01-20", since="2026-01-15"))
    run(feed, store, Bounds(until="2026-01-20"))
    assert received(feed, store) == wanted(feed)
    assert store.state("shelf", "all") == State(mark="2026-01-20")


class Whole(Shelf):
    """The same items as one file."""

    WHOLE = True

    def pages(self, _client, asked):
        self.asked.append((asked.since, asked.until, 0))
        yield Page(payload=_payload(self.items), size=len(self.items))


def test_a_row_that_a_whole_file_no_longer_lists_is_news(store):
    """The shorter file takes the place of the longer one."""
    feed = Whole(days(3))
    assert run(feed, store).new == 1
    assert run(feed, store).new == 0
    feed.items.pop()
    assert run(feed, store).new == 1


def test_the_bytes_of_a_whole_file_are_read_once(store):
    """Not every server knows "unchanged"; a file that comes back after another is read again."""
    feed, read = Whole(days(3)), []
    parse = feed.parse
    feed.parse = lambda payload: read.append(payload.sha256) or parse(payload)
    first, other = list(feed.items), days(2)
    news = []
    for items in (first, first, other, first):
        feed.items = items
        swept = run(feed, store)
        news.append((swept.items, swept.new))
    assert news == [(3, 1), (3, 0), (2, 1), (3, 1)]
    assert len(read) == 3


@pytest.mark.parametrize("reason", [Reason.TOO_FEW_ROWS, Reason.MISSING_COLUMN, Reason.EMPTY])
def test_a_poor_file_does_not_take_the_place_of_a_good_one(store, reason):
    """A truncated download loses nothing."""
    feed = Whole(days(3))
    run(feed, store)
    good = store.last()
    feed.items.pop()
    read = feed.parse

    def poor(payload):
        yield from read(payload)
        yield Flag(reason=reason, where="file", message="too little", mend="fetch it again")

    feed.parse = poor
    swept = run(feed, store)
    assert (swept.new, len(swept.flags)) == (0, 1)
    assert store.last() == good


DATES = st.dates(min_value=date(2020, 1, 1), max_value=date(2027, 1, 1))


@given(DATES, DATES)
def test_the_halves_of_a_slice_are_the_slice(one, other):
    """No day is lost or asked for twice."""
    first, last = sorted((one.isoformat(), other.isoformat()))
    whole = Slice(since=first, until=last)
    if first == last:
        with pytest.raises(ValueError, match="cannot be cut"):
            whole.halves()
        return
    early, late = whole.halves()
    assert (early.since, late.until) == (first, last)
    gap = datetime.fromisoformat(late.since) - datetime.fromisoformat(early.until)
    assert gap.days == 1


@given(
    st.lists(
        st.tuples(
            st.integers(1, 28).map("2026-01-{:02}".format),
            st.sampled_from("abcdefgh"),
            st.sampled_from(("t", "u", "gone", "bad")),
        ),
        max_size=12,
        unique_by=lambda item: item[1],
    ),
    st.sets(st.integers(0, 12), max_size=5),
    st.integers(1, 4),
    st.sampled_from((None, 3)),
)
def test_whatever_interrupts_them_sweeps_end_with_everything_once(
    tmp_path_factory, items, failing, per_page, wall
):
    """Each failure is followed by another sweep; the last one ends well."""
    feed = Shelf(items, per_page, troubles={n: Unreachable("down") for n in failing})
    fullest = max(Counter(day for day, _, _ in items).values(), default=0)
    feed.WALL = max(wall, fullest) if wall else None
    with RawStore(tmp_path_factory.mktemp("raw")) as store:
        for _ in failing:
            with suppress(Unreachable):
                run(feed, store)
        feed.troubles.clear()
        run(feed, store)
        assert received(feed, store) == wanted(feed)
        assert run(feed, store).new == 0
