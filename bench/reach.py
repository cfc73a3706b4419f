"""E2SFCA beside pysal/access: python -m bench.reach [HOMES] [FACILITIES] (SOFRA_GEO names access's interpreter).

Both get the same minutes within 30, made once outside the clock; "with the way" is ours with the minutes searched as
straight lines inside the clock. The numbers of both are compared.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sofra.resources.reach.floating import e2sfca, three_step
from sofra.resources.reach.question import Facilities, Homes, Question
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Catchment

LIMIT, SEED = 30.0, 20261122


@dataclass(frozen=True)
class Given:
    """A way whose catchments are there already."""

    found: list[Catchment]

    def each(self, homes: np.ndarray, facilities: np.ndarray, limit: float) -> Iterator[Catchment]:
        """The catchments as they were made, whatever is asked."""
        del homes, facilities, limit
        return iter(self.found)


def main() -> None:
    """One line each: ours on given minutes, ours with the way, access, and how far the numbers lie apart."""
    homes, facilities = (int(text) for text in (*sys.argv[1:3], "100000", "1000")[:2])
    walked, given = towns(homes, facilities)
    pairs = sum(len(one.homes) for one in given.way.found)
    print(f"{homes:,} homes, {facilities:,} facilities, {pairs:,} pairs within {LIMIT:.0f} minutes", flush=True)
    ours, seconds = _timed(lambda: e2sfca(given))
    _, more = _timed(lambda: three_step(given))
    whole, way = _timed(lambda: e2sfca(walked))
    print(f"sofra E2SFCA {seconds:.2f} s | 3SFCA {more:.2f} s | E2SFCA with the way {way:.2f} s", flush=True)
    lost = abs(whole.access.value @ walked.homes.people - whole.reached)
    print(f"places made or lost: {lost:.1e} of {whole.reached:,.0f}", flush=True)
    if peers := os.environ.get("SOFRA_GEO"):
        took, found = access(peers, given, ("two_stage_fca",))
        apart = float(np.abs(found["two_stage_fca"] - ours.access.value).max())
        print(
            f"access {took['two_stage_fca']:.1f} s, {took['two_stage_fca'] / seconds:.0f} times ours; apart {apart:.1e}"
        )


def towns(homes: int, facilities: int) -> tuple[Question, Question]:
    """The same question twice: over straight lines, and with its minutes given."""
    random = np.random.default_rng(SEED)
    middles = random.uniform((21.0, 41.2), (22.5, 42.1), (30, 2))
    spots = middles[random.integers(0, 30, homes)] + random.normal(0, 0.1, (homes, 2))
    sites = middles[random.integers(0, 30, facilities)] + random.normal(0, 0.1, (facilities, 2))
    there = Facilities(sites, random.integers(5, 60, facilities).astype(float))
    here = Homes(spots, random.integers(1, 9, homes).astype(float))
    way = StraightLine("car", 50.0, 1.3)
    return Question(way, here, there), Question(Given(list(way.each(spots, sites, LIMIT))), here, there)


def access(peers: str, given: Question, names: tuple[str, ...]) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """Seconds and places per person by pysal/access, from the same minutes."""
    found = given.way.found
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder) / "table.npz", Path(folder) / "out.npz"
        np.savez(
            table,
            origin=np.concatenate([one.homes for one in found]),
            dest=np.concatenate([np.full(len(one.homes), one.facility) for one in found]),
            cost=np.concatenate([one.minutes for one in found]),
            people=given.homes.people,
            places=given.facilities.capacity,
        )
        command = [peers, str(Path(__file__).with_name("peer_access.py")), str(table), str(out), *names]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(ran.stdout.splitlines()[-1]), dict(np.load(out))


def _timed(job):
    begun = time.perf_counter()
    done = job()
    return done, time.perf_counter() - begun


if __name__ == "__main__":
    main()
