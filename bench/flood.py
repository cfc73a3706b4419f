"""A flood of the Rhine in Liechtenstein: real roads, generated households, a generated zone; who still reaches shelter.

`python -m bench.flood EXTRACT.osm.pbf` prints the tables of docs/walkthrough/flood_liechtenstein.md. Roads, river and
the places' points are OpenStreetMap's; households, shelters and the flood are made here, by a stated seed, and show
nothing about the country.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from sofra.resources.hazards.reach import Journeys, journeys
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.streets import Streets, streets
from sofra.sources.osm_roads import read_osm_roads

SEED, HOUSEHOLDS, FLOOD_METRES = 2026, 15_000, 900
BOX = (9.47, 47.04, 9.64, 47.28)
"""West, south, east, north: the country with a margin of its neighbours' roads."""

METRES_LAT, METRES_LON = 111_200.0, 75_700.0
"""Metres in a degree at 47.15° north."""

PERSONS = (0.36, 0.33, 0.14, 0.12, 0.05)
"""Shares of households of 1 to 5 people: made up."""


@dataclass(frozen=True)
class Land:
    """The villages with their points, and the river, from the extract."""

    names: Sequence[str]
    spots: NDArray[np.float64]
    river: BaseGeometry


@dataclass(frozen=True)
class Town:
    """Generated households: where they stand, how many live there, how many cannot leave alone, the nearest village."""

    spots: NDArray[np.float64]
    people: NDArray[np.int64]
    helpless: NDArray[np.int64]
    village: NDArray[np.int64]


@dataclass(frozen=True)
class Scenario:
    """Everything of one run."""

    land: Land
    town: Town
    flood: BaseGeometry
    shelters: NDArray[np.float64]
    way: Streets
    found: Journeys


def land(extract: Path) -> Land:
    """Villages and towns with their names, and the lines of the Rhine."""
    import osmium

    names, spots, lines = [], [], []
    for thing in osmium.FileProcessor(str(extract)).with_locations():
        tags: Any = thing.tags
        if thing.is_node() and tags.get("place") in ("town", "village") and "name" in tags:
            names.append(str(tags["name"]))
            spots.append((thing.location.lon, thing.location.lat))
        if thing.is_way() and tags.get("waterway") == "river" and "Rhein" in str(tags.get("name", "")):
            points = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
            lines += [LineString(points)] if len(points) > 1 else []
    inside = [n for n, (lon, lat) in enumerate(spots) if BOX[0] < lon < BOX[2] and BOX[1] < lat < BOX[3]]
    return Land([names[n] for n in inside], np.array([spots[n] for n in inside]), unary_union(lines))


def flood(river: BaseGeometry, metres: float = FLOOD_METRES) -> BaseGeometry:
    """All land within these metres of the river: a made-up flood, no engineer's."""
    from shapely.affinity import scale

    wide = scale(river, METRES_LON, METRES_LAT, origin=(0, 0)).buffer(metres)
    return scale(wide, 1 / METRES_LON, 1 / METRES_LAT, origin=(0, 0))


def town(roads: NDArray[np.float64], of: Land, *, seed: int = SEED, households: int = HOUSEHOLDS) -> Town:
    """Households beside random points of the roads, thicker where villages are; the same for the same seed."""
    rng = np.random.default_rng(seed)
    village, metres = _nearest(roads, of.spots)
    chosen = rng.choice(len(roads), households, p=_shares(np.exp(-metres / 600)))
    spots = roads[chosen] + rng.normal(0, 25, (households, 2)) / np.array([METRES_LON, METRES_LAT])
    people = 1 + rng.choice(len(PERSONS), households, p=PERSONS)
    return Town(spots, people, rng.binomial(people, 0.055), village[chosen])


def run(
    extract: Path, *, mode: str = "car", metres: float = FLOOD_METRES, households: int = HOUSEHOLDS, seed: int = SEED
) -> Scenario:
    """The whole scenario: roads read, households made, the flood laid over them, both ways searched."""
    roads, of = read_osm_roads(extract, box=BOX), land(extract)
    way = streets(roads, PROFILES[mode])
    people = town(roads.spots[np.unique(roads.points)], of, seed=seed, households=households)
    wet = flood(of.river, metres)
    return Scenario(of, people, wet, of.spots, way, journeys(way, people.spots, of.spots, wet))


def table(one: Scenario) -> list[tuple[str, ...]]:
    """By village: households, people, people in the zone, minutes before and after (mean), people cut off, helpless."""
    found, rows = one.found, []
    after = found.after.minutes if found.after else found.before.minutes
    for number, name in enumerate([*one.land.names, ""]):
        here = one.town.village == number if name else np.ones(len(one.town.village), dtype=bool)
        still = here & np.isfinite(after) & np.isfinite(found.before.minutes)
        lost = here & found.cut_off
        weights = one.town.people[still]
        means = [
            f"{np.average(minutes[still], weights=weights):.1f}" if still.any() else "–"
            for minutes in (found.before.minutes, after)
        ]
        counts = (
            int(here.sum()), one.town.people[here].sum(), one.town.people[here & found.wet].sum(),
            one.town.people[lost].sum(), one.town.people[lost & ~found.wet].sum(), one.town.helpless[lost].sum(),
        )  # fmt: skip
        rows.append((name or "all", *(str(int(count)) for count in counts[:3]), *means, *map(str, counts[3:])))
    return rows


def _nearest(
    spots: NDArray[np.float64], villages: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    from scipy.spatial import cKDTree

    metres = np.array([METRES_LON, METRES_LAT])
    far, which = cKDTree(villages * metres).query(spots * metres)
    return which.astype(np.int64), far


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return weights / weights.sum()


def main(extract: str) -> None:
    """Prints the table in Markdown, with the seconds that it took."""
    start = time.perf_counter()
    one = run(Path(extract))
    seconds = time.perf_counter() - start
    wet = int(one.found.wet.sum())
    dry = [n for n, inside in enumerate(_inside(one)) if not inside]
    lines = [
        f"{len(one.town.spots)} households, {one.town.people.sum()} people, {wet} households in the zone; "
        f"{len(one.land.names)} shelters, {len(dry)} of them dry; {seconds:.1f} s.",
        "",
        "| village | households | people | in the zone | minutes before | minutes after | cut off | of these dry "
        "| cut off and cannot leave alone |",
        "|---|---|---|---|---|---|---|---|---|",
        *("| " + " | ".join(row) + " |" for row in table(one)),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _inside(one: Scenario) -> NDArray[np.bool_]:
    from sofra.resources.hazards.overlay import inside

    return inside(one.flood, one.shelters)


if __name__ == "__main__":
    main(sys.argv[1])
