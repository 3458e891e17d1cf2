"""The table of further names keeps its own rules, and the linker follows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from biograph.link import other_names
from biograph.link.provisional import provisional
from biograph.model import Entity, Identifier, Mention
from biograph.resources import extract
from biograph.run.gather import gather
from biograph.run.linking import linker_of
from biograph.run.track import silent
from biograph.terms import mint, name_key


def rows() -> list[dict[str, str]]:
    """The lines by column."""
    lines = (extract() / "gazetteers" / other_names.FILE).read_text(encoding="utf-8").splitlines()
    header, *cells = (line.split("\t") for line in lines)
    return [dict(zip(header, line, strict=True)) for line in cells]


ROWS = rows()


def test_the_columns_are_those_of_the_format():
    """The code reads them by these names."""
    assert tuple(ROWS[0]) == other_names.COLUMNS


def test_names_are_in_order_and_lead_to_one_actor_each():
    """Two lines on one name, however it is spelt, would leave the choice to chance."""
    assert [row["name"] for row in ROWS] == sorted(row["name"] for row in ROWS)
    count = Counter(name_key(row["name"]) for row in ROWS)
    assert [name for name, times in count.items() if times > 1] == []


def test_every_line_is_dated_and_has_a_reason():
    """So that anybody can check it."""
    assert all(row["reason"] and date.fromisoformat(row["date"]) for row in ROWS)


def test_every_line_leads_to_an_entry_of_the_snapshot_or_to_a_name(shared):
    """An id that no row bears would lead nowhere."""
    units = gather((), snapshot=shared, track=silent).units.values()
    known = {entry.id for unit in units for entry in unit.entries}
    assert sorted(other_names.of_entries().keys() - known) == []


def test_no_name_leads_on_to_another():
    """Names are replaced once, so that what they become has to be final."""
    led = other_names.of_names()
    assert [name for name in led.values() if led.get(name_key(name), name) != name] == []


@pytest.fixture(scope="module")
def entities(shared):
    """The entities behind some entries that the table speaks of."""
    wanted = {"ror#02wy4ac67", "ror#05kwbf598", "actors#CNRS"}
    units = gather(("ror",), snapshot=shared, track=silent).units.values()
    found = {e.id: e for unit in units for e in unit.entries if e.id in wanted}
    return [
        Entity(iri=mint("org", key), kinds=e.kinds, name=e.name, names=(e.name,), entries=(e,))
        for key, e in sorted(found.items())
    ]


def test_a_further_name_is_found_as_the_name_of_its_entry(entities):
    """The partner lists call the office at Strasbourg by the body and the region."""
    linker = linker_of(entities)
    said = Mention(text="CNRS Alsace (Strasbourg)", kind="ResearchOrganization")
    link = linker.link(said)
    assert (link.entity.name, link.method) == ("Délégation Alsace", "name")


def test_a_number_beside_a_further_name_does_not_forbid_it(entities):
    """A list writes the number of the unit before, and another town."""
    (now,) = (entity for entity in entities if entity.entries[0].key == "05kwbf598")
    now = replace(now, city="Grenoble", identifiers=(Identifier("rnsr", "201622378J"),))
    before = (Identifier("rnsr", "200716478K"),)
    links = [
        linker_of([now]).link(
            Mention(text=text, kind="ResearchOrganization", place="La Tronche", identifiers=before)
        )
        for text in ("INSERM-UJF-U823", "INSERM-UJF-U824")
    ]
    assert [link.entity.provisional for link in links] == [False, True]


def test_the_core_of_a_further_name_alone_names_nobody(shared):
    """SATT Alsace is SATT Conectus; the region that its name holds is not."""
    units = gather(("actors",), snapshot=shared, track=silent).units.values()
    (satt,) = (e for unit in units for e in unit.entries if e.key == "SATT Conectus")
    known = Entity(iri=mint("org", "satt"), kinds=satt.kinds, name=satt.name, entries=(satt,))
    linker = linker_of([known])
    found = {
        text: linker.link(Mention(text=text, kind="Funder")).entity.name
        for text in ("SATT Alsace", "Alsace", "région Alsace")
    }
    assert found["SATT Alsace"] == "SATT Conectus"
    assert "SATT Conectus" not in {found["Alsace"], found["région Alsace"]}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("UM2", "ror#00wh4bp03"),
        ("Bordeaux 2", "ror#04gbzm373"),
        ("ULP", "actors#Université de Strasbourg"),
        ("INPG", "ror#05sbt2524"),
        ("CHR&U", "actors#CHU de Lille"),
        ("CRLC Val d'Aurelle", "finess#340000207"),
        ("SATT Grenoble Alpes", "actors#SATT Linksium"),
    ],
)
def test_short_and_former_names_of_bodies_lead_to_their_entries(text, key):
    """Texts call universities, hospitals and offices by them, registers do not."""
    named = other_names.of_entries().items()
    led = {name_key(name): entry for entry, names in named for name in names}
    assert led[name_key(text)] == key


def test_two_names_of_an_actor_without_entry_make_one_node():
    """Whichever of them a document writes."""
    made = [
        provisional(Mention(text=text, kind="Company"), ()).entity.iri
        for text in ("Groupe Renault", "Renault (Siège)", "Renault SAS")
    ]
    assert len(set(made)) == 1


@pytest.fixture
def another_table(tmp_path, monkeypatch):
    """A table of one line in place of the bundled one."""
    other_names.of_names()  # the bundled one is kept until the test forgets it
    path = tmp_path / other_names.FILE
    path.write_text("name\tof\tdate\treason\nZymo\tname#Zymopharm\t2026-11-27\ta test\n")
    monkeypatch.setattr(other_names, "FILE", path)
    yield path
    monkeypatch.undo()
    other_names.of_names.cache_clear()


def test_documents_are_read_again_where_the_names_without_entry_change(another_table):
    """The nodes of their actors hang on the table: its lines are part of what decides."""
    before = linker_of(()).digest
    other_names.of_names.cache_clear()
    assert linker_of(()).digest != before
    assert other_names.of_names() == {"zymo": "Zymopharm"}
