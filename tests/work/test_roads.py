"""Roads through the acts: brought in, cut to the town, replaced, used by a map, bundled, removed."""

import json
from datetime import date

import pytest

from sofra.resources.travel.streets import Streets
from sofra.store import queries
from sofra.store.documents import Blob
from sofra.store.jobs import Job
from sofra.store.roads import RoadsRow
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.work import jobs
from sofra.work.mapping import make_map, redo
from sofra.work.roads import around, bring_roads, bring_timetable, incoming, remove_roads
from sofra.work.workspace import bundle

TOWN, MILL, HILL, FAR = (21.80, 41.50), (21.83, 41.51), (21.90, 41.55), (23.0, 42.5)


def layer(*lines, crs=None) -> str:
    features = [
        {
            "type": "Feature",
            "properties": tags,
            "geometry": {"type": "LineString", "coordinates": list(map(list, line))},
        }
        for tags, *line in lines
    ]
    return json.dumps({"type": "FeatureCollection", **(crs or {}), "features": features})


ROADS = layer(
    ({"highway": "secondary"}, TOWN, MILL), ({"highway": "residential"}, MILL, HILL),
    ({"highway": "residential"}, (21.95, 41.50), (21.951, 41.50)),
    ({"highway": "residential", "oneway": "yes"}, HILL, (21.91, 41.56)),
)  # fmt: skip
"""A road from town over the mill to the hill, an island of 83 m, and a one-way street that leads nowhere."""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "roads.geojson"
    path.write_text(ROADS, encoding="utf-8")
    return path


def test_roads_become_one_network_for_each_way_of_travelling(smalltown, ana, file):
    brought = bring_roads(ana, file)

    assert [one.mode for one in brought.kept] == ["car", "walk", "wheelchair"]
    assert brought.kept[0].about["segments"] == 2
    told = {(issue.code, issue.values["mode"], issue.values["n"]) for issue in brought.issues}
    assert ("roads_islands", "car", 1) in told
    assert ("roads_traps", "car", 1) in told
    assert ("roads_traps", "walk", 1) not in told
    assert queries.events(1)[0].act == "roads.bring"


def test_a_map_travels_over_the_roads_and_comes_out_again(smalltown, ana, file):
    bring_roads(ana, file, ["car"])

    made = make_map(ana)

    ways = queries.ways(queries.inputs(made.id).networks)
    assert isinstance(ways["car"], Streets)
    assert not redo(ana, made.id)
    over = next(f for f in queries.facts(made.id) if f.cell.indicator == "minutes.COU" and f.cell.place == "A1")
    assert over.value == pytest.approx(ways["car"].nearest(*_spots(TOWN, HILL)).minutes[0], rel=1e-9)


def _spots(*spots):
    import numpy as np

    return [np.array([spot]) for spot in spots]


def test_roads_that_a_release_used_stay_with_it_and_others_go(smalltown, ana, file):
    bring_roads(ana, file, ["car", "walk"])
    make_map(ana)
    used = queries.networks()
    file.write_text(ROADS.replace("secondary", "primary"), encoding="utf-8")
    bring_roads(ana, file, ["car"])
    newer = queries.networks()["car"]

    remove_roads(ana, "car")

    assert Blob.objects.filter(pk=used["car"]).exists()
    assert not Blob.objects.filter(pk=newer).exists()
    assert list(queries.networks()) == ["walk"]
    assert not redo(ana, queries.latest().id)


def test_roads_go_into_the_whole_bundle_and_into_no_bundle_of_facts(smalltown, ana, file, tmp_path):
    bring_roads(ana, file, ["car"])
    make_map(ana)

    assert bundle(ana, tmp_path / "all.zip").rows["RoadsRow"] == 2  # the network, and what is said of the seasons
    assert "RoadsRow" not in bundle(ana, tmp_path / "facts.zip", facts_only=True).rows


def test_buses_of_a_typed_table_are_ridden_over_the_streets_of_walkers(smalltown, ana, file, tmp_path):
    table = tmp_path / "bus.csv"
    rows = ["line,days,stop,lon,lat,times", f"1,daily,Hill,{HILL[0]},{HILL[1]},08:00 08:30 09:00 09:30 10:00"]
    rows.append(f"1,daily,Town,{TOWN[0]},{TOWN[1]},08:20 08:50 09:20 09:50 10:20")
    table.write_text("\n".join(rows), encoding="utf-8")
    bring_roads(ana, file, ["walk"])

    brought = bring_timetable(ana, table, date(2026, 11, 23))

    assert brought.kept[0].about == {"stops": 2, "rides": 5, "trips": 5, "day": "2026-11-23"}
    found = queries.ways()["bus"].nearest(*_spots(HILL, TOWN))
    assert found.minutes == pytest.approx([35], abs=1e-6)  # 20 of ride, half of them wait 15 or more


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "file_empty"),
        ("{", "roads_broken"),
        (layer(({}, FAR, (23.01, 42.5))), "roads_outside"),
        (layer(({}, (500000, 4600000), (500100, 4600000))), "roads_crs_wrong"),
        (json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":
         {"type": "Point", "coordinates": [21.8, 41.5]}}]}), "roads_none"),
        (layer(({"highway": "motorway"}, TOWN, MILL)), "roads_none_for_mode"),
    ],
)  # fmt: skip
def test_a_file_that_gives_no_roads_says_why(smalltown, ana, tmp_path, content, code):
    path = tmp_path / "roads.geojson"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SourceError) as problem:
        bring_roads(ana, path, ["walk"])

    assert code in [issue.code for issue in problem.value.issues]
    assert RoadsRow.objects.count() == 0


