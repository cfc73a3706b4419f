"""The cube of deprivation profiles on many rows: python -m bench.multidimensional [rows] (10,000,000 when left out)."""

import sys
import time
from collections.abc import Callable

import numpy as np

from sofra.engine.duck import open_duck
from sofra.engine.profiles import cube_sql
from sofra.needs.multidimensional.cube import Cube, cube, cube_of_lines, packed
from sofra.needs.multidimensional.index import of_cube
from sofra.needs.multidimensional.robust import robustness

ITEMS, GROUPS, CUT = 10, 20, 1 / 3
HEAVY = (0.1,) * ITEMS


def main() -> None:
    """The table: NumPy from columns and from profiles, DuckDB, and a thousand weightings."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    chance = np.random.default_rng(1)
    lacking = [chance.random(rows, dtype=np.float32) < 0.2 for _ in range(ITEMS)]
    group, weight = chance.integers(0, GROUPS, rows, dtype=np.int32), chance.random(rows) + 0.5
    print("| job | rows | took | of processors |\n|---|---|---|---|")
    made = _told("NumPy: columns to cube to index", rows, lambda: _by_numpy(lacking, weight, group))
    mask = packed(lacking)
    _told("NumPy: profiles to cube to index", rows, lambda: cube(mask, ITEMS, weight, group=group, groups=GROUPS))
    other = _by_duck(lacking, weight, group, rows)
    np.testing.assert_allclose(other.weight, made.weight, rtol=1e-9)
    _told("1,000 weightings of 20 groups", rows, lambda: robustness(made, list(range(ITEMS)), CUT, seed=1))


def _by_numpy(lacking: list[np.ndarray], weight: np.ndarray, group: np.ndarray) -> Cube:
    made = cube(packed(lacking), ITEMS, weight, group=group, groups=GROUPS)
    of_cube(made, HEAVY, CUT)
    return made


def _by_duck(lacking: list[np.ndarray], weight: np.ndarray, group: np.ndarray, rows: int) -> Cube:
    """Both cores: the weights are summed in whatever order, so the last digits may differ."""
    duck = open_duck()
    duck.connection.execute("SET threads = 2")
    columns = {f"d{j}": column for j, column in enumerate(lacking)}
    duck.connection.register("arriving", {**columns, "w": weight, "g": group})
    duck.connection.execute("CREATE TABLE answers AS SELECT * FROM arriving")
    sql = cube_sql("answers", [f"d{j}" for j in range(ITEMS)], group="g", weight="w")
    made = _told("DuckDB: columns to cube to index", rows, lambda: cube_of_lines(duck.run(sql), ITEMS, GROUPS))
    duck.close()
    return made


def _told(name: str, rows: int, job: Callable[[], Cube]) -> Cube:
    took, busy = [], []
    for _ in range(3):
        begun, work = time.perf_counter(), time.process_time()
        made = job()
        took.append(time.perf_counter() - begun)
        busy.append(time.process_time() - work)
    print(f"| {name} | {rows:,} | {min(took):.2f} s | {min(busy):.2f} s |", flush=True)
    return made


if __name__ == "__main__":
    main()
