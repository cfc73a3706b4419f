"""The synthetic surveys that the R scripts beside read: python tests/spec/r/make_multidimensional.py (seeded)."""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def main() -> None:
    """Both files, the same on every run."""
    chance = np.random.default_rng(20261122)
    _write("multidimensional.csv", _household_survey(chance))
    _write("rasch.csv", _food_answers(chance))


def _household_survey(chance: np.random.Generator) -> list[dict[str, object]]:
    rows = []
    for stratum in range(1, 5):
        for psu in range(1, 7):
            ill = chance.normal(-1.0 + 0.2 * stratum, 0.5)
            for _ in range(int(chance.integers(8, 15))):
                own = chance.normal(ill, 0.8)
                lacking = (chance.random(6) < 1 / (1 + np.exp(-(own + np.linspace(0.4, -0.6, 6))))).astype(int)
                rows.append(
                    {
                        "stratum": stratum,
                        "psu": psu,
                        "units": 20 + 5 * stratum,
                        "w": round(float(chance.uniform(20, 90)), 3),
                        "group": "a" if chance.random() < 0.4 else "b",
                    }
                    | {f"d{j}": int(value) for j, value in enumerate(lacking, 1)}
                )
    return rows


def _food_answers(chance: np.random.Generator) -> list[dict[str, object]]:
    severity = np.array([-1.4, -0.7, -1.0, 0.5, -0.4, 0.4, 0.9, 1.7])
    rows = []
    for theta in chance.normal(-0.8, 1.6, 900):
        said = (chance.random(8) < 1 / (1 + np.exp(severity - theta))).astype(int)
        rows.append({f"i{j}": int(v) for j, v in enumerate(said, 1)} | {"w": round(float(chance.uniform(0.5, 3)), 3)})
    return rows


def _write(name: str, rows: list[dict[str, object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
