"""The value chain as a picture, its families and its cells."""

import csv
import io
import re

import pyoxigraph as ox
import pytest

from biograph.analyse.supply import FRANCE
from biograph.errors import QueryError
from biograph.model import Presence
from biograph.serve.chain.stages import matrix
from biograph.serve.chain.subjects import known, subjects
from biograph.serve.page import Asked, NotFound
from biograph.serve.pages.chain import cell, chain, family
from biograph.terms import DATA, local_name


def asked(query=None, **path):
    """A question of a reader to one of these pages."""
    return Asked(path=path, query={name: (value,) for name, value in (query or {}).items()})


def keys(found):
    """Family and stage of a cell as they stand in addresses."""
    return {"family": local_name(found.family), "stage": local_name(found.stage)}


@pytest.fixture(scope="module")
def picture(site):
    """The whole chain."""
    return chain(site, asked())


@pytest.fixture(scope="module")
def known_cell(site):
    """A cell with actors."""
    return next(one for one in matrix(site) if one.actors)


def test_both_pictures_hold_every_stage_of_every_recipe_once(site, picture):
    """Nothing is left out of the picture, nor drawn twice."""
    expected = sorted((one.family, one.stage) for one in matrix(site))
    for drawing in picture.values["drawings"]:
        assert sorted((b.cell.family, b.cell.stage) for b in drawing.boxes) == expected


def test_every_cell_leads_to_a_page_of_its_own(client, picture):
    """A click never leads to nowhere."""
    boxes = picture.values["drawings"][0].boxes
    for box in boxes[:: len(boxes) // 5]:
        assert client.get(box.link).status_code == 200, box.link


def test_marks_count_the_findings_on_a_cell(site, picture):
    """A mark is there where a finding is, with its number."""
    told = subjects(site)
    for box in picture.values["drawings"][0].boxes:
        at = box.cell.family, box.cell.stage
        here = [f.kind for f in site.findings.values() if at in told[f.id].cells]
        assert box.cell.narrow == here.count("single-point")
        assert box.cell.lacking == here.count("input-gap")


@pytest.mark.parametrize("word", ["family", "stage"])
def test_the_picture_can_be_narrowed_down_by_its_address(site, word):
    """All formats hold what was asked for, and no more."""
    value = keys(matrix(site)[3])[word]
    found = chain(site, asked({word: value}))
    assert found.table.rows
    assert set(found.table.column(word)) == {f"{DATA}{word}/{value}"}
    assert {getattr(b.cell, word) for b in found.values["drawings"][0].boxes} == {
        f"{DATA}{word}/{value}"
    }


def test_a_region_shows_only_who_is_based_there(site):
    """What nobody does there is unknown, not absent."""
    region = next(row["region"] for row in site.ask("actors/regions").records())
    based = set(site.ask("actors/regions", region=region).column("actor"))
    for one in matrix(site, local_name(region)):
        assert set(one.actors) <= based
        assert one.presence is not Presence.UNKNOWN or not one.actors


def test_who_is_unknown_is_not_counted(picture):
    """An unknown cell has no number, in the table as in the page."""
    for row in picture.table.records():
        assert (row["actors"] is None) == (row["presence"] == "unknown")
        assert row["actors"] != "0" or row["presence"].startswith("absent")


def test_the_table_for_screen_readers_says_what_the_picture_says(client, picture):
    """One line a cell; what is unknown is a question mark."""
    page = client.get("/en/chain").text
    table = page[page.index("<table>") :]
    unknown = sum(row["presence"] == "unknown" for row in picture.table.records())
    assert table.count('<th scope="row">') == len(picture.table)
    assert len(re.findall(r'data-label="Number">\?</td>', table)) == unknown


def test_csv_and_page_hold_the_same_cells_in_both_languages(client, picture):
    """Only the words differ."""
    rows = {
        lang: list(csv.DictReader(io.StringIO(client.get(f"/{lang}/chain.csv").text)))
        for lang in ("fr", "en")
    }
    assert len(rows["fr"]) == len(picture.table)
    assert [r["stage"] for r in rows["fr"]] == [r["stage"] for r in rows["en"]]
    assert [r["stage_name"] for r in rows["fr"]] != [r["stage_name"] for r in rows["en"]]


def test_the_facts_behind_the_chain_come_as_turtle(client, site):
    """Each is a relation node of the graph."""
    triples = list(ox.parse(client.get("/en/chain.ttl").text, format=ox.RdfFormat.TURTLE))
    told = {triple.subject.value for triple in triples}
    assert told == {relation for one in matrix(site) for relation in one.evidence}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fr/chain?family=nope", 400),
        ("/fr/chain?region=nope", 400),
        ("/fr/chain/nope", 404),
        ("/fr/chain/mrna_vaccine/nope", 404),
        ("/fr/chain/mrna_vaccine/nope.json", 404),
    ],
)
def test_what_is_not_there_is_told_with_what_is(client, address, status):
    """An error is short, has a hint and no trace."""
    answer = client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "hint" in answer.text if address.endswith("json") else "→" in answer.text


