"""The nearest facility by pandana or networkit on the network that bench.travel left: peer_travel.py NAME FOLDER."""

import json
import sys
import time
from pathlib import Path

import numpy as np

FAR = 599.0
"""Minutes that stand for "not reached": pandana says its limit of 600, networkit a number without end."""


def main() -> None:
    """One run as JSON: seconds, memory, the largest difference from ours in minutes."""
    case = np.load(Path(sys.argv[2]) / "case.npz")
    used, where = np.unique(np.concatenate([case["start"], case["end"]]), return_inverse=True)
    half = len(case["start"])
    start, end, minutes = where[:half], where[half:], case["forward"]
    homes, places = np.searchsorted(used, case["homes"]), np.searchsorted(used, case["places"])
    run = {"pandana": pandana_run, "networkit": networkit_run}[sys.argv[1]]
    made, took, found = run(case["spots"][used], start, end, minutes, homes, places)
    ours, reached = case["minutes"], found < FAR
    split = int((reached != np.isfinite(ours)).sum())  # homes on islands without a facility are reached by neither
    apart = float(np.abs(found[reached] - ours[reached]).max())
    told = {"edges": 2 * half, "made": made, "placed": 0.0, "took": took, "megabytes": peak()}
    print(json.dumps(told | {"apart": apart, "split": split}))


def pandana_run(spots, start, end, minutes, homes, places):
    """Facilities given by node (set_pois takes spots: the nodes' own); hundredths of a second lose nothing."""
    import pandana
    import pandas

    begun = time.perf_counter()
    net = pandana.Network(
        pandas.Series(spots[:, 0]), pandas.Series(spots[:, 1]), pandas.Series(start), pandas.Series(end),
        pandas.DataFrame({"seconds": minutes * 60}), twoway=True,
    )  # fmt: skip
    far = 36_000
    net.precompute(1)
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    net.set_pois("here", far, 1, pandas.Series(spots[places, 0]), pandas.Series(spots[places, 1]))
    found = net.nearest_pois(far, "here", num_pois=1)[1].to_numpy()[homes] / 60
    return made, time.perf_counter() - begun, found


def networkit_run(spots, start, end, minutes, homes, places):
    """One search from a point joined to every facility at no cost."""
    import networkit

    begun = time.perf_counter()
    net = networkit.Graph(len(spots) + 1, weighted=True, directed=False)
    for a, b, weight in zip(start.tolist(), end.tolist(), minutes.tolist(), strict=True):
        net.addEdge(a, b, weight)
    for place in places.tolist():
        net.addEdge(len(spots), place, 0.0)
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    search = networkit.distance.Dijkstra(net, len(spots), storePaths=False)
    search.run()
    found = np.array(search.getDistances())[homes]
    return made, time.perf_counter() - begun, found


def peak() -> float:
    """The largest memory this process had, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
