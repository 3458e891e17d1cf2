"""The SPARQL 1.1 Protocol: the parts of an HTTP request in, a query and its dataset out.

Only queries are taken. What is none, or breaks the protocol, is told with its HTTP status.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from biograph.errors import UsageError

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
#: Bytes that a query may have, however it is sent.
LONGEST = 200_000
_READ_ONLY = "this endpoint only reads; to change the graph, add or correct its sources"
_UPDATING = {"update", "using-graph-uri", "using-named-graph-uri"}
_GRAPH_STORE = {"graph", "default"}


class Rejected(UsageError):  # noqa: N818 - it is an outcome
    """A request that breaks the protocol: ``status`` is the HTTP status of the answer."""

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query as it was sent.

    ``default`` and ``named`` are the graphs named beside it, ``form`` the format named beside it
    (``csv``), which wins over the ``Accept`` header.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


def read(method: str, query_string: bytes, content_type: str, body: bytes) -> Asked | None:
    """What a request asks; None for one that asks nothing and so wants to know what is here.

    Raises Rejected.
    """
    if method not in METHODS:
        raise Rejected(f"{method} is not taken here: {_READ_ONLY}", status=405)
    pairs = _pairs(query_string)
    if method == "POST":
        pairs += _posted(content_type, body)
    names = {name for name, _ in pairs}
    if names & _UPDATING:
        raise Rejected(f"updates are not taken: {_READ_ONLY}", status=403)
    queries = [value for name, value in pairs if name == "query"]
    if not names and method != "POST":
        return None
    if names & _GRAPH_STORE and not queries:
        raise Rejected(
            "the graph store protocol is not spoken here",
            status=400,
            hint="ask: CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <...> { ?s ?p ?o } }",
        )
    if len(queries) != 1:
        raise Rejected(
            f"a request holds one query, this one {len(queries) or 'none'}",
            status=400,
            hint="send it as the parameter query=... or as the body of a POST",
        )
    if len(queries[0].encode(errors="surrogatepass")) > LONGEST:
        raise too_long()
    return Asked(
        query=queries[0],
        default=_all(pairs, "default-graph-uri"),
        named=_all(pairs, "named-graph-uri"),
        form=next((value.lower() for name, value in pairs if name == "format"), ""),
    )


def too_long() -> Rejected:
    """The answer to a body that is longer than any query may be."""
    return Rejected(
        f"the query is longer than {LONGEST} bytes",
        status=413,
        hint="ask in several queries, for instance with fewer VALUES each",
    )


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """The parameters that a body holds; a body that is a query counts as one."""
    header = Message()
    header["content-type"] = content_type
    kind = header.get_content_type() if content_type else "none"
    charset = str(header.get_param("charset") or "utf-8").lower()
    if kind not in {FORM, QUERY, UPDATE} or charset not in {"utf-8", "utf8"}:
        raise Rejected(
            f"a query is sent as {QUERY} or {FORM}, in UTF-8, not as {content_type or kind}",
            status=415,
            hint="set the header Content-Type",
        )
    if kind == FORM:
        return _pairs(body)
    return [("query" if kind == QUERY else "update", _text(body))]


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _text(encoded), keep_blank_values=True, errors="strict", max_num_fields=1_000
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise _unreadable(error) from error


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(error) from error


def _unreadable(error: ValueError) -> Rejected:
    return Rejected(
        f"the request cannot be read: {error}", status=400, hint="encode it as UTF-8, then %-encode"
    )


def _all(pairs: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted and value)
