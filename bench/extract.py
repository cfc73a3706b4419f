"""A large extract on a small machine: python -m bench.extract [MEGABYTES [LIMIT_MB]].

Writes an OpenStreetMap extract of about MEGABYTES (300) of towns, roads and houses, and brings it in as the page does
for a municipality that is a small part of it, for larger parts, and for all of it, each in a process that may not have
more than LIMIT_MB (2048) of memory. Always the same file (seeded); SOFRA_BENCH names a folder where it stays.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.speed import peak

GRID, SHAPE, HOUSES = 40, 10, 10_000
"""A town: 40 × 40 crossings, ten points of shape on every street between two, and houses of four corners."""

WIDE, APART = 0.05, 0.15
"""Degrees: how wide a town is, and from one town to the next."""

WEST, SOUTH = 20.0, 40.0
MEGABYTES_A_TOWN = 0.75


def main() -> None:
    """The table; called with a box and a file, that one run as JSON."""
    if len(sys.argv) == 4 and sys.argv[1] == "bring":
        print(json.dumps(bring(Path(sys.argv[2]), json.loads(sys.argv[3]))))
        return
    megabytes, limit = (int(one) for one in (*sys.argv[1:], *("300", "2048")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("SOFRA_BENCH", folder)) / f"extract-{megabytes}.osm.pbf"
        towns = round((megabytes / MEGABYTES_A_TOWN) ** 0.5)
        if not path.exists():
            write(path, towns)
        print(f"{path.stat().st_size / 1e6:,.0f} MB, {towns * towns} towns; at most {limit} MB of memory\n")
        print("| part | points | result | seconds | memory |\n|---|---|---|---|---|")
        wide = towns * APART
        for name, side in (("municipality", 0.45), ("large city", 0.75), ("a quarter", wide / 2), ("everything", wide)):
            box = [WEST - 0.01, SOUTH - 0.01, WEST + side, SOUTH + side]
            command = [sys.executable, "-m", "bench.extract", "bring", str(path), json.dumps(box)]
            _line(name, subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: _small(limit)))


def bring(path: Path, box: list[float]) -> dict[str, object]:
    """What the act of bringing roads does, without a workspace: the reading, then one network for each mode."""
    from sofra.resources.travel.keep import packed
    from sofra.resources.travel.profile import PROFILES
    from sofra.resources.travel.streets import streets
    from sofra.sources.osm_roads import read_osm_roads
    from sofra.types.errors import SofraError

    begun = time.perf_counter()
    try:
        roads = read_osm_roads(path, box=tuple(box))
        read = peak()
        size = sum(len(packed(streets(roads, profile))) for profile in PROFILES.values())
        told = f"{size / 1e6:,.1f} MB kept; reading alone {read:,.0f} MB"
        points = len(roads.spots)
    except SofraError as refused:
        told, points = f"refused: {refused.issues[0].code}", 0
    return {"points": points, "told": told, "took": time.perf_counter() - begun, "megabytes": peak()}


def write(path: Path, towns: int) -> None:
    """towns² towns, each joined to the next by a road; nodes first, then ways, as extracts are."""
    import osmium

    random = np.random.default_rng(4)
    with osmium.SimpleWriter(str(path), overwrite=True) as out:
        for lines in (_nodes, _lines):
            for town in range(towns * towns):
                part = osmium.MergeInputReader()
                part.add_buffer(("\n".join(lines(town, towns, random)) + "\n").encode(), "opl")
                part.apply(out)


def _nodes(town: int, towns: int, random: np.random.Generator):
    """The nodes of a town as text, each with a version and the change that it came with, as real ones have."""
    spots = _spots(town % towns, town // towns, random)
    first, versions = 1 + town * len(spots), random.integers(1, 9, len(spots)).tolist()
    changes = random.integers(10**6, 10**8, len(spots)).tolist()
    for at, ((x, y), version, change) in enumerate(zip(spots.tolist(), versions, changes, strict=True), first):
        yield f"n{at} v{version} c{change} x{x:.7f} y{y:.7f}"


def _lines(town: int, towns: int, random: np.random.Generator):
    """The ways of a town as text."""
    for at, (nodes, tags) in enumerate(_ways(town, towns), 1 + town * 1_000_000):
        said, along = ",".join(f"{key}={value}" for key, value in tags.items()), ",n".join(map(str, nodes))
        yield f"w{at} v1 c{random.integers(10**6, 10**8)} T{said} Nn{along}"


def _spots(x: int, y: int, random: np.random.Generator) -> np.ndarray:
    """(nodes, 2) of a town: crossings, points along streets eastwards and northwards, corners of houses."""
    step, corner = WIDE / GRID, np.array([WEST + x * APART, SOUTH + y * APART])
    at = np.stack(np.meshgrid(np.arange(GRID), np.arange(GRID), indexing="ij"), axis=-1).reshape(-1, 2) * step
    crossings = at + random.uniform(0, step / 3, at.shape)
    part = (np.arange(SHAPE) + 1)[None, :, None] / (SHAPE + 1)
    east = crossings[:, None, :] + part * np.array([step, 0.0])
    north = crossings[:, None, :] + part * np.array([0.0, step])
    bends = random.uniform(0, step / 20, (2, GRID * GRID, SHAPE, 2))
    streets = np.concatenate([(east + bends[0]).reshape(-1, 2), (north + bends[1]).reshape(-1, 2)])
    houses = random.uniform(0, WIDE, (HOUSES, 1, 2)) + random.uniform(0, 0.0002, (HOUSES, 4, 2))
    return np.round(corner + np.concatenate([crossings, streets, houses.reshape(-1, 2)]), 7)


def _ways(town: int, towns: int):
    """Nodes and tags of every way of a town, and of the road to the next one east and north."""
    crossings, shapes = GRID * GRID, 2 * GRID * GRID * SHAPE
    size = crossings + shapes + 4 * HOUSES
    first = 1 + town * size
    for number in range(crossings):
        kind = "secondary" if number % GRID == 0 else "tertiary" if number % 7 == 0 else "residential"
        for side, (ahead, room) in enumerate(((GRID, number // GRID), (1, number % GRID))):
            if room < GRID - 1:
                along = first + crossings + side * crossings * SHAPE + number * SHAPE
                middle = list(range(along, along + SHAPE))
                tags = {"highway": kind, "name": f"Street%20%{number}", "oneway": "yes" if number % 11 == 0 else "no"}
                yield [first + number, *middle, first + number + ahead], tags
    for house in range(first + crossings + shapes, first + size, 4):
        yield [house, house + 1, house + 2, house + 3, house], {"building": "yes"}
    for next_, there in ((town + 1, town % towns < towns - 1), (town + towns, town // towns < towns - 1)):
        if there:
            yield [first + crossings // 2, 1 + next_ * size + crossings // 2], {"highway": "primary", "ref": "A1"}


def _small(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_048_576, megabytes * 1_048_576))


def _line(name: str, ran: "subprocess.CompletedProcess[str]") -> None:
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        print(f"| {name} | | failed: {said[-1] if said else ran.returncode} | | |", flush=True)
        return
    found = json.loads(ran.stdout)
    print(f"| {name} | {found['points']:,} | {found['told']} | {found['took']:.0f} | {found['megabytes']:,.0f} MB |",
          flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
