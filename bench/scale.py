"""A country's register on DuckDB and on Spark (local mode), one process each: python -m bench.scale [ROWS ...].

Spark needs pyspark and Java 17; its memory is that of the Python process and of its JVM together, at their largest.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.register import register
from bench.speed import peak

SIZES = ("1e6", "1e7", "5e7")
UNITS = 2_000
HERE = Path(__file__).parent


def main() -> None:
    """The table; called with an engine and a file, that one run as JSON."""
    if len(sys.argv) == 3 and sys.argv[1] in ENGINES:
        print(json.dumps(ENGINES[sys.argv[1]](Path(sys.argv[2]))))
        return
    folder = Path(os.environ.get("SOFRA_BENCH", tempfile.gettempdir())) / "sofra-speed"
    folder.mkdir(exist_ok=True)
    print("| rows | engine | start | first | again | memory |\n|---|---|---|---|---|---|")
    for size in sys.argv[1:] or SIZES:
        rows = int(float(size))
        path = register(folder / f"{rows}-{UNITS}.parquet", rows, UNITS)
        found = {name: _run(name, path) for name in ENGINES}
        _agree(*found.values())
        for name, one in found.items():
            print(
                f"| {rows:,} | {name} | {one['start']:.1f} s | {one['first']:.2f} s | {one['again']:.2f} s |"
                f" {one['megabytes']:,.0f} MB |",
                flush=True,
            )


def on_duckdb(path: Path) -> dict[str, object]:
    """Means of twenty domains with errors, twice, on two threads."""
    begun = time.perf_counter()
    import duckdb  # noqa: F401 - so that its import counts as the start

    from sofra.engine.duck import open_duck

    engine = open_duck(threads=2)
    engine.attach("register", path)
    return _measured(engine, begun)


def on_spark(path: Path) -> dict[str, object]:
    """The same through Ibis on Spark with two cores and 4 GB."""
    begun = time.perf_counter()
    import ibis
    from pyspark.sql import SparkSession

    from sofra.engine.scale import Scale

    built = SparkSession.builder.master("local[2]").config("spark.driver.memory", "4g")
    session = built.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    engine = Scale(ibis.pyspark.connect(session))
    engine.attach("register", path)
    found = _measured(engine, begun)
    found["megabytes"] = found["megabytes"] + _children()
    session.stop()
    return found


ENGINES = {"DuckDB": on_duckdb, "Spark": on_spark}


def _measured(engine, begun: float) -> dict:
    from sofra.needs.survey.scale import means_by

    took = [time.perf_counter() - begun]
    for _ in range(2):
        begun = time.perf_counter()
        found = means_by(engine, "register", "y", by="d", units=["unit"], strata="stratum", weight="w")
        took.append(time.perf_counter() - begun)
    names = dict(zip(("start", "first", "again"), took, strict=True))
    ordered = dict(sorted(zip(found.labels, zip(found.value.tolist(), found.se.tolist(), strict=True), strict=True)))
    return {**names, "megabytes": peak(), "numbers": ordered}


def _children() -> float:
    """The largest memory of the JVM that this process started, in MB."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
        if lines["Name"].strip() == "java" and "VmHWM" in lines:
            total = max(total, int(lines["VmHWM"].split()[0]) / 1024)
    return total


def _run(name: str, path: Path) -> dict:
    command = [sys.executable, "-m", "bench.scale", name, str(path)]
    where = os.pathsep.join((str(HERE.parent / "src"), str(HERE.parent)))
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": where})
    return json.loads(ran.stdout.strip().splitlines()[-1])


def _agree(first: dict, second: dict) -> None:
    for label, (value, se) in first["numbers"].items():
        other, off = second["numbers"][label]
        if abs(other / value - 1) > 1e-10 or abs(off / se - 1) > 1e-10:
            sys.exit(f"the engines disagree in domain {label}: {value} {other}, {se} {off}")


if __name__ == "__main__":
    main()