def test_a_layer_in_another_projection_is_brought_to_longitude_and_latitude(smalltown, ana, tmp_path):
    from pyproj import Transformer

    change = Transformer.from_crs(4326, 6316, always_xy=True).transform  # the zone of North Macedonia
    line = [change(*spot) for spot in (TOWN, MILL, HILL)]
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6316"}}}
    path = tmp_path / "roads.geojson"
    path.write_text(layer(({"highway": "secondary"}, *line), crs=crs), encoding="utf-8")

    brought = bring_roads(ana, path, ["car"])

    assert brought.kept[0].about["km"] == pytest.approx(10.0, abs=0.3)
    assert [issue.code for issue in brought.kept[0].issues] == ["roads_projected"]
    assert queries.ways()["car"].snapped(_spots(HILL)[0]) == pytest.approx([0], abs=2)


def test_signs_about_turning_count_for_cars_and_what_is_not_read_of_them_is_told(smalltown, ana, tmp_path):
    nodes = "".join(f'<node id="{at}" lon="{21.80 + at / 100}" lat="{41.5 + at % 2 / 1000}"/>' for at in range(4))
    ways = "".join(f'<way id="{at}"><nd ref="{at}"/><nd ref="{at + 1}"/><tag k="highway" v="residential"/></way>'
                   for at in range(3))  # fmt: skip
    signs = "".join(
        f'<relation id="{at}"><member type="way" ref="0" role="from"/><member type="{kind}" ref="1" role="via"/>'
        f'<member type="way" ref="1" role="to"/><tag k="restriction" v="no_straight_on"/></relation>'
        for at, kind in enumerate(("node", "way"))
    )
    path = tmp_path / "town.osm"
    path.write_text(f'<osm version="0.6">{nodes}{ways}{signs}</osm>', encoding="utf-8")

    car, walk = bring_roads(ana, path, ["walk", "car"]).kept

    assert (car.about["signs"], walk.about["signs"]) == (1, 0)
    assert [issue.code for issue in car.issues] == ["roads_turns_over_streets"]
    assert walk.issues == ()


def test_without_a_place_on_the_map_nobody_knows_which_roads_to_keep(workspace, ana, file):
    with pytest.raises(Conflict, match="roads_without_places"):
        bring_roads(ana, file)


def test_the_box_is_the_town_and_ten_kilometres(smalltown):
    west, south, east, north = around(queries.places())

    assert (south, north) == pytest.approx((41.41, 41.64), abs=0.001)
    assert west < 21.69
    assert east > 22.01


def test_only_who_brings_data_brings_roads_and_only_the_coordinator_takes_them_out(smalltown, ana, besim, ceca, file):
    with pytest.raises(NotAllowed):
        bring_roads(ceca, file)
    bring_roads(besim, file, ["car"])
    with pytest.raises(NotAllowed):
        remove_roads(besim, "car")
    with pytest.raises(NotFound):
        remove_roads(ana, "bus")


def test_the_job_brings_what_was_uploaded_and_leaves_no_file_behind(smalltown, ana, file):
    folder = incoming() / "abc"
    folder.mkdir(parents=True)
    (folder / "roads.geojson").write_bytes(file.read_bytes())

    jobs.enqueue(ana, "roads", {"folder": "abc", "file": "roads.geojson", "modes": ["walk"]})
    done = jobs.run_next()

    assert (done.state, list(queries.networks())) == ("done", ["walk"])
    assert not folder.exists()


def test_the_upload_of_a_job_that_is_called_off_or_given_up_is_deleted(smalltown, ana):
    for name in ("called-off", "given-up"):
        (incoming() / name).mkdir(parents=True)
        (incoming() / name / "roads.geojson").write_bytes(b"{}")
    asked = [
        jobs.enqueue(ana, "roads", {"folder": name, "file": "roads.geojson"}) for name in ("called-off", "given-up")
    ]
    Job.objects.filter(pk=asked[1].id).update(state="running", attempts=jobs.MOST_ATTEMPTS)

    jobs.cancel(ana, asked[0].id)
    jobs.resume()

    assert [queries.job(one.id).state for one in asked] == ["cancelled", "failed"]
    assert list(incoming().iterdir()) == []


def test_the_seasons_of_the_roads_are_kept_beside_them_and_go_with_the_last_of_them(smalltown, ana, file):
    bring_roads(ana, file, ["car", "walk"])

    kept, found = queries.kept_seasons(), queries.seasons()

    assert kept.about["km_yes"] == pytest.approx(found.km["yes"])
    assert kept.name == file.name
    assert "all_season" not in {one.mode for one in queries.roads()} | set(queries.networks())
    remove_roads(ana, "car")
    assert queries.kept_seasons() is not None
    remove_roads(ana, "walk")
    assert queries.kept_seasons() is None


def test_a_column_of_seasons_is_for_layers_and_not_for_an_extract(smalltown, ana, tmp_path):
    extract = tmp_path / "town.osm"
    extract.write_text("<osm version='0.6'/>", encoding="utf-8")

    with pytest.raises(SourceError, match="roads_season_of_osm"):
        bring_roads(ana, extract, season="prooden")
