"""Orphanet's nomenclature of rare diseases: groups, diseases and subtypes, all as diseases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.base import no_claims, no_text
from biograph.harvest.declared import ORPHANET
from biograph.harvest.rows import evidence, flags, good, identifiers, several
from biograph.harvest.tables import read
from biograph.model import Entry, Flag, Reason, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOURCE = Source(
    id="orphanet",
    title="Nomenclature des maladies rares d'Orphanet",
    publisher="INSERM, Orphanet",
    licence="CC BY 4.0",
    url="https://www.orphadata.com/",
    date="2025-12-09",
    attribution="Orphanet (INSERM): French labels of 2023-06-22, English ones of 2025-12-09; "
    "matches to Mondo of 2026-08-04 (Monarch Initiative, CC0)",
)
# what stands before the name of an inactive entry; ``status`` says the same
_MARK = re.compile(r"(?:OBSOL[EÈ]TE|NON RARE EN EUROPE|NON RARE IN EUROPE) ?: ?", re.IGNORECASE)

claims = no_claims
text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record an ORPHAcode."""
    yield from read(ORPHANET, root, source=SOURCE.id, url=SOURCE.url)


def names(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a disease in both languages, the French label first where there is one."""
    cells = (fields["label_fr"], fields["label_en"])
    found = [*map(_plain, cells), *several(_plain(fields["synonymes_fr"]))]
    return tuple(dict.fromkeys(filter(None, found)))


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The disease; one that Orphanet no longer uses is told by its ``status``."""
    fields = record.fields
    found = names(fields)
    if not found:
        yield Flag(
            reason=Reason.EMPTY,
            where=f"{record.table}#{record.key}",
            message="the row names no disease",
            mend="look the ORPHAcode up in Orphanet and fill in a label",
        )
        return
    ids = list(
        identifiers(
            record,
            orphacode=record.key,
            mondo=fields["mondo_exact"].strip(),
            omim=fields["omim_exact"].strip(),
        )
    )
    yield from flags(ids)
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("Disease",),
        name=found[0],
        aliases=found[1:],
        identifiers=good(ids),
        url=f"https://www.orpha.net/fr/disease/detail/{record.key}",
        status=fields["statut"].strip(),
        evidence=evidence(SOURCE, record, "orpha_code", "label_fr", "label_en", "statut"),
    )


def _plain(cell: str) -> str:
    """A cell without the quotes of the form it once had, and without the mark of its state."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return _MARK.sub("", cell.strip(), count=1) if _MARK.match(cell.strip()) else cell.strip()
