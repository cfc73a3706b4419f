"""Map files as offices have them: boundaries from Shapefiles and GeoPackages, and what is wrong with some of them."""

import json
import zipfile
from pathlib import Path

import pytest

from sofra.sources.boundaries import read_boundaries
from sofra.sources.guess import guess_kind
from sofra.types.errors import SourceError

RING = [[21.80, 41.40], [21.90, 41.40], [21.90, 41.50], [21.80, 41.40]]


def drawn(folder: Path, name: str, driver: str, crs: str = "EPSG:4326", *, empty: bool = False) -> Path:
    """One settlement as a layer of this driver."""
    import numpy as np
    import pyogrio
    from pyproj import Transformer
    from shapely import Polygon, transform

    across = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    area = transform(Polygon(RING), across.transform, interleaved=False)
    shapes = np.array([] if empty else [area.wkb], dtype=object)
    columns = [np.array([] if empty else ["A1"], dtype=object), np.array([] if empty else ["Рид"], dtype=object)]
    pyogrio.raw.write(
        folder / name, shapes, columns, fields=["code", "name"], geometry_type="Polygon", crs=crs, driver=driver
    )
    return folder / name


def zipped(folder: Path, *, without: str = "", crs: str = "EPSG:6316") -> Path:
    layer = drawn(folder, "areas.shp", "ESRI Shapefile", crs)
    with zipfile.ZipFile(folder / "areas.zip", "w") as archive:
        for part in sorted(folder.glob("areas.*")):
            if part.suffix not in (".zip", without):
                archive.write(part, part.name)
    assert layer.exists()
    return folder / "areas.zip"


def test_boundaries_come_from_a_zipped_shapefile_in_metres(tmp_path, told):
    file = zipped(tmp_path)

    found = read_boundaries(file)

    assert guess_kind(file) == "boundaries"
    assert [(one.code, one.names) for one in found.items] == [("A1", ("Рид",))]
    assert told(found.issues) == ["zone_reprojected"]
    assert found.items[0].geometry["coordinates"][0][0] == pytest.approx((21.80, 41.40), abs=1e-6)


def test_boundaries_come_from_a_geopackage(tmp_path):
    found = read_boundaries(drawn(tmp_path, "areas.gpkg", "GPKG"))

    assert [one.code for one in found.items] == ["A1"]
    assert found.issues == ()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: zipped(folder, without=".prj"), "zone_crs_unknown"),
        (lambda folder: zipped(folder, without=".shx"), "vector_broken"),
        (lambda folder: drawn(folder, "none.gpkg", "GPKG", empty=True), "geojson_no_features"),
    ],
)
def test_a_map_file_that_lacks_something_says_what(tmp_path, told, make, code):
    with pytest.raises(SourceError) as stopped:
        read_boundaries(make(tmp_path))

    assert told(stopped.value) == [code]


def test_coordinates_written_as_texts_hold_the_shape_alone(csv_file, told):
    ring = [["21,80", "41,40"], *RING[1:]]
    whole, broken = (
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [corners]}}
        for name, corners in (("Dale", RING), ("Hill", ring))
    )
    text = json.dumps({"type": "FeatureCollection", "features": [whole, broken]})

    found = read_boundaries(csv_file(text, "areas.geojson"))

    assert [one.title for one in found.items] == ["Dale"]
    assert told(found.issues) == ["geojson_shape_undrawn"]


def test_lists_in_lists_without_end_are_a_file_that_nobody_knows(csv_file):
    assert guess_kind(csv_file('{"contents":' * 5000 + "[]" + "}" * 5000, "deep.json")) == "unknown"


@pytest.mark.parametrize(
    ("coordinates", "code"),
    [
        ([], "geojson_shape_empty"),
        ([[]], "geojson_shape_empty"),
        (None, "geojson_shape_empty"),
        ([[[21.8, 41.4], [21.9, 41.4]]], "geojson_shape_undrawn"),
        ([["21.8", "41.4"]], "geojson_shape_undrawn"),
    ],
)
def test_an_empty_shape_and_one_that_nobody_can_draw_have_their_own_sentences(csv_file, told, coordinates, code):
    shapes = [{"type": "Polygon", "coordinates": one} for one in (coordinates, [RING])]
    features = [{"type": "Feature", "properties": {"name": "Рид"}, "geometry": one} for one in shapes]
    content = json.dumps({"type": "FeatureCollection", "features": features})

    found = read_boundaries(csv_file(content, "areas.geojson"))

    assert told(found.issues) == [code]
    assert len(found.items) == 1


def drawn_as(folder: Path, kind: str, wkt: str) -> Path:
    import numpy as np
    import pyogrio
    from shapely import from_wkt

    about = {"geometry_type": kind, "crs": "EPSG:4326", "driver": "GPKG"}
    shapes = np.array([from_wkt(wkt).wkb], dtype=object)
    pyogrio.raw.write(folder / "layer.gpkg", shapes, [np.array(["x"], dtype=object)], fields=["name"], **about)
    return folder / "layer.gpkg"


def packed(folder: Path, *names: str) -> Path:
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return folder / "packed.zip"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda f: written(f, "town.osm.pbf", b"\0\0\0\x0e\n\tOSMHeader\x18\x10"), "file_is_osm"),
        (lambda f: written(f, "town.dat", b"\0\0\0\x0e\n\tOSMHeader\x18\x10"), "file_is_osm"),
        (lambda f: written(f, "town.xml", b"<?xml version='1.0'?>\n<osm version='0.6'>"), "file_is_osm"),
        (lambda f: packed(f, "gtfs/stops.txt", "gtfs/stop_times.txt"), "file_is_timetable"),
        (lambda f: packed(f, "N41E021.hgt"), "file_is_heights"),
        (lambda f: drawn_as(f, "LineString", "LINESTRING (21.8 41.4, 21.9 41.4)"), "map_of_lines"),
        (lambda f: drawn_as(f, "Point", "POINT (21.8 41.4)"), "map_of_points"),
    ],
)
def test_a_file_that_another_page_reads_is_told_what_it_is_and_where_it_belongs(tmp_path, told, made, code):
    with pytest.raises(SourceError) as stopped:
        guess_kind(made(tmp_path))

    assert told(stopped.value.issues) == [code]


def written(folder: Path, name: str, content: bytes) -> Path:
    folder.joinpath(name).write_bytes(content)
    return folder / name
