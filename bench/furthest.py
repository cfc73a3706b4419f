"""Does the search for the furthest behind claim too much, or find too little? Many surveys of known worlds.

The worlds of docs/method.md: eight circumstances (six of two categories, two of three), 600 people. `null`: 30 % behind
everywhere; `additive`: every circumstance adds a little on the logit, 28.6 % at its base; `strong`: one pocket of two
circumstances with 75.7 % behind; `flat`: a pocket whose margins are all 30 %; `clustered_*`: 40 units of 15 people with
a common effect, the circumstances partly shared within the unit; `stratified_null`: the same in 5 strata, with weights.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

SHARES = ((0.5,), (0.5,), (0.35,), (0.3,), (0.25,), (0.2,), (0.3, 0.4), (0.25, 0.5))
"""The share of the first category of each circumstance, of the first two where there are three."""

EFFECTS = (0.35, 0.0, 0.4, 0.5, 0.0, 0.7, 0.6, 0.0)
"""Additive: what the first category of each circumstance adds on the logit."""

WEIGHTS = (1.0, 2.0, 4.0, 1.5, 3.0)
"""Of the strata in the stratified worlds, times a lognormal of each person."""

ROWS, UNITS, SPREAD = 600, 40, 0.45


@dataclass(frozen=True)
class World:
    """One survey: codes (people, circumstances), the chance of each to be behind, who is, and the unit of each."""

    codes: np.ndarray
    chance: np.ndarray
    y: np.ndarray
    unit: np.ndarray | None
    stratum: np.ndarray | None = None
    weight: np.ndarray | None = None


def survey(kind: str, seed: int, rows: int = ROWS, units: int = UNITS) -> World:
    """One survey of this world."""
    random = np.random.default_rng([seed, 11])
    unit = np.repeat(np.arange(units), rows // units) if "_" in kind else None
    codes = np.stack([_codes(random, cut, unit, rows) for cut in SHARES], axis=1)
    chance = _chance(kind.rpartition("_")[2], codes)
    felt = chance
    if unit is not None:
        logit = np.log(chance / (1 - chance)) + random.normal(0, SPREAD, units)[unit]
        felt = 1 / (1 + np.exp(-logit))
    y = (random.random(rows) < felt).astype(float)
    if not kind.startswith("stratified"):
        return World(codes, chance, y, unit)
    stratum = unit * len(WEIGHTS) // units
    return World(codes, chance, y, unit, stratum, np.array(WEIGHTS)[stratum] * random.lognormal(0, 0.3, rows))


def register(rows: int = 100_000, circumstances: int = 12) -> World:
    """A register where one pocket of two circumstances is behind."""
    random = np.random.default_rng(1)
    codes = np.stack([random.integers(0, 2 + (number % 3 == 2), rows) for number in range(circumstances)], axis=1)
    chance = np.where((codes[:, 0] == 0) & (codes[:, 1] == 0), 0.34, 0.30)
    return World(codes, chance, (random.random(rows) < chance).astype(float), None)


def run(kind: str, surveys: int, rows: int = ROWS, workers: int = 1) -> dict[str, float]:
    """Over many surveys: how often any group is confirmed, how often a wrong one, the bias of the first, its band."""
    jobs = [(kind, seed, rows) for seed in range(surveys)]
    if workers == 1:
        got = [_one(*job) for job in jobs]
    else:
        with ProcessPoolExecutor(workers) as pool:
            got = list(pool.map(_one, *zip(*jobs, strict=True), chunksize=10))
    means = np.array(got, dtype=float).mean(axis=0)
    return dict(zip(("any", "false", "groups", "bias", "band"), means.tolist(), strict=True))


def _one(kind: str, seed: int, rows: int) -> tuple[float, ...]:
    truth = _truth(kind)
    result = searched(survey(kind, seed, rows), seed)
    confirmed = [group for group in result.groups if group.verdict == "confirmed"]
    wrong = any(truth(group) <= truth(None) + 1e-9 for group in confirmed)
    first = min(result.groups, key=lambda group: (group.chance, -group.rate.value))
    rate = truth(first)
    held = first.rate.low <= rate <= first.rate.high
    return bool(confirmed), wrong, result.behind, first.rate.value - rate, held


def tree(kind: str, surveys: int, rows: int = ROWS) -> tuple[float, float]:
    """How often the worst leaf of R's rpart "proves" a group by its own 95 % interval: unpruned, and with cp = 0.01."""
    import subprocess
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("survey,y," + ",".join(f"c{number}" for number in range(len(SHARES))) + "\n")
        for seed in range(surveys):
            world = survey(kind, seed, rows)
            for y, codes in zip(world.y, world.codes, strict=True):
                file.write(f"{seed},{y:.0f}," + ",".join("abc"[code] for code in codes) + "\n")
        file.flush()
        script = str(Path(__file__).parent / "r" / "furthest_tree.R")
        ran = subprocess.run(["Rscript", script, file.name], capture_output=True, text=True, check=True)
    bare, pruned = (float(part) for part in ran.stdout.split())
    return bare, pruned


