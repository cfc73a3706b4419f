"""Which roads are passable in all seasons, who lives near one, and where no number stands."""

import json
from dataclasses import replace

import numpy as np
import pytest

from sofra.resources.reach.question import Homes
from sofra.resources.reach.rural import Road, is_rural, rural_roads
from sofra.resources.travel.metric import metric
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.season import all_season, packed_seasons, season, unpacked_seasons
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.streets import streets
from sofra.sources.line_roads import read_line_roads
from sofra.types.errors import SourceError
from sofra.types.keys import PlaceId
from sofra.types.place import AgeSex, Place

CROW = StraightLine("walk", 5.0, 1.0)


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"highway": "primary"}, True),
        ({"highway": "residential"}, None),
        ({"highway": "unclassified", "surface": "asphalt"}, True),
        ({"highway": "unclassified", "surface": "gravel"}, None),
        ({"highway": "unclassified", "surface": "gravel", "smoothness": "bad"}, True),
        ({"highway": "primary", "surface": "asphalt", "smoothness": "very_bad"}, False),
        ({"highway": "track", "tracktype": "grade2"}, True),
        ({"highway": "track", "tracktype": "grade4"}, False),
        ({"highway": "track"}, None),
        ({"highway": "secondary", "surface": "dirt"}, False),
        ({"highway": "primary", "winter_road": "yes"}, False),
        ({"highway": "track", "all_season": "yes"}, True),
        ({"highway": "primary", "all_season": ""}, None),
    ],
)
def test_a_road_is_passable_in_all_seasons_where_something_says_so(tags, said):
    assert season(tags) is said


def layer(folder, *lines):
    """Lines of two spots with their properties, as a file."""
    features = [
        {"type": "Feature", "properties": told, "geometry": {"type": "LineString", "coordinates": spots}}
        for told, spots in lines
    ]
    file = folder / "roads.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def place(name, lat, *, rural="yes", people=100):
    attributes = {"rural": rural} if rural else {}
    return Place(PlaceId(name), {"en": name}, "settlement", None, 21.0, lat, (AgeSex("", 0, None, people),), None, None,
                 attributes)  # fmt: skip


def asked(found, *places, way=CROW):
    spots = np.array([(one.lon, one.lat) for one in places])
    homes = Homes(spots, np.array([float(one.people) for one in places]))
    return rural_roads(way, places, homes, found)


def test_the_column_that_the_office_named_speaks_and_silence_is_counted(tmp_path):
    file = layer(
        tmp_path,
        ({"class": "primary", "prooden": "не"}, [[21.0, 41.0], [21.1, 41.0]]),
        ({"class": "track", "prooden": "да"}, [[21.0, 41.1], [21.1, 41.1]]),
        ({"class": "primary", "prooden": "?"}, [[21.0, 41.2], [21.1, 41.2]]),
    )

    roads = read_line_roads(file, season="prooden")
    found = all_season(roads, column="prooden")

    # a tenth of a degree at 41 degrees north is 8.4 km
    assert {name: round(km, 1) for name, km in found.km.items()} == {"yes": 8.4, "no": 8.4, "unsaid": 8.4}
    assert {round(lat, 3) for _, lat in found.sure} == {41.1}
    assert [(issue.code, issue.values["n"]) for issue in roads.issues] == [("roads_season_unsaid", 1)]
    assert unpacked_seasons(packed_seasons(found)).sure.tolist() == found.sure.tolist()


def test_a_column_that_the_layer_has_not_is_refused_with_those_that_it_has(tmp_path):
    file = layer(tmp_path, ({"class": "primary"}, [[21.0, 41.0], [21.1, 41.0]]))

    with pytest.raises(SourceError, match="roads_season_column") as stopped:
        read_line_roads(file, season="winter")

    assert stopped.value.issues[0].values == {"column": "winter", "known": "class"}


