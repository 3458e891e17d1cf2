"""FINESS: two sections without names of columns, in the form of the snapshot."""

import pytest

from biograph.harvest.declared import FINESS
from biograph.harvest.feeds import finess
from biograph.harvest.sources import SOURCES
from biograph.model import Reason
from tests.replay import sample

from . import files

QUERY = files.query("finess", "hospitals")
HEAD = "finess;etalab;98;2026-05-12"
HOSPITAL = {
    "nofinesset": "010000024",
    "nofinessej": "010780054",
    "rs_courte": "CH DE FLEYRIAT",
    "rs_longue": "CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT",
    "departement_code": "01",
    "departement_nom": "AIN",
    "ville_cp": "01440 VIRIAT",
    "categorie_libelle": "Centre Hospitalier (C.H.)",
    "categorie_groupe_libelle": "Centres Hospitaliers",
    "statut_juridique_lib": "Etablissement public de santé",
    "siret": "26010004500012",
}
METROPOLE = "1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)"
ANTILLES = "2,ATLASANTE,96,BAN,EPSG:5490 RGAF09/UTM Zone 20N (Antilles)"
EASTING, NORTHING = "870262.2", "6571540.8"


def establishment(row):
    """A line of the first section."""
    cells = ["structureet", row["nofinesset"], row["nofinessej"], row["rs_courte"]]
    cells += [row["rs_longue"], "", "", "900", "RTE", "DE PARIS", "", "", "451"]
    cells += [row["departement_code"], row["departement_nom"], row["ville_cp"]]
    cells += ["0474454647", "0474454114", "355", row["categorie_libelle"], "1102"]
    cells += [row["categorie_groupe_libelle"], row["siret"], "8610Z", "03", "ARS", "1"]
    return ";".join((*cells, row["statut_juridique_lib"], *["1979-02-13"] * 3, ""))


def point(number, east=EASTING, north=NORTHING, origin=METROPOLE):
    """A line of the second section."""
    return f"geolocalisation;{number};{east};{north};{origin};2026-05-04"


def file(*lines, encoding="utf-8"):
    """The bytes of a file."""
    return "\n".join((HEAD, *lines, "")).encode(encoding)


def read(*lines, encoding="utf-8"):
    """What the feed reads in a file with these lines."""
    return list(finess.parse(files.payload(QUERY, file(*lines, encoding=encoding))))


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_all_recorded_hospitals_come_back(replay, shared, encoding):
    """The real rows in the form of the file, in both encodings that it has had."""
    rows = files.rows(shared, FINESS)
    lines = [establishment(row) for row in rows]
    if encoding == "latin-1":  # byte 92 was read as a control character; it is an apostrophe
        rows = [{k: v.replace("\x92", "’") for k, v in row.items()} for row in rows]
    files.resources(
        replay, {"etalab-cs1100507-stock-20260512-0339.csv": file(*lines, encoding=encoding)}
    )
    (page,) = files.pages(finess, replay, QUERY)
    found = files.read(finess, [page])
    assert page.size == len(rows) == 4_657
    assert files.declared(FINESS, files.records(found)) == files.declared(
        FINESS, [{**row, "lat": "", "lon": ""} for row in rows]
    )
    assert files.reasons(found) == []


def test_the_source_makes_its_entries_of_live_records():
    """A hospital with its identifiers, town and coordinates, and no telephone number."""
    (record,) = files.records(read(establishment(HOSPITAL), point("010000024")))
    (entry,) = SOURCES["finess"].entries(record)
    assert (entry.kinds, entry.city, entry.key) == (("Hospital",), "Viriat", "010000024")
    assert (entry.lat, entry.lon) == ("46.22229", "5.20918")
    assert {one.scheme for one in entry.identifiers} == {"finess", "siret"}
    assert "0474454647" not in str(record)


@pytest.mark.parametrize(
    "line",
    [
        point("010000024", origin=ANTILLES),
        point("010000024", origin=""),
        point("010000024", east=""),
        point("010000024", north="inconnu"),
        point("010000032"),
        "geolocalisation;010000024",
    ],
)
def test_a_hospital_without_a_point_in_lambert_93_has_no_coordinates(line):
    """Other projections are not converted, and nothing is guessed."""
    (record,) = files.records(read(establishment(HOSPITAL), line))
    assert (record.fields["lat"], record.fields["lon"]) == ("", "")


def test_the_former_name_of_the_projection_is_known():
    """It was written LAMBERT_93 for years."""
    former = "1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93"
    (record,) = files.records(read(establishment(HOSPITAL), point("010000024", origin=former)))
    assert record.fields["lat"] == "46.22229"


def test_a_byte_order_mark_is_passed_over():
    """Some publishers write one."""
    found = finess.parse(files.payload(QUERY, b"\xef\xbb\xbf" + file(establishment(HOSPITAL))))
    assert [one.key for one in files.records(found)] == ["010000024"]


def test_only_hospitals_are_kept():
    """Of a hundred thousand establishments most are pharmacies and homes."""
    home = {**HOSPITAL, "nofinesset": "010000099", "categorie_libelle": "E.H.P.A.D."}
    found = read(establishment(HOSPITAL), establishment(home))
    assert [one.key for one in files.records(found)] == ["010000024"]


def test_a_bad_line_costs_no_other():
    """A line with a cell too many, a number seen twice, so few hospitals."""
    found = read(
        establishment(HOSPITAL),
        establishment({**HOSPITAL, "rs_longue": "CENTRE; HOSPITALIER"}),
        establishment(HOSPITAL),
        establishment({**HOSPITAL, "nofinesset": "010000032"}),
    )
    assert files.reasons(found) == [
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert [one.key for one in files.records(found)] == ["010000024", "010000032"]


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_file_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.resources(replay, {QUERY.values["resource"]: body})
    assert files.refused(finess, replay, QUERY)
    assert files.reasons(finess.parse(files.payload(QUERY, body))) == [Reason.MALFORMED]


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the file."""
    files.resources(replay, {QUERY.values["resource"]: sample(files.OUTAGE)})
    assert files.refused(finess, replay, QUERY)


def test_an_empty_file_is_too_few():
    """A head without establishments would take all hospitals away."""
    assert files.reasons(read()) == [Reason.TOO_FEW_ROWS]


def test_a_file_that_did_not_change_is_no_page(replay):
    """The same version is asked for with its validators."""
    files.resources(replay, {"etalab-cs1100507-stock-1.csv": b""})
    assert files.unchanged(finess, replay, QUERY, files.STATIC)
