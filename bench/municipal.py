"""A municipality's job: 12,000 people, 40 questions, everybody and five breakdowns of nine: 1,840 shares with errors.

python -m bench.municipal runs ours, svy (SOFRA_PEERS) and R, one process each, on the same numbers.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import MappingProxyType

import numpy as np

from bench.speed import peak

ROWS, UNITS, STRATA, QUESTIONS, BREAKDOWNS, VALUES = 12_000, 600, 12, 40, 5, 9
HERE = Path(__file__).parent
R = """
suppressMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
begun <- proc.time()[["elapsed"]]
s <- svydesign(id = ~unit, strata = ~stratum, weights = ~w, data = d)
ys <- as.formula(paste("~", paste0("y", 0:39, collapse = "+")))
found <- SE(svymean(ys, s))
for (b in 0:4) found <- c(found, unlist(SE(svyby(ys, as.formula(paste0("~b", b)), s, svymean))))
cat(jsonlite::toJSON(list(seconds = proc.time()[["elapsed"]] - begun, n = length(found), sum = sum(found)),
  digits = NA, auto_unbox = TRUE))
"""
SVY = """
import json, sys, time
import polars as pl, svy
data = pl.read_csv(sys.argv[1])
ys = [f"y{k}" for k in range(40)]
begun = time.perf_counter()
sample = svy.Sample(data, svy.Design(stratum="stratum", psu="unit", wgt="w"))
found = [one.estimates for one in sample.estimation.mean(ys)]
for b in range(5):
    found += [one.estimates for one in sample.estimation.mean(ys, by=f"b{b}")]
ses = [cell.se for one in found for cell in one]
print(json.dumps({"seconds": time.perf_counter() - begun, "n": len(ses), "sum": sum(ses)}))
"""


def main() -> None:
    """The table; called with "ours" and a file, that one run as JSON."""
    if len(sys.argv) == 3:
        print(json.dumps(ours(Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "people.csv")
        who = {"Sofra": [sys.executable, "-m", "bench.municipal", "ours", str(path)]}
        if peers := os.environ.get("SOFRA_PEERS"):
            who["svy"] = [peers, "-c", SVY, str(path)]
        if shutil.which("Rscript"):
            who["R survey"] = ["Rscript", "-e", R, str(path)]
        print("| who | estimates with errors | took |\n|---|---|---|")
        sums = set()
        for name, command in who.items():
            found = _run(command)
            sums.add(f"{found['sum']:.9g}")
            print(f"| {name} | {found['n']:,} | {found['seconds']:.2f} s |", flush=True)
        if len(sums) > 1:
            sys.exit(f"the errors differ: {sums}")


def ours(path: Path) -> dict[str, object]:
    """From columns in memory, imports apart; peak memory of the process."""
    from sofra.engine.frame import Column, Frame
    from sofra.needs.survey.by import by
    from sofra.needs.survey.design import survey
    from sofra.needs.survey.means import mean

    names = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    values = np.loadtxt(path, delimiter=",", skiprows=1)
    known, labels = np.ones(len(values), dtype=bool), tuple(str(value) for value in range(VALUES))
    columns = {
        name: Column(values[:, at].astype(np.int64), known, labels) if name[0] == "b" else Column(values[:, at], known)
        for at, name in enumerate(names)
    }
    frame = Frame(len(values), MappingProxyType(columns))
    ys = [f"y{question}" for question in range(QUESTIONS)]
    begun = time.perf_counter()
    of = survey(frame, units=["unit"], strata=["stratum"], weight="w", nested=True)
    found = [mean(of, *ys), *(by(of, mean, *ys, groups=[f"b{at}"]).estimate for at in range(BREAKDOWNS))]
    ses = np.concatenate([one.se for one in found])
    return {"seconds": time.perf_counter() - begun, "n": len(ses), "sum": float(ses.sum()), "megabytes": peak()}


def _written(path: Path) -> Path:
    random = np.random.default_rng(11)
    unit = np.arange(ROWS) // (ROWS // UNITS)
    columns = {"unit": unit, "stratum": unit % STRATA, "w": random.uniform(1, 50, ROWS).round(3)}
    columns |= {f"y{at}": (random.random(ROWS) < 0.1 + 0.02 * at).astype(int) for at in range(QUESTIONS)}
    columns |= {f"b{at}": random.integers(0, VALUES, ROWS) for at in range(BREAKDOWNS)}
    lines = [",".join(columns), *(",".join(str(value) for value in row) for row in zip(*columns.values(), strict=True))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _run(command: list[str]) -> dict:
    where = os.pathsep.join((str(HERE.parent / "src"), str(HERE.parent)))
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": where})
    return json.loads(ran.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
