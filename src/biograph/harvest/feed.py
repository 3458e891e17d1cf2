"""What every live source offers: pages since a date, with the state to go on from, and records.

A module of ``harvest/feeds`` is one such source. It asks and reads; what is kept, resumed, counted
and reconciled is the business of ``harvest/sweep.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from biograph.harvest.base import Connector
from biograph.harvest.raw import Payload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.http import Client, Response
    from biograph.model import Flag, Record, Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One line of ``extract/feeds.tsv``: what a source is asked for, and since when at first.

    ``values`` are the parameters of the source (``{"query": "..."}``), as its module names them.
    """

    source: str
    id: str
    values: Mapping[str, str]
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One slice of a query: what changed from ``since`` to ``until`` (ISO dates, both included).

    Empty dates mean no bound. ``cursor`` is where an interrupted slice goes on; empty: its start.
    """

    query: Query
    since: str = ""
    until: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a source.

    ``size`` is the number of items in it (readable or not), ``total`` what the source announces for
    the whole slice (None where it announces nothing), ``cursor`` where the next page begins, empty
    on the last one.
    """

    payload: Payload
    size: int
    total: int | None = None
    cursor: str = ""


class Feed(Protocol):
    """A module of ``harvest/feeds``; its functions keep no state."""

    @property
    def ID(self) -> str:  # noqa: N802 - constants of a module
        """The source whose records it gives: its own, or one of ``harvest/sources``."""

    @property
    def WHOLE(self) -> bool:  # noqa: N802
        """Whether an answer is a whole file that takes the place of the one before it."""

    @property
    def WALL(self) -> int | None:  # noqa: N802
        """Most items one slice can give; a longer one is cut by date. None: no such wall."""

    @property
    def LOOKBACK(self) -> int:  # noqa: N802
        """Days before the high-water mark that are asked for again: what is filed late."""

    def pages(self, client: Client, asked: Asked, /) -> Iterator[Page]:
        """The pages of a slice from its cursor on, in order.

        Raises CursorExpired where the source does not know the cursor any more, Unreachable where
        it does not answer or not in its form.
        """

    def parse(self, payload: Payload, /) -> Iterator[Record | Withdrawal | Flag]:
        """What a payload holds, now or later, without the network; what cannot be read is flagged.

        Keys are unique in a source. Persons and their contact data are left out.
        """


class FetchedSource(Connector, Feed, Protocol):
    """A source that has no snapshot form: one module asks for its records and reads them."""


def payload(answer: Response, query: Query) -> Payload:
    """The answer to a query, as it is kept."""
    return Payload(
        source=query.source,
        table=query.id,
        url=answer.url,
        content=answer.content,
        media_type=answer.media_type,
        headers=answer.headers,
        fetched_at=answer.fetched_at,
    )
