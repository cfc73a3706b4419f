"""The flood scenario on real roads: Liechtenstein with generated households and a generated flood of the Rhine."""

import os
from pathlib import Path

import numpy as np
import pytest

from sofra.resources.hazards.reach import journeys

SHARED = Path(os.environ.get("SOFRA_SHARED", Path(__file__).parents[4] / "shared"))
EXTRACT = SHARED / "data" / "roads" / "liechtenstein.osm.pbf"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not EXTRACT.is_file(), reason=f"LEFT OUT: no {EXTRACT}; set SOFRA_SHARED to the shared folder"),
]


def test_a_flood_of_the_rhine_makes_no_way_shorter_and_leaves_the_rest_as_it_was():
    from bench.flood import flood, run, table

    one = run(EXTRACT, households=4000)
    wider = journeys(one.way, one.town.spots, one.shelters, flood(one.land.river, 1500))

    before, after = one.found.before.minutes, one.found.after.minutes
    raw = one.way.cut([one.flood]).nearest(one.town.spots, one.shelters).minutes
    assert (after >= before).all()
    assert (raw >= before - 0.01).all()  # turning where a side street is gone costs a fraction of a second less
    assert (wider.after.minutes >= after - 0.01).all()
    assert (wider.cut_off >= one.found.cut_off).all()
    assert one.found.wet.sum() > 500
    assert one.found.cut_off.sum() > one.found.wet[np.isfinite(before)].sum()
    hill = one.town.village == one.land.names.index("Planken")  # a village on the mountain, and its one road
    np.testing.assert_allclose(after[hill], before[hill], rtol=1e-9)
    rows = table(one)
    assert sum(int(row[1]) for row in rows[:-1]) == int(rows[-1][1]) == 4000
