"""Outlines of the départements: whole, where they should be, and made by the command."""

import csv
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError, UsageError
from biograph.resources import bundled_snapshot
from biograph.view import outlines as made
from biograph.view.outlines import FILE, OVERSEAS, main, outlines

MAINLAND = (-5.5, 41.0, 10.0, 51.5)


@pytest.fixture(scope="module")
def drawn():
    """The polygons of the bundled file by the code of their département."""
    content = json.loads(FILE.read_bytes())
    return {
        feature["properties"]["code"]: feature["geometry"]["coordinates"]
        for feature in content["features"]
    }


def table(name):
    """A table of the bundled official geographic code."""
    with (bundled_snapshot() / "registries" / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def inside(point, ring):
    """Whether a point lies in a ring: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def test_every_departement_has_an_outline(drawn):
    """The codes are those of the official geographic code, overseas included."""
    assert set(drawn) == {row["code"] for row in table("geo_departements.csv")}


def test_rings_are_closed_and_lie_in_france(drawn):
    """Each ring ends where it starts, has an area, and lies where its département should."""
    for code, polygons in drawn.items():
        west, south, east, north = OVERSEAS.get(code, MAINLAND)
        assert polygons, code
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(set(map(tuple, ring))) >= 3
            assert all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def test_the_largest_town_lies_in_the_outline_of_its_departement(drawn):
    """Outlines and towns come from different files, which agree."""
    largest = {}
    for row in table("geo_communes.csv"):
        if row["lat"] and row["population"]:
            code = row["code_departement"]
            largest[code] = max(
                largest.get(code, (0,)),
                (int(row["population"]), float(row["lon"]), float(row["lat"])),
            )
    assert len(largest) > 90
    for code, (_, *point) in largest.items():
        assert any(inside(point, polygon[0]) for polygon in drawn[code]), code


def test_the_file_is_small_and_names_its_sources():
    """A page can load it, and says whose work it is."""
    assert FILE.stat().st_size <= 250_000
    source = json.loads(FILE.read_bytes())["source"]
    assert "Licence Ouverte" in source
    assert "public domain" in source


def test_the_file_is_what_the_command_makes_of_the_registers(shared, drawn):
    """Nobody wrote into it by hand: the metropolitan outlines are those of the published map."""
    published = json.loads((shared / "registries/geo_departements_simplifie.geojson").read_bytes())
    again = outlines(published, countries(*OVERSEAS.values()))
    mainland = [f for f in again["features"] if f["properties"]["code"] not in OVERSEAS]
    assert len(mainland) == 96
    for feature in mainland:
        rings = json.loads(json.dumps(feature["geometry"]["coordinates"]))
        assert rings == drawn[feature["properties"]["code"]]


# --- the command ---------------------------------------------------------------------------------


def square(box):
    """The ring around the middle of a box."""
    west, south, east, north = box
    left, right = west + (east - west) / 4, east - (east - west) / 4
    low, high = south + (north - south) / 4, north - (north - south) / 4
    return [[left, low], [right, low], [right, high], [left, high], [left, low]]


def countries(*boxes, scale=1e-6):
    """A TopoJSON map of France that has a square in each box, of two arcs, one of them reversed."""
    arcs, polygons = [], []
    for box in boxes:
        points = [(round(x / scale), round(y / scale)) for x, y in square(box)]
        for arc in (points[:3], points[2:][::-1]):
            steps = [
                (x - before[0], y - before[1])
                for before, (x, y) in zip(((0, 0), *arc), arc, strict=False)
            ]
            arcs.append(steps)
        polygons.append([[len(arcs) - 2, ~(len(arcs) - 1)]])
    france = {"type": "MultiPolygon", "arcs": polygons, "properties": {"name": "France"}}
    return {
        "transform": {"scale": [scale, scale], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": [france]}},
    }


def departement(code, ring):
    """A published map with one département."""
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"features": [{"properties": {"code": code}, "geometry": geometry}]}


def test_overseas_outlines_come_from_the_map_of_countries():
    """Arcs are joined in their directions, each island goes to the département it lies in."""
    content = outlines(departement("69", square((4, 45, 5, 46))), countries(*OVERSEAS.values()))
    assert [f["properties"]["code"] for f in content["features"]] == ["69", *OVERSEAS]
    for feature in content["features"][1:]:
        ((ring,),) = feature["geometry"]["coordinates"]
        expected = square(OVERSEAS[feature["properties"]["code"]])
        for point, corner in zip(ring, expected, strict=True):
            assert point == pytest.approx(corner, abs=1e-3)


def test_a_map_without_an_overseas_departement_is_refused():
    """The error names what the map does not show."""
    boxes = [box for code, box in OVERSEAS.items() if code != "974"]
    with pytest.raises(DataError, match="974"):
        outlines(departement("69", square((4, 45, 5, 46))), countries(*boxes))


@given(
    st.lists(st.tuples(st.floats(-5, 9), st.floats(42, 51)), min_size=1, max_size=30).map(
        lambda points: [*points, points[0]]
    )
)
def test_rounding_keeps_a_ring_closed_and_near(ring):
    """No two points on end are equal, the ends meet, and no point moves by more than 100 m."""
    rounded = made._rounded(ring)
    assert rounded[0] == rounded[-1]
    assert all(one != other for one, other in pairwise(rounded))
    for point in ring:
        assert any(abs(point[0] - x) <= 6e-4 and abs(point[1] - y) <= 6e-4 for x, y in rounded)


def test_the_command_wants_two_files():
    """Any other number is an error that shows how it is called."""
    with pytest.raises(UsageError) as error:
        main(["one"])
    assert "countries-10m.json" in error.value.hint


def test_the_command_writes_the_file(tmp_path, monkeypatch):
    """What it writes is GeoJSON of all départements."""
    monkeypatch.setattr(made, "FILE", tmp_path / "departements.json")
    given_files = {
        "d.json": departement("69", square((4, 45, 5, 46))),
        "c.json": countries(*OVERSEAS.values()),
    }
    for name, content in given_files.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    main([str(tmp_path / name) for name in given_files])
    written = json.loads((tmp_path / "departements.json").read_bytes())
    assert written["type"] == "FeatureCollection"
    assert len(written["features"]) == 6