def test_unknown_words_raise_errors_of_ours(site):
    """The page of a family or cell that does not exist is none."""
    with pytest.raises(NotFound, match="no therapy family"):
        family(site, asked(family="nope"))
    with pytest.raises(NotFound, match="no stage"):
        cell(site, asked(family="mrna_vaccine", stage="nope"))
    with pytest.raises(QueryError, match="no therapy family"):
        chain(site, asked({"family": "nope"}))


def test_a_cell_names_its_actors_with_quotes_that_say_so(site, client, known_cell):
    """Each is linked to its page, each has a source."""
    path = keys(known_cell)
    active = cell(site, asked(**path)).values["active"]
    assert {one.iri for one in active} == set(known_cell.actors)
    assert all(one.quotes for one in active)
    page = client.get(f"/fr/chain/{path['family']}/{path['stage']}").text
    for one in active:
        assert f'href="/fr/entity/{one.iri.removeprefix(DATA)}"' in page


def test_makers_of_a_required_input_stand_in_one_area_each(site):
    """In France, in the rest of the EU, elsewhere: all known ones, none twice."""
    supply = known(site).supply
    wanted = cell(site, asked(family="monoclonal_antibody", stage="upstream")).data["inputs"]
    assert any(one.france for one in wanted)
    for one in wanted:
        areas = [*one.france, *one.europe, *one.elsewhere]
        assert sorted(m.iri for m in areas) == sorted(m.iri for m in supply.of(one.line.input))
        assert all(maker.country == FRANCE for maker in one.france)
        assert all(maker.country in supply.union - {FRANCE} for maker in one.europe)


def test_an_input_without_a_known_maker_is_a_question_mark(site, client):
    """It is never shown as made by nobody."""
    found = cell(site, asked(family="monoclonal_antibody", stage="upstream"))
    line = next(o.line for o in found.data["inputs"] if not (o.france + o.europe + o.elsewhere))
    page = client.get("/en/chain/monoclonal_antibody/upstream").text
    row = page[page.index(f"/entity/{line.input.removeprefix(DATA)}") :]
    assert row[: row.index("</tr>")].count('<span class="nothingknown">?</span>') == 3


def test_the_page_of_a_family_draws_its_recipe_and_lists_all_its_inputs(site, client):
    """Nested recipes lead to their families; the CSV has one row a line."""
    lines = known(site).recipes.lines[f"{DATA}family/autologous_car_t"]
    page = client.get("/fr/chain/autologous_car_t").text
    nested = {local_name(line.expands) for line in lines if line.expands}
    assert nested
    assert all(f'<a href="/fr/chain/{key}">' in page for key in nested)
    assert "<style" not in page
    rows = client.get("/fr/chain/autologous_car_t.csv").text.splitlines()[1:]
    assert len(rows) == len(lines)


def test_an_embedded_chain_stays_embedded(client):
    """Its cells lead to pages without header and footer, too."""
    page = client.get("/en/chain?embed=1&family=mrna_vaccine").text
    assert "<footer" not in page
    assert "/en/chain/mrna_vaccine/fill-finish?embed=1" in page
