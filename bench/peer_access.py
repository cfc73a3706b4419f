"""E2SFCA and 3SFCA by pysal/access, timed: python peer_access.py FILE.npz OUT.npz (in access's own environment)."""

import json
import sys
import time

import numpy as np
import pandas as pd
from access import fca, weights

table = np.load(sys.argv[1])
costs = pd.DataFrame({name: table[name] for name in ("origin", "dest", "cost")})
people = pd.DataFrame({"people": table["people"]})
places = pd.DataFrame({"places": table["places"]})
columns = {
    "demand_index": True, "demand_name": "people", "supply_name": "places",
    "cost_origin": "origin", "cost_dest": "dest", "cost_name": "cost",
}  # fmt: skip
decay = weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
found, took = {}, {}
for name in sys.argv[3:]:
    begun = time.perf_counter()
    got = getattr(fca, name)(people, places, costs, 30, weight_fn=decay, **columns)
    took[name] = time.perf_counter() - begun
    found[name] = got.reindex(range(len(people))).fillna(0).to_numpy()
np.savez(sys.argv[2], **found)
print(json.dumps(took))
