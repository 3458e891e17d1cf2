"""Names of organisations in the bundled registers, as names that a text may hold.

A register says that a name exists, not that a word of a text is meant by it: its names are the last
of all lists, and the sequence model learns how far to trust them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.extract.gazetteer import REGISTER, Name, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LEAST = 3  # characters of a name
_ENDS = re.compile(
    r"(?:\s*\([^()]*\)|,?\s(?:SAS|SASU|SARL|EURL|SA|S\.A\.S?\.?|SE|N\.V\.|plc|Inc\.?|Ltd\.?))+$"
)
# Types of ROR and of CORDIS -> type of the annotation scheme, the first that fits.
_ROR = {
    "healthcare": ("Hospital", ""),
    "company": ("Company", ""),
    "education": ("ResearchOrganization", ""),
    "facility": ("ResearchOrganization", ""),
}
_CORDIS = {
    "PRC": ("Company", ""),
    "HES": ("ResearchOrganization", ""),
    "REC": ("ResearchOrganization", ""),
}


def names(folder: Path) -> Iterator[Name]:
    """The names, acronyms and aliases of a folder of registers, without legal forms."""
    for kind, text in _typed(folder):
        plain = _ENDS.sub("", text.strip())
        if len(plain) >= _LEAST and any(map(str.isalpha, plain)):
            yield Name(plain, *kind, REGISTER, score=0.6)


def _typed(folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
    laboratory, startup = ("ResearchOrganization", ""), ("Company", "Startup")
    unit = "Unité de recherche liée au projet"
    yield from _column(folder / "ilab_laureats_1999_2023.csv", "Libellé entreprise", startup)
    yield from _column(folder / "ilab_laureats_1999_2023.csv", unit, laboratory)
    yield from _column(folder / "societes_cotees_sante_fr.csv", "name", ("Company", ""))
    yield from _column(folder / "rnsr_structures_2022.csv", "libelle", laboratory)
    yield from _column(folder / "rnsr_structures_2022.csv", "sigle", laboratory)
    yield from _column(folder / "finess_hopitaux_2025.csv", "rs_longue", ("Hospital", ""))
    named = ("name", "name_fr", "acronyms", "aliases", "labels")
    yield from _by_type(folder / "ror_fr.csv", "types", _ROR, named)
    called = ("name", "shortName")
    yield from _by_type(
        folder / "cordis_h2020_fr_extrait_2023.csv", "activityType", _CORDIS, called
    )


def _column(
    path: Path, column: str, kind: tuple[str, str]
) -> Iterator[tuple[tuple[str, str], str]]:
    for row in rows(path, (column,), delimiter=","):
        yield kind, row[column]


def _by_type(
    path: Path, column: str, kinds: dict[str, tuple[str, str]], told: Iterable[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    for row in rows(path, (column, *told), delimiter=","):
        own = row[column].split("|")
        kind = next((k for name, k in kinds.items() if name in own), None)
        if kind:
            yield from ((kind, text) for column in told for text in row[column].split("|"))
