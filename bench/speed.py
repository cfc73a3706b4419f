"""Means of twenty domains with errors beside R and svy, one process each: python -m bench.speed [ROWS:UNITS ...].

svy runs in the interpreter named by SOFRA_PEERS (an environment that holds svy 0.35), R where Rscript is found. The
three read the same numbers; where they disagree the run stops.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.register import plain, register

SIZES = ("1e4:200", "1e5:2000", "1e6:2000", "1e6:20000", "1e7:2000")
LARGEST_FOR_R = 1_000_000
TOLERANCE = 1e-9
HERE = Path(__file__).parent


def main() -> None:
    """The table; called with "ours" and a file, that one run as JSON."""
    if len(sys.argv) == 3 and sys.argv[1] == "ours":
        print(json.dumps(ours(Path(sys.argv[2]))))
        return
    folder = Path(os.environ.get("SOFRA_BENCH", tempfile.gettempdir())) / "sofra-speed"
    folder.mkdir(exist_ok=True)
    print("| rows (units) | who | first | again | memory | of ours |\n|---|---|---|---|---|---|")
    for size in sys.argv[1:] or SIZES:
        rows, units = (int(float(one)) for one in size.split(":"))
        _rows(register(folder / f"{rows}-{units}.parquet", rows, units), rows, units)


def ours(path: Path) -> dict[str, object]:
    """Twice from the file on two threads, imports apart as for the peers; peak memory of the process."""
    import duckdb  # noqa: F401 - so that its import is not in the first time

    from sofra.engine.duck import open_duck
    from sofra.needs.survey.scale import means_by

    took = []
    for _ in range(2):
        begun = time.perf_counter()
        engine = open_duck(threads=2)
        engine.attach("register", path)
        found = means_by(engine, "register", "y", by="d", units=["unit"], strata="stratum", weight="w")
        took.append(time.perf_counter() - begun)
        engine.close()
    numbers = {"value": found.value.tolist(), "se": found.se.tolist()}
    return {"first": took[0], "again": took[1], "megabytes": peak(), **numbers}


def peak() -> float:
    """The largest memory this process had since it began, in MB; the system's own count begins with the parent's."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _rows(path: Path, rows: int, units: int) -> None:
    who = {"Sofra on DuckDB, from Parquet": [sys.executable, "-m", "bench.speed", "ours", str(path)]}
    if peers := os.environ.get("SOFRA_PEERS"):
        who["svy, in memory"] = [peers, str(HERE / "peer_svy.py"), str(path)]
    if shutil.which("Rscript") and rows <= LARGEST_FOR_R:
        who["R survey, in memory"] = ["Rscript", str(HERE / "peer_survey.R"), str(plain(path))]
    found = {name: _run(command) for name, command in who.items()}
    own = next(iter(found.values()))
    for name, one in found.items():
        _agree(name, own, one)
        times = f"{one['first'] / own['first']:.1f}×, {one['again'] / own['again']:.1f}×"
        memory = f"{one['megabytes'] / own['megabytes']:.1f}×"
        print(
            f"| {rows:.0e} ({units:,}) | {name} | {one['first']:.3f} s | {one['again']:.3f} s |"
            f" {one['megabytes']:.0f} MB | {times}, {memory} |",
            flush=True,
        )


def _run(command: list[str]) -> dict:
    path = os.pathsep.join((str(HERE.parent / "src"), str(HERE.parent)))
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path})
    return json.loads(ran.stdout.strip().splitlines()[-1])


def _agree(name: str, own: dict, other: dict) -> None:
    for what in ("value", "se"):
        off = max(abs(a - b) / abs(a) for a, b in zip(own[what], other[what], strict=True))
        if off > TOLERANCE:
            sys.exit(f"{name}: {what} differs by {off:.1e}")


if __name__ == "__main__":
    main()
