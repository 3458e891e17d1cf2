"""PIA: the live form gives the records of the snapshot form, and no person's name."""

import csv
import json

import pytest

from biograph.harvest.declared import PIA_PARTNERS, PIA_PROJECTS
from biograph.harvest.feeds import pia
from biograph.harvest.raw import RawStore, State
from biograph.harvest.sources import SOURCES
from biograph.model import Reason
from tests.replay import sample

from . import files

PROJECTS, PARTNERS = (files.query("pia", name) for name in ("projects", "partners"))
PROJECT = {
    "Projet.Code_Decision_ANR": "ANR-10-INBS-0005",
    "Action.Edition": 2010,
    "Action.Titre.Francais": "INBS",
    "Projet.Acronyme": "FRISBI",
    "Projet.Titre.Francais": "Infrastructure de biologie structurale",
    "Projet.Resume.Francais": "Une infrastructure.",
    "Projet.Aide_allouee": 32000000.0,
}
PARTNER = {
    "Projet.Code_Decision_ANR": "ANR-10-INBS-0005",
    "Projet.Partenaire.Code_Decision_ANR": "ANR-10-INBS-0005-01",
    "Action.Edition": 2010,
    "Projet.Acronyme": "FRISBI",
    "Projet.Partenaire.Est_coordinateur": True,
    "Projet.Partenaire.Nom_organisme": "CNRS Alsace (Strasbourg)",
    "Projet.Partenaire.Categorie_organisme": "Organismes de type EPST",
    "Projet.Partenaire.Adresse.Ville": "Strasbourg",
    "Projet.Partenaire.Responsable_scientifique.Nom": "PERSONNE",
}


def serve(replay, projects, partners):
    """Have data.gouv.fr serve both files."""
    names = (PROJECTS.values["resource"], PARTNERS.values["resource"])
    files.resources(replay, dict(zip(names, (projects, partners), strict=True)))
    return replay


@pytest.fixture
def portal(replay):
    """data.gouv.fr with one project and one partner."""
    return serve(replay, files.split_form([PROJECT]), files.split_form([PARTNER]))


def fetched(portal):
    """The pages of both files."""
    return [page for query in (PROJECTS, PARTNERS) for page in files.pages(pia, portal, query)]


def comparable(found):
    """What must be equal in both forms: all but the bytes they came in."""
    return [
        (one.source, one.table, one.key, dict(one.fields), one.published)
        for one in files.records(found)
    ]


def test_live_and_recorded_give_the_same_records(portal, tmp_path):
    """Numbers and booleans of JSON are the text that the CSV form has."""
    live = files.read(pia, fetched(portal))
    (tmp_path / "registries").mkdir()
    for query, row in ((PROJECTS, PROJECT), (PARTNERS, PARTNER)):
        columns = pia.columns(query.id)
        path = tmp_path / pia.TABLES[query.id].path
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerow({k: str(row[k]).removesuffix(".0") for k in columns})
    assert comparable(live) == comparable(list(SOURCES["pia"].records(tmp_path)))
    assert len(comparable(live)) == 2


def test_all_recorded_projects_and_partners_come_back(replay, shared):
    """The real rows, put in the form of the resources, have the snapshot's fields."""
    projects, partners = (files.rows(shared, table) for table in (PIA_PROJECTS, PIA_PARTNERS))
    serve(replay, files.split_form(projects), files.split_form(partners))
    first, second = fetched(replay)
    assert (first.size, second.size) == (1_379, 7_581)
    for page, table, rows in ((first, PIA_PROJECTS, projects), (second, PIA_PARTNERS, partners)):
        found = files.read(pia, [page])
        assert files.declared(table, files.records(found)) == files.declared(table, rows)
        assert files.reasons(found) == []


