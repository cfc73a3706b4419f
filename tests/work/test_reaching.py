"""Minutes stand beside the answers before anything is estimated, and what people reach today is looked up."""

from dataclasses import replace

import numpy as np
import pytest
from tests.smalltown import bring

from sofra.engine.frame import Column, as_text
from sofra.needs.weights import weigh
from sofra.resources.reach.ways import straight
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.rows import batch_of
from sofra.store.supply import SiteRow
from sofra.types.errors import NotFound
from sofra.types.fact import SpreadKind
from sofra.types.keys import RunId
from sofra.work.compute import compute
from sofra.work.gather import gather
from sofra.work.mapping import make_map
from sofra.work.reaching import here, reached, wish
from sofra.work.travelling import with_minutes

STOPS = """\
id,kind,name,provider,place,lon,lat
T1,FAC-BUS,Stop,Municipality,A1,21.80,41.50
"""


@pytest.fixture
def weighed(smalltown):
    given, pack = gather(), queries.pack()
    one = given.rounds[0]
    return given, pack, weigh(apply(batch_of(one), one.links, pack.variables), one.design, given.places, pack)


def column(weighed, name):
    return next(iter(weighed.tables.values())).frame.columns[name]


def test_everybody_has_the_minutes_of_their_settlement(weighed):
    given, pack, rows = weighed

    joined = with_minutes(rows, given, pack, straight(60, 1.0))

    found = dict(zip(as_text(column(joined, "settlement")), column(joined, "minutes_com_day").values, strict=True))
    # the day centre stands in A1; B1 lies 0.1 degrees east and 0.05 north: 10.0 km, a minute each
    assert found["A1"] == 0
    assert found["B1"] == pytest.approx(10.0, abs=0.05)
    assert set(as_text(column(joined, "reach_com_day"))) == {"reached"}


def test_a_service_that_nobody_offers_is_told_as_such_and_has_no_minutes(weighed):
    given, pack, rows = weighed

    joined = with_minutes(rows, given, pack, straight(60, 1.0))

    assert not column(joined, "minutes_fac_school").known.any()
    assert set(as_text(column(joined, "reach_fac_school"))) == {"no_service"}


def test_a_household_with_a_spot_of_its_own_has_minutes_of_its_own(weighed):
    given, pack, rows = weighed
    name, table = next(iter(rows.tables.items()))
    size = table.frame.size
    known = np.arange(size) == 0
    spot = {
        "home_lon": Column(np.full(size, 21.80), known),
        "home_lat": Column(np.full(size, 41.59), known),
    }
    own = replace(table, frame=replace(table.frame, columns={**table.frame.columns, **spot}))

    joined = with_minutes(replace(rows, tables={name: own}), given, pack, straight(60, 1.0))

    # 0.09 degrees of latitude north of the day centre: 10.0 km
    assert column(joined, "minutes_com_day").values[0] == pytest.approx(10.0, abs=0.05)
    assert set(np.round(column(joined, "minutes_com_day").values[1:], 1)) <= {0.0, 2.7, 10.0}


def test_convenient_transport_is_known_of_dwellings_with_a_spot_only(weighed):
    _, pack, rows = weighed
    bring("stops.csv", STOPS, "inventory")
    name, table = next(iter(rows.tables.items()))
    lat = np.array([41.5030, 41.5040] + [0.0] * (table.frame.size - 2))
    known = lat > 0
    spot = {"home_lon": Column(np.where(known, 21.80, 0.0), known), "home_lat": Column(lat, known)}
    own = replace(table, frame=replace(table.frame, columns={**table.frame.columns, **spot}))

    joined = with_minutes(replace(rows, tables={name: own}), gather(), pack, straight(40, 1.3))

    # 0.003 degrees of latitude are 334 m, 434 m with detours; 0.004 are 445 m, 578 m with detours
    assert as_text(column(joined, "near_transport"))[:3] == ["yes", "no", None]


def test_a_survey_that_asks_for_the_minutes_itself_is_not_written_over(weighed):
    given, pack, rows = weighed
    name, table = next(iter(rows.tables.items()))
    asked = Column(np.full(table.frame.size, 77.0), np.ones(table.frame.size, dtype=bool))
    own = replace(table, frame=replace(table.frame, columns={**table.frame.columns, "minutes_com_day": asked}))

    joined = with_minutes(replace(rows, tables={name: own}), given, pack, straight(60, 1.0))

    assert set(column(joined, "minutes_com_day").values) == {77.0}


def test_nobody_within_thirty_minutes_is_an_ordinary_fact_with_an_interval(smalltown):
    given, pack = gather(), queries.pack()
    slow = replace(given, speed_kmh=15.0, detour=1.0)  # Highfield is 40 minutes away, the mill 11

    made = compute(slow, pack, batch_of, origin=RunId("run"), progress=lambda *_: None)

    facts = {(f.cell.indicator, f.cell.place, f.cell.group): f for f in made.facts}
    far = facts["far.day_care", "M", "ALL"]
    # 300 of the 1,000 households live in Highfield, and the weights of these households of one are fitted to that
    assert far.value == pytest.approx(0.3)
    assert far.spread.kind is SpreadKind.SAMPLE
    assert far.spread.low < far.value < far.spread.high


def test_the_speed_the_detour_and_the_minutes_stand_in_the_run(smalltown, ana):
    release = make_map(ana)

    settings = queries.run(release.id).settings
    assert {name: settings[name] for name in ("speed_kmh", "detour", "within")} == {
        "speed_kmh": "40", "detour": "1.3", "within": "30",
    }  # fmt: skip


def test_what_people_reach_today_is_told_by_group(smalltown):
    today = here()

    found = reached(today, wish(today, "COM-DAY", "walk", "60"))

    # on foot at 5 km/h with 1.3 for detours Highfield is 2.6 hours away; the mill 43 minutes
    assert (found.groups["all"].beyond, found.groups["all"].within) == (900, 1850)
    assert found.flag == "minutes.straight_line_walk"
    assert found.said["walk"] == 5.0


def test_the_nearest_step_free_site_is_another_question(smalltown):
    today = here()

    found = reached(today, wish(today, "COM-DAY", usable=True))

    assert (len(found.every.offers), len(found.usable.offers), found.every.unlooked) == (1, 0, 1)
    assert found.groups["all"].share == 1.0


def test_a_safe_house_is_never_on_the_way(smalltown):
    SiteRow.objects.update(hidden=True)

    today = here()
    found = reached(today, wish(today, "COM-DAY"))

    assert not any(offer.located for offer in found.every.offers)
    assert found.groups["all"].share is None  # nobody knows, which is not "too far"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": "HOM-CARE"}, "reach_kind_unknown"),
        ({"mode": "broom"}, "reach_mode_unknown"),
        ({"within": "-3"}, "reach_limit"),
        ({"within": "soon"}, "reach_limit"),
        ({"within": "inf"}, "reach_limit"),
    ],
)
def test_a_wish_that_cannot_be_answered_is_told(smalltown, asked, code):
    with pytest.raises(NotFound, match=code):
        wish(here(), **asked)
