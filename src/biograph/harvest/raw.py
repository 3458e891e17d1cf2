"""Fetched bytes in, the same bytes out without a network: what was received, and how far it went.

``ab/abcd...`` holds the bytes of SHA-256 ``abcd...``; they are written whole before anything reads
them. ``log.sqlite`` tells what they are, which records they brought and where each query goes on:
a page, its records and the next state are one transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Self

from biograph.errors import InputError
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOG = "log.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fetch (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, query TEXT NOT NULL, url TEXT NOT NULL,
    sha256 TEXT NOT NULL, media_type TEXT NOT NULL, headers TEXT NOT NULL, fetched_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS fetch_of ON fetch (source, query);
CREATE INDEX IF NOT EXISTS fetch_at ON fetch (url);
CREATE INDEX IF NOT EXISTS fetch_bytes ON fetch (sha256);
CREATE TABLE IF NOT EXISTS record (
    source TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL, fetch INTEGER NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (
    source TEXT NOT NULL, query TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (source, query)
) WITHOUT ROWID;
"""
_BY_FETCH = "SELECT * FROM fetch WHERE source = ? AND id > ? ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What one address of a source answered at one time; ``table`` names resource or query."""

    source: str
    table: str
    url: str
    content: bytes
    media_type: str
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    #: The digest of the bytes.
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a query has come.

    ``mark`` is the date (ISO) up to which all was received. A slice under way has ``since``,
    ``until``, a ``cursor`` and the number of items ``received`` before it.
    """

    mark: str = ""
    since: str = ""
    until: str = ""
    cursor: str = ""
    received: int = 0


class RawStore:
    """The payloads of a folder, made where it is absent; use it in ``with`` or close it.

    Raises InputError where the log is no such log, or cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._log = sqlite3.connect(folder / LOG, isolation_level=None)
        self._log.row_factory = sqlite3.Row
        with self._mending():
            self._log.execute("PRAGMA synchronous = FULL")
            if not self._log.execute("SELECT 1 FROM sqlite_master WHERE name = 'fetch'").fetchone():
                self._log.executescript(_SCHEMA)

    def write(self, payload: Payload) -> None:
        """The bytes under their digest, whole or not at all, and on the disk before the log."""
        path = self._path(payload.sha256)
        if path.exists() and path.stat().st_size == len(payload.content):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as stream:
            stream.write(payload.content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)

    def keep(self, payload: Payload, *, records: Mapping[str, str], state: State) -> None:
        """Store a page with its records (``key: content hash``) and where its query goes on."""
        self.write(payload)
        with self._transaction():
            fetch = self._log.execute(
                "INSERT INTO fetch (source, query, url, sha256, media_type, headers, fetched_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    payload.source,
                    payload.table,
                    payload.url,
                    payload.sha256,
                    payload.media_type,
                    json.dumps(dict(payload.headers), sort_keys=True),
                    payload.fetched_at.isoformat(),
                ),
            ).lastrowid
            self._log.executemany(
                "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)",
                ((payload.source, key, content, fetch) for key, content in records.items()),
            )
            self._put(payload.source, payload.table, state)

    def reached(self, source: str, query: str, state: State) -> None:
        """Note where a query goes on."""
        with self._transaction():
            self._put(source, query, state)

    def state(self, source: str, query: str) -> State:
        """Where a query goes on; the start where it was never asked."""
        row = self._one("SELECT state FROM state WHERE source = ? AND query = ?", source, query)
        return State(**json.loads(row["state"])) if row else State()

    def new(self, source: str, records: Mapping[str, str]) -> dict[str, str]:
        """Those of the records (``key: content hash``) that the source did not give like this."""
        return {
            key: content
            for key, content in records.items()
            if not self._one(
                "SELECT 1 FROM record WHERE source = ? AND key = ? AND hash = ?",
                source,
                key,
                content,
            )
        }

    def validators(self, url: str) -> dict[str, str]:
        """The headers of the last answer of an address, for a conditional request."""
        row = self._one("SELECT headers FROM fetch WHERE url = ? ORDER BY id DESC LIMIT 1", url)
        return dict(json.loads(row["headers"])) if row else {}

    def last(self) -> int:
        """The number of the last fetch that brought a record; 0 before the first."""
        row = self._one("SELECT max(fetch) AS last FROM record")
        return int(row["last"] or 0) if row else 0

    def sources(self, *, after: int = 0) -> list[str]:
        """The sources with payloads fetched after a number."""
        with self._mending():
            found = self._log.execute(
                "SELECT DISTINCT source FROM fetch WHERE id > ? ORDER BY source", (after,)
            )
            return [row["source"] for row in found]

    def replay(
        self, source: str, *, whole: bool = False, after: int = 0
    ) -> Iterator[Payload | Flag]:
        """The payloads of a source in the order in which they came.

        ``whole``: only the last one of each query, in the order of the queries. Bytes that are lost
        or were changed are flagged.
        """
        with self._mending():
            rows = self._log.execute(_BY_FETCH, (source, after)).fetchall()
        if whole:
            rows = [row for _, row in sorted({row["query"]: row for row in rows}.items())]
        return map(self._payload, rows)

    def close(self) -> None:
        """Give the log back."""
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _payload(self, row: sqlite3.Row) -> Payload | Flag:
        path = self._path(row["sha256"])
        content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            return Flag(
                reason=Reason.UNREADABLE_FILE,
                where=str(path.relative_to(self._folder)),
                message=f"the bytes fetched from {row['url']} are lost or were changed",
                mend="fetch the source again",
            )
        return Payload(
            source=row["source"],
            table=row["query"],
            url=row["url"],
            content=content,
            media_type=row["media_type"],
            headers=json.loads(row["headers"]),
            fetched_at=datetime.fromisoformat(row["fetched_at"]),
        )

    def knows(self, payload: Payload) -> bool:
        """Whether these bytes were kept before."""
        return self._one("SELECT 1 FROM fetch WHERE sha256 = ?", payload.sha256) is not None

    def is_last(self, payload: Payload) -> bool:
        """Whether these bytes are the last ones kept of their query."""
        row = self._one(
            "SELECT sha256 FROM fetch WHERE source = ? AND query = ? ORDER BY id DESC LIMIT 1",
            payload.source,
            payload.table,
        )
        return row is not None and row["sha256"] == payload.sha256

    def discard(self, payload: Payload) -> None:
        """Remove bytes that no fetch refers to."""
        if not self.knows(payload):
            self._path(payload.sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _put(self, source: str, query: str, state: State) -> None:
        content = {name: getattr(state, name) for name in State.__slots__}
        self._log.execute(
            "INSERT OR REPLACE INTO state VALUES (?, ?, ?)", (source, query, json.dumps(content))
        )

    def _one(self, statement: str, *values: str) -> sqlite3.Row | None:
        with self._mending():
            row: sqlite3.Row | None = self._log.execute(statement, values).fetchone()
            return row

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._mending(), self._log:  # which commits, or rolls back
            self._log.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """An error of the log says which log, and how to mend it."""
        try:
            yield
        except sqlite3.Error as error:
            raise InputError(
                f"the log of fetches {self._folder / LOG} cannot be used: {error}",
                hint="free disk space or set the file aside; the sources are then fetched anew",
            ) from error
