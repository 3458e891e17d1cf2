"""The published claims of the field: ``queries/claims.tsv`` enters, claims with question leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from biograph import resources
from biograph.ask.cells import reading
from biograph.model import Text
from biograph.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.ask.reading import Reading
    from biograph.vocabulary.tables import Row

COLUMNS = (
    *("id", "claim_en", "claim_fr", "figure", "unit", "as_of", "source", "question", "params"),
    *("counts", "decides", "rule", "coverage", "facts", "rivals", "found_en", "found_fr"),
    *("note_en", "note_fr"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedClaim:
    """What somebody published about the French value chain.

    ``question`` is the name of the question that answers it and ``reading`` how, empty and None
    where no query can decide it; ``found`` is the sentence that the counts fill. ``note`` tells why
    the answer decides what it does, or why there is none. ``figures`` are as published, with their
    ``units``; ``as_of`` is a date as precise as the source. ``rivals`` are stated figures on the
    same matter, as measure and id of the term that they are about.
    """

    id: str
    text: Text
    figures: tuple[str, ...]
    units: tuple[str, ...]
    as_of: str
    source: str
    question: str
    reading: Reading | None
    rivals: tuple[tuple[str, str], ...]
    found: Text
    note: Text


@cache
def published(folder: Path | None = None) -> tuple[PublishedClaim, ...]:
    """The claims in ``folder`` (that of the questions by default).

    Raises DataError naming the line of the table that is not of its form.
    """
    rows = read_rows((folder or resources.queries()) / "claims.tsv", COLUMNS, key="id")
    return tuple(map(_claim, rows))


def _claim(row: Row) -> PublishedClaim:
    rivals = (pair.partition(":") for pair in row.many("rivals"))
    return PublishedClaim(
        id=row["id"],
        text=_text(row, "claim"),
        figures=row.many("figure"),
        units=row.many("unit"),
        as_of=row["as_of"],
        source=row["source"],
        question=row["question"],
        reading=reading(row) if row["question"] else None,
        rivals=tuple((measure, about) for measure, _, about in rivals),
        found=_text(row, "found"),
        note=_text(row, "note"),
    )


def _text(row: Row, column: str) -> Text:
    return Text(fr=row[f"{column}_fr"], en=row[f"{column}_en"])
