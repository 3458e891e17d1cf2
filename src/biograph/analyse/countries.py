"""What countries are called in both languages: the graph names them in one."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from biograph.model import Text
from biograph.resources import extract
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _names() -> Mapping[str, Text]:
    """The countries of the bundled list by code (ISO 3166 alpha-2)."""
    path = extract() / "gazetteers" / "countries.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: Text(fr=row["name_fr"], en=row["name_en"]) for row in rows}


def country(iri: str) -> Text:
    """The name of a country; its code where the list lacks it, ``?`` where there is none."""
    code = local_name(iri) if iri else "?"
    return _names().get(code, Text(fr=code, en=code))
