"""The published claims of the field: ``queries/claims.tsv`` enters, claims with question leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from biograph import resources
from biograph.model import Text
from biograph.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = (
    "id",
    "claim_en",
    "claim_fr",
    "figure",
    "unit",
    "as_of",
    "source",
    "question",
    "note_en",
    "note_fr",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedClaim:
    """What somebody published about the French value chain.

    ``question`` is the name of the question that answers it, empty where no query can decide it;
    ``note`` tells how to read the answer, or why there is none. ``figures`` are as published, with
    their ``units``; ``as_of`` is a date as precise as the source.
    """

    id: str
    text: Text
    figures: tuple[str, ...]
    units: tuple[str, ...]
    as_of: str
    source: str
    question: str
    note: Text


@cache
def published(folder: Path | None = None) -> tuple[PublishedClaim, ...]:
    """The claims in ``folder`` (that of the questions by default).

    Raises DataError naming the line of the table that is not of its form.
    """
    rows = read_rows((folder or resources.queries()) / "claims.tsv", _COLUMNS, key="id")
    return tuple(
        PublishedClaim(
            id=row["id"],
            text=Text(fr=row["claim_fr"], en=row["claim_en"]),
            figures=row.many("figure"),
            units=row.many("unit"),
            as_of=row["as_of"],
            source=row["source"],
            question=row["question"],
            note=Text(fr=row["note_fr"], en=row["note_en"]),
        )
        for row in rows
    )
