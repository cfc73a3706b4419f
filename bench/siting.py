"""Where the next one should stand, at the size of a country, beside spopt: python -m bench.siting [HOMES SITES NEW].

A seeded country: homes in 300 clusters of unequal size, sites among the homes, minutes by car as a straight line with a
detour. One line a job: what was found, the bound that nothing can beat, the gap, the seconds. spopt 0.7 (with pulp's
CBC) solves the same table in another Python, named by SOFRA_GEO, with a limit of as many seconds as are given here.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from sofra.plan.siting.problem import Siting
from sofra.plan.siting.solve import solve
from sofra.plan.siting.table import table
from sofra.resources.travel.straight import StraightLine

SEED, CLUSTERS, WITHIN, LIMIT = 20261122, 300, 10.0, 300.0
PEER = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
import numpy as np
import pulp
from spopt.locate import MCLP, PMedian

folder, job, new, within, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5])
minutes, people = np.load(folder + "/minutes.npy"), np.load(folder + "/people.npy")
begun = time.perf_counter()
if job == "nearest":
    model = PMedian.from_cost_matrix(minutes, people, p_facilities=new)
else:
    model = MCLP.from_cost_matrix(minutes, people, within, p_facilities=new)
built = time.perf_counter()
model = model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit))
chosen = [n for n, homes in enumerate(model.fac2cli) if homes]
way = minutes[:, chosen].min(axis=1)
value = float((way * people).sum()) if job == "nearest" else float(people[way <= within].sum())
print(f"{value:,.0f} | - | - | build {built - begun:.1f} s, solve {time.perf_counter() - built:.1f} s")
"""


def country(homes: int, sites: int, new: int) -> Siting:
    """A seeded problem: minutes (homes, sites), people of each home."""
    random = np.random.default_rng(SEED)
    middles = random.uniform((20.5, 41.0), (22.9, 42.3), (CLUSTERS, 2))
    which = random.choice(CLUSTERS, homes, p=random.dirichlet(np.full(CLUSTERS, 0.5)))
    spots = middles[which] + random.normal(0, 0.03, (homes, 2))
    places = spots[random.choice(homes, sites, replace=False)]
    people = random.integers(1, 60, homes).astype(np.float64)
    minutes = table(StraightLine(), spots, places)
    return Siting(minutes, people, np.zeros(sites, dtype=np.bool_), new=new, within=WITHIN)


def main() -> None:
    """The table; with another size, that one."""
    homes, sites, new = (int(word) for word in sys.argv[1:4]) if len(sys.argv) > 3 else (10_000, 1_000, 20)
    begun = time.perf_counter()
    problem = country(homes, sites, new)
    print(f"{homes:,} homes, {sites:,} sites, {new} new; the table of minutes took {time.perf_counter() - begun:.1f} s")
    print("| job | by | value | bound | gap | took |\n|---|---|---|---|---|---|")
    for job in ("nearest", "covered", "worst_off"):
        begun = time.perf_counter()
        found = solve(problem, job)
        took = time.perf_counter() - begun
        share = "proved" if found.proved else f"{found.gap:.2%}"
        print(
            f"| {job} | sofra ({found.method}) | {found.value:,.0f} | {found.bound:,.0f} | {share} | {took:.1f} s |",
            flush=True,
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", flush=True)
    if os.environ.get("SOFRA_GEO"):
        for job in ("nearest", "covered"):
            print(f"| {job} | spopt | {_peer(problem, job)} |", flush=True)


def _peer(problem: Siting, job: str) -> str:
    limit = float(os.environ.get("SOFRA_GEO_SECONDS", LIMIT))
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "minutes.npy", problem.minutes)
        np.save(Path(folder) / "people.npy", problem.people)
        wishes = [folder, job, str(problem.new), str(problem.within), str(limit)]
        command = [os.environ["SOFRA_GEO"], "-W", "ignore", "-c", PEER, *wishes]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=2 * limit, check=True)
        except subprocess.TimeoutExpired:
            return f"- | - | - | not feasible: no answer in {2 * limit:.0f} s (model and search)"
        except subprocess.CalledProcessError as fault:
            return f"- | - | - | not feasible: {fault.stderr.strip().splitlines()[-1:] or fault.returncode}"
    return ran.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