def test_no_person_comes_through_the_door(portal):
    """Neither the payloads that are kept nor the records hold the names of persons."""
    found = fetched(portal)
    assert all(b"PERSONNE" not in page.payload.content for page in found)
    assert "personne" not in str(files.read(pia, found)).lower()
    raw = files.payload(PARTNERS, files.split_form([PARTNER]))
    assert "personne" not in str(list(pia.parse(raw))).lower()


def test_the_catalogue_tells_where_the_files_are(portal):
    """The data set is asked first, then the version of the file that it names."""
    (page,) = files.pages(pia, portal, PROJECTS)
    assert [request.path for request in portal.seen] == [
        f"/api/1/datasets/{PROJECTS.values['dataset']}/",
        f"/v1/{PROJECTS.values['resource']}",
    ]
    assert page.payload.url == f"https://{files.STATIC}/v1/{PROJECTS.values['resource']}"


def test_a_file_that_did_not_change_is_no_page(portal):
    """The same version is asked for with its validators."""
    assert files.unchanged(pia, portal, PARTNERS, files.STATIC)


def test_a_kept_payload_is_read_again_without_the_network(portal, tmp_path):
    """Replay gives the records of the fetch."""
    found = fetched(portal)
    with RawStore(tmp_path) as store:
        for page in found:
            store.keep(page.payload, records={}, state=State())
        again = [one for kept in store.replay("pia") for one in pia.parse(kept)]
    assert comparable(again) == comparable(files.read(pia, found))
    assert len(comparable(again)) == 2


def test_columns_renamed_by_the_publisher_are_known(replay):
    """The project code has had two names."""
    old = [{k.removesuffix("_ANR"): v for k, v in row.items()} for row in (PROJECT, PARTNER)]
    serve(replay, *(files.split_form([row]) for row in old))
    assert [one.key for one in files.records(files.read(pia, fetched(replay)))] == [
        "ANR-10-INBS-0005",
        "ANR-10-INBS-0005-01",
    ]


@pytest.mark.parametrize("body", files.ODD_BODIES)
@pytest.mark.parametrize("query", [PROJECTS, PARTNERS], ids=lambda query: query.id)
def test_an_answer_that_is_not_the_json_expected_is_no_data(replay, query, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    serve(replay, body, body)
    assert files.refused(pia, replay, query)
    found = list(pia.parse(files.payload(query, body)))
    assert files.reasons(found) == [Reason.MALFORMED]
    assert not files.records(found)


@pytest.mark.parametrize("host", [files.DATA_GOUV, files.STATIC])
def test_an_outage_page_is_an_outage(portal, shared, host):
    """HTML under HTTP 200, from the catalogue or in place of the file."""
    files.answering(portal, host, sample(files.OUTAGE))
    assert files.refused(pia, portal, PROJECTS)


def test_a_column_lost_at_the_publisher_is_flagged():
    """The flag names the column; no half rows are made."""
    row = {k: v for k, v in PROJECT.items() if k != "Projet.Acronyme"}
    (flag,) = pia.parse(files.payload(PROJECTS, files.split_form([row])))
    assert flag.reason is Reason.MISSING_COLUMN
    assert "'Projet.Acronyme'" in flag.message


def test_a_bad_row_costs_no_other():
    """A row with a cell too few, one that is no list, a key seen twice, and so few rows."""
    given = json.loads(files.split_form([PROJECT, PROJECT]))
    given["data"] += [given["data"][0][:-1], 3]
    found = list(pia.parse(files.payload(PROJECTS, json.dumps(given).encode())))
    assert files.reasons(found) == [
        Reason.DUPLICATE_KEY,
        Reason.MALFORMED,
        Reason.MALFORMED,
        Reason.TOO_FEW_ROWS,
    ]
    assert len(files.records(found)) == 1


def test_no_row_at_all_is_too_few():
    """An empty file is a failure at the publisher's."""
    body = json.dumps({"columns": list(PROJECT), "data": []}).encode()
    (flag,) = pia.parse(files.payload(PROJECTS, body))
    assert flag.reason is Reason.TOO_FEW_ROWS
