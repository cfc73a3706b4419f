"""Roads out of extracts and layers, and heights: what is read, and what is said of what is not."""

from pathlib import Path

import numpy as np
import pytest

from sofra.packs.texts import texts
from sofra.sources import osm_roads, room
from sofra.sources.elevation import read_elevation
from sofra.sources.line_roads import read_line_roads
from sofra.sources.osm_roads import read_osm_roads
from sofra.types.errors import SourceError

OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="21.00" lat="41.00"/><node id="2" lon="21.01" lat="41.00"><tag k="barrier" v="gate"/></node>
<node id="3" lon="21.02" lat="41.00"/><node id="4" lon="21.50" lat="41.00"/><node id="9" lon="21.00" lat="41.50"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/>
<tag k="name" v="Main"/></way>
<way id="11"><nd ref="4"/><nd ref="77"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="12"><nd ref="1"/><nd ref="9"/><tag k="building" v="yes"/></way></osm>
"""


def written(folder: Path, text: str, name: str = "town.osm") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_ways_points_and_gates_are_read_and_buildings_are_not(tmp_path: Path) -> None:
    roads = read_osm_roads(written(tmp_path, OSM))

    assert roads.ways == 1  # the footway's middle point is missing, so that no piece of it is left
    assert roads.spots[roads.points].tolist() == [[21.0, 41.0], [21.01, 41.0], [21.02, 41.0], [21.5, 41.0]]
    assert dict(roads.kinds[roads.kind[0]]) == {"highway": "residential"}  # names are left where they are
    assert [(roads.spots[at].tolist(), dict(tags)) for at, tags in roads.marks.items()] == [
        ([21.01, 41.0], {"barrier": "gate"})
    ]
    assert [(issue.code, issue.values["n"]) for issue in roads.issues] == [("roads_points_missing", 1)]


def test_a_way_is_cut_where_it_leaves_the_box(tmp_path: Path) -> None:
    roads = read_osm_roads(written(tmp_path, OSM), box=(20.9, 40.9, 21.1, 41.1))

    assert roads.spots[:, 0].max() == 21.02
    assert len(roads.points) == 3
    assert roads.issues == ()


@pytest.mark.parametrize(
    ("text", "box", "code"),
    [
        ("", None, "file_empty"),
        ("<osm", None, "roads_broken"),
        (OSM.replace('"highway"', '"waterway"'), None, "roads_none"),
        (OSM, (10.0, 40.0, 11.0, 41.0), "roads_outside"),
    ],
)
def test_an_extract_that_gives_no_roads_says_why(tmp_path: Path, text: str, box, code: str) -> None:
    with pytest.raises(SourceError, match=code):
        read_osm_roads(written(tmp_path, text), box=box)


def test_an_extract_for_which_the_memory_is_not_there_is_refused_before_it_is_read(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "country.osm.pbf"
    with path.open("wb") as stream:
        stream.truncate(300 * 1_048_576)  # a hole: nothing of it is read
    told = tmp_path / "meminfo"
    told.write_text("MemTotal:        2000000 kB\nMemAvailable:     614400 kB\n", encoding="ascii")
    monkeypatch.setattr(room, "MEMINFO", told)

    with pytest.raises(SourceError) as problem:
        read_osm_roads(path)

    found = problem.value.issues[0]
    assert (found.code, found.values["needed"], found.values["free"]) == ("roads_memory", 610, 600)
    assert "610 MB" in texts("en").what(found)
    assert "610 MB" in texts("mk").what(found)


def test_a_municipality_as_large_as_its_extract_is_refused_as_soon_as_it_is_too_much(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(osm_roads, "most_points", lambda: 3)
    monkeypatch.setattr(osm_roads, "BLOCK", 2)

    with pytest.raises(SourceError) as problem:
        read_osm_roads(written(tmp_path, OSM))

    assert [(one.code, one.values["most"]) for one in problem.value.issues] == [("roads_too_many", 3)]
    assert len(read_osm_roads(written(tmp_path, OSM), box=(20.9, 40.9, 21.1, 41.1)).points) == 3


def test_so_many_points_are_taken_as_the_free_memory_holds(tmp_path: Path, monkeypatch) -> None:
    told = tmp_path / "meminfo"
    monkeypatch.setattr(room, "MEMINFO", told)
    fitting = []
    for megabytes in (10, 1400, 64_000):
        told.write_text(f"MemAvailable: {megabytes * 1024} kB\n", encoding="ascii")
        fitting.append(room.most_points())

    assert fitting == [200_000, 1_470_000, 8_000_000]


def test_the_limit_of_a_container_counts_where_it_is_narrower_than_the_machine(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(room, "CONTAINER", tmp_path)
    unlimited = room.free_megabytes()
    (tmp_path / "memory.max").write_text("104857600\n", encoding="ascii")
    (tmp_path / "memory.current").write_text("52428800\n", encoding="ascii")

    assert room.free_megabytes() == 50
    assert unlimited is None or unlimited > 50
    (tmp_path / "memory.max").write_text("max\n", encoding="ascii")
    assert room.free_megabytes() != 50


def test_a_torn_pbf_says_that_it_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "town.osm.pbf"
    path.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c" + b"\x10" * 40)

    with pytest.raises(SourceError, match="roads_broken"):
        read_osm_roads(path)


def test_a_line_that_ends_on_another_joins_it_and_one_that_crosses_does_not(tmp_path: Path) -> None:
    lines = [[[21.0, 41.0], [21.02, 41.0]], [[21.01, 41.0], [21.01, 41.01]], [[21.005, 40.99], [21.005, 41.01]]]
    features = [
        f'{{"type":"Feature","properties":{{"fclass":"residential","oneway":"F","maxspeed":0}},'
        f'"geometry":{{"type":"LineString","coordinates":{line}}}}}'
        for line in lines
    ]
    text = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'

    roads = read_line_roads(written(tmp_path, text, "roads.geojson"))

    assert np.diff(roads.starts).tolist() == [3, 2, 2]
    assert len(roads.spots) == 6
    assert dict(roads.kinds[0]) == {"highway": "residential", "oneway": "yes"}


def test_lines_without_a_class_are_local_roads_and_counted(tmp_path: Path) -> None:
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"x":1},"geometry":'
        '{"type":"LineString","coordinates":[[21,41],[21.1,41]]}},{"type":"Feature","properties":{},"geometry":'
        '{"type":"Point","coordinates":[21,41]}}]}'
    )

    roads = read_line_roads(written(tmp_path, text, "roads.geojson"))

    assert roads.kinds[0]["highway"] == "unclassified"
    assert {issue.code: issue.values["n"] for issue in roads.issues} == {"roads_no_lines": 1, "roads_class_unknown": 1}


def test_a_shapefile_without_its_projection_is_not_guessed(tmp_path: Path) -> None:
    import pyogrio.raw
    import shapely

    line = shapely.to_wkb(np.array([shapely.LineString([(0, 0), (10, 10)])]))
    path = tmp_path / "roads.shp"
    pyogrio.raw.write(str(path), line, [np.array(["a"])], ["id"], geometry_type="LineString", crs=None)

    with pytest.raises(SourceError, match="roads_crs_missing"):
        read_line_roads(path)
    with pytest.raises(SourceError, match="roads_crs_unknown"):
        read_line_roads(path, crs="EPSG:1")
    assert read_line_roads(path, crs="EPSG:3857").spots.max() == pytest.approx(9e-5, abs=1e-6)


def tile(folder: Path, name: str = "N41E021.hgt") -> Path:
    """A slope: 100 m in the south, 1300 m in the north; the south-western cell is unknown."""
    metres = np.repeat(np.linspace(1300, 100, 1201).round()[:, None], 1201, axis=1).astype(">i2")
    metres[-1, 0] = -32768
    path = folder / name
    path.write_bytes(metres.tobytes())
    return path


def test_heights_lie_between_their_cells_and_are_unknown_beyond(tmp_path: Path) -> None:
    heights = read_elevation(tile(tmp_path))

    found = heights.at(np.array([[21.5, 41.0], [21.5, 41.5], [21.5, 42.0], [21.5, 42.5], [21.0001, 41.0001]]))

    assert found[:3] == pytest.approx([100, 700, 1300], abs=0.6)
    assert np.isnan(found[3:]).all()


def test_heights_of_a_geotiff_are_asked_in_its_own_projection(tmp_path: Path) -> None:
    rasterio = pytest.importorskip("rasterio", reason="LEFT OUT: rasterio is not installed")
    from pyproj import Transformer
    from rasterio.transform import from_origin

    x, y = Transformer.from_crs(4326, 32634, always_xy=True).transform(21.5, 41.5)
    metres = np.tile(np.arange(100, dtype=np.float32), (100, 1))  # a metre higher each 30 m eastwards
    path = tmp_path / "heights.tif"
    about = {"height": 100, "width": 100, "count": 1, "dtype": "float32", "crs": "EPSG:32634"}
    with rasterio.open(path, "w", driver="GTiff", transform=from_origin(x - 1500, y + 1500, 30, 30), **about) as out:
        out.write(metres, 1)

    assert read_elevation(path).at(np.array([[21.5, 41.5]])) == pytest.approx([49.5], abs=0.01)
    assert read_elevation(path, box=(21.49, 41.49, 21.51, 41.51)).at(np.array([[21.5, 41.5]])) == pytest.approx([49.5])


def test_a_tile_that_does_not_say_where_it_lies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="elevation_broken"):
        read_elevation(tile(tmp_path, "heights.hgt"))
    with pytest.raises(SourceError, match="elevation_broken"):
        read_elevation(written(tmp_path, "no heights", "N41E022.hgt"))
