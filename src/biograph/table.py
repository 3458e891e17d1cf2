"""The answer to a question: columns and rows of RDF terms, with the query they came from."""

from __future__ import annotations

import csv
import html
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from biograph.model import Literal
from biograph.terms import XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

Term = str | Literal | None

_NUMBERS = {
    XSD + name: kind
    for name, kind in {
        "integer": int,
        "int": int,
        "long": int,
        "decimal": float,
        "double": float,
        "float": float,
    }.items()
}


def python_value(term: Term) -> Any:  # noqa: ANN401 - a cell is a str, int, float, bool or None
    """The plain Python value of a term: numbers and booleans typed, IRIs and text as str."""
    if not isinstance(term, Literal):
        return term
    if term.datatype == XSD + "boolean":
        return term.value in {"true", "1"}
    return _NUMBERS.get(term.datatype, str)(term.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of RDF terms: IRIs are ``str``, literals ``Literal``, unbound cells ``None``.

    ``truncated`` is True where a limit cut the answer; it is never cut silently.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]
    query: str = ""
    title: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    elapsed: float = 0.0
    truncated: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term, ...]]:
        return iter(self.rows)

    def records(self) -> Iterator[dict[str, Any]]:
        """One dict of plain Python values a row."""
        for row in self.rows:
            yield dict(zip(self.columns, map(python_value, row), strict=True))

    def column(self, name: str) -> tuple[Any, ...]:
        """The plain Python values of one column. Raises ValueError for an unknown name."""
        position = self.columns.index(name)
        return tuple(python_value(row[position]) for row in self.rows)

    def to_csv(self, delimiter: str = ",") -> str:
        """The table as CSV (or TSV) with a header line."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(term) for term in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """One JSON document: query, parameters, columns, rows, truncated."""
        content = {
            "query": self.query,
            "parameters": dict(self.parameters),
            "columns": self.columns,
            "rows": list(self.records()),
            "truncated": self.truncated,
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame of typed columns (needs the extra ``notebook``)."""
        import pandas as pd  # noqa: PLC0415 - optional dependency

        return pd.DataFrame(list(self.records()), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """The first ten rows for a notebook, with title, count and truncation mark."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_plain(t))}</td>" for t in row) + "</tr>"
            for row in self.rows[:10]
        )
        more = " (truncated)" if self.truncated else ""
        caption = html.escape(f"{self.title or self.query}: {len(self.rows)} rows{more}")
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


def _plain(term: Term) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else compact(term)
