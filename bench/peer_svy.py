"""Means of y in 20 domains with errors by svy 0.35, as JSON: python peer_svy.py FILE.parquet (in svy's environment)."""

import json
import sys
import time
from pathlib import Path

import polars as pl
import svy

data = pl.read_parquet(sys.argv[1])
took = []
for _ in range(2):
    begun = time.perf_counter()
    sample = svy.Sample(data, svy.Design(stratum="stratum", psu="unit", wgt="w"))
    found = sample.estimation.mean("y", by="d")
    took.append(time.perf_counter() - begun)
frame = found.to_polars().sort("d") if hasattr(found, "to_polars") else None
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
numbers = {} if frame is None else {"value": frame["est"].to_list(), "se": frame["se"].to_list()}
print(json.dumps({"first": took[0], "again": took[1], "megabytes": peak, **numbers}))
