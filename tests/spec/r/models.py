"""Writes models.csv, a made-up sample for models and tests: python tests/spec/r/models.py."""

import csv
from pathlib import Path

import numpy as np


def rows(seed: int = 20261122) -> list[dict[str, object]]:
    """Two stages with corrections: 4 strata, 9 of 30 units each, 6 of 40 homes each, one person asked; some unknown."""
    random = np.random.default_rng(seed)
    made: list[dict[str, object]] = []
    for stratum in "ABCD":
        for unit in range(1, 10):
            lift = random.normal(0, 0.4)
            for home in range(1, 7):
                age, sex = int(random.integers(15, 90)), random.choice(["f", "m"])
                poor = int(random.random() < 1 / (1 + np.exp(0.8 - lift - 0.01 * (age - 40))))
                lacks = int(random.random() < 1 / (1 + np.exp(1.2 - lift - 0.9 * poor - 0.02 * (age - 50))))
                hours = round(float(max(0.0, random.normal(6 + 3 * (sex == "f") + 2 * lacks, 4))), 1)
                made.append(
                    {
                        "stratum": stratum,
                        "unit": unit,
                        "home": home,
                        "units": 30,
                        "homes": 40,
                        "w": round(30 / 9 * 40 / 6 * float(random.uniform(0.7, 1.4)), 4),
                        "age": age if random.random() > 0.05 else "NA",
                        "sex": sex,
                        "area": random.choice(["hill", "plain", "town"]),
                        "poor": poor,
                        "lacks": lacks if random.random() > 0.05 else "NA",
                        "hours": hours,
                    }
                )
    return made


if __name__ == "__main__":
    found = rows()
    with Path(__file__).with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
