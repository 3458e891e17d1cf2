"""What was published and has to stay: the tables of released and of retired terms.

Modules retire a class or property where they declare it (``owl:deprecated``); a word of the term
tables moves to ``retired.tsv``, so that its IRI goes on telling what took its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from biograph.terms import DATA, expand
from biograph.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_RETIRED = ("id", "replaced_by", "label_en", "label_fr", "definition_en", "definition_fr")
_RELEASED = ("term", "release")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A word of the term tables that is no longer in use, and the IRIs of what replaces it."""

    iri: str
    replaced_by: tuple[str, ...]
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)


@cache
def read_retired(folder: Path) -> tuple[Retired, ...]:
    """The retired words of the term tables in ``folder``; DataError naming file and line."""
    return tuple(
        Retired(
            iri=DATA + row["id"],
            replaced_by=tuple(DATA + successor for successor in row.many("replaced_by")),
            labels={lang: row[f"label_{lang}"] for lang in ("en", "fr")},
            definitions={lang: row[f"definition_{lang}"] for lang in ("en", "fr")},
        )
        for row in read_rows(folder / "retired.tsv", _RETIRED, key="id")
    )


def read_released(folder: Path) -> Mapping[str, str]:
    """Every term that a release held, by IRI, with the date of its first release."""
    rows = read_rows(folder / "released.tsv", _RELEASED, key="term")
    return {expand(row["term"]): row["release"] for row in rows}