def test_points_along_the_roads_leave_no_gap(tmp_path):
    found = all_season(read_line_roads(layer(tmp_path, ({"class": "primary"}, [[21.0, 41.0], [21.0, 41.1]]))))

    apart = np.diff(np.sort(found.sure[:, 1])) * 111_195
    assert apart.max() < 110  # at most two steps of 50 m, since one point stands for a small square


def test_rural_people_within_two_kilometres_are_told_as_a_range_where_roads_are_silent(tmp_path):
    found = all_season(
        read_line_roads(
            layer(
                tmp_path,
                ({"class": "primary"}, [[20.9, 41.0], [21.1, 41.0]]),
                ({"class": "residential"}, [[20.9, 41.05], [21.1, 41.05]]),
            )
        )
    )
    # a hundredth of a degree of latitude is 1.11 km
    near, silent, far = place("near", 41.01, people=300), place("silent", 41.06, people=100), place("far", 41.2)
    town = place("town", 41.0, rural="no", people=9_000)

    told = asked(found, near, silent, far, town)

    assert told.roads == [Road.YES, Road.PERHAPS, Road.NO, Road.YES]
    assert told.least.share_within == pytest.approx(300 / 500)
    assert told.most.share_within == pytest.approx(400 / 500)


def test_there_is_no_number_where_nothing_is_known_and_it_says_why(tmp_path):
    said = all_season(read_line_roads(layer(tmp_path, ({"class": "primary"}, [[20.9, 41.0], [21.1, 41.0]]))))
    silent = all_season(read_line_roads(layer(tmp_path, ({"class": "residential"}, [[20.9, 41.0], [21.1, 41.0]]))))
    village = place("village", 41.01)

    whys = [
        asked(None, village).why,
        asked(silent, village).why,
        asked(said, place("x", 41.0, rural="")).why,
        asked(said, place("town", 41.0, rural="no")).why,
        asked(said, place("empty", 41.0, people=0)).why,
    ]

    assert whys == ["no_roads", "nothing_said", "rural_unknown", "no_rural", "not_counted"]
    assert all(asked(found, village).least is None for found in (None, silent))


def test_a_settlement_that_nobody_classed_is_left_out_and_counted(tmp_path):
    said = all_season(read_line_roads(layer(tmp_path, ({"class": "primary"}, [[20.9, 41.0], [21.1, 41.0]]))))

    told = asked(said, place("village", 41.01), place("unsaid", 41.3, rural=""))

    assert (told.least.share_within, told.unclassed) == (1.0, 1)


@pytest.mark.parametrize(
    ("attributes", "rural"),
    [
        ({"class": "village"}, True),
        ({"class": "town"}, False),
        ({"Рурално": "да"}, True),
        ({"тип": "градско"}, False),
        ({}, None),
    ],
)
def test_a_settlement_is_rural_by_what_its_file_says(attributes, rural):
    assert is_rural(Place(PlaceId("x"), {"en": "x"}, "settlement", attributes=attributes)) is rural


def test_the_distance_follows_the_streets_and_not_their_surface(tmp_path):
    # the village lies 1.1 km north of the road; its lane leads round by a bridge: 1.1 km up, 1.7 km across and down
    lane = {"class": "residential", "surface": "gravel"}
    file = layer(
        tmp_path,
        ({"class": "primary"}, [[20.9, 41.0], [21.0, 41.0]]),
        (lane, [[21.0, 41.0], [21.02, 41.0]]),
        (lane, [[21.02, 41.0], [21.02, 41.008]]),
    )
    roads = read_line_roads(file)
    way = metric(streets(roads, PROFILES["walk"]))
    end = replace(place("end", 41.008, people=10), lon=21.02)

    # 1.68 km across and 0.89 km up are 2.57 km along the lane, though 1.9 km as the crow flies
    assert asked(all_season(roads), end).roads == [Road.YES]
    assert asked(all_season(roads), end, way=way).roads == [Road.PERHAPS]
    assert way.nearest(np.array([[21.02, 41.0]]), np.array([[21.0, 41.0]])).minutes[0] == pytest.approx(20.15, abs=0.1)
