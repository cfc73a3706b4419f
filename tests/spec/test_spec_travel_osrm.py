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
from sofra.resources.travel.streets import over, streets
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
    asked = tmp_path / "spots.json"
    asked.write_text(json.dumps(spots.tolist()), encoding="utf-8")
    command = [PYTHON, str(PEER), str(extract), theirs, str(asked), str(tmp_path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    minutes = np.array([[np.nan if cell is None else cell for cell in row] for row in answer["minutes"]])
    near = np.array(answer["metres"]) < CLOSE_METRES

    found = np.full((SPOTS, SPOTS), np.inf)
    for one in ours.each(spots, spots, 600.0):
        found[one.homes, one.facility] = one.minutes

    both = np.isfinite(found) & (minutes > 1) & (minutes <= 60) & near[:, None] & near[None, :]
    ratio = found[both] / minutes[both]
    assert both.sum() > 1_500
    assert np.median(ratio) == pytest.approx(1.0, abs=0.02)
    assert np.percentile(ratio, [25, 75]) == pytest.approx([1.0, 1.0], abs=0.03)


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
