"""Rounding, suppression and attack on simulated registers as in lnob.md 5.3: python -m bench.rounding."""

from time import perf_counter

import numpy as np

from sofra.needs.disclosure.cube import build
from sofra.needs.disclosure.knowledge import Published, tried
from sofra.needs.disclosure.protect import protect
from sofra.needs.disclosure.rounding import rounded
from sofra.needs.disclosure.suppression import audit, suppressed
from sofra.packs.load import load
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId, PlaceId
from sofra.types.place import Place

TABLES = ((424, 12, 1, 4), (424, 25, 1, 4), (424, 12, 2, 4), (424, 25, 2, 4), (3045, 40, 2, 4), (3045, 65, 2, 5))
"""People, settlements, sexes, ages: persons with disabilities in two municipalities of the booklet of practices."""

COLUMNS = (
    "people", "table", "cells", "small", "rounding", "mean error", "suppressed: hidden", "took", "audit", "attack",
    "narrowest",
)  # fmt: skip
SUPPRESSED_UP_TO = 400
"""Cells: suppression of larger tables takes minutes."""


def town(people: int, settlements: int, sexes: int, ages: int) -> tuple[list[RegisterCount], list[Place]]:
    """People over settlements by Zipf's law, over sexes and ages evenly; seed 3."""
    chance = np.random.default_rng(3)
    weights = 1 / np.arange(1, settlements + 1)
    drawn = np.zeros((settlements, sexes, ages), dtype=int)
    where = chance.choice(settlements, people, p=weights / weights.sum())
    np.add.at(drawn, (where, chance.integers(0, sexes, people), chance.integers(0, ages, people)), 1)
    inside = [Place(PlaceId(f"S{one:02d}"), {}, "settlement", PlaceId("M")) for one in range(settlements)]
    names = ("f", "m") if sexes == 2 else ("",)
    counts = [
        RegisterCount("R", GroupId("PWD-A"), PlaceId(f"S{s:02d}"), int(drawn[s, x, a]), sex=names[x], age=f"a{a}")
        for s, x, a in np.ndindex(drawn.shape)
    ]
    return counts, [Place(PlaceId("M"), {}, "municipality"), *inside]


def main() -> None:
    """One line a table."""
    rounded(build(*town(50, 3, 1, 2))[0], 5)  # SciPy is loaded once, for all of them
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    for people, settlements, sexes, ages in TABLES:
        counts, places = town(people, settlements, sexes, ages)
        cube, _ = build(counts, places)
        began = perf_counter()
        found = rounded(cube, 5)
        took = perf_counter() - began
        error = np.abs(found.counts - cube.counts).mean()
        small = int(((cube.counts >= 1) & (cube.counts < 5)).sum())
        size = f"{people} | {settlements} x {sexes} x {ages} | {len(cube.counts)} | {small}"
        times = f"{took:.2f} s | {error:.1f} | {_suppressed(cube)} | {_attacked(counts, places)}"
        print(f"| {size} | {times} |", flush=True)


def _suppressed(cube) -> str:
    if len(cube.counts) > SUPPRESSED_UP_TO:
        return "– | – | –"
    began = perf_counter()
    found = suppressed(cube, 5)
    middle = perf_counter()
    unsafe = audit(cube, found.hidden, 5)
    took = (middle - began, perf_counter() - middle)
    return f"{int(found.hidden.sum())} | {took[0]:.1f} s | {took[1]:.1f} s, {len(unsafe)} unsafe"


def _attacked(counts: list[RegisterCount], places: list[Place]) -> str:
    pack = load("mk")
    shown, _ = protect(counts, places, pack)
    began = perf_counter()
    found = tried([Published(1, places, shown, counts)], pack)
    took = perf_counter() - began
    return (
        f"{took:.2f} s | {found.narrowest.low:.0f}–{found.narrowest.high:.0f}"
        if found.narrowest
        else f"{took:.2f} s | –"
    )


if __name__ == "__main__":
    main()
