"""spopt 0.7 with another solver finds the same best: p-median, most people, everybody, worst-off."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest

from sofra.plan.siting.problem import Siting
from sofra.plan.siting.solve import solve

PEER = os.environ.get("SOFRA_GEO", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PEER, reason="LEFT OUT: SOFRA_GEO names no Python with spopt"),
]
SCRIPT = """
import json, sys
import numpy as np, pulp
from spopt.locate import LSCP, MCLP, PCenter, PMedian
minutes, people = np.load(sys.argv[1] + "/minutes.npy"), np.load(sys.argv[1] + "/people.npy")
stands, new = np.load(sys.argv[1] + "/stands.npy"), int(sys.argv[2])
limit = float(sys.argv[3])
fixed = dict(predefined_facilities_arr=stands) if stands.any() else {}
with_p = dict(p_facilities=new + int(stands.sum()), **fixed)
models = {
    "nearest": PMedian.from_cost_matrix(minutes, people, **with_p),
    "covered": MCLP.from_cost_matrix(minutes, people, limit, **with_p),
    "everybody": LSCP.from_cost_matrix(minutes, limit, **fixed),
    "worst_off": PCenter.from_cost_matrix(minutes, **with_p),
}
solver, found = pulp.PULP_CBC_CMD(msg=False), {}
for name, model in models.items():
    model.solve(solver)
    found[name] = float(model.problem.objective.value())
print(json.dumps(found))
"""


@pytest.mark.parametrize("stands", [False, True], ids=["nothing-stands", "one-stands"])
@pytest.mark.parametrize("seed", [1, 2])
def test_spopt_finds_the_same_values(seed: int, stands: bool):
    random = np.random.default_rng(seed)
    homes, sites = random.uniform(0, 40, (40, 2)), random.uniform(0, 40, (16, 2))
    minutes = np.linalg.norm(homes[:, None] - sites[None], axis=2)
    people = random.integers(1, 40, 40).astype(float)
    existing = np.zeros(16, dtype=bool)
    existing[0] = stands
    problem = Siting(minutes, people, existing, new=4, within=16.0)

    theirs = peer(problem)

    ours = {name: solve(problem, name) for name in theirs}
    assert all(found.proved for found in ours.values())
    assert ours["nearest"].value == pytest.approx(theirs["nearest"], rel=1e-6)
    assert ours["covered"].value == pytest.approx(theirs["covered"])
    assert ours["everybody"].value == theirs["everybody"] - stands
    assert ours["worst_off"].value == pytest.approx(theirs["worst_off"], rel=1e-6)


def peer(problem: Siting) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        for name, values in (("minutes", problem.minutes), ("people", problem.people), ("stands", problem.existing)):
            np.save(Path(folder) / f"{name}.npy", values.astype(int) if name == "stands" else values)
        wishes = [folder, str(problem.new), str(problem.within)]
        command = [PEER, "-W", "ignore", "-c", SCRIPT, *wishes]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found
