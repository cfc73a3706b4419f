"""Writes three_stages.csv: a made-up survey of towns, households and persons, with everything that goes wrong.

Run: python tests/spec/r/three_stages.py > tests/spec/r/three_stages.csv

Three stages (town, household, person) with populations at each; stratum "E" has one town, stratum "F" one town that is
all there is; some towns gave one household, some households one of several persons; scores tie, incomes have five
decimals, one row in nine has no income, weights of 0 occur, a group "x" stands in one stratum only.
"""

import sys

import numpy as np

STRATA = {"A": (5, 40), "B": (4, 12), "C": (6, 6), "D": (3, 30), "E": (1, 9), "F": (1, 1)}
HEAD = ["stratum", "towns", "town", "households", "home", "persons", "person", "w", "sex", "group", "age", "score"]
HEAD += ["income", "yes", "rare", "same", "cell"]


def main() -> None:
    """The table on standard output."""
    rng = np.random.default_rng(20261122)
    out = [HEAD]
    for stratum, (sampled, towns) in STRATA.items():
        for town in range(1, sampled + 1):
            households = int(rng.integers(8, 30))
            homes = 1 if town == sampled and stratum in "BD" else int(rng.integers(3, 7))
            for home in range(1, homes + 1):
                persons = int(rng.integers(1, 5))
                taken = int(rng.integers(1, persons + 1)) if home > 1 else 1
                base = towns / sampled * households / homes * persons / taken
                for person in range(1, taken + 1):
                    place = [stratum, towns, town, households, home, persons, person]
                    out.append([*place, *answers(rng, stratum, base, town)])
    sys.stdout.write("\n".join(",".join(str(cell) for cell in row) for row in out) + "\n")


def answers(rng: np.random.Generator, stratum: str, base: float, town: int) -> list[object]:
    """Weight and answers of a person."""
    group = "x" if stratum == "B" and rng.random() < 0.3 else str(rng.choice(["p", "q", "r"], p=[0.5, 0.3, 0.2]))
    weight = 0 if rng.random() < 0.03 else round(base * float(rng.uniform(0.8, 1.25)), 4)
    score = int(rng.integers(0, 11)) + (town % 2)
    income = "NA" if rng.random() < 0.11 else round(float(rng.lognormal(5.3, 0.6)) + 20 * (town % 3), 5)
    yes = int(rng.random() < 0.3 + 0.2 * (group == "q"))
    cell = "" if rng.random() < 0.02 else str(rng.choice(["m1", "m2", "m3"]))
    age = int(rng.integers(1, 90))
    return [
        weight,
        str(rng.choice(["f", "m"])),
        group,
        age,
        score,
        income,
        yes,
        int(rng.random() < 0.03),
        7,
        cell or "NA",
    ]


if __name__ == "__main__":
    main()
