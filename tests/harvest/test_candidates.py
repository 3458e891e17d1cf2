"""The actors that wait for review: sourced lines of one form, which nothing reads yet."""

from __future__ import annotations

import csv
import re

import pytest

from biograph import vocabulary
from biograph.harvest.identifiers import valid
from biograph.harvest.places import folded
from biograph.resources import extract

PATH = extract() / "gazetteers" / "actors_candidates.tsv"
COLUMNS = [
    "name", "aliases", "former_names", "kind", "country", "city", "parent", "sites", "modalities",
    "supplies_or_makes", "identifiers", "status", "source_url", "source_date", "confidence",
]  # fmt: skip
with PATH.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_lines_are_sorted_and_unique() -> None:
    """One line a name, in the order of names, each with every column and trimmed cells."""
    names = [row["name"] for row in ROWS]
    assert [(folded(n), n) for n in names] == sorted({(folded(n), n) for n in names})
    assert len({folded(name) for name in names}) == len(names) >= 1_000
    for row in ROWS:
        assert list(row) == COLUMNS
        assert all(cell == cell.strip() for cell in row.values())


@pytest.mark.parametrize("column", ["name", "kind", "country", "source_url", "confidence"])
def test_what_a_reader_needs_is_there(column: str) -> None:
    """Name, class, country, page and confidence stand on every line."""
    assert not [row["name"] for row in ROWS if not row[column]]


def test_kinds_are_classes_and_countries_are_codes() -> None:
    """Words of the ontology and of ISO 3166, an unsure country with a question mark."""
    for row in ROWS:
        assert set(row["kind"].split("|")) <= vocabulary.classes(), row["name"]
        assert re.fullmatch(r"[A-Z]{2}\??", row["country"]), row["name"]
        assert row["confidence"] in {"high", "medium"}, row["name"]


def test_sources_are_pages_or_rows() -> None:
    """Each line was read on a public page or in a register row."""
    form = re.compile(r"https?://\S+|(registries|products)/[\w.]+#.+")
    assert not [r["name"] for r in ROWS if not all(map(form.match, r["source_url"].split("|")))]


def test_identifiers_are_well_formed() -> None:
    """Those with a check digit or form of their own pass it."""
    for row in ROWS:
        for value in filter(None, row["identifiers"].split("|")):
            scheme, _, code = value.partition(":")
            if scheme in {"siren", "ror", "rnsr", "wikidata", "isin"}:
                assert valid(scheme, code.rstrip("?")), (row["name"], value)


def test_no_contact_data() -> None:
    """No e-mail address and no telephone number stands in any cell."""
    text = PATH.read_text(encoding="utf-8")
    assert not re.search(r"[\w.]+@[\w-]+\.\w", text)
    assert not re.search(r"(\+33|\b0)[1-9]([ .]\d\d){4}\b", text)
