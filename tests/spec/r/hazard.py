"""Writes hazard.csv: people of a made-up town with a river, drawn by a stated seed, for hazard.R and its test."""

import csv
from pathlib import Path

import numpy as np

PART = {"A1": 1.0, "A2": 0.35, "A3": 0.0, "B1": 0.6, "B2": 0.0}
"""The part of each settlement that lies in the zone."""


def main() -> None:
    rng = np.random.default_rng(2026)
    with Path(__file__).with_name("hazard.csv").open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["stratum", "psu", "w", "settlement", "part", "age", "sex", "alone"])
        for stratum, settlements in (("A", ("A1", "A2", "A3")), ("B", ("B1", "B2"))):
            for psu in range(1, 13):
                place = settlements[psu % len(settlements)]
                weight = round(float(rng.uniform(18, 32)), 2)
                for _ in range(int(rng.integers(6, 15))):
                    age = int(rng.integers(0, 95))
                    frail = rng.random() < 0.03 + 0.006 * max(0, age - 40) + 0.05 * PART[place]
                    said = "" if rng.random() < 0.04 else "no" if frail else "yes"
                    out.writerow([stratum, f"{stratum}{psu}", weight, place, PART[place], age,
                                  "fm"[int(rng.integers(0, 2))], said])  # fmt: skip


if __name__ == "__main__":
    main()
