"""The recipes: suppliers that a page names for an input of a therapy family."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.base import no_entries, no_text
from biograph.harvest.rows import UNSURE, claim, evidence, several
from biograph.harvest.tables import Table, read
from biograph.harvest.wares import requirement
from biograph.model import Claim, Flag, Mention, Reason, Record, Source
from biograph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="recipes",
    title="Recettes des familles thérapeutiques du projet biograph",
    publisher="biograph",
    licence="Apache-2.0",
    url="https://w3id.org/biograph/",
    date="2026-11-22",
    lang="en",
)
FOLDER = "recipes"
_COLUMNS = ("unit_operation", "suppliers", "source", "confidence")
_SCORES = {"high": 0.95, "medium": 0.8, "low": UNSURE}

entries = no_entries
text = no_text


def records(_root: Path) -> Iterator[Record | Flag]:
    """One record a recipe line of the package, whatever the snapshot."""
    yield from lines(ontology())


def lines(folder: Path) -> Iterator[Record | Flag]:
    """One record a line of each ``recipes/FAMILY.tsv`` under ``folder``."""
    for path in sorted((folder / FOLDER).glob("*.tsv")):
        table = Table(
            path=f"{FOLDER}/{path.name}",
            key=("stage", "group", "requirement"),
            columns=_COLUMNS,
            delimiter="\t",
            quoted=False,
            head="#",
        )
        yield from read(table, folder, source=SOURCE.id, url=SOURCE.url)


def claims(record: Record) -> Iterator[Claim | Flag]:
    """Each named supplier supplies the input; a brand in brackets is no organisation."""
    fields = record.fields
    need = requirement(fields["requirement"])
    stated = evidence(SOURCE, record, "requirement", "unit_operation", "suppliers", "source")
    for supplier in several(fields["suppliers"]):
        plain = supplier.rstrip("?").strip()
        if not (name := re.sub(r"\s*\([^)]*\)", "", plain)):
            yield _brand_only(record, plain)
            continue
        score = min(_SCORES.get(fields["confidence"], 1.0), UNSURE if plain != supplier else 1.0)
        yield claim(Mention(text=name, kind="Company"), "suppliesInput", need, stated, score=score)


def _brand_only(record: Record, brand: str) -> Flag:
    return Flag(
        reason=Reason.NO_ENTITY,
        where=f"{record.table}#{record.key}",
        message=f"{brand} is a brand whose owner the line does not name",
        mend="write the owner before the bracket once a page names it",
    )
