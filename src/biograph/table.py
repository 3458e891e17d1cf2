"""The answer to a question: columns and rows of RDF terms, with the query they came from."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from biograph.model import Literal
from biograph.terms import XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    import polars as pl

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
#: The columns that name the things of a column ``x``, by language: the first one there wins.
_NAMES = {"fr": ("_fr", "_label", "_en"), "en": ("_en", "_label", "_fr")}
#: Rows of a table that a notebook shows.
_SHOWN = 10
_WORDS = {
    "fr": {"row": "ligne", "rows": "lignes", "first": "les 10 premières", "cut": "réponse coupée"},
    "en": {"row": "row", "rows": "rows", "first": "the first 10", "cut": "answer cut"},
}


def python_value(term: Term) -> Any:  # noqa: ANN401 - a cell is a str, int, float, bool or None
    """The plain Python value of a term: numbers and booleans typed, all else as str."""
    if not isinstance(term, Literal):
        return term
    if term.datatype == XSD + "boolean":
        return term.value in {"true", "1"}
    try:
        return _NUMBERS.get(term.datatype, str)(term.value)
    except ValueError:  # RDF lets a number be written wrongly
        return term.value


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Table:
    """Rows of RDF terms: IRIs are ``str``, literals ``Literal``, unbound cells ``None``.

    ``truncated`` is True where a limit cut the answer; it is never cut silently. ``elapsed`` is in
    seconds, ``lang`` the language of the title, ``fr`` or ``en``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]
    query: str = ""
    title: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    elapsed: float = 0.0
    truncated: bool = False
    lang: str = "en"

    def __repr__(self) -> str:
        named = (self.title or "Table", f"{len(self.rows)} x {len(self.columns)}")
        return f"<{': '.join(named)}{', truncated' * self.truncated}>"

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

    def naming(self, name: str, lang: str) -> str:
        """The column that says in words what this one holds, such as ``maker_label``, or none."""
        named = (name + ending for ending in _NAMES[lang])
        return next((column for column in named if column in self.columns), "")

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame of typed columns that may lack values (needs the extra ``notebook``).

        A column is Int64, Float64, boolean, datetime64 or, as IRIs and anything mixed, string.
        """
        import pandas as pd  # noqa: PLC0415 - optional dependency

        kinds = {int: "Int64", float: "Float64", bool: "boolean", date: "datetime64[s]"}
        return pd.DataFrame(
            {
                name: pd.Series(values, dtype=kinds.get(kind, "string"))
                for name, (kind, values) in self._typed()
            }
        )

    def to_polars(self) -> pl.DataFrame:
        """A polars DataFrame (needs the extra ``notebook``); it gives ``to_arrow()`` and the rest.

        A column is Int64, Float64, Boolean, Date or, as IRIs and anything mixed, String.
        """
        import polars as pl  # noqa: PLC0415 - optional dependency

        kinds = {int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}
        return pl.DataFrame(
            [
                pl.Series(name, values, dtype=kinds.get(kind, pl.String))
                for name, (kind, values) in self._typed()
            ]
        )

    def _typed(self) -> Iterator[tuple[str, tuple[type, list[Any]]]]:
        """Each column with the one type of its values."""
        for position, name in enumerate(self.columns):
            yield name, _typed([row[position] for row in self.rows])

    def _repr_html_(self) -> str:
        """The first ten rows for a notebook: names with their IRIs, and what the answer is."""
        named = {name: self.naming(name, self.lang) for name in self.columns}
        folded = {f"{name}{end}" for name, by in named.items() if by for end in _NAMES[self.lang]}
        shown = [name for name in self.columns if name not in folded]
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in shown)
        body = "".join(
            f"<tr>{''.join(_cell(row[name], row.get(named[name])) for name in shown)}</tr>"
            for row in (dict(zip(self.columns, row, strict=True)) for row in self.rows[:_SHOWN])
        )
        return (
            f'<table lang="{self.lang}"><caption>{escape(self._caption())}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _caption(self) -> str:
        words = _WORDS[self.lang]
        said = [f"{len(self.rows)} {words['row' if len(self.rows) == 1 else 'rows']}"]
        if len(self.rows) > _SHOWN:
            said.append(words["first"])
        if self.truncated:
            said.append(words["cut"])
        seconds = f"{self.elapsed:.2f} s"
        said.append(seconds.replace(".", ",") if self.lang == "fr" else seconds)
        title = self.title or (self.query if len(self.query) < 80 else "SPARQL")
        return " · ".join((title, *said) if title else said)


def _plain(term: Term) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else compact(term)


def _cell(term: Term, name: Term) -> str:
    """A cell of a notebook: a thing by its name, where there is one, and its short IRI."""
    short = escape(_plain(term))
    if name is not None:
        return f"<td>{escape(_plain(name))} <small><code>{short}</code></small></td>"
    return f"<td><code>{short}</code></td>" if isinstance(term, str) else f"<td>{short}</td>"


def _typed(terms: list[Term]) -> tuple[type, list[Any]]:
    """The values of a column and their type; values of several types, or too large, as text."""
    values = [_frame_value(term) for term in terms]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return float, [None if value is None else float(value) for value in values]
    if len(kinds) == 1 and kinds != {str}:
        return kinds.pop(), values
    return str, [term.value if isinstance(term, Literal) else term for term in terms]


def _frame_value(term: Term) -> Any:  # noqa: ANN401 - as python_value, or a date
    """The value as frames hold it: days as dates, whole numbers of up to 64 bits."""
    value = python_value(term)
    if isinstance(term, Literal) and term.datatype == XSD + "date":
        try:
            return date.fromisoformat(term.value)
        except ValueError:  # a time zone, or a year before 1, that Python's dates do not have
            return value
    return str(value) if type(value) is int and abs(value) >= 2**63 else value
