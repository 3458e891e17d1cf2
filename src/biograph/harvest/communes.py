"""A town's name (and département) in, its INSEE code out, by the bundled list of communes."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph.harvest.declared import COMMUNES
from biograph.harvest.places import folded
from biograph.harvest.tables import read
from biograph.model import Record
from biograph.resources import bundled_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOWN = 5_000  # inhabitants; the list is complete from here on
_CORSICA = {"20": ("2A", "2B")}  # its postcodes begin with 20
_CITY = 20_000  # a name alone means the only city of that name


class _Commune(NamedTuple):
    code: str
    departement: str
    population: int


@cache
def _by_name() -> Mapping[str, list[_Commune]]:
    found = read(COMMUNES, bundled_snapshot(), source="geo")
    rows = [record.fields for record in found if isinstance(record, Record)]
    people: Counter[str] = Counter()  # Paris, Lyon and Marseille are counted by arrondissement
    for row in rows:
        people[row["commune_parente"] or row["code_insee"]] += int(row["population"] or 0)
    index: dict[str, list[_Commune]] = defaultdict(list)
    for row in rows:
        if row["type"] == "COM":
            code = row["code_insee"]
            index[folded(row["nom"])].append(_Commune(code, row["code_departement"], people[code]))
    return index


def code_of(town: str, departement: str = "") -> str:
    """The INSEE code of the commune called so, ``""`` where that is none or not certain.

    Without ``departement`` only a name that one town bears (or one city among towns) is certain.
    """
    found = _by_name().get(folded(town), [])
    if departement:
        within = _CORSICA.get(departement, (departement,))
        found = [one for one in found if one.departement in within]
    else:
        found = [one for one in found if one.population >= _TOWN]
        cities = [one for one in found if one.population >= _CITY]
        found = cities if len(cities) == 1 else found
    return found[0].code if len(found) == 1 else ""
