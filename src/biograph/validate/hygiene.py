"""Hygiene checks as queries: ``ontology/hygiene/*.rq`` and the compiled ontology in, faults out.

Each file is one check in the manner of ROBOT's report: a SELECT of ``?focus ?path ?value`` whose
rows are faults, with a header that says level and message in both languages. A new check is a new
file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.errors import DataError, QueryError
from biograph.model import Severity, Violation
from biograph.store import open_store
from biograph.terms import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from biograph.model import Statement
    from biograph.store import GraphStore

_HEADER = re.compile(r"^#\+ (level|fr|en): (.+)$", re.MULTILINE)
_LEVELS = {"violation": Severity.VIOLATION, "warning": Severity.WARNING}


def files(folder: Path) -> list[Path]:
    """The checks of an ontology folder, by name."""
    return sorted((folder / "hygiene").glob("*.rq"))


def check(statements: Iterable[Statement], folder: Path) -> Iterator[Violation]:
    """The faults that the queries below ``folder`` find; DataError naming a query that is none."""
    store = open_store()
    store.add_many(statements)
    for path in files(folder):
        yield from _faults(store, path)


def _faults(store: GraphStore, path: Path) -> Iterator[Violation]:
    text = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    if header.keys() != {"level", "fr", "en"} or header["level"] not in _LEVELS:
        hint = "write #+ level: violation|warning, #+ fr: ... and #+ en: ..."
        raise DataError(f"{path.name}: header incomplete", hint=hint)
    try:
        rows = store.select(text)
    except QueryError as error:
        raise DataError(f"{path.name}: {error.message}", hint=error.hint) from error
    if not {"focus", "path", "value"} <= set(rows.columns):
        raise DataError(f"{path.name}: a column is missing", hint="SELECT ?focus ?path ?value")
    return (_violation(path.stem, header, row) for row in rows.records())


def _violation(name: str, header: Mapping[str, str], row: Mapping[str, object]) -> Violation:
    focus, path, value = (str(row[key] or "") for key in ("focus", "path", "value"))
    where = " ".join(compact(part) for part in (path, value) if part)
    return Violation(
        check=name,
        focus=focus,
        path=path,
        value=value,
        message_fr=f"{compact(focus)} {header['fr']} : {where}",
        message_en=f"{compact(focus)} {header['en']}: {where}",
        severity=_LEVELS[header["level"]],
    )
