"""The way to a shelter before and after: minutes never get shorter, cut-off only grows, the rest stays."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box, mapping

from sofra.resources.hazards.again import again
from sofra.resources.hazards.overlay import overlays
from sofra.resources.hazards.reach import cut_off, journeys, with_reach
from sofra.resources.hazards.zones import zones_of
from sofra.resources.travel.profile import CAR
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.streets import Streets, streets
from sofra.types.hazard import NETWORK, NO_SHELTER, SHELTER, STRAIGHT
from sofra.types.keys import PlaceId, ServiceKind
from sofra.types.place import AgeSex, Place
from sofra.types.supply import Inventory, Service, Site

pytest.importorskip("pyogrio")
STEP, SIDE = 0.01, 6


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Streets:
    """A town of 6 by 6 crossings, 0.01 degrees apart."""
    from sofra.sources.line_roads import read_line_roads

    ends = [((0, n), (SIDE - 1, n)) for n in range(SIDE)] + [((n, 0), (n, SIDE - 1)) for n in range(SIDE)]
    features = []
    for (x1, y1), (x2, y2) in ends:
        steps = max(abs(x2 - x1), abs(y2 - y1))
        line = [[21 + STEP * (x1 + (x2 - x1) * n / steps), 41 + STEP * (y1 + (y2 - y1) * n / steps)]
                for n in range(steps + 1)]  # fmt: skip
        features.append({"type": "Feature", "properties": {"highway": "residential"},
                         "geometry": {"type": "LineString", "coordinates": line}})  # fmt: skip
    file = tmp_path_factory.mktemp("roads") / "grid.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return streets(read_line_roads(file), replace(CAR, turn_seconds=0.0))


def homes(seed: int, count: int = 40) -> np.ndarray:
    random = np.random.default_rng(seed)
    along = random.uniform(0, STEP * (SIDE - 1), count)
    street = STEP * random.integers(0, SIDE, count)
    return np.where((random.random(count) < 0.5)[:, None], np.column_stack([21 + along, 41 + street]),
                    np.column_stack([21 + street, 41 + along]))  # fmt: skip


SHELTERS = np.array([[21.0, 41.0], [21.05, 41.05]])


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), x=st.floats(0, 0.05), y=st.floats(0, 0.05), size=st.floats(0.001, 0.02))
def test_minutes_never_get_shorter_and_a_larger_flood_cuts_off_more(grid: Streets, seed: int, x, y, size):
    water, more = Point(21 + x, 41 + y).buffer(size), Point(21 + x, 41 + y).buffer(size * 1.5)
    spots = homes(seed)

    small, large = (journeys(grid, spots, SHELTERS, area) for area in (water, more))

    assert small.after is not None
    assert large.after is not None
    assert (small.after.minutes >= small.before.minutes).all()
    raw = grid.cut([water]).nearest(spots, SHELTERS).minutes
    assert (raw >= small.before.minutes - 1e-9).all()
    assert (large.after.minutes >= small.after.minutes - 1e-9).all()
    assert (large.cut_off >= small.cut_off).all()
    assert (small.cut_off >= (small.wet & np.isfinite(small.before.minutes))).all()


def test_a_flood_where_no_street_is_changes_nothing(grid: Streets):
    spots = homes(1)

    found = journeys(grid, spots, SHELTERS, box(21.012, 41.012, 21.018, 41.018))

    assert found.after is not None
    np.testing.assert_allclose(found.after.minutes, found.before.minutes, rtol=1e-12)
    assert not found.cut_off.any()


def test_a_shelter_under_water_helps_nobody(grid: Streets):
    spots = np.array([[21.02, 41.0]])

    found = journeys(grid, spots, SHELTERS, Point(21, 41).buffer(0.004))

    assert found.before.which.tolist() == [0]
    assert found.after is not None
    assert found.after.which.tolist() == [1]
    assert found.after.minutes[0] > found.before.minutes[0]


def town(people: int = 100) -> list[Place]:
    population = (AgeSex("f", 0, None, people),)
    spots = {"A": (21.0, 41.02), "B": (21.03, 41.03), "C": (21.05, 41.0), "D": (None, None)}
    whole = Place(PlaceId("M"), {"en": "M"}, "municipality")
    return [whole, *(Place(PlaceId(id), {"en": id}, "settlement", whole.id, lon, lat, population)
                     for id, (lon, lat) in spots.items())]  # fmt: skip


def inventory(*spots: tuple[float, float]) -> Inventory:
    sites = [Site(f"S{n}", {"en": f"Hall {n}"}, PlaceId("A"), lon, lat) for n, (lon, lat) in enumerate(spots)]
    return Inventory(sites=sites, services=[Service("1", SHELTER, {"en": "Halls"}, "P", [site.id for site in sites])])


def exposed(grid, there: Inventory, water):
    zones = zones_of([{"geometry": mapping(water), "properties": {"kind": "flood"}}])
    return with_reach(overlays(zones, town(), there)[0], grid, town(), there)


def test_settlements_are_told_apart_by_why_they_reach_no_shelter(grid: Streets):
    # The water takes A and every street around C's corner; B stays dry and connected.
    water = box(20.99, 41.015, 21.005, 41.025).union(box(21.045, 41.003, 21.055, 41.007)).union(
        box(21.043, 40.99, 21.047, 41.007))  # fmt: skip

    danger = exposed(grid, inventory((21.05, 41.05)), water)

    told = {one.place: one for one in danger.exposures}
    assert danger.ways == NETWORK
    assert told["A"].reason == "hazard.inside"
    assert told["A"].cut == 100
    assert told["B"].reason == ""
    assert told["B"].cut == 0
    assert told["B"].after >= told["B"].before
    assert told["C"].reason == "hazard.cut_off"
    assert told["C"].cut == 100
    assert told["D"].reason == "hazard.no_spot"
    assert told["D"].cut is None
    assert cut_off(danger) == {"A": 1.0, "B": 0.0, "C": 1.0}


def test_a_straight_line_cannot_be_cut_and_says_so(grid: Streets):
    danger = exposed(StraightLine(), inventory((21.05, 41.05)), box(20.99, 41.015, 21.005, 41.025))

    assert danger.ways == STRAIGHT
    assert {one.reason for one in danger.exposures if one.place != "D"} == {"hazard.not_cut"}
    assert all(one.after is None and one.cut is None for one in danger.exposures)


def test_without_a_shelter_nothing_is_said_of_ways(grid: Streets):
    danger = exposed(grid, Inventory(), box(20.99, 41.015, 21.005, 41.025))

    assert danger.ways == NO_SHELTER
    assert all(one.before is None for one in danger.exposures)


def test_services_are_reached_again_without_the_roads_and_sites_of_the_flood(grid: Streets):
    # The water takes A and every street around C's corner; B stays dry and reaches the farther of two day centres.
    water = box(20.99, 41.015, 21.005, 41.025).union(box(21.045, 41.003, 21.055, 41.007)).union(
        box(21.043, 40.99, 21.047, 41.007))  # fmt: skip
    day = ServiceKind("COM-DAY")
    sites = [Site(f"S{n}", {}, PlaceId("A"), *spot) for n, spot in enumerate([(21.0, 41.02), (21.05, 41.05)])]
    there = Inventory(sites=sites, services=[Service("1", day, {}, "P", ["S0", "S1"])])
    zones = zones_of([{"geometry": mapping(water), "properties": {"kind": "flood"}}])

    (found,) = again(overlays(zones, town(), there)[0], grid, town(), there, kinds=[day, ServiceKind("HOM-CARE")])

    assert (found.kind, found.sites, found.inside) == (day, 2, 1)
    assert (found.reached, found.lost) == (200, 100)  # B and C outside the water; C is cut off
    b = journeys(grid, np.array([[21.03, 41.03]]), np.array([[21.05, 41.05]]), water)
    assert found.after == pytest.approx(float(b.before.minutes[0]))
    assert found.before is not None
    assert found.before <= found.after
    assert again(overlays(zones, town(), there)[0], StraightLine(), town(), there, kinds=[day]) == ()
