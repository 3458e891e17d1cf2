"""CORDIS: French participants of projects on biotherapies, out of a zip archive of tables."""

import csv
import io

import pytest

from biograph.harvest.declared import CORDIS
from biograph.harvest.feeds import cordis
from biograph.harvest.forms import archive
from biograph.harvest.sources import SOURCES
from biograph.model import Reason
from tests.replay import sample

from . import files

HOST = "cordis.europa.eu"
H2020, HORIZON = (files.query("cordis", name) for name in ("h2020", "horizon"))
PROJECT = {
    "id": "896850",
    "acronym": "ESSAI",
    "title": "Viral vectors for gene therapy",
    "totalCost": "196707,84",
    "objective": 'We make "vectors"; many of them,\nfor all.',
    "contentUpdateDate": "2023-05-04 20:43:00",
}
TOPIC = {"projectID": "896850", "topic": "SC1-BHC-09", "title": "Innovation platforms"}
FRENCH = {
    "projectID": "896850",
    "projectAcronym": "ESSAI",
    "organisationID": "999849326",
    "vatNumber": "FR55180092025",
    "name": "INSTITUT D'ESSAI",
    "shortName": "IE",
    "activityType": "HES",
    "city": "Palaiseau",
    "country": "FR",
    "geolocation": "48.7144587,2.2453842",
    "organizationURL": "http://www.example.org",
    "contactForm": "https://ec.europa.eu/personne",
    "contentUpdateDate": "2023-05-04 20:43:00",
    "role": "coordinator",
    "ecContribution": "196707,84",
    "netEcContribution": "196707.84",
}


def table(rows, delimiter=";"):
    """Rows as CORDIS writes them."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def programme(organisations, projects=(PROJECT,), topics=(TOPIC,), delimiter=";", folder=""):
    """The archive of a framework programme."""
    given = {
        cordis.PROJECTS: projects,
        cordis.TOPICS: topics,
        cordis.ORGANISATIONS: organisations,
    }
    return archive.packed({folder + name: table(rows, delimiter) for name, rows in given.items()})


def read(content):
    """What the feed reads in an archive."""
    return list(cordis.parse(files.payload(H2020, content)))


def test_the_recorded_participations_come_back(replay, shared):
    """The real rows, put in the form of the archive, have the snapshot's fields."""
    rows = files.rows(shared, CORDIS)
    organisations = [{**row, "country": "FR"} for row in rows]
    numbers = {row["projectID"]: row for row in rows}
    projects = [{**PROJECT, "id": number} for number in numbers]
    topics = [
        {"projectID": number, "topic": row["topic"], "title": row["topic_title"]}
        for number, row in numbers.items()
    ]
    files.answering(replay, HOST, programme(organisations, projects, topics))
    (page,) = files.pages(cordis, replay, H2020)
    found = files.read(cordis, [page])
    assert replay.seen[0].path == "/data/cordis-h2020projects-csv.zip"
    assert files.declared(CORDIS, files.records(found)) == files.declared(CORDIS, rows)
    assert {one.key: one.published for one in files.records(found)} == {
        CORDIS.key_of(row): row["contentUpdateDate"][:10] for row in rows
    }
    assert all(
        one.fields["topic_title"] == numbers[one.fields["projectID"]]["topic_title"]
        for one in files.records(found)
    )
    assert files.reasons(found) == []


def test_both_programmes_are_asked_for(replay):
    """Horizon 2020 and Horizon Europe are files of their own; no participation is in both."""
    files.answering(replay, HOST, programme([FRENCH]))
    (page,) = files.pages(cordis, replay, HORIZON)
    assert replay.seen[0].path == "/data/cordis-HORIZONprojects-csv.zip"
    assert page.payload.table == "horizon"


def test_the_source_makes_its_claims_of_live_records():
    """Decimal commas and points are one amount; the SIREN is that of the VAT number."""
    (record,) = files.records(read(programme([FRENCH])))
    claims = {one.predicate: one for one in SOURCES["cordis"].claims(record)}
    assert claims["funds"].amount == "196707.84 €"
    assert ("siren", "180092025") in claims["participatesIn"].subject.identifiers
    assert "personne" not in str(record)


