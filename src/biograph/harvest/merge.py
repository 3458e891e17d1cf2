"""Rows on actors from several readers in, one row a name out: the curated table of actors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.identifiers import valid
from biograph.harvest.places import country_code, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS = (
    "name",
    "aliases",
    "former_names",
    "kinds",
    "country",
    "city",
    "parent",
    "sites",
    "modalities",
    "supplies_or_makes",
    "identifiers",
    "status",
    "source_url",
    "source_date",
    "confidence",
)
_SURENESS = ("high", "medium", "low")
# what a parent is called in the table itself, where a row names it otherwise
_SAME = {
    "ap-hp": "Assistance Publique – Hôpitaux de Paris",
    "assistance publique - hôpitaux de paris": "Assistance Publique – Hôpitaux de Paris",
    "ap-hm": "Assistance Publique Hôpitaux de Marseille",
    "assistance publique - hôpitaux de marseille": "Assistance Publique Hôpitaux de Marseille",
    "efs": "Établissement français du sang",
    "french state": "État français",
}
_INDUSTRY = {"CDMO", "PharmaCompany", "ServiceProvider", "EquipmentSupplier", "RawMaterialSupplier"}
_CHECKED = {"siren", "ror", "rnsr", "wikidata", "isin", "finess"}


def merged(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """One row a name, sorted by name: kinds and values joined, the latest status kept.

    Names are the same where they differ in case, accents and punctuation only. A value given
    without a trailing ``?`` by one reader is no longer unsure.
    """
    groups: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        groups.setdefault(folded(row["name"]), []).append(row)
    for key in sorted(groups):
        yield _one(sorted(groups[key], key=_date, reverse=True))


def _date(row: Mapping[str, str]) -> str:
    """The date of a reading; ``n.d.`` and the like are none."""
    return row["source_date"] if row["source_date"][:1].isdigit() else ""


def _one(rows: list[Mapping[str, str]]) -> dict[str, str]:
    name = rows[0]["name"]
    spellings = [row["name"] for row in rows]
    aliases = _joined([*_values(rows, "aliases"), *spellings], without=(name,))
    kinds = _joined(_values(rows, "kind"))
    out = {
        "name": name,
        "aliases": aliases,
        "former_names": _joined(_values(rows, "former_names"), without=(name,)),
        "kinds": kinds,
        "country": _first_sure([_iso(value) for value in _values(rows, "country")]),
        "city": _sure(_values(rows, "city")),
        "parent": _sure([p for value in _values(rows, "parent") for p in _parents(value)]),
        "sites": _joined(_values(rows, "sites")),
        "modalities": _joined(_values(rows, "modalities")),
        "supplies_or_makes": _joined(_values(rows, "supplies_or_makes")),
        "identifiers": _joined(_identifiers(rows)),
        "status": rows[0]["status"],
        "source_url": "|".join(dict.fromkeys(row["source_url"] for row in rows)),
        "source_date": _date(rows[0]),
        "confidence": min((row["confidence"] for row in rows), key=_SURENESS.index),
    }
    return {**out, "kinds": f"Site|{kinds}"} if _is_site(out) else out


def _values(rows: list[Mapping[str, str]], column: str) -> list[str]:
    return [v.strip() for row in rows for v in row[column].split("|") if v.strip()]


def _joined(values: Iterable[str], *, without: tuple[str, ...] = ()) -> str:
    """The values once each, in order; the sure form wins over the one with a question mark."""
    known: dict[str, str] = {}
    for value in values:
        plain = value.rstrip("?").strip()
        if plain not in without and (folded(plain) not in known or not value.endswith("?")):
            known[folded(plain)] = min(known.get(folded(plain), value), value, key=_unsure)
    return "|".join(known.values())


def _unsure(value: str) -> bool:
    return value.endswith("?")


def _sure(values: list[str]) -> str:
    """Only the sure values where there are any."""
    return _joined([v for v in values if not _unsure(v)] or values)


def _first_sure(values: list[str]) -> str:
    return min(values, key=_unsure, default="")


def _iso(country: str) -> str:
    return country_code(country.rstrip("?")) + "?" * _unsure(country)


def _parents(value: str) -> Iterator[str]:
    """The owners in a cell: bracketed remarks go, two owners joined by a word are two."""
    plain = re.sub(r"\s*\([^)]*\)", "", value).strip()
    for name in re.split(r"\s+and\s+|\s*/\s*", plain):
        yield _SAME.get(name.rstrip("?").lower(), name)


def _identifiers(rows: list[Mapping[str, str]]) -> Iterator[str]:
    for value in sorted(_values(rows, "identifiers")):
        scheme, _, code = value.partition(":")
        if scheme not in _CHECKED or valid(scheme, code.rstrip("?")):
            yield value


def _is_site(row: Mapping[str, str]) -> bool:
    """True for a plant listed beside its group: ``Sanofi Le Trait``, parent Sanofi, Le Trait."""
    parent, name = folded(row["parent"]), folded(row["name"])
    rest = name.removeprefix(parent) if parent and name.startswith(parent) else ""
    places = [folded(place) for place in (*row["city"].split("|"), *row["sites"].split("|"))]
    industrial = bool(_INDUSTRY & set(row["kinds"].split("|")))
    return industrial and bool(rest) and any(place and place in rest for place in places)
