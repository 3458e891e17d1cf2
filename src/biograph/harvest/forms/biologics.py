"""Medicines as EMA names them in, their numbers and what class of biologic they are of out.

Whether a medicine is a biologic is in no report of EMA. A medicine of the snapshot keeps the class
it has there. A new one has that of a known medicine with the same INN, else one told by its ATC
group or by the stem of its INN; in the snapshot these rules hold for every medicine they apply to.
"""

from __future__ import annotations

import re

from biograph.harvest.declared import EMA
from biograph.harvest.places import folded
from biograph.harvest.sources.ema import SOURCE
from biograph.harvest.tables import read
from biograph.model import Record
from biograph.resources import bundled_snapshot

_GROUPS = {"J07": "vaccine", "A10A": "insulin"}  # of the ATC
_ANTIBODY = re.compile(r"\w+mab")  # the stem of WHO for monoclonal antibodies, bare


class Biologics:
    """The biologics that travel with the package, by number, name and INN."""

    def __init__(self) -> None:
        known = read(EMA, bundled_snapshot(), source=SOURCE.id)
        rows = [one.fields for one in known if isinstance(one, Record)]
        rows.sort(key=lambda row: row["status"] == "Authorised")  # the last of a name is in force
        self._by_number = {row["ema_number"]: row["bio_class"] for row in rows}
        self._by_inn = {folded(row["inn"]): row["bio_class"] for row in rows}
        self._numbers = {folded(row["name"]): row["ema_number"] for row in rows}

    def number(self, name: str) -> str:
        """The EMA number of the biologic with exactly this name; empty where none is known."""
        return self._numbers.get(folded(name), "")

    def class_of(self, number: str, inn: str, atc: str = "") -> str:
        """The class of a medicine; empty where it is not known to be a biologic."""
        if number in self._by_number:
            return self._by_number[number]
        if inn and (known := self._by_inn.get(folded(inn))):
            return known
        told = (name for group, name in _GROUPS.items() if atc.startswith(group))
        return next(told, "monoclonal_antibody" if _ANTIBODY.fullmatch(inn) else "")