@pytest.mark.parametrize("vat", ["", "FR551800920", "DE180092025", "FR 55 18009202X"])
def test_a_vat_number_that_is_not_french_gives_no_siren(vat):
    """Nothing is guessed."""
    (record,) = files.records(read(programme([{**FRENCH, "vatNumber": vat}])))
    assert record.fields["siren"] == ""


def test_only_french_participants_of_biotherapy_are_kept():
    """Title, objective or topic say so; a partner abroad and another project do not count."""
    silent = {**PROJECT, "title": "Heavy ions", "objective": "Matter."}
    projects = [
        {**silent, "id": "1"},
        {**silent, "id": "2", "title": "Better antibodies"},
        {**silent, "id": "3", "objective": "A process for CAR T cells."},
        {**silent, "id": "4"},
    ]
    topics = [
        {**TOPIC, "projectID": "4", "title": "Vaccine platforms"},
        {**TOPIC, "projectID": "4"},
    ]
    organisations = [{**FRENCH, "projectID": number} for number in "1234"]
    organisations.append({**FRENCH, "projectID": "2", "organisationID": "1", "country": "DE"})
    found = files.records(read(programme(organisations, projects, topics)))
    assert [one.fields["projectID"] for one in found] == ["2", "3", "4"]


@pytest.mark.parametrize(
    "content",
    [
        programme([FRENCH], delimiter=","),
        programme([FRENCH], folder="csv/"),
        programme([{k: v for k, v in FRENCH.items() if k != "contentUpdateDate"}]),
    ],
    ids=["commas", "folder", "no date of its own"],
)
def test_other_dialects_give_the_same_record(content):
    """Files with commas, in a folder, or dated by their projects only."""
    (expected,) = files.records(read(programme([FRENCH])))
    (found,) = files.records(read(content))
    assert (found.key, found.fields, found.published) == (
        expected.key,
        expected.fields,
        expected.published,
    )


def test_a_bad_line_costs_no_other():
    """A line with a cell too many, a participation listed twice, and so few of them."""
    lines = table([FRENCH, FRENCH]).decode() + "896850;ESSAI\n"
    tables = {
        cordis.PROJECTS: table([PROJECT]),
        cordis.TOPICS: table([TOPIC]),
        cordis.ORGANISATIONS: lines.encode(),
    }
    found = read(archive.packed(tables))
    assert files.reasons(found) == [
        Reason.DUPLICATE_KEY,
        Reason.MALFORMED,
        Reason.TOO_FEW_ROWS,
    ]
    assert len(files.records(found)) == 1


@pytest.mark.parametrize("column", ["country", "vatNumber", "netEcContribution", "objective"])
def test_a_column_lost_at_the_publisher_is_flagged(column):
    """The flag names it; no half rows are made."""
    organisation, project = (
        {k: v for k, v in row.items() if k != column} for row in (FRENCH, PROJECT)
    )
    (flag,) = read(programme([organisation], [project]))
    assert flag.reason is Reason.MISSING_COLUMN
    assert repr(column) in flag.message


def test_a_table_that_is_gone_is_flagged():
    """An archive without organisations is not the one we know."""
    (flag,) = read(archive.packed({cordis.PROJECTS: table([PROJECT])}))
    assert flag.reason is Reason.EMPTY


def test_a_bomb_is_not_unpacked(monkeypatch):
    """A table longer than the bound is flagged before it fills the memory."""
    monkeypatch.setattr(archive.members, "__kwdefaults__", {"largest": 1_000})
    (flag,) = read(programme([FRENCH] * 100))
    assert flag.reason is Reason.TOO_LARGE


def test_a_cut_archive_is_an_outage_and_no_data(replay):
    """A zip without its end cannot be read."""
    content = programme([FRENCH])[:-30]
    files.answering(replay, HOST, content)
    assert files.refused(cordis, replay, H2020)
    assert files.reasons(read(content)) == [Reason.MALFORMED]


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_archive_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.answering(replay, HOST, body)
    assert files.refused(cordis, replay, H2020)
    assert files.reasons(read(body)) == [Reason.MALFORMED]


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the archive."""
    files.answering(replay, HOST, sample(files.OUTAGE))
    assert files.refused(cordis, replay, H2020)


def test_an_archive_that_did_not_change_is_no_page(replay):
    """CORDIS is asked with the validators of the last answer."""
    assert files.unchanged(cordis, replay, H2020, HOST)
