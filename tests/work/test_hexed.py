"""Households as hexagons in a map: counted, gated, and no point or half-empty hexagon leaves the office."""

import json
from collections import Counter
from dataclasses import replace

import h3
import numpy as np
import pytest

from sofra.engine.frame import Column
from sofra.needs.weights import weigh
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.records import as_record
from sofra.store.rows import batch_of
from sofra.work.gather import gather
from sofra.work.hexed import home_cells
from sofra.work.reaching import here, home_places, reached, shown_homes, wish

OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[21.7, 41.4], [22.0, 41.4], [22.0, 41.6], [21.7, 41.6], [21.7, 41.4]]],
}


@pytest.fixture
def surveyed(smalltown):
    given, pack = gather(), queries.pack()
    one = given.rounds[0]
    return given, pack, weigh(apply(batch_of(one), one.links, pack.variables), one.design, given.places, pack)


def living_at(weighed, spots):
    """The survey with a spot for each household; NaN for those who did not say it."""
    name, table = next(iter(weighed.tables.items()))
    lon, lat = np.array(spots, dtype=float).T
    known = ~np.isnan(lon)
    told = {"home_lon": Column(np.nan_to_num(lon), known), "home_lat": Column(np.nan_to_num(lat), known)}
    own = replace(table, frame=replace(table.frame, columns={**table.frame.columns, **told}))
    return replace(weighed, tables={name: own})


def spread(*groups):
    """So many households around each middle, a few metres apart."""
    return [(lon + 1e-5 * n, lat) for lon, lat, many in groups for n in range(many)]


def test_the_finest_size_is_taken_in_which_most_households_may_be_shown(surveyed):
    given, pack, rows = surveyed
    close = living_at(rows, spread((21.80, 41.50, 20), (21.90, 41.55, 20)))
    scattered = living_at(rows, [(21.7 + 0.012 * (n % 8), 41.45 + 0.02 * (n // 8)) for n in range(40)])

    fine, coarse = (home_cells(one, given.places, pack.gate, "2026") for one in (close, scattered))

    assert (fine.size, sorted(cell.households for cell in fine.cells)) == (8, [20, 20])
    assert coarse.size < 8
    assert all(cell.households >= pack.gate.least_base for cell in coarse.cells)
    assert not fine.covered  # nobody drew the municipality


def test_a_hexagon_with_a_few_households_has_no_number_and_looks_like_an_empty_one(surveyed):
    given, pack, rows = surveyed
    places = [replace(one, geometry=OUTLINE) if one.kind == "municipality" else one for one in given.places]
    homes = spread((21.80, 41.50, 18), (21.90, 41.55, 18), (21.95, 41.45, 4))

    found = home_cells(living_at(rows, homes), places, pack.gate, "2026")

    few = h3.latlng_to_cell(41.45, 21.95, found.size)
    by_id = {cell.id: cell.households for cell in found.cells}
    assert found.covered
    assert by_id[few] is None
    assert Counter(by_id.values())[None] > 50  # the empty ones look the same
    shown = [n for n in by_id.values() if n is not None]
    assert (found.size, shown) == (8, [18])  # 36 shown of 40 would give the 4 away: a second hexagon goes with them


def test_no_spot_of_a_household_stands_in_the_annex(surveyed):
    given, pack, rows = surveyed
    homes = [(21.80123 + 1e-5 * n, 41.50321) for n in range(40)]

    found = home_cells(living_at(rows, homes), given.places, pack.gate, "2026")

    text = json.dumps(as_record(found))
    assert found.located == 40
    assert not any(f"{lon:.5f}" in text or f"{lat:.5f}" in text for lon, lat in homes)


def test_a_survey_that_asked_for_no_spot_has_no_hexagons(surveyed):
    given, pack, rows = surveyed

    assert home_cells(rows, given.places, pack.gate, "2026") is None


def test_so_few_spots_that_nothing_may_be_shown_give_no_hexagon(surveyed):
    given, pack, rows = surveyed
    homes = [(21.80, 41.50)] * 3 + [(np.nan, np.nan)] * 37

    found = home_cells(living_at(rows, homes), given.places, pack.gate, "2026")

    assert (found.size, found.cells, found.located) == (0, (), None)


def test_somebody_in_a_hexagon_reaches_what_a_settlement_there_reaches(surveyed):
    given, pack, rows = surveyed
    homes = living_at(rows, spread((21.80, 41.50, 20), (21.90, 41.55, 20)))
    found = home_cells(homes, given.places, pack.gate, "2026")
    today = here()
    by_settlement = reached(today, wish(today, "COM-DAY"))
    places = home_places(found, today.territory)

    from_cells = reached(today, wish(today, "COM-DAY", by="household"), found)

    assert [place.households for place in places] == [20, 20]
    assert shown_homes(from_cells) == [0, 1]
    near = sorted(round(float(one), 1) for one in from_cells.chosen.minutes.value)
    assert near == pytest.approx(
        sorted(round(float(one), 1) for one in by_settlement.chosen.minutes.value[[0, 2]]), abs=1
    )
    assert (from_cells.chosen.per_1000.value > 0).all()
    assert from_cells.groups == by_settlement.groups
