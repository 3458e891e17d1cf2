"""A store on a SPARQL 1.1 server: the contract of ``base`` over HTTP.

One request is one transaction on both servers it was proven against, so what fits one request is
written whole or not at all, killed server or not. What a server cuts (at a number of rows, at its
time limit) is found and told, never taken for the whole.
"""

from __future__ import annotations

import hashlib
import time
from itertools import chain, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from biograph.errors import Incomplete, InputError, QueryError
from biograph.model import Statement
from biograph.store import rdf
from biograph.store.results import Results, truth
from biograph.store.sweep import retraction
from biograph.store.wording import chunks, data, prefixed, requests, values
from biograph.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from biograph.store.remote import Endpoint
    from biograph.table import Term

_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_NAMED = 500  # subjects named in one request
_RAISE_IT = "raise its limit (Virtuoso: ResultSetMaxRows in its ini file), or narrow the query"


class RemoteStore:
    """The named graphs of a server, without those that it keeps for itself."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._at = endpoint.query
        self._profile = endpoint.profile

    def add(self, statements: Iterable[Statement]) -> None:
        """Add quads in one request: all or none of them.

        Raises InputError where they are more than the server takes at once.
        """
        whole = list(self._requests(self._data("INSERT", statements)))
        if len(whole) > 1:
            raise InputError(
                f"the server at {self._at} takes {self._profile.largest} bytes at once, and the "
                "quads to be written together are more",
                hint="write them in parts, with a mark after the last",
            )
        for request in whole:
            self.update(request)

    def add_many(self, statements: Iterable[Statement]) -> None:
        """Add quads of any number. A kill may leave some: a mark has to come after."""
        self.exchange((), statements)

    def exchange(self, gone: Iterable[Statement], new: Iterable[Statement]) -> None:
        """Remove and add quads: all or none of them as long as they fit one request."""
        operations = chain(self._data("DELETE", gone), self._data("INSERT", new))
        for request in self._requests(operations):
            self.update(request)

    def retract(self, version: str) -> None:
        """Take back a document version: its evidence and every fact that rested on it alone."""
        self.update(retraction(version))

    def update(self, request: str) -> None:
        """Run a SPARQL update in one transaction. Raises QueryError and Unreachable."""
        self._endpoint.change(prefixed(request))

    def clear(self, graph: str) -> None:
        """Remove one named graph."""
        self.update(f"DROP SILENT GRAPH {rdf.node(graph)}")

    def forget(self, graph: str, subjects: Collection[str]) -> None:
        """Remove what one named graph says of the ``subjects``."""
        said = f"GRAPH {rdf.node(graph)} {{ ?s ?p ?o }}"
        for some in chunks(sorted(subjects), _NAMED):
            self.update(f"DELETE {{ {said} }} WHERE {{ {values(some)} {said} }}")

    def select(self, query: str, *, limit: int | None = None) -> Table:
        """The rows of a SELECT query; ``limit`` cuts the answer and sets ``Table.truncated``.

        So does a server that gives no more rows; where all rows were asked for that is a
        QueryError.
        """
        started = time.perf_counter()
        with self._endpoint.asked(prefixed(query), _JSON) as answer:
            results = Results(answer.pieces)
            rows = tuple(islice(results, None if limit is None else limit + 1))
        if answer.cap and limit is None:
            raise QueryError(f"{self._at} gives no more than {answer.cap} rows", hint=_RAISE_IT)
        return Table(
            columns=results.columns,
            rows=rows[:limit],
            query=query,
            elapsed=time.perf_counter() - started,
            truncated=answer.cap > 0 or (limit is not None and len(rows) > limit),
        )

    def ask(self, query: str) -> bool:
        """The answer of an ASK query."""
        with self._endpoint.asked(prefixed(query), _JSON) as answer:
            return truth(b"".join(answer.pieces))

    def construct(self, query: str) -> Iterator[Statement]:
        """The triples of a CONSTRUCT or DESCRIBE query; their graph is empty.

        Raises QueryError where the server may have cut them: Virtuoso does so without a word.
        """
        with self._endpoint.asked(prefixed(query), _TRIPLES) as answer:
            body = b"".join(answer.pieces)
        if answer.cap:
            raise QueryError(f"{self._at} gives no more than {answer.cap} triples", hint=_RAISE_IT)
        try:
            found = list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        except SyntaxError as error:
            raise QueryError(
                f"the answer of {self._at} is no N-Triples, or stops in the middle: {error}",
                hint="its time limit may have ended: narrow the query",
            ) from error
        # cut at a round number, or (so measured) at one more
        if self._profile.rows and len(found) > 1 and len(found) % self._profile.rows < 2:
            raise QueryError(f"{self._at} gave just {len(found)} triples", hint=_RAISE_IT)
        return map(rdf.statement, found)

    def quads(self, graph: str | None = None, predicate: str | None = None) -> Iterator[Statement]:
        """All quads, or those of one named graph, or with one predicate."""
        return self._matching("", graph, predicate)

    def about(
        self, subjects: Iterable[str], graph: str, predicate: str | None = None
    ) -> Iterator[Statement]:
        """What one named graph says of each of the ``subjects``, or says with one predicate."""
        for some in chunks(subjects, _NAMED):
            yield from self._matching(values(some), graph, predicate)

    def count(self) -> int:
        """The number of quads."""
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {self._ours()} }}"
        (number,) = self.select(query).column("n")
        return int(number)

    def export(self, path: Path) -> str:
        """Write canonical N-Quads (sorted, one line a quad, no log) and give their SHA-256.

        They are the bytes of the embedded store that holds the same quads.
        """
        content = ox.serialize(map(rdf.quad, self.quads()), format=ox.RdfFormat.N_QUADS)
        assert content is not None
        path.write_bytes(b"".join(rdf.canonical(content.splitlines(keepends=True))))
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def flush(self) -> None:
        """Nothing waits: what was acknowledged is written."""

    def _data(self, verb: str, statements: Iterable[Statement]) -> Iterator[str]:
        return data(verb, statements, batch=self._profile.batch)

    def _requests(self, operations: Iterable[str]) -> Iterator[str]:
        return requests(operations, largest=self._profile.largest)

    def _ours(self) -> str:
        own = ", ".join(f"<{graph}>" for graph in self._profile.own)
        return f"FILTER(?g NOT IN ({own}))" if own else ""

    def _matching(
        self, named: str, graph: str | None, predicate: str | None
    ) -> Iterator[Statement]:
        where = "?g" if graph is None else str(rdf.node(graph))
        how = "?p" if predicate is None else str(rdf.node(predicate))
        sought = [name for name in ("?s", how, "?o", where) if name.startswith("?")]
        pattern = f"GRAPH {where} {{ ?s {how} ?o }} {self._ours() if graph is None else ''}"
        for row in self._all(f"SELECT {' '.join(sought)} {{ {named} {pattern} }}"):
            said = dict(zip(sought, row, strict=True))
            value = said["?o"]
            assert value is not None
            yield Statement(
                str(said["?s"]), predicate or str(said["?p"]), value, graph or str(said["?g"])
            )

    def _all(self, query: str) -> Iterator[tuple[Term, ...]]:
        """Every row of a query that gives none twice, in pages where the server cuts."""
        with self._endpoint.asked(query, _JSON) as answer:
            if not answer.cap:
                yield from Results(answer.pieces)
                return
        yield from self._paged(query, answer.cap)

    def _paged(self, query: str, size: int) -> Iterator[tuple[Term, ...]]:
        """Every row, ``size`` at a time.

        Sorting is not possible (Virtuoso sorts no more rows than it gives), but a query planned
        once has one order. So all pages are of one form, and the time in a comment keeps the server
        from planning one of them as it did long ago. A row that comes twice means that another one
        was left out: Incomplete is raised.
        """
        stamp = f"# {time.time_ns()}\n"
        seen: set[int] = set()
        read, more = 0, True
        while more:
            page = f"{stamp}{query} LIMIT {size} OFFSET {read}"
            with self._endpoint.asked(page, _JSON) as answer:
                rows = tuple(Results(answer.pieces))
            seen.update(map(hash, rows))
            read += len(rows)
            more = len(rows) == size
            if len(seen) < read:
                raise Incomplete(
                    f"{self._at} gave the same rows on two pages: some are missing", hint=_RAISE_IT
                )
            yield from rows
