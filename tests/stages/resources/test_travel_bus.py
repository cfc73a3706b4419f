"""Minutes by bus: walk, wait, ride, change, walk; the median of a stated window."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.resources.travel.bus import Bus
from sofra.resources.travel.straight import StraightLine
from sofra.sources.timetable import Call, Timetable, rides
from sofra.types.answers import Origin

ON_FOOT = StraightLine("walk", 5.0, 1.0)
ORIGIN = Origin("lines.csv", "0" * 64, "csv")
METRE = 1 / 111_195
"""Degrees of latitude."""


def line(*calls: tuple[int, int, float]) -> Timetable:
    """Three stops two kilometres apart, northwards; calls are (trip, stop, minutes after midnight)."""
    stops = [(21.0, 41.0 + number * 2000 * METRE) for number in range(3)]
    return rides(stops, ["A", "B", "C"], [Call(trip, at, time, time) for trip, at, time in calls], ORIGIN)


def test_the_bus_is_walked_to_waited_for_and_ridden() -> None:
    home = np.array([[21.0, 41.0 - 250 * METRE]])  # 3 minutes south of A
    centre = np.array([[21.0, 41.0 + 4500 * METRE]])  # 6 minutes north of C
    bus = Bus(line((0, 0, 490.0), (0, 2, 498.0)), ON_FOOT, first=480, last=481, every=1)

    found = bus.nearest(home, centre)

    assert found.minutes == pytest.approx([18 + 6], abs=0.01)  # ready at 8:00, bus 8:10, at C 8:18
    assert found.which.tolist() == [0]


def test_who_misses_the_last_bus_walks_or_is_out_of_reach() -> None:
    home, centre = np.array([[21.0, 41.0]]), np.array([[21.0, 41.0 + 4000 * METRE]])
    bus = Bus(line((0, 0, 479.0), (0, 2, 487.0)), ON_FOOT, first=480, last=600)
    far = np.array([[21.0, 41.0 + 90_000 * METRE]])

    assert bus.nearest(home, centre).minutes == pytest.approx([48], abs=0.01)
    assert [len(one.homes) for one in bus.each(home, centre, 40)] == [0]
    assert [len(one.homes) for one in bus.each(home, far, 600)] == [0]


def test_the_median_of_the_window_counts() -> None:
    home, centre = np.array([[21.0, 41.0]]), np.array([[21.0, 41.0 + 4000 * METRE]])
    every_hour = line((0, 0, 480.0), (0, 2, 490.0), (1, 0, 540.0), (1, 2, 550.0), (2, 0, 600.0), (2, 2, 610.0))
    bus = Bus(every_hour, ON_FOOT, first=480, last=540, every=10)

    found = bus.nearest(home, centre).minutes  # 10, 48 (on foot, not 60), 48, 40, 30, 20: the greater middle one is 40

    assert found == pytest.approx([40], abs=0.01)


def test_stops_in_one_minute_are_ridden_in_the_order_of_the_route() -> None:
    home, centre = np.array([[21.0, 41.0 + 4000 * METRE]]), np.array([[21.0, 41.0]])
    southwards = line((0, 2, 490.0), (0, 1, 490.0), (0, 0, 490.0))  # a timetable in whole minutes, short legs
    bus = Bus(southwards, ON_FOOT, first=480, last=481, every=1)

    assert bus.nearest(home, centre).minutes == pytest.approx([10], abs=0.01)  # not off at B and 24 minutes on foot


def test_a_change_takes_its_minutes() -> None:
    home, centre = np.array([[21.0, 41.0]]), np.array([[21.0, 41.0 + 4000 * METRE]])
    calls = ((0, 0, 480.0), (0, 1, 485.0), (1, 1, 486.0), (1, 2, 490.0), (2, 1, 488.0), (2, 2, 492.0))
    bus = Bus(line(*calls), ON_FOOT, first=480, last=481, every=1)

    assert bus.nearest(home, centre).minutes == pytest.approx([12], abs=0.01)
    assert replace(bus, change=1.0).nearest(home, centre).minutes == pytest.approx([10], abs=0.01)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_scan_equals_a_search_that_tries_every_ride(seed: int) -> None:
    random = np.random.default_rng(seed)
    stops = [(21 + x / 100, 41 + y / 100) for x, y in random.random((6, 2)) * 8]
    calls = []
    for trip in range(8):
        time = random.uniform(470, 560)
        for at in random.permutation(6)[: random.integers(2, 6)]:
            calls.append(Call(trip, int(at), time, time + 0.5))
            time += random.uniform(2, 12)
    table = rides(stops, list("ABCDEF"), calls, ORIGIN)
    homes = np.array(stops[:3]) + 0.004
    centre = np.array(stops[3:5]) - 0.003
    bus = Bus(table, ON_FOOT, first=480, last=520, every=8)

    found = np.full((3, 2), np.inf)
    for one in bus.each(homes, centre, np.inf):
        found[one.homes, one.facility] = one.minutes

    by_hand = [
        [middle([tried(bus, home, goal, start) for start in range(480, 520, 8)]) for goal in centre] for home in homes
    ]
    np.testing.assert_allclose(found, np.array(by_hand), atol=1e-9)


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def walked(one: np.ndarray, other: np.ndarray) -> float:
    return float(ON_FOOT.nearest(one[None, :], other[None, :]).minutes[0])


def tried(bus: Bus, home: np.ndarray, goal: np.ndarray, start: float) -> float:
    """Minutes by trying every ride again and again until nothing gets better."""
    table, count = bus.timetable, len(bus.timetable.stops)
    ready = [start + w if (w := walked(home, stop)) <= bus.most_walk else np.inf for stop in table.stops]
    aboard: set[int] = set()
    alighted = [np.inf] * len(table.begin)
    changed = True
    while changed:
        changed = False
        for ride in range(len(table.begin)):
            if ride in aboard:
                continue
            here, leaves = table.begin[ride], table.depart[ride]
            on_trip = any(table.trip[o] == table.trip[ride] and table.finish[o] == here and table.depart[o] < leaves
                          for o in aboard)  # fmt: skip
            changes = any(
                alighted[o] + bus.change + (0 if table.finish[o] == here else w) <= leaves
                for o in aboard
                if (w := walked(table.stops[table.finish[o]], table.stops[here])) <= 10
            )
            if ready[here] <= leaves or on_trip or changes:
                aboard.add(ride)
                alighted[ride] = table.arrive[ride]
                changed = True
    ends = [alighted[ride] + w for ride in aboard
            if (w := walked(table.stops[table.finish[ride]], goal)) <= bus.most_walk]  # fmt: skip
    assert count
    return float(min([*ends, start + walked(home, goal)]) - start)


def test_a_timetable_that_somebody_typed_in_is_read_for_its_day(tmp_path) -> None:
    from sofra.sources.timetable import read_timetable

    path = tmp_path / "lines.csv"
    path.write_text(
        "line,days,stop,lon,lat,times\n"
        "1,weekdays,Bavča,21.00,41.00,06:30 08:00 12:15\n"
        "1,weekdays,Gorno Selo,21.02,41.01,06:40 - 12:25\n"
        "1,weekdays,Town,21.05,41.02,06:55 08:20 12:40\n"
        "2,6,Bavča,21.00,41.00,09:00\n"
        "2,6,Town,21.05,41.02,09:25\n"
        "3,sometimes,Town,21.05,41.02,9:60\n",
        encoding="utf-8",
    )

    monday, saturday = read_timetable(path, on=date(2026, 11, 23)), read_timetable(path, on=date(2026, 11, 28))

    assert monday.depart.tolist() == [390, 400, 480, 735, 745]
    assert monday.arrive.tolist() == [400, 415, 500, 745, 760]
    assert saturday.arrive.tolist() == [565]
    assert [issue.code for issue in monday.issues] == ["timetable_days", "timetable_time"]
