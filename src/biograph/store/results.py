"""Answers of SPARQL servers as they come in: pieces of JSON in, rows of terms out.

A server that stops at its time limit has long said 200: what tells a cut answer from a short one is
only that its JSON does not end. So an answer is read to its end, one row at a time.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

from biograph.errors import QueryError
from biograph.model import Literal
from biograph.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.table import Term

_ROWS = re.compile(r'"bindings"\s*:\s*\[')
_NAMES = re.compile(r'"vars"\s*:\s*(\[[^\]]*\])')
_BETWEEN = re.compile(r"[\s,]*")
_WRITTEN = {"1": "true", "0": "false"}  # Virtuoso writes booleans as numbers
_TAIL = 80  # characters of a cut answer that are shown


class Results:
    """The answer to a SELECT query in the SPARQL JSON format, read while it comes in.

    ``columns`` are known at once; iterating gives the rows. Raises QueryError where the answer
    stops in the middle.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._more = codecs.iterdecode(iter(pieces), "utf-8", errors="replace")
        self._text = ""
        while (found := _ROWS.search(self._text)) is None:
            self._read_on()
        names = _NAMES.search(self._text, 0, found.start())
        self.columns: tuple[str, ...] = tuple(json.loads(names[1])) if names else ()
        self._text = self._text[found.end() :]

    def __iter__(self) -> Iterator[tuple[Term, ...]]:
        decode = json.JSONDecoder().raw_decode
        place = 0
        while True:
            place = _BETWEEN.match(self._text, place).end()  # type: ignore[union-attr] # may be empty
            if self._text.startswith("]", place):
                self._end(self._text[place + 1 :])
                return
            try:
                row, place = decode(self._text, place)
            except ValueError:  # the rest of the row is still to come
                self._text, place = self._text[place:], 0
                self._read_on()
                continue
            yield tuple(_term(row.get(name)) for name in self.columns)

    def _end(self, rest: str) -> None:
        """Read the brackets that close the answer: without them it was cut."""
        rest += "".join(self._more)
        if not rest.rstrip().endswith("}"):
            raise _cut(rest)

    def _read_on(self) -> None:
        try:
            self._text += next(self._more)
        except StopIteration:
            raise _cut(self._text) from None


def truth(body: bytes) -> bool:
    """The answer to an ASK query: Virtuoso gives a table, of one number or of nothing.

    Raises QueryError where it is none.
    """
    text = body.decode("utf-8", errors="replace")
    try:
        answer = json.loads(text)
        if "boolean" in answer:
            return bool(answer["boolean"])
        cells = [cell["value"] for row in answer["results"]["bindings"] for cell in row.values()]
    except (ValueError, KeyError, TypeError):
        raise _cut(text) from None
    return bool(cells) and cells[0] in {"1", "true"}


def _cut(text: str) -> QueryError:
    return QueryError(
        f"the answer of the server stops in the middle: «{text.strip()[-_TAIL:]}»",
        hint="its time limit may have ended: narrow the query, or raise the limit of the server",
    )


def _term(cell: dict[str, Any] | None) -> Term:
    if cell is None:
        return None
    value: str = cell["value"]
    if cell["type"] == "uri":
        return value
    if cell["type"] == "bnode":
        return f"_:{value}"
    if lang := cell.get("xml:lang"):
        return Literal(value, lang=lang)
    datatype = cell.get("datatype", "")
    if datatype == XSD + "boolean":
        return Literal(_WRITTEN.get(value, value), datatype)
    return Literal(value, "" if datatype == XSD + "string" else datatype)
