"""Everything that can be looked for, in an index of SQLite in memory: words in, entities out."""

from __future__ import annotations

import difflib
import re
import sqlite3
import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Literal
from biograph.serve.index.facets import Facets, of
from biograph.serve.index.traits import FACETS, traits
from biograph.terms import DATA, ONTOLOGY_GRAPH, OWL, RDFS, REFERENCE, SKOS, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.ask import Ask
    from biograph.model import Text
    from biograph.store import GraphStore

_SCHEMA = """
CREATE TABLE called (key TEXT, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE known (number INTEGER PRIMARY KEY, facts INTEGER);
CREATE VIRTUAL TABLE named
  USING fts5(names, tokenize = "unicode61 remove_diacritics 2", prefix = "1 2 3");
"""
#: What is called exactly this comes first, then what fits best and is best known.
_SEARCH = """
SELECT number FROM named JOIN known ON known.number = named.rowid WHERE named MATCH ?
ORDER BY number IN (SELECT number FROM called WHERE key = ?) DESC,
  bm25(named) - ln(1 + facts), number LIMIT ?
"""
_MATCHING = "SELECT rowid FROM named WHERE named MATCH ?"
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
#: IRIs that may be meant for each other: so many characters of the key are the same, then alike.
_SAME_START, _ALIKE = 2, 0.9
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entity: its IRI, name, most telling class (local name), and what is known of it.

    ``facts`` counts those it is an end of; ``date`` is that of the newest document about it (ISO),
    empty where none bears one.
    """

    iri: str
    name: Text
    kind: str
    facts: int
    date: str


class Entities:
    """The actors, therapies, inputs, places and other things of a graph, to be searched.

    ``hits`` are all in the order of their IRIs; ``facets`` holds sets of their places in it.
    """

    def __init__(self, ask: Ask, store: GraphStore, names: Mapping[str, Text]) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.executescript(_SCHEMA)
        known = traits(ask, store)
        called = _called(store)
        iris = sorted(called.keys() & known.kinds.keys() & names.keys())
        self.numbers = {iri: number for number, iri in enumerate(iris)}
        self.hits = tuple(
            Hit(
                iri=iri,
                name=names[iri],
                kind=known.kinds[iri],
                facts=known.facts.get(iri, 0),
                date=known.dates.get(iri, ""),
            )
            for iri in iris
        )
        self._fill(called)
        self.facets = Facets(len(iris), {f: self._sets(known.values[f]) for f in FACETS})

    def search(self, words: str, *, most: int = 20) -> tuple[Hit, ...]:
        """What is called by all these words or their beginnings, the best known first."""
        match = _match(words)
        if not match:
            return ()
        with self._lock:
            rows = self._db.execute(_SEARCH, (match, name_key(words), most)).fetchall()
        return tuple(self.hits[number] for (number,) in rows)

    def matching(self, words: str) -> int:
        """The set of all things called by these words or their beginnings; all for no word."""
        match = _match(words)
        if not match:
            return self.facets.every
        with self._lock:
            rows = self._db.execute(_MATCHING, (match,)).fetchall()
        return of((number for (number,) in rows), len(self.hits))

    def hit(self, iri: str) -> Hit | None:
        """The entity of an IRI."""
        number = self.numbers.get(iri)
        return None if number is None else self.hits[number]

    def near(self, iri: str, *, most: int) -> tuple[Hit, ...]:
        """Entities of the same sort with nearly this key, and those called as it reads."""
        folder, _, key = iri.removeprefix(DATA).partition("/")
        start = f"{DATA}{folder}/{key[:_SAME_START]}"
        alike = [other for other in self.numbers if other.startswith(start)]
        keys = difflib.get_close_matches(iri, alike, n=most, cutoff=_ALIKE)
        called = (*(self.hits[self.numbers[other]] for other in keys), *self.search(key, most=most))
        return tuple(dict.fromkeys(called))[:most]

    def _fill(self, called: Mapping[str, set[str]]) -> None:
        names = [(number, called[iri]) for iri, number in self.numbers.items()]
        self._db.executemany(
            "INSERT INTO named (rowid, names) VALUES (?, ?)",
            ((number, " ".join(sorted(own)).translate(_LIGATURES)) for number, own in names),
        )
        self._db.executemany(
            "INSERT INTO called VALUES (?, ?)",
            {(name_key(name), number) for number, own in names for name in own},
        )
        self._db.executemany(
            "INSERT INTO known VALUES (?, ?)", ((n, hit.facts) for n, hit in enumerate(self.hits))
        )

    def _sets(self, values: Mapping[str, set[str]]) -> dict[str, list[int]]:
        """The numbers of the things of each value."""
        found: dict[str, list[int]] = defaultdict(list)
        for iri, number in self.numbers.items():
            for value in values.get(iri, ()):
                found[value].append(number)
        return found


def path_of(iri: str) -> str:
    """The address of the page of an entity, below the language; empty for what has none."""
    kind, slash, key = iri.removeprefix(DATA).partition("/")
    return f"/entity/{kind}/{key}" if iri.startswith(DATA) and slash and key else ""


def _match(words: str) -> str:
    """The words as a query of FTS5: each the beginning of one of a name's, quoted."""
    terms = _WORD.findall(words.translate(_LIGATURES))[:_MOST_WORDS]
    return " ".join(f'"{term}"*' for term in terms)


def _called(store: GraphStore) -> dict[str, set[str]]:
    """All names of each thing but of terms that are no longer in use."""
    retired = {s.subject for s in store.quads(ONTOLOGY_GRAPH, OWL + "deprecated")}
    found: dict[str, set[str]] = defaultdict(set)
    for iri, name in _names(store):
        if iri.startswith(DATA) and iri not in retired:
            found[iri].add(name)
    return found


def _names(store: GraphStore) -> Iterator[tuple[str, str]]:
    sorts = (
        (REFERENCE, RDFS + "label"),
        (REFERENCE, SKOS + "altLabel"),
        (ONTOLOGY_GRAPH, SKOS + "prefLabel"),
        (ONTOLOGY_GRAPH, SKOS + "altLabel"),
    )
    for graph, predicate in sorts:
        for found in store.quads(graph, predicate):
            if isinstance(found.object, Literal):
                yield found.subject, found.object.value
