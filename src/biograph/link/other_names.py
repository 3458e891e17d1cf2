"""Names under which lists and texts speak of an actor that its register calls otherwise.

``extract/gazetteers/other_names.tsv`` was written by readers of the names that found no entry. A
line leads a name to an entry (``source#key``), or to the name of an actor that stands in no
register (``name#Name``): both names then make one provisional node.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from biograph.resources import extract
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "other_names.tsv"
COLUMNS = ("name", "of", "date", "reason")
_ALONE = "name#"


@cache
def of_entries() -> Mapping[str, tuple[str, ...]]:
    """The further names of each entry, by its id."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows():
        if not row["of"].startswith(_ALONE):
            found[row["of"]].append(row["name"])
    return {entry: tuple(names) for entry, names in found.items()}


@cache
def read_by_people() -> frozenset[str]:
    """The keys of the names that a reader led to an entry, whatever number stands beside them."""
    return frozenset(name_key(name) for names in of_entries().values() for name in names)


@cache
def of_names() -> Mapping[str, str]:
    """For the key of a name without entry the name that stands for its actor."""
    return {
        name_key(row["name"]): row["of"].removeprefix(_ALONE)
        for row in _rows()
        if row["of"].startswith(_ALONE)
    }


def _rows() -> list[dict[str, str]]:
    with (extract() / "gazetteers" / FILE).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
