"""Boundaries that overlap, leave holes, cross themselves or come in another projection: each has its sentence."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofra.packs.texts import texts
from sofra.sources.boundaries import read_boundaries
from sofra.sources.coverage import land_issues
from sofra.sources.settlements import read_settlements
from sofra.types.errors import Severity, SourceError
from sofra.types.keys import PlaceId
from sofra.types.place import Place

DEGREE = 111.32


def box(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def place(id: str, geometry: dict | None, kind: str = "settlement") -> Place:
    return Place(PlaceId(id), {"en": id}, kind, geometry=geometry)


def told(places: Sequence[Place]) -> list[str]:
    return [issue.code for issue in land_issues(places)]


def written(tmp_path: Path, features: list[dict], crs: str = "") -> Path:
    tree = {"type": "FeatureCollection", "features": features}
    if crs:
        tree["crs"] = {"type": "name", "properties": {"name": crs}}
    path = tmp_path / "land.geojson"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_two_places_side_by_side_cover_their_land_once() -> None:
    assert told([place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.1, 0, 21.2, 0.1))]) == []


def test_land_of_two_places_is_told_with_both_names_and_its_size_by_hand() -> None:
    issues = land_issues([place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.09, 0, 21.2, 0.1))])

    # 0.01 x 0.1 degrees at the equator: 1.1132 km x 11.132 km = 12.392 km2 = 1,239.2 hectares
    assert [(i.code, i.values["one"], i.values["other"]) for i in issues] == [("boundaries_overlap", "A", "B")]
    assert issues[0].values["hectares"] == pytest.approx(1239.2, abs=0.2)
    assert issues[0].severity is Severity.NOTE


def test_a_sliver_between_neighbours_is_an_inexact_border_and_no_overlap() -> None:
    found = land_issues([place("A", box(21.0, 0, 21.1, 0.01)), place("B", box(21.09999, 0, 21.2, 0.01))])

    assert [(issue.code, issue.values["n"]) for issue in found] == [("boundaries_inexact", 1)]


def test_land_of_the_municipality_that_nobody_has_is_a_hole_beside_its_neighbour() -> None:
    whole = place("M", box(21.0, 0, 21.3, 0.1), "municipality")

    issues = land_issues([whole, place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.1, 0, 21.2, 0.1))])

    assert [(issue.code, issue.values["near"]) for issue in issues] == [("boundaries_hole", "B")]


def test_a_hole_inside_the_land_shows_without_a_boundary_of_the_municipality() -> None:
    ring = box(21.0, 0, 21.3, 0.3)
    ring["coordinates"].append([[21.1, 0.1], [21.1, 0.2], [21.2, 0.2], [21.2, 0.1], [21.1, 0.1]])

    assert told([place("A", ring), place("B", box(21.3, 0, 21.4, 0.3))]) == ["boundaries_hole"]


def test_a_place_without_a_boundary_is_no_hole_too() -> None:
    whole = place("M", box(21.0, 0, 21.3, 0.1), "municipality")

    assert (
        told([whole, place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.1, 0, 21.2, 0.1)), place("C", None)]) == []
    )


def test_land_beyond_the_municipality_is_told() -> None:
    whole = place("M", box(21.0, 0, 21.15, 0.1), "municipality")

    assert told([whole, place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.1, 0, 21.2, 0.1))]) == [
        "boundaries_beyond"
    ]


def test_boundaries_of_another_town_are_told_by_the_points_of_the_settlements() -> None:
    there = Place(PlaceId("A"), {"en": "A"}, "settlement", lon=21.05, lat=0.05, geometry=box(21.0, 0, 21.1, 0.1))
    gone = Place(PlaceId("B"), {"en": "B"}, "settlement", lon=19.0, lat=0.05, geometry=box(21.1, 0, 21.2, 0.1))

    issues = land_issues([there, gone])

    assert [(i.code, i.values["n"], i.values["names"]) for i in issues] == [("boundaries_elsewhere", 1, "B")]


@given(st.integers(2, 6), st.integers(2, 6))
def test_a_chequerboard_of_any_size_covers_its_land_once(across: int, up: int) -> None:
    cells = [
        place(f"{x}-{y}", box(21 + x / 50, 41 + y / 50, 21 + (x + 1) / 50, 41 + (y + 1) / 50))
        for x in range(across)
        for y in range(up)
    ]
    whole = place("M", box(21, 41, 21 + across / 50, 41 + up / 50), "municipality")

    assert told([whole, *cells]) == []
    assert "boundaries_hole" in told([whole, *cells[1:]])


def test_an_outline_that_crosses_itself_is_held_with_the_point_where_it_does(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[21, 41], [21.2, 41.2], [21.2, 41], [21, 41.2], [21, 41]]]}

    reading = read_boundaries(written(tmp_path, [{"type": "Feature", "geometry": bow, "properties": {"name": "Bow"}}]))

    assert [(i.code, i.values["point"]) for i in reading.issues] == [("geojson_shape_crosses", "21.1, 41.1")]
    assert len(reading.held) == 1
    assert not reading.items


def test_a_layer_that_names_its_projection_is_turned_into_degrees(tmp_path: Path) -> None:
    pyproj = pytest.importorskip("pyproj")
    to_grid = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:6316", always_xy=True)
    ring = [list(to_grid.transform(*spot)) for spot in box(21.7, 41.4, 21.8, 41.5)["coordinates"][0]]
    land = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"code": "A"}}

    reading = read_boundaries(written(tmp_path, [land], "urn:ogc:def:crs:EPSG::6316"))

    assert [issue.code for issue in reading.issues] == ["geojson_turned"]
    corner = reading.items[0].geometry["coordinates"][0][0]
    assert corner == pytest.approx([21.7, 41.4], abs=1e-6)


def test_a_projection_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    land = {"type": "Feature", "geometry": box(21, 41, 22, 42), "properties": {"code": "A"}}

    with pytest.raises(SourceError) as refused:
        read_boundaries(written(tmp_path, [land], "LOCAL:the-old-grid"))

    assert [issue.code for issue in refused.value.issues] == ["geojson_crs"]


def test_two_settlements_at_one_point_are_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("code,name,lon,lat,population\nA,Upper,21.7,41.4,10\nB,Lower,21.7,41.4,20\n", encoding="utf-8")

    reading = read_settlements(path)

    assert [(i.code, i.values["one"], i.values["other"]) for i in reading.issues] == [("places_one_point", "A", "B")]
    assert len(reading.items) == 2


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_every_issue_has_its_sentence(lang: str) -> None:
    issues = land_issues([place("A", box(21.0, 0, 21.1, 0.1)), place("B", box(21.09, 0, 21.2, 0.1))])

    assert "1.239,2" in texts(lang).what(issues[0]) or "1,239.2" in texts(lang).what(issues[0])
    assert texts(lang).remedy(issues[0])
