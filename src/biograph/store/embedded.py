"""The embedded store: pyoxigraph on disk, one process writes, any number read.

A batch is one ``extend``, which pyoxigraph keeps whole under SIGKILL (36 kills measured in
design/DESIGN.md); so one batch per document version is the unit of commit.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from biograph.errors import Locked, QueryError
from biograph.store import rdf
from biograph.store.sweep import retraction
from biograph.store.written import write
from biograph.table import Table
from biograph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from biograph.model import Statement
    from biograph.store.written import Wanted, Written

_PREFIXES = dict(PREFIXES)
# How often a graph that is being written is opened before it is given up, and seconds between.
_TRIES, _PAUSE = 50, 0.05


class EmbeddedStore:
    """A pyoxigraph store in ``path``, or in memory where it is None."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._store = _open(path, read_only=read_only)

    def add(self, statements: Iterable[Statement]) -> None:
        """Add quads in one transaction: all or none of them."""
        self._store.extend(map(rdf.quad, statements))

    def add_many(self, statements: Iterable[Statement]) -> None:
        """Add quads of any number quickly. A kill may leave some: a mark has to come after."""
        self._store.bulk_extend(map(rdf.quad, statements))

    def retract(self, version: str) -> None:
        """Take back a document version: its evidence and every fact that rested on it alone."""
        self.update(retraction(version))

    def update(self, request: str) -> None:
        """Run a SPARQL update of our own in one transaction."""
        self._store.update(request, prefixes=_PREFIXES)

    def clear(self, graph: str) -> None:
        """Remove one named graph."""
        self._store.remove_graph(ox.NamedNode(graph))

    def forget(self, graph: str, subjects: Collection[str]) -> None:
        """Remove what one named graph says of the ``subjects``."""
        name = ox.NamedNode(graph)
        for quad in list(self._store.quads_for_pattern(None, None, None, name)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in subjects:
                self._store.remove(quad)

    def select(self, query: str, *, limit: int | None = None) -> Table:
        """The rows of a SELECT query. ``limit`` cuts the answer and sets ``Table.truncated``."""
        started = time.perf_counter()
        with _told():
            answer = self._query(query, ox.QuerySolutions)
            columns = tuple(v.value for v in answer.variables)
            rows = tuple(
                tuple(rdf.term(solution[name]) for name in columns)
                for solution in islice(answer, None if limit is None else limit + 1)
            )
        truncated = limit is not None and len(rows) > limit
        return Table(
            columns=columns,
            rows=rows[:limit],
            query=query,
            elapsed=time.perf_counter() - started,
            truncated=truncated,
        )

    def ask(self, query: str) -> bool:
        """The answer of an ASK query."""
        return bool(self._query(query, ox.QueryBoolean))

    def construct(self, query: str) -> Iterator[Statement]:
        """The triples of a CONSTRUCT or DESCRIBE query; their graph is empty."""
        with _told():
            for triple in self._query(query, ox.QueryTriples):
                yield rdf.statement(triple)

    def write(self, wanted: Wanted) -> Written:
        """The answer to any query in the format that is wanted, within its limits.

        Raises QueryError, also where the format cannot say what the answer holds.
        """
        with _told():
            return write(self._store, wanted)

    def holds(self, graph: str) -> bool:
        """Whether there is a named graph of this name; what is no IRI names none."""
        try:
            return self._store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            return False

    def quads(self, graph: str | None = None, predicate: str | None = None) -> Iterator[Statement]:
        """All quads, or those of one named graph, or with one predicate."""
        name = None if graph is None else ox.NamedNode(graph)
        how = None if predicate is None else rdf.node(predicate)
        return map(rdf.statement, self._store.quads_for_pattern(None, how, None, name))

    def about(
        self, subjects: Iterable[str], graph: str, predicate: str | None = None
    ) -> Iterator[Statement]:
        """What one named graph says of each of the ``subjects``, or says with one predicate."""
        name = ox.NamedNode(graph)
        how = None if predicate is None else rdf.node(predicate)
        for subject in subjects:
            found = self._store.quads_for_pattern(rdf.node(subject), how, None, name)
            yield from map(rdf.statement, found)

    def count(self) -> int:
        """The number of quads. Raises Locked where a file of the graph was replaced meanwhile."""
        with _told():
            return len(self._store)

    def export(self, path: Path) -> str:
        """Write canonical N-Quads (sorted lines, no blank nodes) and give their SHA-256.

        The log of updates is left out: graphs that hold the same facts give the same bytes,
        whenever and in however many updates they came by them.
        """
        content = self._store.dump(format=ox.RdfFormat.N_QUADS)
        assert content is not None
        path.write_bytes(b"".join(rdf.canonical(content.splitlines(keepends=True))))
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def flush(self) -> None:
        """Write what is buffered to disk."""
        self._store.flush()

    def _query(self, query: str, kind: type) -> Any:  # noqa: ANN401 - pyoxigraph has three results
        with _told():
            answer = self._store.query(query, prefixes=_PREFIXES)
        if not isinstance(answer, kind):
            raise QueryError(
                f"the query gives {type(answer).__name__}, {kind.__name__} was expected",
                hint="use SELECT for a table, ASK for yes or no, CONSTRUCT for triples",
            )
        return answer


@contextmanager
def _told() -> Iterator[None]:
    """What the engine complains of while it reads a query or answers it, as an error of ours."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(
            f"the query does not parse: {error}", hint="check it with: biograph ask -"
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError) or _replaced(error):  # the message names the path
            raise Locked("the graph was changed while it was read", hint="ask again") from error
        raise QueryError(
            f"the query failed: {error}", hint="use the functions and formats of the standard"
        ) from error


def _replaced(error: Exception) -> bool:
    """True where a file of the graph is gone, which the engine may call corruption."""
    return "No such file" in str(error)


def open_store(path: Path | None = None, *, read_only: bool = False) -> EmbeddedStore:
    """The embedded store in ``path`` (made where absent), or in memory where it is None."""
    return EmbeddedStore(path, read_only=read_only)


def _open(path: Path | None, *, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    if not read_only:
        path.mkdir(parents=True, exist_ok=True)
    elif not path.is_dir():
        raise QueryError(f"there is no graph in {path}", hint="make one with: biograph run")
    try:
        return _read_only(path) if read_only else ox.Store(str(path))
    except (OSError, RuntimeError) as error:
        raise Locked(
            f"the graph in {path} cannot be opened: {error}",
            hint="wait for the other run to end, or name another --workspace",
        ) from error


def _read_only(path: Path) -> ox.Store:
    """The store as it is now, also while somebody writes it.

    The engine reads a list of files and then the files: one that was replaced meanwhile is missing,
    and it takes the graph for broken. The next list is another one.
    """
    for _ in range(_TRIES):
        try:
            return ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            if not (_replaced(error) and (path / "CURRENT").exists()):
                raise
            time.sleep(_PAUSE)
    return ox.Store.read_only(str(path))
