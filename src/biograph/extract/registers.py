"""Names of organisations in the bundled registers, as names that a text may hold.

A register says that a name exists, not that a word of a text is meant by it: its names are the last
of all lists, and the encoder learns how far to trust them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.extract.gazetteer import REGISTER, Name, rows
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    Kind = tuple[str, str]  # type and subtype of the annotation scheme

_LEAST = 3  # characters of a name
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_COMPANY, _STARTUP = ("Company", ""), ("Company", "Startup")
_HOSPITAL, _LABORATORY = ("Hospital", ""), ("ResearchOrganization", "")
# Types of ROR and of CORDIS -> type of the annotation scheme, the first that fits.
_ROR = {
    "healthcare": _HOSPITAL,
    "company": _COMPANY,
    "education": _LABORATORY,
    "facility": _LABORATORY,
}
_CORDIS = {"PRC": _COMPANY, "HES": _LABORATORY, "REC": _LABORATORY}


def names(folder: Path) -> Iterator[Name]:
    """The names, acronyms and aliases of a folder of registers, each once, without legal forms."""
    told = ((kind, _bare(text)) for kind, text in _typed(folder))
    for kind, text in dict.fromkeys(told):
        if len(text) >= _LEAST and any(map(str.isalpha, text)):
            yield Name(text, *kind, REGISTER, score=0.6)


def _bare(text: str) -> str:
    """A name as written, without the country behind it in a bracket and without its legal form."""
    bare = _BRACKET.sub("", text.strip())
    key, words = name_key(bare), bare.split()
    while len(words) > 1 and name_key(" ".join(words[:-1])) == key:
        words.pop()
    return " ".join(words).rstrip(",")


def _typed(folder: Path) -> Iterator[tuple[Kind, str]]:
    ilab = {"Libellé entreprise": _STARTUP, "Unité de recherche liée au projet": _LABORATORY}
    yield from _columns(folder / "ilab_laureats_1999_2023.csv", ilab)
    yield from _columns(folder / "societes_cotees_sante_fr.csv", {"name": _COMPANY})
    rnsr = dict.fromkeys(("libelle", "sigle"), _LABORATORY)
    yield from _columns(folder / "rnsr_structures_2022.csv", rnsr)
    yield from _columns(folder / "finess_hopitaux_2025.csv", {"rs_longue": _HOSPITAL})
    told = ("name", "name_fr", "acronyms", "aliases", "labels")
    yield from _by_type(folder / "ror_fr.csv", "types", _ROR, told)
    cordis = folder / "cordis_h2020_fr_extrait_2023.csv"
    yield from _by_type(cordis, "activityType", _CORDIS, ("name", "shortName"))


def _columns(path: Path, kinds: Mapping[str, Kind]) -> Iterator[tuple[Kind, str]]:
    for row in rows(path, kinds, delimiter=","):
        yield from ((kind, row[column]) for column, kind in kinds.items())


def _by_type(
    path: Path, column: str, kinds: Mapping[str, Kind], told: Iterable[str]
) -> Iterator[tuple[Kind, str]]:
    for row in rows(path, (column, *told), delimiter=","):
        own = row[column].split("|")
        kind = next((k for name, k in kinds.items() if name in own), None)
        if kind:
            yield from ((kind, text) for column in told for text in row[column].split("|"))
