"""Runs every measure in a process of its own and prints the table of docs/benchmarks.md: python -m bench."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measures import MEASURES


def main() -> None:
    """The table; with a name and a folder, that one measure as JSON (how the table calls itself)."""
    if len(sys.argv) == 3:
        print(json.dumps(one(sys.argv[1], Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        print("| job | limit | took | memory | what |\n|---|---|---|---|---|")
        for name, (title, limit, _) in MEASURES.items():
            done = json.loads(_fresh(name, folder))
            print(
                f"| {title} | {limit} | {done['seconds']:.2f} s | {done['megabytes']:.0f} MB | {done['what']} |",
                flush=True,
            )


def one(name: str, folder: Path) -> dict[str, object]:
    """Seconds, peak memory of this process and what was done."""
    seconds, what = MEASURES[name][2](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak, "what": what}


def _fresh(name: str, folder: str) -> str:
    path = os.pathsep.join(("src", os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, "-m", "bench", name, folder]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path})
    return ran.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
