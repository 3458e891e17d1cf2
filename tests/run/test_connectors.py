"""Every live source from its answers to the graph: swept, kept, read, linked, written, checked."""

import json
import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property

import pytest

from biograph import vocabulary
from biograph.extract import pipeline
from biograph.harvest.feed import Asked
from biograph.harvest.feeds import sirene
from biograph.harvest.raw import LOG, RawStore
from biograph.harvest.registry import FEEDS
from biograph.harvest.sweep import Bounds
from biograph.model import Record
from biograph.run.checks import check_changed
from biograph.run.fetch import fetch
from biograph.run.gather import gather_new
from biograph.run.given import GivenReader
from biograph.run.linking import linker_of, resolved
from biograph.run.load import add, load
from biograph.run.track import silent
from biograph.store import open_store
from biograph.terms import bg, local_name
from tests.replay import replaying

from .hosts import PLAYED

BOUNDS = Bounds(until="2026-11-27")
#: What is loaded of a source with thousands of texts or rows: the others are loaded alike.
MOST_UNITS, MOST_ROWS = 15, 200
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.[a-z]{2}")
PHONE = re.compile(r"(?<![\w./#-])(?:\+33 ?|0)[1-9](?:[ .-]?\d\d){4}(?!\w)")


@dataclass
class Taken:
    """A source that was swept into a folder; ``bodies`` are what its hosts said."""

    name: str
    replay: object
    folder: object
    bodies: list

    def sweep(self):
        """Ask all queries; what they gave."""
        with RawStore(self.folder) as raw, self.replay.client(validators=raw.validators) as client:
            asked = PLAYED[self.name].queries
            return fetch(asked, BOUNDS, client=client, store=raw, track=silent)

    def asked_by_hand(self):
        """The payloads that the source gives when it is asked past the sweep."""
        with self.replay.client() as client:
            for query in PLAYED[self.name].queries:
                for page in FEEDS[self.name].pages(client, Asked(query=query, until=BOUNDS.until)):
                    yield page.payload

    @cached_property
    def kept(self):
        """The records in the payloads on the disk."""
        with RawStore(self.folder) as raw:
            return self.records(raw.replay(self.name, whole=FEEDS[self.name].WHOLE))

    def records(self, payloads):
        """What the source reads in payloads: table and key, fields."""
        return [
            ((one.table, one.key), dict(one.fields))
            for payload in payloads
            for one in FEEDS[self.name].parse(payload)
            if isinstance(one, Record)
        ]

    def written(self):
        """The log and the names of all payloads."""
        names = sorted(path.name for path in self.folder.rglob("*") if path.name != LOG)
        return (self.folder / LOG).read_bytes(), names

    def take(self, reader):
        """Sweep, gather, load, as an update does."""
        self.fetched = self.sweep()
        with RawStore(self.folder) as raw:
            self.gathered = gather_new(raw, after=0, track=silent)
        units = self.gathered.units.values()
        self.entries = [one for unit in units for one in unit.entries]
        self.claims = [one for unit in units for one in unit.claims]
        self.units = set(self.gathered.units)
        self._cut()
        self.store = open_store()
        if any(unit.entries for unit in self.gathered.units.values()):
            made = resolved(self.gathered).entities
            self.loaded = load(self.store, self.gathered, made, reader=reader, track=silent)
        else:
            linker = linker_of(())
            self.loaded = add(self.store, self.gathered, linker, reader=reader, track=silent)

    def _cut(self):
        units = self.gathered.units
        for version in list(units)[MOST_UNITS:]:
            del units[version]
        for unit in units.values():
            del unit.entries[MOST_ROWS:], unit.claims[MOST_ROWS:]


@pytest.fixture(scope="module")
def take(shared, tmp_path_factory):
    """Gives a source by its name, once it is taken in."""
    reader, done = GivenReader(pipeline.load(), ()), {}
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv(sirene.KEY, "a-key-of-nobody")

        def taken(name):
            if name not in done:
                replay, bodies = stack.enter_context(replaying()), []
                PLAYED[name].play(replay, shared)
                replay.hosts |= {h: _noting(host, bodies) for h, host in replay.hosts.items()}
                done[name] = Taken(name, replay, tmp_path_factory.mktemp(name), bodies)
                done[name].take(reader)
            return done[name]

        yield taken


