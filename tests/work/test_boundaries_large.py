"""Boundaries of twelve megabytes: they come in, and a browser gets a small part of them."""

import json
import math
import time

import pytest
from tests.smalltown import SETTLEMENTS, bring, incoming

from sofra.store import queries
from sofra.web.pages.grounds import outlines
from sofra.work import collect

pytestmark = pytest.mark.slow

POINTS = 85_000
"""On each border; four borders of strips that share them make about 12 MB."""


def border(lon: float) -> list[list[float]]:
    """A crooked line from south to north."""
    steps = ((number, 41.4 + 0.2 * number / POINTS) for number in range(POINTS + 1))
    return [[round(lon + 0.004 * math.sin(number / 40) + 0.0005 * math.sin(number), 7), round(lat, 7)]
            for number, lat in steps]  # fmt: skip


@pytest.fixture
def boundaries() -> str:
    lines = [border(lon) for lon in (21.75, 21.815, 21.86, 21.95)]
    features = [
        {
            "type": "Feature",
            "properties": {"id": code},
            "geometry": {"type": "Polygon", "coordinates": [[*west, *reversed(east), west[0]]]},
        }
        for code, west, east in zip(("A1", "A2", "B1"), lines, lines[1:], strict=False)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_twelve_megabytes_of_boundaries_come_in_and_the_browser_gets_a_twentieth(workspace, besim, boundaries):
    bring("settlements.csv", SETTLEMENTS, "settlements")
    assert 12e6 < len(boundaries) < 16e6

    begun = time.monotonic()
    outcome = collect.upload(besim, incoming("boundaries.geojson", boundaries))
    collect.accept(besim, outcome.id)
    brought = time.monotonic() - begun
    begun = time.monotonic()
    light = outlines(queries.places())
    drawn = time.monotonic() - begun

    assert outcome.kind == "ready", outcome.issues
    found = {one["id"]: one["geometry"] for one in json.loads(light)["features"]}
    assert {"A1", "A2", "B1"} <= set(found)
    assert len(light) < len(boundaries) / 20
    print(f"{len(boundaries) / 1e6:.1f} MB in {brought:.1f} s; drawn {len(light) / 1e3:.0f} kB in {drawn:.1f} s")
