"""Zones from map files of every format, and the history of disasters: good ones, and each bad one with its issue."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import box, mapping, shape

from sofra.resources.hazards.zones import danger_id, zones_of
from sofra.sources.disasters import read_disasters
from sofra.sources.guess import guess_kind
from sofra.sources.zones import read_hazard
from sofra.types.errors import MissingExtra, SourceError

pyogrio = pytest.importorskip("pyogrio")
ZONE = box(21.0, 41.4, 21.1, 41.5)
GAUSS = "EPSG:6316"


def in_gauss(zone=ZONE):
    from pyproj import Transformer

    across = Transformer.from_crs(4326, 6316, always_xy=True)
    return shapely.transform(zone, across.transform, interleaved=False)


def written(path: Path, zone, crs: str | None = GAUSS, driver: str = "GPKG", layer: str = "zones") -> Path:
    fields = [np.array(["Plain"], dtype=object), np.array([100])]
    shapes = np.array([shapely.to_wkb(zone)], dtype=object)
    about = {"driver": driver, "crs": crs, "geometry_type": "Polygon", "layer": layer, "append": path.exists()}
    pyogrio.raw.write(str(path), shapes, fields, ["name", "years"], **about)
    return path


def zipped(folder: Path, *endings: str) -> Path:
    written(folder / "flood.shp", in_gauss(), driver="ESRI Shapefile", layer="flood")
    with zipfile.ZipFile(folder / "flood.zip", "w") as archive:
        for ending in endings:
            archive.write(folder / f"flood{ending}", f"inside/flood{ending}")
    return folder / "flood.zip"


def codes(reading) -> list[str]:
    return [issue.code for issue in reading.issues]


def lies_in_place(reading) -> bool:
    return shape(reading.items[0].geometry).symmetric_difference(ZONE).area < 1e-6


def test_a_geopackage_in_metres_is_turned_into_degrees_and_says_so(tmp_path: Path):
    reading = read_hazard(written(tmp_path / "flood_100.gpkg", in_gauss()))

    assert codes(reading) == ["zone_reprojected"]
    assert lies_in_place(reading)
    zone = zones_of([{"geometry": one.geometry, "properties": one.properties} for one in reading.items])[0]
    assert danger_id(zone) == "flood_100y"


def test_a_zipped_shapefile_is_read_wherever_it_lies_in_the_zip(tmp_path: Path):
    file = zipped(tmp_path, ".shp", ".shx", ".dbf", ".prj")

    assert lies_in_place(read_hazard(file))
    assert guess_kind(file) == "hazard"


def test_a_shapefile_without_its_coordinate_system_is_refused(tmp_path: Path):
    with pytest.raises(SourceError) as stopped:
        read_hazard(zipped(tmp_path, ".shp", ".shx", ".dbf"))

    assert [issue.code for issue in stopped.value.issues] == ["zone_crs_unknown"]


def test_an_old_geojson_in_metres_is_turned(tmp_path: Path):
    tree = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6316"}},
            "features": [{"type": "Feature", "properties": {"kind": "flood"},
                          "geometry": mapping(in_gauss())}]}  # fmt: skip
    file = tmp_path / "zones.geojson"
    file.write_text(json.dumps(tree))

    reading = read_hazard(file)

    assert codes(reading) == ["geojson_turned"]
    assert lies_in_place(reading)


def test_of_several_layers_the_first_with_areas_is_read_and_the_others_are_named(tmp_path: Path):
    file = written(tmp_path / "flood.gpkg", ZONE, "EPSG:4326", layer="a")
    written(file, ZONE, "EPSG:4326", layer="b")

    reading = read_hazard(file)

    assert codes(reading) == ["zone_layers"]
    assert reading.issues[0].values == {"chosen": "a", "others": "b"}


def test_a_zone_that_crosses_itself_is_held_with_its_reason(tmp_path: Path):
    bow = shapely.Polygon([(21, 41), (21.1, 41.1), (21.1, 41), (21, 41.1)])

    reading = read_hazard(written(tmp_path / "flood.gpkg", bow, "EPSG:4326"))

    assert len(reading.items) == 0
    assert [issue.code for held in reading.held for issue in held.issues] == ["geojson_shape_crosses"]
    assert codes(reading) == ["geojson_shape_crosses"]


def raster(path: Path, cells: np.ndarray, crs: str | None = "EPSG:4326") -> Path:
    rasterio = pytest.importorskip("rasterio")
    from rasterio.transform import from_origin

    high, wide = cells.shape
    with rasterio.open(path, "w", driver="GTiff", height=high, width=wide, count=1, dtype=cells.dtype, crs=crs,
                       transform=from_origin(21, 41.5, 0.01, 0.01)) as out:  # fmt: skip
        out.write(cells, 1)
    return path


def test_each_class_of_a_raster_becomes_a_zone_of_its_level(tmp_path: Path):
    cells = np.zeros((10, 10), dtype=np.uint8)
    cells[2:6, 2:6] = 1
    cells[3:5, 3:5] = 2

    reading = read_hazard(raster(tmp_path / "poplava.tif", cells))

    areas = [round(shape(one.geometry).area / 0.0001) for one in reading.items]
    assert areas == [12, 4]
    zones = zones_of([{"geometry": one.geometry, "properties": one.properties} for one in reading.items])
    assert [danger_id(zone) for zone in zones] == ["flood_1", "flood_2"]
    assert codes(reading) == ["raster_classes"]
    assert guess_kind(tmp_path / "poplava.tif") == "hazard"


@pytest.mark.parametrize(
    ("cells", "crs", "code"),
    [
        (np.zeros((4, 4), dtype=np.uint8), "EPSG:4326", "raster_nothing"),
        (np.arange(100, dtype=np.float32).reshape(10, 10), "EPSG:4326", "raster_many"),
        (np.full((4, 4), 0.5, dtype=np.float32), "EPSG:4326", "raster_many"),
        (np.ones((4, 4), dtype=np.uint8), None, "zone_crs_unknown"),
    ],
)
def test_a_raster_that_shows_no_classes_is_refused(tmp_path: Path, cells: np.ndarray, crs: str | None, code: str):
    with pytest.raises(SourceError) as stopped:
        read_hazard(raster(tmp_path / "flood.tif", cells, crs))

    assert [issue.code for issue in stopped.value.issues] == [code]


def test_without_the_extra_a_raster_is_answered_with_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = raster(tmp_path / "flood.tif", np.ones((4, 4), dtype=np.uint8))
    monkeypatch.setitem(__import__("sys").modules, "rasterio", None)

    with pytest.raises(MissingExtra) as stopped:
        read_hazard(file)

    assert [issue.code for issue in stopped.value.issues] == ["raster_missing"]


def test_a_broken_map_file_is_told_as_broken(tmp_path: Path):
    file = tmp_path / "flood.gpkg"
    file.write_bytes(b"SQLite format 3\0" + b"x" * 200)

    with pytest.raises(SourceError) as stopped:
        read_hazard(file)

    assert [issue.code for issue in stopped.value.issues] == ["vector_broken"]


def test_the_history_of_disasters_is_a_table_in_which_nobody_counted_is_not_zero(tmp_path: Path):
    file = tmp_path / "history.csv"
    file.write_text(
        "датум;вид;место;погодени лица;штета;валута\n10.2.2021;поплава;A1;120;450000;MKD\n"
        "2014;fire;;;;\n2018-05;storm;A1;3;;\n2019-01-01;flood;A1;many;;\n",
        encoding="utf-8",
    )

    reading = read_disasters(file)

    assert [(one.on, one.kind, one.place, one.affected, one.damage) for one in reading.items] == [
        ("2021-02-10", "flood", "A1", 120, 450000.0),
        ("2014", "fire", "", None, None),
    ]
    assert codes(reading) == ["cell_code_unknown", "cell_not_number"]
    assert len(reading.held) == 2
    assert guess_kind(file) == "disasters"


@pytest.mark.parametrize(
    ("crs", "code"), [("EPSG:6316", "zone_crs_wrong"), (None, "zone_crs_unknown")], ids=["wrong", "none"]
)
def test_a_layer_whose_numbers_are_not_of_its_system_is_refused(tmp_path: Path, crs: str | None, code: str):
    far = shapely.transform(ZONE, lambda spots: spots * 1e9)

    with pytest.raises(SourceError) as stopped:
        read_hazard(written(tmp_path / "flood.gpkg", far, crs))

    assert [issue.code for issue in stopped.value.issues] == [code]


def test_metres_under_a_system_of_degrees_are_held_with_the_point(tmp_path: Path):
    reading = read_hazard(written(tmp_path / "flood.gpkg", in_gauss(), "EPSG:4326"))

    assert len(reading.items) == 0
    assert codes(reading) == ["geojson_not_degrees"]


def test_a_geopackage_with_lines_and_points_only_is_refused(tmp_path: Path):
    lines = np.array([shapely.to_wkb(ZONE.exterior)], dtype=object)
    about = {"driver": "GPKG", "crs": "EPSG:4326", "geometry_type": "LineString", "layer": "roads"}
    pyogrio.raw.write(str(tmp_path / "roads.gpkg"), lines, [np.array(["x"], dtype=object)], ["name"], **about)

    with pytest.raises(SourceError) as stopped:
        read_hazard(tmp_path / "roads.gpkg")

    assert [issue.code for issue in stopped.value.issues] == ["zone_no_layer"]


def test_cells_without_data_are_outside_whatever_number_stands_in_them(tmp_path: Path):
    rasterio = pytest.importorskip("rasterio")
    cells = np.ones((10, 10), dtype=np.uint8)
    cells[:, 5:] = 255
    file = raster(tmp_path / "flood.tif", cells)
    with rasterio.open(file, "r+") as out:
        out.nodata = 255

    reading = read_hazard(file)

    assert [one.properties["level"] for one in reading.items] == ["1"]
    assert round(shape(reading.items[0].geometry).area / 0.0001) == 50


def test_zones_and_roads_are_read_by_one_reader():
    sources = Path(read_hazard.__code__.co_filename).parent

    readers = sorted(file.name for file in sources.glob("*.py") if "pyogrio.raw.read(" in file.read_text())

    assert readers == ["vector.py"]
