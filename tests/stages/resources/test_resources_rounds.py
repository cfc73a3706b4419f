"""Rounds of a mobile team: every constraint checked by a checker of its own, small weeks against all possible ones."""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofra.resources.rounds.due import due, interval, next_visit, weight
from sofra.resources.rounds.plan import plan_week
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Catchment
from sofra.types.errors import DesignError, MissingExtra
from sofra.types.outreach import Care, NeedClass, Shift, Visit

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
DEPOT = (21.0, 41.5)
KM = 1 / 83.0  # degrees of longitude, about, at this latitude


def at(km: float, minutes: int = 30, *, id: str = "", **more) -> Visit:
    return Visit(id or f"P{km}", DEPOT[0] + km * KM, DEPOT[1], minutes, **more)


def shift(opens: int = 540, closes: int = 900, day: date = MONDAY, team: str = "A") -> Shift:
    return Shift(team, day, opens, closes, *DEPOT)


def minutes(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Whole minutes by car, from the haversine formula written out here once more."""
    if one == other:
        return 0
    (a, b), (c, d) = np.radians(one), np.radians(other)
    h = np.sin((d - b) / 2) ** 2 + np.cos(b) * np.cos(d) * np.sin((c - a) / 2) ** 2
    return int(np.ceil(2 * 6371.0088 * np.arcsin(np.sqrt(h)) * 1.3 / 40 * 60 - 1e-9))


def faults(week, visits, shifts) -> list[str]:  # noqa: C901
    """Everything that a week breaks; empty when it can be done as it stands."""
    wanted = {}
    for visit in visits:
        wanted.setdefault(visit.id, []).append(visit)
    found = []
    own = {(one.team, one.day): one for one in shifts}
    seen = [call.visit for one in week.rounds for call in one.calls] + [one.visit for one in week.missed]
    if sorted(seen) != sorted(visit.id for visit in visits):
        found.append("a visit is lost or made twice")
    if len({(one.team, one.day) for one in week.rounds}) != len(week.rounds):
        found.append("a team drives twice a day")
    for one in week.rounds:
        shift = own[(one.team, one.day)]
        where, free = (shift.lon, shift.lat), one.starts
        if one.starts < shift.opens or one.ends > shift.closes:
            found.append("outside the shift")
        for call in one.calls:
            visit = next(v for v in wanted[call.visit] if not v.days or one.day in v.days)
            drive = minutes(where, (visit.lon, visit.lat))
            if call.drive != drive:
                found.append(f"drive {call.drive} is {drive}")
            if call.begins < free + drive:
                found.append("there before one can be")
            if call.leaves - call.begins != visit.minutes:
                found.append("a visit cut short")
            if call.begins < visit.opens or call.leaves > visit.closes:
                found.append("outside the window")
            where, free = (visit.lon, visit.lat), call.leaves
        if one.ends != free + minutes(where, (shift.lon, shift.lat)):
            found.append("the way home is wrong")
        if one.drive != sum(c.drive for c in one.calls) + minutes(where, (shift.lon, shift.lat)):
            found.append("the drive is wrong")
    return found


def value(week, visits) -> tuple[int, int]:
    weights = {visit.id: visit.weight + 50 * 9 * visit.required for visit in visits}
    return sum(weights[c.visit] for one in week.rounds for c in one.calls), -week.drive


def all_weeks(visits, shifts) -> tuple[int, int]:
    """The best of all weeks, by trying every order of every subset in every shift."""
    best = (0, 0)
    for order in permutations(range(len(visits) + len(shifts) - 1)):
        best = max(best, _try([visits[n] if n < len(visits) else None for n in order], shifts))
    return best


def _try(order, shifts) -> tuple[int, int]:
    """Bars split the order among the shifts; whoever does not fit any more is left out."""
    total, driven, number = 0, 0, 0
    here, free = DEPOT, shifts[0].opens
    for visit in [*order, None]:
        shift = shifts[number]
        if visit is None:
            driven += minutes(here, DEPOT)
            number += 1
            if number < len(shifts):
                here, free = DEPOT, shifts[number].opens
            continue
        spot = (visit.lon, visit.lat)
        begins = max(free + minutes(here, spot), visit.opens)
        fits = begins + visit.minutes <= visit.closes
        if fits and begins + visit.minutes + minutes(spot, DEPOT) <= shift.closes and _may(visit, shift):
            total += visit.weight + 50 * 9 * visit.required
            driven += minutes(here, spot)
            here, free = spot, begins + visit.minutes
    return total, -driven


def _may(visit, shift) -> bool:
    return not visit.days or shift.day in visit.days


@st.composite
def weeks(draw):
    shifts = [shift(540, 540 + draw(st.integers(60, 240)), day) for day in DAYS[: draw(st.integers(1, 2))]]
    visits = []
    for number in range(draw(st.integers(1, 5))):
        opens = draw(st.sampled_from((0, 540, 600)))
        visits.append(
            Visit(
                f"P{number}",
                DEPOT[0] + draw(st.integers(-12, 12)) * KM,
                DEPOT[1] + draw(st.integers(-8, 8)) / 111,
                draw(st.integers(10, 60)),
                opens,
                draw(st.sampled_from((660, 720, 1440))),
                days=draw(st.sampled_from(((), (DAYS[0],), (DAYS[1],)))),
                weight=draw(st.sampled_from((1, 2, 9))),
            )
        )
    return visits, shifts


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(weeks())
def test_a_small_week_can_be_done_and_is_never_better_than_the_best_of_all_weeks(case):
    visits, shifts = case

    week = plan_week(visits, shifts, StraightLine(), seed=1, iterations=100)

    assert faults(week, visits, shifts) == []
    assert value(week, visits) <= all_weeks(visits, shifts)


def drawn(seed: int):
    """A small week by chance: up to two shifts and five visits, some on one day only."""
    dice = np.random.default_rng([seed, 3])
    shifts = [shift(540, 540 + int(dice.integers(60, 241)), day) for day in DAYS[: int(dice.integers(1, 3))]]
    visits = [
        Visit(
            f"P{n}",
            DEPOT[0] + float(dice.integers(-12, 13)) * KM,
            DEPOT[1] + float(dice.integers(-8, 9)) / 111,
            int(dice.integers(10, 61)),
            int(dice.choice((0, 540, 600))),
            int(dice.choice((660, 720, 1440))),
            days=((), (DAYS[0],), (DAYS[1],))[dice.integers(3)],
            weight=int(dice.choice((1, 2, 9))),
        )
        for n in range(int(dice.integers(1, 6)))
    ]
    return visits, shifts


def test_small_weeks_are_the_best_of_all_weeks():
    cases = [drawn(seed) for seed in range(40)]

    found = [value(plan_week(*case, StraightLine(), seed=1, iterations=300), case[0]) for case in cases]

    assert found == [all_weeks(*case) for case in cases]


def test_a_visit_moves_to_another_day_to_make_room():
    near, hour_away = at(0, 10, id="near"), Visit("far", DEPOT[0], DEPOT[1] + 7 / 111, 23, days=DAYS[:1])

    week = plan_week([near, hour_away], [shift(540, 600, day) for day in DAYS[:2]], StraightLine(), seed=1)

    assert [[call.visit for call in one.calls] for one in week.rounds] == [["far"], ["near"]]


def town(households: int = 40):
    random = np.random.default_rng(5)
    spots = np.array(DEPOT) + random.normal(0, 1, (households, 2)) * (0.1, 0.07)
    opens = random.choice((480, 480, 690), households)
    visits = [
        Visit(f"P{n}", lon, lat, int(random.integers(20, 46)), int(o), int(o) + 210, weight=int(random.integers(1, 5)))
        for n, ((lon, lat), o) in enumerate(zip(spots.tolist(), opens, strict=True))
    ]
    return visits, [shift(510, 870, day) for day in DAYS[:3]]


def test_a_fuller_week_can_be_done_and_is_the_same_with_the_same_seed():
    visits, shifts = town()

    first, again = (plan_week(visits, shifts, StraightLine(), seed=7, iterations=300) for _ in range(2))

    assert faults(first, visits, shifts) == []
    assert first == again
    assert {one.reason for one in first.missed} == {"no_room"}
    assert 15 <= first.made < 40


def test_one_heavy_visit_goes_before_two_light_ones():
    visits = [at(1, 100, weight=5, id="heavy"), at(-1, 50, id="light"), at(-1.1, 50, id="lighter")]

    week = plan_week(visits, [shift(540, 650)], StraightLine(), seed=1, iterations=100)

    assert [call.visit for one in week.rounds for call in one.calls] == ["heavy"]


def test_a_required_visit_goes_before_everything_and_says_so_when_it_does_not_fit():
    visits = [at(1, 100, weight=9), at(2, 100, id="must", required=True), at(90, id="far", required=True)]

    week = plan_week(visits, [shift(540, 650)], StraightLine(), seed=1, iterations=100)

    assert [call.visit for one in week.rounds for call in one.calls] == ["must"]
    assert [(one.visit, one.reason) for one in week.missed if one.required] == [("far", "too_far")]


@pytest.mark.parametrize(
    ("visit", "reason"),
    [
        (at(1, 400), "longer_than_shift"),
        (at(1, 40, opens=600, closes=630), "window_too_short"),
        (at(1, opens=1000, closes=1100), "outside_shifts"),
        (at(1, opens=300, closes=500), "outside_shifts"),
        (at(90), "too_far"),
        (at(1, days=(DAYS[3],)), "no_shift"),
    ],
)
def test_a_visit_that_never_fits_says_why(visit, reason):
    week = plan_week([visit, at(2)], [shift()], StraightLine(), seed=1, iterations=50)

    assert [(one.visit, one.reason) for one in week.missed] == [(visit.id, reason)]
    assert week.made == 1


@dataclass(frozen=True)
class River:
    """A way that crosses no river: nobody gets east of the depot."""

    mode: str = "car"
    basis: str = "network"

    def each(self, homes, facilities, limit):
        for catchment in StraightLine().each(homes, facilities, limit):
            east = (homes[catchment.homes, 0] > 21.001) != (facilities[catchment.facility, 0] > 21.001)
            yield Catchment(catchment.facility, catchment.homes[~east], catchment.minutes[~east])


def test_a_household_that_no_way_reaches_is_said_and_not_dropped():
    week = plan_week([at(5), at(-5)], [shift()], River(), seed=1, iterations=50)

    assert [(one.visit, one.reason) for one in week.missed] == [("P5", "no_way")]
    assert (week.made, week.basis) == (1, "network")


def test_a_household_is_visited_twice_on_days_apart():
    twice = [at(1, id="P", days=DAYS[:2]), at(1, id="P", days=DAYS[3:])]

    week = plan_week(twice, [shift(day=day) for day in DAYS], StraightLine(), seed=1, iterations=50)

    assert [one.day in DAYS[:2] for one in week.rounds] == [True, False]


def test_a_team_leaves_late_rather_than_waits():
    week = plan_week([at(1, opens=700), at(2, opens=540)], [shift()], StraightLine(), seed=1, iterations=50)

    (one,) = week.rounds
    assert [(call.begins, call.leaves) for call in one.calls] == [(668, 698), (700, 730)]
    assert (one.starts, one.ends, one.drive) == (664, 732, 8)


def test_what_cannot_be_planned_is_told():
    with pytest.raises(DesignError, match="rounds_no_shift"):
        plan_week([at(1)], [], StraightLine(), seed=1)
    with pytest.raises(DesignError, match="rounds_shift_backwards"):
        plan_week([at(1)], [shift(900, 540)], StraightLine(), seed=1)
    with pytest.raises(DesignError, match="rounds_too_many"):
        plan_week([at(1)] * 501, [shift()], StraightLine(), seed=1)


def test_without_the_extra_the_plan_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyvrp", None)

    with pytest.raises(MissingExtra, match="rounds"):
        plan_week([at(1)], [shift()], StraightLine(), seed=1)


def test_nobody_to_visit_is_an_empty_week():
    week = plan_week([], [shift()], StraightLine(), seed=1)

    assert (week.rounds, week.missed, week.drive) == ((), (), 0)


WEEKLY = NeedClass("high", {"en": "High"}, 365.25 / 84, 45, 4)
MONTHLY = NeedClass("some", {"en": "Some"}, 1, 30, 1)
NEEDS = {"high": WEEKLY, "some": MONTHLY}


def test_the_interval_after_the_last_visit_says_who_is_due():
    cares = [
        Care("never", "some"),
        Care("weekly", "high", last_visit=MONDAY - timedelta(days=21)),
        Care("later", "some", last_visit=MONDAY - timedelta(days=20)),
        Care("agreed", "some", last_visit=MONDAY - timedelta(days=2), agreed_on=MONDAY + timedelta(days=4)),
        Care("kept", "some", last_visit=MONDAY - timedelta(days=2), agreed_on=MONDAY - timedelta(days=2)),
        Care("unknown", "nobody knows"),
    ]

    found = due(cares, NEEDS, MONDAY)

    assert [(one.pseudonym, one.late) for one in found] == [("weekly", 14), ("never", 0), ("agreed", 0)]
    assert [weight(one, NEEDS[one.need]) for one in found] == [8, 1, 1]
    assert next_visit(cares[2], MONTHLY, MONDAY) == MONDAY - timedelta(days=20) + timedelta(days=30)


def test_a_class_visited_more_than_once_a_week_is_due_so_often():
    often = NeedClass("daily", {"en": "Often"}, 13, 20, 8)

    (found,) = due([Care("P", "daily")], {"daily": often}, MONDAY)

    assert found.times == 3
    assert interval(often) == pytest.approx(2.34, abs=0.01)