def searched(world: World, seed: int, draws: int = 2000, depth: int = 3):
    """The product's own search on this survey."""
    from sofra.engine.frame import Column, Frame
    from sofra.needs.furthest.plan import circumstance, digest
    from sofra.needs.furthest.search import search
    from sofra.types.furthest import Registered, SearchPlan
    from sofra.types.keys import IndicatorId

    names = [f"c{number}" for number in range(world.codes.shape[1])]
    known = np.ones(len(world.y), dtype=bool)
    columns = {n: Column(world.codes[:, i], known, ("a", "b", "c")) for i, n in enumerate(names)}
    answers = Frame(len(world.y), columns)
    plan = SearchPlan(
        "bench", IndicatorId("y"), [circumstance(answers, n) for n in names], depth=depth, draws=draws, seed=seed
    )
    return search(
        Registered(plan, digest(plan)), answers, world.y, unit=world.unit, stratum=world.stratum, weight=world.weight
    )


def _codes(random, cut, unit, rows: int) -> np.ndarray:
    draw = random.random(rows)
    if unit is not None:  # a third of the units' spread is common: people of a place are alike
        own = random.random(unit.max() + 1)[unit]
        draw = np.where(random.random(rows) < 0.25, own, draw)
    return np.searchsorted(np.cumsum(cut), draw, side="right").astype(np.int64)


def _chance(kind: str, codes: np.ndarray) -> np.ndarray:
    if kind == "null":
        return np.full(len(codes), 0.3)
    if kind == "additive":
        base = np.log(0.286 / 0.714)
        logit = base + sum(
            effect * ((codes[:, i] == 0) - cut[0]) for i, (effect, cut) in enumerate(zip(EFFECTS, SHARES, strict=True))
        )
        return 1 / (1 + np.exp(-logit))
    first, second = codes[:, 3] == 0, codes[:, 2] == 0
    if kind == "strong":
        return np.where(first & second, 0.757, 0.25)
    third = codes[:, 0] == 0
    return np.where(first ^ second ^ third, 0.36, 0.24)  # flat: every margin of one or two is the average


@cache
def _truth(kind: str):
    """The true rate of a group, from a large population of the same world; None asks for the average."""
    random = np.random.default_rng(99)
    codes = np.stack([_codes(random, cut, None, 400_000) for cut in SHARES], axis=1)
    chance = _chance(kind.rpartition("_")[2], codes)
    if "_" in kind:
        spots, weights = np.polynomial.hermite_e.hermegauss(15)
        logit = np.log(chance / (1 - chance))
        chance = sum(
            w / (1 + np.exp(-(logit + SPREAD * x))) for x, w in zip(spots, weights / weights.sum(), strict=True)
        )
    letters = "abc"
    average = float(chance.mean())

    def truth(group) -> float:
        if group is None or kind.endswith("null"):
            return average
        inside = np.ones(len(codes), dtype=bool)
        for part in group.parts:
            inside &= codes[:, int(part.circumstance[1:])] == letters.index(part.category)
        return float(chance[inside].mean())

    return truth


WANTED = {
    "null": {"false": 0.05},
    "additive": {"any": 0.85, "false": 0.05},
    "strong": {"any": 0.97, "false": 0.05},
    "flat": {"false": 0.05},
    "clustered_null": {"false": 0.05},
    "stratified_null": {"false": 0.05},
    "clustered_additive": {"any": 0.78, "false": 0.05},
    "clustered_strong": {"any": 0.92, "false": 0.05},
}
"""At most so many false claims, at least so many surveys with a confirmed group."""


def table(surveys: int, kinds: Sequence[str] = tuple(WANTED), *, workers: int = 1) -> Iterator[str]:
    """The table of docs/method.md, one line a world."""
    yield "| world | wanted | any confirmed | false claim | groups | bias of the first | its band holds | took |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in kinds:
        begun = time.perf_counter()
        got = run(kind, surveys, workers=workers)
        wanted = ", ".join(f"{key} {'≤' if key == 'false' else '≥'} {value}" for key, value in WANTED[kind].items())
        yield (
            f"| {kind} | {wanted} | {got['any']:.3f} | {got['false']:.3f} | {got['groups']:.1f} | {got['bias']:+.3f} | "
            f"{got['band']:.2f} | {time.perf_counter() - begun:.0f} s |"
        )


def main() -> None:
    """`python -m bench.furthest 1000 [--workers 2] [--tree] [world …]`."""
    asked = argparse.ArgumentParser(prog="bench.furthest")
    asked.add_argument("surveys", type=int, nargs="?", default=200)
    asked.add_argument("worlds", nargs="*", default=list(WANTED))
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--tree", action="store_true")
    wish = asked.parse_args()
    for line in table(wish.surveys, wish.worlds, workers=wish.workers):
        print(line, flush=True)
    for kind in wish.worlds if wish.tree else ():
        bare, pruned = tree(kind, wish.surveys)
        print(
            f"rpart, {kind}: the worst leaf is claimed in {bare:.3f} (unpruned), {pruned:.3f} (cp = 0.01)", flush=True
        )


if __name__ == "__main__":
    main()