def _noting(host, bodies):
    def noting(request):
        answer = host(request)
        bodies.append(answer.body)
        return answer

    return noting


@pytest.fixture(params=sorted(PLAYED))
def taken(request, take):
    """Each of the sources."""
    return take(request.param)


@pytest.fixture(scope="module")
def words():
    """The names of all that the ontology describes."""
    return {local_name(one.subject) for one in vocabulary.statements()}


def test_every_live_source_is_played():
    """One that is added to the registry is to be added here."""
    assert PLAYED.keys() == FEEDS.keys()
    for name, played in PLAYED.items():
        assert {query.source for query in played.queries} == {name}


def test_records_come_whole_and_once(taken):
    """No query fails; what is on the disk is what is gathered, each key once.

    On the disk a key comes twice only in a page that is kept for what cannot be read in it.
    """
    assert not taken.fetched.failures + taken.fetched.left_out
    assert sum(swept.pages for swept in taken.fetched.swept) >= PLAYED[taken.name].pages
    assert taken.kept
    assert len(dict(taken.kept)) == taken.gathered.records
    unread = sum(len(swept.flags) for swept in taken.fetched.swept)
    assert len(taken.kept) == len(dict(taken.kept)) or unread


def test_what_was_kept_gives_the_records_that_the_source_gives(taken):
    """Pages that are asked for by hand and payloads from the disk say the same."""
    assert dict(taken.kept) == dict(taken.records(taken.asked_by_hand()))


def test_whatever_is_said_stands_in_a_document_of_the_graph(taken):
    """Each claim and entry has a unit, each unit a document, each evidence one in its graph."""
    said = [*taken.entries, *taken.claims]
    assert {one.evidence.document for one in said} <= taken.units
    document = f"{{ GRAPH ?v {{ ?v a <{bg('DocumentVersion')}> }} }}"
    versions = set(taken.store.select(f"SELECT ?v {document}").column("v"))
    assert versions == set(taken.loaded.versions) == taken.gathered.units.keys()
    quoted = f"SELECT DISTINCT ?v {{ GRAPH ?v {{ ?e <{bg('quote')}> ?quote }} }}"
    assert set(taken.store.select(quoted).column("v")) <= versions


def test_the_ontology_has_every_word(taken, words):
    """Kinds of entries, predicates of claims."""
    assert {kind for one in taken.entries for kind in one.kinds} <= words
    assert {one.predicate for one in taken.claims} <= words


def test_the_graph_breaks_no_rule(take):
    """The shapes allow what was loaded of all sources."""
    whole, versions = open_store(), []
    for name in PLAYED:
        whole.add_many(take(name).store.quads())
        versions += take(name).loaded.versions
    assert check_changed(whole, versions) == []


def test_a_second_sweep_brings_nothing_and_writes_nothing(taken):
    """Neither a record nor a byte of the log."""
    before = taken.written()
    again = taken.sweep()
    assert not again.failures + again.left_out
    assert again.new == 0
    assert taken.written() == before


def test_no_person_and_no_contact_is_in_the_graph(taken):
    """Not one of the names that the source served."""
    people = PLAYED[taken.name].people
    served = re.findall(people, "\n".join(map(_text, taken.bodies))) if people else []
    assert bool(served) == bool(people)
    said = "\n".join(f"{quad.subject} {quad.object}" for quad in taken.store.quads())
    parts = [(one,) if isinstance(one, str) else one for one in served]
    names = {" ".join(order) for one in parts for order in (one, one[::-1])}
    assert not [name for name in names if name in said]
    assert not EMAIL.findall(said)
    assert not PHONE.findall(said)


def _text(body):
    """A body as text, JSON without its escapes."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:
        return body.decode(errors="replace")
