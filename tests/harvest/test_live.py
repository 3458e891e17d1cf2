"""The live form gives the records of the snapshot form."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from biograph.harvest import declared
from biograph.harvest.http import Client
from biograph.harvest.live import DATASET, FEEDS, columns, field_name
from biograph.harvest.snapshot import Payload, keep, replay
from biograph.harvest.sources import SOURCES
from biograph.model import Flag, Reason, Record

from .conftest import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.harvest.tables import Table

    from .conftest import Server

pytestmark = pytest.mark.usefixtures("no_backoff")

WINNERS: list[dict[str, Any]] = [
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


def split_form(*rows: dict[str, Any]) -> bytes:
    """The rows as pandas writes them with ``orient="split"``."""
    names = list(rows[0])
    data = [[row[name] for name in names] for row in rows]
    return json.dumps({"columns": names, "index": list(range(len(data))), "data": data}).encode()


def portal(path: str) -> Answer:
    """What both portals answer: only the fields selected, as Opendatasoft does."""
    if DATASET in path:
        selected = parse_qs(urlsplit(path).query)["select"][0].split(",")
        return Answer(json.dumps([{k: row[k] for k in selected} for row in WINNERS]).encode())
    return Answer(split_form(PROJECT if "d9b2d1e7" in path else PARTNER))


def fetched(server: Server, source: str) -> list[Payload]:
    """What the source's feed fetches from the server."""
    server.respond = portal
    with Client() as client:
        return list(FEEDS[source].fetch(client, base=server.base))


def records(source: str, payloads: list[Payload]) -> list[Record | Flag]:
    """What the feed reads in the payloads."""
    return [one for payload in payloads for one in FEEDS[source].records(payload)]


def write_csv(root: Path, table: Table, rows: list[dict[str, str]]) -> None:
    """The rows in the form of the snapshot."""
    path = root / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns(table), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def comparable(found: list[Record | Flag]) -> list[tuple[Any, ...]]:
    """What must be equal in both forms: all but the bytes they came in."""
    return [
        (one.source, one.table, one.key, dict(one.fields), one.published)
        for one in found
        if isinstance(one, Record)
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("N° SIREN", "ndeg_siren"),
        ("Année de concours", "annee_de_concours"),
        ("Résumé", "resume"),
        (declared.UNIT, "id_de_l_unite_de_recherche_liee_au_projet"),
    ],
)
def test_technical_names_of_the_portal(label: str, name: str) -> None:
    """As Opendatasoft makes them of the labels."""
    assert field_name(label) == name


def test_ilab_live_and_recorded_give_the_same_records(server: Server, tmp_path: Path) -> None:
    """Keys, fields, text and claims are equal."""
    live = records("ilab", fetched(server, "ilab"))
    labels = {field_name(column): column for column in columns(declared.ILAB)}
    rows = [{labels[k]: v or "" for k, v in row.items() if k in labels} for row in WINNERS]
    write_csv(tmp_path, declared.ILAB, rows)
    recorded = list(SOURCES["ilab"].records(tmp_path))
    assert comparable(live) == comparable(recorded)
    assert len(comparable(live)) == 2
    connector = SOURCES["ilab"]
    first, second = (one[0] for one in (live, recorded))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert connector.text(first) == connector.text(second) is not None
    assert list(connector.claims(first)) == list(connector.claims(second))


def test_pia_live_and_recorded_give_the_same_records(server: Server, tmp_path: Path) -> None:
    """Numbers and booleans of JSON are the text that the CSV form has."""
    live = records("pia", fetched(server, "pia"))
    for table, row in ((declared.PIA_PROJECTS, PROJECT), (declared.PIA_PARTNERS, PARTNER)):
        text = {k: str(row[k]).removesuffix(".0") for k in columns(table)}
        write_csv(tmp_path, table, [text])
    assert comparable(live) == comparable(list(SOURCES["pia"].records(tmp_path)))
    assert len(comparable(live)) == 2


def test_no_person_comes_through_the_door(server: Server) -> None:
    """Neither the payloads that are kept nor the records hold the names of persons."""
    for source in FEEDS:
        payloads = fetched(server, source)
        assert all(b"PERSONNE" not in payload.content for payload in payloads)
        assert all("personne" not in str(one).lower() for one in records(source, payloads))


def test_the_export_is_asked_for_not_the_pages(server: Server) -> None:
    """Pages stop silently at 10,000 rows."""
    (payload,) = fetched(server, "ilab")
    assert "/exports/json?" in payload.url
    assert len(server.seen) == 1


def test_a_kept_payload_is_read_again_without_the_network(server: Server, tmp_path: Path) -> None:
    """Replay gives the records of the fetch."""
    payloads = fetched(server, "pia")
    for payload in payloads:
        keep(tmp_path, payload)
    again = [one for one in replay(tmp_path, "pia") if isinstance(one, Payload)]
    assert sorted(comparable(records("pia", again))) == sorted(comparable(records("pia", payloads)))


def test_columns_renamed_by_the_publisher_are_known(server: Server) -> None:
    """The project code has had two names."""
    server.respond = lambda path: (
        Answer(split_form({k.removesuffix("_ANR"): v for k, v in PROJECT.items()}))
        if "d9b2d1e7" in path
        else portal(path)
    )
    with Client() as client:
        payloads = list(FEEDS["pia"].fetch(client, base=server.base))
    found = records("pia", payloads)
    assert [one.key for one in found if isinstance(one, Record)] == [
        "ANR-10-INBS-0005",
        "ANR-10-INBS-0005-01",
    ]


@pytest.mark.parametrize(
    "body", [b"", b"<html>Down</html>", b"{}", b"null", b'"text"', b"\xff", b"[" * 100_000]
)
@pytest.mark.parametrize("source", ["ilab", "pia"])
def test_an_answer_that_is_not_the_json_expected_is_flagged(
    server: Server, source: str, body: bytes
) -> None:
    """A page of an outage under status 200 is no data, and no crash."""
    server.respond = lambda _path: Answer(body)
    with Client() as client:
        payloads = list(FEEDS[source].fetch(client, base=server.base))
    found = records(source, payloads)
    assert {one.reason for one in found if isinstance(one, Flag)} == {Reason.MALFORMED}
    assert not [one for one in found if isinstance(one, Record)]


def test_a_column_lost_at_the_publisher_is_flagged(server: Server) -> None:
    """The flag names the column; no half rows are made."""
    (payload,) = fetched(server, "ilab")
    rows = [{k: v for k, v in row.items() if k != "region"} for row in WINNERS]
    lost = replace(payload, content=json.dumps(rows).encode())
    (flag,) = records("ilab", [lost])
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.MISSING_COLUMN
    assert "'Région'" in flag.message


def test_a_bad_row_costs_no_other(server: Server) -> None:
    """A row that is no object, a key seen twice, and so few rows, are flagged."""
    (payload,) = fetched(server, "ilab")
    rows = [WINNERS[0], 3, WINNERS[0], WINNERS[1]]
    found = records("ilab", [replace(payload, content=json.dumps(rows).encode())])
    assert [one.reason for one in found if isinstance(one, Flag)] == [
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert sum(isinstance(one, Record) for one in found) == 2


def test_no_row_at_all_is_too_few(server: Server) -> None:
    """An empty export is a failure at the publisher's, not an empty contest."""
    (payload,) = fetched(server, "ilab")
    (flag,) = records("ilab", [replace(payload, content=b"[]")])
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.TOO_FEW_ROWS
