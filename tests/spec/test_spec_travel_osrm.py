"""OSRM as an independent engine: its minutes on two real road networks and ours have the same middle."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.spec.reference import SHARED

from sofra.resources.travel.network import core, segments
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.streets import Streets, over, streets
from sofra.sources.elevation import read_elevation
from sofra.sources.osm_roads import read_osm_roads

ROADS = SHARED / "data" / "roads"
PYTHON = os.environ.get("SOFRA_PYTHON312", "")
PEER = Path(__file__).parent / "peers" / "osrm_table.py"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ROADS.is_dir(), reason="LEFT OUT: no road extracts; set SOFRA_SHARED to the shared folder"),
]
needs_osrm = pytest.mark.skipif(
    not PYTHON, reason="LEFT OUT: no OSRM; set SOFRA_PYTHON312 to a Python 3.12 with osrm-bindings"
)
SPOTS = 250
CLOSE_METRES = 5.0
STREETS = ["motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street"]


@needs_osrm
@pytest.mark.parametrize("country", ["liechtenstein", "andorra"])
@pytest.mark.parametrize(("mode", "theirs"), [("walk", "foot"), ("car", "car")])
def test_half_of_the_ways_within_the_hour_take_as_long_as_in_osrm(
    country: str, mode: str, theirs: str, tmp_path: Path
) -> None:
    extract = ROADS / f"{country}.osm.pbf"
    ours = streets(read_osm_roads(extract), PROFILES[mode])
    chosen = np.random.default_rng(5).choice(len(ours.pieces.start), SPOTS, replace=False)
    spots = np.round(ours.pieces.spots[ours.pieces.start[chosen]], 7)
    minutes, near = osrm(extract, theirs, spots, tmp_path)
    found = table(ours, spots)

    both = np.isfinite(found) & (minutes > 1) & (minutes <= 60) & near[:, None] & near[None, :]
    ratio = found[both] / minutes[both]
    assert both.sum() > 1_500
    assert np.median(ratio) == pytest.approx(1.0, abs=0.02)
    assert np.percentile(ratio, [25, 75]) == pytest.approx([1.0, 1.0], abs=0.03)


@needs_osrm
def test_under_made_up_signs_about_turning_cars_take_as_long_as_in_osrm(tmp_path: Path) -> None:
    plain, signed = ROADS / "liechtenstein.osm.pbf", tmp_path / "signed.osm.pbf"
    with_signs(plain, signed, np.random.default_rng(3))
    before, ours = (streets(read_osm_roads(one), PROFILES["car"]) for one in (plain, signed))
    chosen = np.random.default_rng(5).choice(len(before.pieces.start), SPOTS, replace=False)
    spots = np.round(before.pieces.spots[before.pieces.start[chosen]], 7)

    (free, _), (minutes, near) = osrm(plain, "car", spots, tmp_path / "a"), osrm(signed, "car", spots, tmp_path / "b")
    found, ignoring = table(ours, spots), table(before, spots)

    both = np.isfinite(found) & (minutes > 1) & (minutes <= 60) & near[:, None] & near[None, :]
    longer = both & (minutes > free * 1.05)
    assert longer.sum() > 10_000  # of some 26,000 pairs
    assert np.percentile(found[longer] / minutes[longer], [5, 50, 95]) == pytest.approx([1.0, 1.0, 1.0], abs=0.03)
    assert np.median(ignoring[longer] / minutes[longer]) < 0.9


def table(ours: Streets, spots: np.ndarray) -> np.ndarray:
    """(spots, spots) our minutes."""
    found = np.full((len(spots), len(spots)), np.inf)
    for one in ours.each(spots, spots, 600.0):
        found[one.homes, one.facility] = one.minutes
    return found


def osrm(extract: Path, profile: str, spots: np.ndarray, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """(spots, spots) OSRM's minutes, nan for none, and (spots,) whether it found the street where we did."""
    folder.mkdir(exist_ok=True)
    asked = folder / "spots.json"
    asked.write_text(json.dumps(spots.tolist()), encoding="utf-8")
    command = [PYTHON, str(PEER), str(extract), profile, str(asked), str(folder)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    minutes = np.array([[np.nan if cell is None else cell for cell in row] for row in answer["minutes"]])
    return minutes, np.array(answer["metres"]) < CLOSE_METRES


def with_signs(extract: Path, out: Path, random: np.random.Generator) -> None:
    """The extract with 300 signs more, each at a point where at least three streets end."""
    import osmium

    ends: dict[int, list[int]] = {}
    for way in osmium.FileProcessor(str(extract), osmium.osm.WAY):
        if way.tags.get("highway") in STREETS and way.nodes[0].ref != way.nodes[-1].ref:
            ends.setdefault(way.nodes[0].ref, []).append(way.id)
            ends.setdefault(way.nodes[-1].ref, []).append(way.id)
    crossings = [point for point, ways in ends.items() if len(ways) >= 3]
    with osmium.SimpleWriter(str(out)) as writer:
        for one in osmium.FileProcessor(str(extract)):
            writer.add(one)
        for number, point in enumerate(random.permutation(crossings)[:300].tolist()):
            before, after = random.choice(ends[point], 2, replace=False).tolist()
            members = [("w", before, "from"), ("n", point, "via"), ("w", after, "to")]
            said = str(random.choice(["no_left_turn", "no_right_turn", "only_straight_on"]))
            tags = {"type": "restriction", "restriction": said}
            writer.add_relation(osmium.osm.mutable.Relation(id=10**10 + number, members=members, tags=tags))


GRAPHHOPPER = [
    ("car", (1.603231, 42.56819), (1.520662, 42.571034), 17_708),
    ("car", (1.571302, 42.529176), (1.520662, 42.571034), 11_408),
]
"""From GraphHopper's RoutingAlgorithmWithOSMTest (Apache 2.0); it drives through streets tagged as being rebuilt."""


@pytest.mark.parametrize(("mode", "start", "end", "metres"), GRAPHHOPPER)
def test_the_way_through_andorra_is_as_long_as_in_graphhopper(
    mode: str, start: tuple[float, float], end: tuple[float, float], metres: float
) -> None:
    plain = PROFILES[mode]
    rules = {key: values for key, values in plain.without.items() if key != "construction"}
    classes = {name: kmh for name, kmh in plain.speeds.items() if name != "track"}
    profile = replace(plain, without=rules, speeds=classes, turn_seconds=0.0, local_only=frozenset(), off_road_kmh=1e9)
    pieces, loose = core(segments(read_osm_roads(ROADS / "andorra.osm.pbf"), profile))
    there = np.where(np.isfinite(pieces.forward), pieces.metres, np.inf)
    back = np.where(np.isfinite(pieces.backward), pieces.metres, np.inf)

    by_metres = over(profile, replace(pieces, forward=there, backward=back), loose)

    assert by_metres.nearest(np.array([start]), np.array([end])).minutes == pytest.approx([metres], abs=1.0)


def test_a_mountain_slows_walkers_and_a_bridge_does_not() -> None:
    roads = read_osm_roads(ROADS / "andorra.osm.pbf")
    heights = read_elevation(ROADS / "N42E001.hgt.zip")
    level, steep = streets(roads, PROFILES["walk"]), streets(roads, PROFILES["walk"], elevation=heights)
    village, town = np.array([[1.5383, 42.5553]]), np.array([[1.5218, 42.5063]])  # Ordino above, Andorra la Vella

    up, down = steep.nearest(town, village).minutes[0], steep.nearest(village, town).minutes[0]

    assert level.nearest(town, village).minutes[0] < down < up
