"""What a page is: a question of a reader in, what to show in every format out.

Page modules are plain functions from ``Asked`` to ``Answer``; only ``respond`` knows of HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from biograph.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from biograph.model import Statement, Text
    from biograph.serve.site import Site
    from biograph.table import Table
    from biograph.view.say import Lang

Suffix = Literal["html", "json", "csv", "ttl", "svg", "gexf", "graphml"]


class NotFound(InputError):  # noqa: N818 - it is an outcome
    """There is no such thing, so no page of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks for.

    ``path`` are the named parts of the address, ``query`` all values of each word of its query.
    ``embed`` leaves header and footer out, for pages inside of others. ``origin`` is the scheme and
    host that the request was sent to.
    """

    lang: Lang = "fr"
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suffix: Suffix = "html"
    embed: bool = False
    origin: str = ""

    def one(self, name: str, default: str = "") -> str:
        """The last value of a word of the query, trimmed."""
        return self.query.get(name, (default,))[-1].strip()

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a word of the query that are not empty, each once."""
        return tuple(dict.fromkeys(v.strip() for v in self.query.get(name, ()) if v.strip()))

    def number(self, name: str, default: int, *, low: int = 0, high: int) -> int:
        """A whole number between two bounds. Raises UsageError for any other value."""
        given = self.one(name) or str(default)
        if given.isascii() and given.isdigit() and len(given) < 10 and low <= int(given) <= high:
            return int(given)
        raise UsageError(
            f"'{name}' is a whole number from {low} to {high}, not '{given[:40]}'",
            hint=f"for example {name}={default}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a page shows, in each of its formats as far as it has them.

    ``values`` are for the template (HTML), ``table`` gives CSV and, where there is no ``data``,
    JSON; ``data`` is anything that JSON can say, dataclasses included; ``statements`` give Turtle.
    ``styles`` and ``scripts`` are files below ``/static``. ``kept`` is False for what changes while
    the graph does not. ``document`` is a whole page of its own that takes the place of the
    template, and ``policy`` the Content-Security-Policy of a page that may load other things than
    all others. ``files`` make the bytes of formats that only this page has, and win over the above.
    """

    template: str
    title: Text
    values: Mapping[str, object] = field(default_factory=dict)
    table: Table | None = None
    data: object | None = None
    statements: Iterable[Statement] | None = None
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    status: int = 200
    kept: bool = True
    document: str = ""
    policy: str = ""
    files: Mapping[Suffix, Callable[[], bytes]] = field(default_factory=dict)

    @property
    def suffixes(self) -> tuple[Suffix, ...]:
        """The formats that this answer has beside HTML."""
        has = {
            "json": self.data is not None or self.table is not None,
            "csv": self.table is not None,
            "ttl": self.statements is not None,
        }
        return tuple(suffix for suffix in ("json", "csv", "ttl") if has[suffix])


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and its address below the language: ``/findings/{id}``.

    ``files`` are the formats that it has beside those that every page may have.
    """

    path: str
    answer: Callable[[Site, Asked], Answer]
    files: tuple[Suffix, ...] = ()
