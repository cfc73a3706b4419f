"""What tags mean for somebody on foot, in a wheelchair, in a car."""

import pytest

from sofra.resources.travel.profile import CAR, WALK, WHEELCHAIR
from sofra.resources.travel.relief import sloped_minutes
from sofra.resources.travel.rules import closed_point, incline, lane, limit_kmh


def tags(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split())


@pytest.mark.parametrize(
    ("profile", "way", "forward", "backward"),
    [
        (WALK, "highway=residential oneway=yes", 5.0, 5.0),
        (WALK, "highway=steps", 5.0, 5.0),
        (WALK, "highway=motorway", 0.0, 0.0),
        (WALK, "highway=trunk foot=yes", 5.0, 5.0),
        (WALK, "highway=path surface=mud", 2.5, 2.5),
        (WALK, "highway=service access=private", 0.0, 0.0),
        (WALK, "highway=primary sidewalk=separate", 0.0, 0.0),
        (WALK, "highway=primary sidewalk=separate foot=yes", 5.0, 5.0),
        (WALK, "highway=footway oneway:foot=yes", 5.0, 0.0),
        (WHEELCHAIR, "highway=steps", 0.0, 0.0),
        (WHEELCHAIR, "highway=footway surface=gravel", 0.0, 0.0),
        (WHEELCHAIR, "highway=footway surface=sett", 1.5, 1.5),
        (WHEELCHAIR, "highway=footway incline=12%", 0.0, 0.0),
        (WHEELCHAIR, "highway=residential wheelchair=no", 0.0, 0.0),
        (CAR, "highway=residential", 25.0, 25.0),
        (CAR, "highway=residential oneway=-1", 0.0, 25.0),
        (CAR, "highway=residential oneway=yes oneway:motor_vehicle=no", 25.0, 25.0),
        (CAR, "highway=residential oneway=yes oneway:bicycle=no", 25.0, 0.0),
        (CAR, "highway=residential junction=roundabout", 25.0, 0.0),
        (CAR, "highway=motorway maxspeed=120", 96.0, 0.0),
        (CAR, "highway=primary maxspeed:backward=30 maxspeed=60", 48.0, 24.0),
        (CAR, "highway=secondary surface=cobblestone", 30.0, 30.0),
        (CAR, "highway=footway", 0.0, 0.0),
        (CAR, "highway=pedestrian motor_vehicle=yes", 10.0, 10.0),
        (CAR, "highway=residential access=no motorcar=yes", 25.0, 25.0),
        (CAR, "highway=track access=private", 0.0, 0.0),
        (CAR, "highway=primary construction=primary", 0.0, 0.0),
    ],
)
def test_a_way_is_as_fast_as_its_tags_say(profile, way: str, forward: float, backward: float) -> None:
    found = lane(tags(way), profile)

    assert (found.forward, found.backward) == pytest.approx((forward, backward))


def test_private_streets_and_tracks_are_for_those_who_begin_or_end_there() -> None:
    assert lane(tags("highway=residential access=destination"), CAR).local
    assert lane(tags("highway=track"), CAR).local
    assert not lane(tags("highway=track"), WALK).local


@pytest.mark.parametrize(
    ("profile", "point", "closed"),
    [
        (CAR, "barrier=bollard", True), (CAR, "barrier=gate", False), (CAR, "barrier=bollard bollard=rising", False),
        (CAR, "barrier=gate access=no", True), (WALK, "barrier=bollard", False), (WALK, "barrier=wall", True),
        (WHEELCHAIR, "barrier=kissing_gate", True), (WHEELCHAIR, "barrier=kerb", True),
        (WHEELCHAIR, "barrier=kerb kerb=lowered", False), (WALK, "barrier=kerb", False),
    ],
)  # fmt: skip
def test_a_barrier_stops_whom_it_stops(profile, point: str, closed: bool) -> None:
    assert closed_point(tags(point), profile) is closed


def test_signs_are_read_as_numbers() -> None:
    assert [limit_kmh(text) for text in ("50", "30 mph", "MK:urban", "walk", None)] == [50, 30 * 1.609, 50, None, None]
    assert [incline(text) for text in ("8%", "-5,5 %", "up", None)] == [0.08, -0.055, None, None]


def test_walking_uphill_takes_longer_than_down_and_fastest_is_a_little_down() -> None:
    up, level, little_down, down = (sloped_minutes(10.0, slope) for slope in (0.1, 0.0, -0.05, -0.2))

    assert up == pytest.approx(14.19, abs=0.01)  # 10 e^0.35
    assert level == pytest.approx(10)
    assert little_down < level < down < sloped_minutes(10.0, 0.2)
