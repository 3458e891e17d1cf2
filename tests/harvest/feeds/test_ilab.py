"""i-Lab: the live form gives the records of the snapshot form."""

import csv
import json

import pytest

from biograph.harvest.declared import ILAB, UNIT
from biograph.harvest.feeds import ilab
from biograph.harvest.feeds.ilab import COLUMNS, field_name
from biograph.harvest.raw import RawStore
from biograph.harvest.sources import SOURCES
from biograph.model import Flag, Reason
from tests.replay import Answer, sample

from . import files

HOST = "data.enseignementsup-recherche.gouv.fr"
QUERY = files.query("ilab", "winners")
WINNERS = [
    {
        "identifiant": "QE15017",
        "annee_de_concours": "2015",
        "domaine_technologique": "Pharmacie & biotechnologies",
        "id_region": "R11",
        "region": "Île-de-France",
        "libelle_entreprise": 'Exemple "Thérapies", SAS',
        "ndeg_siren": "803512458",
        "id_de_l_unite_de_recherche_liee_au_projet": "200412248A",
        "unite_de_recherche_liee_au_projet": "Laboratoire d'essai",
        "projet": None,
        "moto": "Un vecteur pour l'œil",
        "resume": "La société développe un vecteur.\nElle vise la rétine.",
        "site_web_entreprise": None,
        "nom_du_laureat": "PERSONNE",
        "email": "personne@example.org",
    },
    {
        "identifiant": None,
        "annee_de_concours": "2019",
        "domaine_technologique": "Technologies médicales",
        "id_region": "R84",
        "region": "Auvergne-Rhône-Alpes",
        "libelle_entreprise": "Autre exemple",
        "ndeg_siren": None,
        "id_de_l_unite_de_recherche_liee_au_projet": None,
        "unite_de_recherche_liee_au_projet": None,
        "projet": "Autre",
        "moto": None,
        "resume": None,
        "site_web_entreprise": "https://example.org",
        "nom_du_laureat": "PERSONNE",
    },
]


@pytest.fixture
def portal(replay):
    """The portal, which answers with the fields selected and no other, as Opendatasoft does."""

    def host(request):
        selected = request.query["select"].split(",")
        return Answer(body=json.dumps([{k: row[k] for k in selected} for row in WINNERS]).encode())

    replay.hosts[HOST] = host
    return replay


def kept(rows):
    """The rows as a payload of the export."""
    return files.payload(QUERY, json.dumps(rows).encode())


def comparable(found):
    """What must be equal in both forms: all but the bytes they came in."""
    return [
        (one.source, one.table, one.key, dict(one.fields), one.published)
        for one in files.records(found)
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("N° SIREN", "ndeg_siren"),
        ("Année de concours", "annee_de_concours"),
        ("Résumé", "resume"),
        (UNIT, "id_de_l_unite_de_recherche_liee_au_projet"),
    ],
)
def test_technical_names_of_the_portal(label, name):
    """As Opendatasoft makes them of the labels."""
    assert field_name(label) == name


def test_live_and_recorded_give_the_same_records(portal, tmp_path):
    """Keys, fields, dates, text and claims are equal."""
    live = files.read(ilab, files.pages(ilab, portal, QUERY))
    labels = {field_name(column): column for column in COLUMNS}
    path = tmp_path / ILAB.path
    path.parent.mkdir(parents=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {labels[k]: v or "" for k, v in row.items() if k in labels} for row in WINNERS
        )
    recorded = list(SOURCES["ilab"].records(tmp_path))
    assert comparable(live) == comparable(recorded)
    assert len(comparable(live)) == 2
    first, second = (files.records(one)[0] for one in (live, recorded))
    connector = SOURCES["ilab"]
    assert connector.text(first) == connector.text(second) is not None
    assert list(connector.claims(first)) == list(connector.claims(second))


def test_all_recorded_winners_come_back(replay, shared):
    """The real rows, put in the form of the export, have the snapshot's fields."""
    rows = files.rows(shared, ILAB)
    body = [{field_name(column): row.get(column) for column in COLUMNS} for row in rows]
    files.answering(replay, HOST, json.dumps(body).encode())
    (page,) = files.pages(ilab, replay, QUERY)
    found = files.read(ilab, [page])
    assert page.size == len(rows) == 3_787
    assert files.declared(ILAB, files.records(found)) == files.declared(ILAB, rows)
    assert Reason.TOO_FEW_ROWS not in files.reasons(found)


def test_a_second_sweep_finds_nothing_new(replay, shared, tmp_path):
    """The file is one record: new at first, no more the second time, new again once it changed."""
    rows = files.rows(shared, ILAB)
    body = [{field_name(column): row.get(column) for column in COLUMNS} for row in rows]
    with RawStore(tmp_path) as store:
        files.answering(replay, HOST, json.dumps(body).encode())
        assert [files.swept(ilab, replay, QUERY, store) for _ in range(2)] == [1, 0]
        files.answering(replay, HOST, json.dumps(body[:100]).encode())
        assert files.swept(ilab, replay, QUERY, store) == 0, "a file that was cut is not taken"
        files.answering(replay, HOST, json.dumps(body[1:]).encode())
        assert files.swept(ilab, replay, QUERY, store) == 1


def test_no_person_comes_through_the_door(portal):
    """Neither the payload that is kept nor the records hold the names of persons."""
    found = files.pages(ilab, portal, QUERY)
    assert all(b"PERSONNE" not in page.payload.content for page in found)
    assert "personne" not in str(files.read(ilab, found)).lower()
    assert "personne" not in str(list(ilab.parse(kept(WINNERS)))).lower()


def test_the_export_is_asked_for_not_the_pages(portal):
    """Pages stop silently at 10,000 rows."""
    (page,) = files.pages(ilab, portal, QUERY)
    assert "/exports/json?" in page.payload.url
    assert (page.size, page.cursor) == (2, "")
    (request,) = portal.seen
    dataset = "fr-esr-laureats-concours-national-i-lab"
    assert request.path == f"/api/explore/v2.1/catalog/datasets/{dataset}/exports/json"
    assert request.query["select"].startswith("identifiant,annee_de_concours,")


def test_an_export_that_did_not_change_is_no_page(replay):
    """The portal is asked with the validators of the last answer."""
    assert files.unchanged(ilab, replay, QUERY, HOST)


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_json_expected_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.answering(replay, HOST, body)
    assert files.refused(ilab, replay, QUERY)
    found = list(ilab.parse(files.payload(QUERY, body)))
    assert files.reasons(found) == [Reason.MALFORMED]
    assert not files.records(found)


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 where JSON was asked."""
    files.answering(replay, HOST, sample(files.OUTAGE))
    assert files.refused(ilab, replay, QUERY)


def test_a_column_lost_at_the_publisher_is_flagged():
    """The flag names the column; no half rows are made."""
    (flag,) = ilab.parse(kept([{k: v for k, v in row.items() if k != "region"} for row in WINNERS]))
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.MISSING_COLUMN
    assert "'Région'" in flag.message


def test_a_bad_row_costs_no_other():
    """A row that is no object, a key seen twice, and so few rows, are flagged."""
    found = list(ilab.parse(kept([WINNERS[0], 3, WINNERS[0], WINNERS[1]])))
    assert files.reasons(found) == [
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert len(files.records(found)) == 2


def test_no_row_at_all_is_too_few():
    """An empty export is a failure at the publisher's, not an empty contest."""
    (flag,) = ilab.parse(kept([]))
    assert flag.reason is Reason.TOO_FEW_ROWS
