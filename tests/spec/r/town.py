"""Makes town.csv, a small two-stage household sample of a town that does not exist: python town.py > town.csv."""

import csv
import sys

import numpy as np

SEED = 20261122
STRATA, UNITS, HOMES = 8, 4, 9


def rows() -> list[dict[str, object]]:
    """People of 9 households in each of 4 units in each of 8 strata, with what the design knows of them."""
    chance = np.random.default_rng(SEED)
    made: list[dict[str, object]] = []
    for stratum in range(1, STRATA + 1):
        population = int(chance.integers(9, 40))
        for unit in range(1, UNITS + 1):
            homes, level = int(chance.integers(30, 160)), chance.normal(0, 0.5)
            for home in range(1, HOMES + 1):
                weight = population / UNITS * homes / HOMES
                made += household(
                    chance,
                    {
                        "stratum": f"s{stratum}",
                        "psu": unit,
                        "hh": home,
                        "N": population,
                        "M": homes,
                        "w": round(weight, 6),
                    },
                    level + stratum / 10,
                )
    return made


def household(chance: np.random.Generator, design: dict[str, object], level: float) -> list[dict[str, object]]:
    """The people of one household; the same rooms and answers of the door for all of them."""
    rooms, answered = int(chance.poisson(2.2)) + 1, int(chance.random() < 0.65 + 0.02 * design["N"] % 0.3)
    people = []
    for _ in range(int(chance.integers(1, 5))):
        age = int(chance.choice(3, p=[0.25, 0.5, 0.25]))
        income = round(float(np.exp(3 + 0.3 * level + 0.2 * age + chance.normal(0, 0.6))), 2)
        need = int(chance.random() < 0.12 + 0.12 * (age == 2) + 0.05 * (level < 0.3))
        people.append(
            {
                **design,
                "sex": "fm"[int(chance.random() < 0.47)],
                "age": ("0-17", "18-64", "65+")[age],
                "area": ("hill", "plain", "town")[int(str(design["stratum"])[1]) % 3],
                "rooms": rooms,
                "income": income,
                "need": need,
                "answered": answered,
            }
        )
    return people


if __name__ == "__main__":
    found = rows()
    writer = csv.DictWriter(sys.stdout, fieldnames=list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
