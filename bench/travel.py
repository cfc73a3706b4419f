"""Travel over streets, one process each: python -m bench.travel [TILES [LARGE_TILES]].

TILES² copies of Liechtenstein's walking network side by side (3: about a million directed edges) for the nearest of
1,000 facilities from 100,000 origins, beside pandana and networkit (SOFRA_GEO: an environment that holds them), and
LARGE_TILES² copies (6: about four million) for 1,000,000 points and the catchments of 1,000 facilities. The roads
are those of SOFRA_SHARED.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.speed import peak

HERE = Path(__file__).parent
EXTRACT = Path(os.environ.get("SOFRA_SHARED", HERE.parents[1] / "shared")) / "data" / "roads" / "liechtenstein.osm.pbf"
ORIGINS, FACILITIES, POINTS, LIMIT = 100_000, 1_000, 1_000_000, 60.0
EAST, NORTH = 0.2, 0.25
"""Degrees from one copy to the next; a street of 3 km joins neighbours."""


def main() -> None:
    """The table; called with a name, a number of tiles and a folder, that one run as JSON."""
    if len(sys.argv) == 4:
        print(
            json.dumps({"nearest": nearest, "catchments": catchments}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3])))
        )
        return
    small, large = (int(one) for one in (*sys.argv[1:], *("3", "6")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        print("| who | edges | made in | placed in | searched in | memory | agreement |\n|---|---|---|---|---|---|---|")
        ours = _run([sys.executable, "-m", "bench.travel", "nearest", str(small), folder])
        _line("Sofra, nearest", ours, "reference")
        if geo := os.environ.get("SOFRA_GEO"):
            for name in ("pandana", "networkit"):
                theirs = _run([geo, str(HERE / "peer_travel.py"), name, folder])
                _line(
                    f"{name}, nearest",
                    theirs,
                    f"{theirs['apart']:.2g} min apart; by one only: {theirs['split']}",
                )
        found = _run([sys.executable, "-m", "bench.travel", "catchments", str(large), folder])
        _line("Sofra, catchments", found, f"{found['pairs']:,} pairs")


def nearest(tiles: int, folder: Path) -> dict[str, object]:
    """Origins and facilities at crossings or shape points, as the peers have them; leaves their numbers in a file."""
    from sofra.resources.travel.streets import over

    pieces, loose, profile = mosaic(tiles)
    begun = time.perf_counter()
    streets = over(profile, pieces, loose)
    made = time.perf_counter() - begun
    random = np.random.default_rng(7)
    used = np.unique(np.concatenate([pieces.start, pieces.end]))
    _, first, shared = np.unique(pieces.spots[used], axis=0, return_index=True, return_counts=True)
    used = used[first[shared == 1]]  # a divided point is two at one spot; a peer that is told the number knows which
    homes, places = random.choice(used, ORIGINS), random.choice(used, FACILITIES, replace=False)
    begun = time.perf_counter()
    placed, there = streets.placed(pieces.spots[homes]), streets.placed(pieces.spots[places])
    put = time.perf_counter() - begun
    begun = time.perf_counter()
    found = streets.nearest(placed, there)
    took = time.perf_counter() - begun
    np.savez(
        folder / "case.npz", spots=pieces.spots, start=pieces.start, end=pieces.end, forward=pieces.forward,
        homes=homes, places=places, minutes=found.minutes,
    )  # fmt: skip
    return {"edges": 2 * len(pieces.start), "made": made, "placed": put, "took": took, "megabytes": peak()}


def catchments(tiles: int, folder: Path) -> dict[str, object]:
    """Every home within the hour of every facility, facility by facility."""
    from sofra.resources.travel.streets import over

    pieces, loose, profile = mosaic(tiles)
    begun = time.perf_counter()
    streets = over(profile, pieces, loose)
    made = time.perf_counter() - begun
    random = np.random.default_rng(8)
    near = pieces.spots[random.choice(pieces.start, POINTS)] + random.normal(0, 0.0005, (POINTS, 2))
    begun = time.perf_counter()
    placed = streets.placed(near)
    put = time.perf_counter() - begun
    begun, pairs, total = time.perf_counter(), 0, 0.0
    for one in streets.each(placed, near[:FACILITIES], LIMIT):
        pairs += len(one.homes)
        total += float(one.minutes.sum())
    took = time.perf_counter() - begun
    return {"edges": 2 * len(pieces.start), "made": made, "placed": put, "took": took, "megabytes": peak(),
            "pairs": pairs, "mean": total / max(pairs, 1)}  # fmt: skip


def mosaic(tiles: int):
    """tiles² copies of the walking network, neighbours joined by one street."""
    from sofra.resources.travel.network import Loose, Segments, core, segments
    from sofra.resources.travel.profile import PROFILES
    from sofra.sources.osm_roads import read_osm_roads

    profile = PROFILES["walk"]
    one, _ = core(segments(read_osm_roads(EXTRACT), profile))
    used, where = np.unique(np.concatenate([one.start, one.end]), return_inverse=True)
    half, size = len(one.start), len(used)
    spots, copies = one.spots[used], tiles * tiles
    moves = np.array([(x * EAST, y * NORTH) for x in range(tiles) for y in range(tiles)])
    hub = int(np.argmin(((spots - np.median(spots, axis=0)) ** 2).sum(axis=1)))
    joins = np.array([(a, b) for a in range(copies) for b in (a + 1, a + tiles) if b < copies]).reshape(-1, 2)
    shift = np.repeat(np.arange(copies) * size, half)
    start = np.concatenate([np.tile(where[:half], copies) + shift, hub + joins[:, 0] * size]).astype(np.int64)
    end = np.concatenate([np.tile(where[half:], copies) + shift, hub + joins[:, 1] * size]).astype(np.int64)
    long = np.full(len(joins), 3000.0)
    metres = np.concatenate([np.tile(one.metres, copies), long])
    alike = np.minimum(one.forward, one.backward)  # as long back: the peers' edges have one weight
    ways = [np.concatenate([np.tile(alike, copies), long * 0.06 / 5])] * 2
    everywhere = (spots[None, :, :] + moves[:, None, :]).reshape(-1, 2)
    pieces = Segments(everywhere, start, end, metres, *ways, np.zeros(len(start), dtype=np.bool_))
    return pieces, Loose(len(start), float(metres.sum() / 1000)), profile


def _line(who: str, found: dict, agreement: str) -> None:
    print(
        f"| {who} | {found['edges']:,} | {found['made']:.2f} s | {found['placed']:.2f} s | {found['took']:.2f} s | "
        f"{found['megabytes']:.0f} MB | {agreement} |",
        flush=True,
    )


def _run(command: list[str]) -> dict:
    where = os.pathsep.join((str(HERE.parent / "src"), str(HERE.parent)))
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": where})
    return json.JSONDecoder().raw_decode(ran.stdout[ran.stdout.rindex('{"edges"') :])[0]  # pandana talks besides


if __name__ == "__main__":
    main()
