"""The curated table of actors: its form, its references, its sources, and who is in it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from biograph import vocabulary
from biograph.harvest.identifiers import valid
from biograph.harvest.places import folded
from biograph.harvest.sources import actors
from biograph.model import DatedName
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

with (extract() / actors.TABLE.path).open(encoding="utf-8", newline="") as _stream:
    LINES = list(csv.DictReader(_stream, delimiter="\t", quoting=csv.QUOTE_NONE))
BY_NAME = {line["name"]: line for line in LINES}
COLUMNS = (
    "name", "aliases", "former_names", "kinds", "country", "city", "parent", "sites", "modalities",
    "supplies_or_makes", "identifiers", "status", "source_url", "source_date", "checked",
    "confidence",
)  # fmt: skip
CHECKED = {"siren", "ror", "rnsr", "wikidata", "isin", "finess"}
SITES = {"Site", "ProductionSite"}


def values(line: dict[str, str], column: str) -> list[str]:
    """The values of a cell."""
    return [value for value in line[column].split("|") if value]


def kinds(line: dict[str, str]) -> set[str]:
    """The kinds of a line with the classes above them."""
    own = values(line, "kinds")
    return set(own).union(*(vocabulary.superclasses(kind) for kind in own))


def of(*classes: str) -> list[dict[str, str]]:
    """The lines of any of the classes."""
    return [line for line in LINES if set(classes) & kinds(line)]


def test_lines_have_the_declared_columns_and_unique_sorted_names() -> None:
    """None twice in another spelling, no cell with spaces around, no empty or double value."""
    names = [line["name"] for line in LINES]
    assert tuple(LINES[0]) == COLUMNS
    assert [(folded(n), n) for n in names] == sorted((folded(n), n) for n in names)
    assert len({folded(name) for name in names}) == len(names)
    for line in LINES:
        for column, cell in line.items():
            parts = cell.split("|") if cell else []
            assert all(part and part == part.strip() for part in parts), (line["name"], column)
            assert len(parts) == len(set(parts)), (line["name"], column)


def test_kinds_are_classes_of_actors() -> None:
    """Every kind is a class of the ontology, of an organisation or of a site of one."""
    for line in LINES:
        assert set(values(line, "kinds")) <= vocabulary.classes(), line["name"]
        assert kinds(line) & {"Organization", "Site"}, line["name"]


def test_countries_and_confidence_are_codes() -> None:
    """ISO 3166 with a question mark where a page did not state it; empty where nobody knows."""
    for line in LINES:
        assert re.fullmatch(r"([A-Z]{2}\??)?", line["country"]), line["name"]
        assert line["confidence"] in {"high", "medium", "low"}, line["name"]
    assert sum(not line["country"] for line in LINES) < len(LINES) / 100


def test_every_line_has_a_source_and_dates_are_dates() -> None:
    """A public page or a register row; the date of the information and that of a second reading."""
    form = re.compile(r"https?://\S+|(registries|products)/[\w.]+#.+")
    for line in LINES:
        sources = values(line, "source_url")
        assert sources, line["name"]
        assert all(map(form.match, sources)), line["name"]
        assert re.fullmatch(r"((19|20)\d\d(-\d\d(-\d\d)?)?.*)?", line["source_date"]), line["name"]
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", line["checked"]), line["name"]


def test_identifiers_are_valid_and_belong_to_one_line() -> None:
    """Check digits are right, and two lines never claim one number."""
    held = defaultdict(list)
    for line in LINES:
        for value in values(line, "identifiers"):
            scheme, _, code = value.partition(":")
            if scheme in CHECKED:
                assert valid(scheme, code.rstrip("?")), (line["name"], value)
                held[value].append(line["name"])
    assert {value: names for value, names in held.items() if len(names) > 1} == {}


def test_parents_are_lines_and_nobody_owns_itself() -> None:
    """Both ways: whoever is named as an owner has a line, and no chain of owners is a circle."""
    above = {
        line["name"]: [parent.name for parent in actors.parents(line["parent"])] for line in LINES
    }
    for name, owners in above.items():
        assert [owner for owner in owners if owner not in BY_NAME] == [], name
    for name in above:
        assert name not in set(_ancestors(name, above)), name


def _ancestors(name: str, above: dict[str, list[str]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = list(above[name])
    while waiting:
        owner = waiting.pop()
        if owner not in seen:
            seen.add(owner)
            waiting += above[owner]
    return iter(sorted(seen))


def test_dates_of_ownership_are_in_order() -> None:
    """An ownership ends after it began, and the text before the dates is the name alone."""
    for line in LINES:
        for parent in actors.parents(line["parent"]):
            assert not (parent.since and parent.until) or parent.since <= parent.until, line["name"]
            assert not re.search(r"\d{4}[?/)]", parent.name), line["name"]


def test_dates_of_former_names_are_in_order() -> None:
    """A name ended after it began, the dates are read, and the ended name is another one."""
    for line in LINES:
        for former in former_names(line):
            assert not (former.since and former.until) or former.since <= former.until, former
            assert not re.search(r"\d{4}[?/)]", former.name), former
            assert folded(former.name) != folded(line["name"]), former
    assert any(former.until for line in LINES for former in former_names(line))


def former_names(line: dict[str, str]) -> list[DatedName]:
    """The former names of a line, without their question marks."""
    return [DatedName.read(value.rstrip("?")) for value in values(line, "former_names")]


def test_a_site_belongs_to_an_organisation() -> None:
    """Group, organisation and site are told apart: a site leads with its kind and has an owner."""
    for line in LINES:
        own = values(line, "kinds")
        if SITES & set(own):
            assert own[0] in SITES, line["name"]
            owners = [BY_NAME[parent.name] for parent in actors.parents(line["parent"])]
            assert owners, line["name"]
            assert all(values(owner, "kinds")[0] not in SITES for owner in owners), line["name"]


def test_no_name_is_anothers_alias_without_a_reason() -> None:
    """An alias that is the name of another line is a trap, and the traps are known."""
    names = {folded(line["name"]): line["name"] for line in LINES}
    found = {
        (line["name"], names[folded(alias)])
        for line in LINES
        for alias in (*values(line, "aliases"), *(name for name, *_ in former_names(line)))
        if folded(alias.rstrip("?")) in names and names[folded(alias.rstrip("?"))] != line["name"]
    }
    assert found == TRAPS


#: Two lines of which one bears the other's name, because no source says that they are one.
TRAPS = {
    ("Axoltis Pharma", "Neuronax"),
    ("IMVA-HB", "IDMIT"),
    ("Institut de Recherches Internationales Servier", "IRIS"),
    ("PX'Therapeutics", "Protein'eXpert"),
}


@pytest.mark.parametrize(
    ("classes", "least"),
    [
        (("CDMO", "AcademicGMPPlatform", "Site"), 150),
        (("EquipmentSupplier", "RawMaterialSupplier"), 300),
        (("Distributor", "LogisticsProvider"), 80),
        (("PatientOrganization",), 130),
        (("Hospital",), 150),
        (("Startup", "PharmaCompany"), 280),
        (("ResearchOrganization",), 160),
        (("Funder",), 100),
        (("Cluster", "TrainingCentre"), 90),
        (("Regulator",), 35),
    ],
)
def test_the_table_holds_enough_of_each_class(classes: tuple[str, ...], least: int) -> None:
    """The classes that decide the gaps and stand in no register."""
    assert len(of(*classes)) >= least


def test_the_table_holds_the_whole_chain() -> None:
    """At least 1,600 distinct organisations, two in three looked at by a second reader."""
    assert len(LINES) >= 1_600
    assert sum(bool(line["checked"]) for line in LINES) >= len(LINES) * 2 / 3


def test_every_association_says_whom_it_represents() -> None:
    """The disease of its patients; without it nobody can link it to a therapy."""
    missing = [
        line["name"]
        for line in of("PatientOrganization")
        if "represents" not in line["supplies_or_makes"]
    ]
    assert missing == []


def test_no_contact_data() -> None:
    """No e-mail address and no telephone number stands in any cell."""
    text = "\n".join("\t".join(line.values()) for line in LINES)
    assert not re.search(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", text)
    assert not re.search(r"(\+33|\b0)[1-9]([ .]\d\d){4}\b", text)


def test_what_suppliers_sell_is_mostly_known_to_the_ontology() -> None:
    """Words of their own stay, but two in three wares are terms."""
    count = Counter[bool]()
    for line in of("EquipmentSupplier", "RawMaterialSupplier", "Distributor"):
        for act in actors.activities(line):
            if act.predicate == "suppliesInput":
                count[bool(act.object.identifiers)] += 1
    assert count[True] / count.total() >= 0.6
