"""Answers in the formats of the SPARQL standards: a query and limits in, bytes out.

What a limit cut says so inside of itself, in every format that has a place for it: as ``link`` in
the head of JSON and XML results, as a comment in Turtle, N-Triples and RDF/XML. CSV, TSV and
JSON-LD have none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox

from biograph.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Kind = Literal["table", "truth", "graph"]
Item = TypeVar("Item")
_JSON = ox.QueryResultsFormat.JSON

#: The formats of the answers to SELECT and ASK by media type, the best first.
TABLES = {
    "application/sparql-results+json": _JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": _JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
#: Those of the answers to CONSTRUCT and DESCRIBE.
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A query, the graphs it is about, and how its answer is to be written.

    ``default`` are the graphs that together are its default graph and ``named`` those that GRAPH
    sees; None leaves both to its FROM clauses, without which the default graph is empty and GRAPH
    sees all. Relative IRIs are read against ``base``. ``formats`` has a media type for each kind of
    answer that may be given. ``rows`` and ``size`` (bytes, of rows as JSON or triples as N-Triples)
    are the most an answer may have.
    """

    text: str
    base: str
    formats: Mapping[Kind, str]
    rows: int
    size: int
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer as bytes. ``cut`` names the limit that cut it: ``rows``, ``size`` or none.

    ``media_type`` is empty, and so the content, where the query gives a ``kind`` of answer of which
    no format was wanted. ``rows`` are rows or triples.
    """

    kind: Kind
    media_type: str
    content: bytes = b""
    rows: int = 0
    cut: str = ""


def write(store: ox.Store, wanted: Wanted) -> Written:
    """The answer of a store. Raises the errors of the engine."""
    found: Any = store.query(
        wanted.text,
        base_iri=wanted.base,
        prefixes=dict(PREFIXES),
        default_graph=_nodes(wanted.default),
        named_graphs=_nodes(wanted.named),
    )
    kind: Kind = "graph"
    if isinstance(found, ox.QueryBoolean):
        kind = "truth"
    elif isinstance(found, ox.QuerySolutions):
        kind = "table"
    media_type = wanted.formats.get(kind, "")
    if not media_type:
        return Written(kind=kind, media_type="")
    return _WRITING[kind](found, media_type, wanted)


def _truth(found: Any, media_type: str, _wanted: Wanted) -> Written:  # noqa: ANN401
    content = found.serialize(format=TABLES[media_type])
    return Written(kind="truth", media_type=media_type, content=content, rows=1)


def _table(found: Any, media_type: str, wanted: Wanted) -> Written:  # noqa: ANN401
    """Rows as JSON, which the engine reads again to write the other formats."""
    rows, cut = _within(_rows(found), wanted)
    link = f"{wanted.base}#cut-after-{len(rows)}-rows"
    head = {"vars": [v.value for v in found.variables]} | ({"link": [link]} if cut else {})
    text = f'{{"head":{json.dumps(head)},"results":{{"bindings":[{",".join(rows)}]}}}}'
    content = text.encode()
    if TABLES[media_type] != _JSON:
        read: Any = ox.parse_query_results(content, format=_JSON)
        content = read.serialize(format=TABLES[media_type])
    if media_type.endswith("xml"):
        _well_formed(content)
    if cut and TABLES[media_type] == ox.QueryResultsFormat.XML:
        element = f"<link href={quoteattr(link)}/></head>".encode()
        content = content.replace(b"</head>", element, 1)
    return Written(kind="table", media_type=media_type, content=content, rows=len(rows), cut=cut)


def _graph(found: Any, media_type: str, wanted: Wanted) -> Written:  # noqa: ANN401
    triples, cut = _within(((triple, len(str(triple).encode())) for triple in found), wanted)
    content = serialized(triples, media_type)
    note = f"cut after {len(triples)} triples"
    if cut and media_type in {"text/turtle", "application/n-triples"}:
        content = f"# {note}\n".encode() + content
    elif cut and media_type == "application/rdf+xml":
        content = content.replace(b"<rdf:RDF", f"<!-- {note} -->\n<rdf:RDF".encode(), 1)
    return Written(kind="graph", media_type=media_type, content=content, rows=len(triples), cut=cut)


_WRITING = {"truth": _truth, "table": _table, "graph": _graph}


def serialized(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    """Triples in a format of ``GRAPHS``. Raises ValueError where it cannot say them."""
    try:
        made = ox.serialize(triples, format=GRAPHS[media_type], prefixes=dict(PREFIXES))
    except OSError as error:  # such as a triple about a triple in JSON-LD
        raise ValueError(error) from error
    assert made is not None
    return _well_formed(made) if media_type.endswith("xml") else made


def _well_formed(content: bytes) -> bytes:
    """XML, looked through: the engine writes names and characters that XML does not know."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)  # noqa: FBT003 - it is the end
    except expat.ExpatError as error:
        raise ValueError(f"it cannot be written as XML: {error}") from error
    return content


def _nodes(graphs: tuple[str, ...] | None) -> Any:  # noqa: ANN401 - lists of any sort of node
    return None if graphs is None else [ox.NamedNode(graph) for graph in graphs]


def _within(items: Iterable[tuple[Item, int]], wanted: Wanted) -> tuple[list[Item], str]:
    """The items, each given with its size, as far as the limits go, and the limit that cut."""
    taken: list[Item] = []
    size = 0
    for item, length in items:
        size += length
        if len(taken) == wanted.rows or size > wanted.size:
            return taken, "rows" if len(taken) == wanted.rows else "size"
        taken.append(item)
    return taken, ""


def _rows(found: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - solutions of pyoxigraph
    """Each solution as JSON, with its size."""
    names = [variable.value for variable in found.variables]
    for solution in found:
        terms = ((name, solution[name]) for name in names)
        cells = {name: _cell(term) for name, term in terms if term is not None}
        row = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        yield row, len(row.encode())


def _cell(term: Any) -> dict[str, Any]:  # noqa: ANN401 - any RDF term of pyoxigraph
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {part: _cell(getattr(term, part)) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    cell = {"type": "literal", "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        cell["datatype"] = term.datatype.value
    return cell
