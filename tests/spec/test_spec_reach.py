"""Floating catchments are those of pysal/access 1.1.10 (SOFRA_GEO names the interpreter that has it)."""

import os

import numpy as np
import pytest
from bench.reach import access, towns

from sofra.resources.reach.floating import e2sfca, three_step

PEERS = os.environ.get("SOFRA_GEO", "")


@pytest.mark.slow
@pytest.mark.skipif(not PEERS, reason="LEFT OUT: SOFRA_GEO names no interpreter that has pysal/access")
def test_places_per_person_are_those_of_pysal_access():
    _, given = towns(3_000, 60)

    _, found = access(PEERS, given, ("two_stage_fca", "three_stage_fca"))

    for name, ours in (("two_stage_fca", e2sfca(given)), ("three_stage_fca", three_step(given))):
        assert np.abs(found[name] - ours.access.value).max() < 1e-12
        assert found[name].max() > 0.01
