"""Who can reach what: minutes to the nearest, choice, floating catchments, and what has no number."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.resources.reach.beyond import beyond
from sofra.resources.reach.choice import choice
from sofra.resources.reach.closest import closest
from sofra.resources.reach.decay import Steps, steps
from sofra.resources.reach.floating import e2sfca, three_step
from sofra.resources.reach.goals import convenient_transport, near_all_season_road, served
from sofra.resources.reach.hexagons import hexagons
from sofra.resources.reach.question import Facilities, Homes, Question
from sofra.resources.reach.state import State
from sofra.resources.travel.straight import StraightLine
from sofra.resources.travel.way import Catchment, Nearest
from sofra.types.errors import SofraError

NAN, INF = np.nan, np.inf


@dataclass(frozen=True)
class Listed:
    """A way whose minutes are written down: (homes, facilities), inf for no way; spots are (number, 0)."""

    minutes: np.ndarray
    mode: str = "car"
    basis: str = "network"

    def nearest(self, homes, facilities):
        part = self._part(homes, facilities)
        best = part.min(axis=1, initial=INF)
        which = part.argmin(axis=1) if part.shape[1] else np.zeros(len(homes), dtype=int)
        return Nearest(best, np.where(np.isfinite(best), which, -1).astype(np.int64))

    def each(self, homes, facilities, limit):
        part = self._part(homes, facilities)
        for number in range(len(facilities)):
            near = np.flatnonzero(part[:, number] <= limit)
            yield Catchment(number, near, part[near, number])

    def snapped(self, spots):
        return np.zeros(len(spots))

    def _part(self, homes, facilities):
        return self.minutes[np.ix_(homes[:, 0].astype(int), facilities[:, 0].astype(int))]


def numbered(count):
    return np.column_stack([np.arange(count, dtype=float), np.zeros(count)])


def question(minutes, people, capacity, mask=()):
    table = np.array(minutes, dtype=float).reshape(len(people), len(capacity))
    homes = Homes(numbered(len(people)), np.array(people, dtype=float))
    return Question(Listed(table), homes, Facilities(numbered(len(capacity)), np.array(capacity, dtype=float), mask))


def codes(found):
    return {issue.code: issue.values.get("n") for issue in found.issues}


def test_the_places_of_a_facility_are_divided_among_the_people_who_reach_it():
    # 10 minutes weigh 1, 20 weigh 0.68, 30 weigh 0.22
    asked = question([[5], [15], [30], [31]], [100, 50, 10, 40], [20])

    found = e2sfca(asked)

    demand = 100 * 1 + 50 * 0.68 + 10 * 0.22
    assert found.access.value[:3] == pytest.approx([20 / demand, 0.68 * 20 / demand, 0.22 * 20 / demand])
    assert found.access.at(3) == (0.0, State.OUT_OF_REACH)
    assert found.reached == 20


def test_people_divide_themselves_among_the_facilities_before_the_third_step():
    asked = question([[5, 15], [15, 40]], [100, 50], [20, 10])

    found = three_step(asked)

    near, far = 1 / 1.68, 0.68 / 1.68
    first, second = 20 / (100 * near + 50 * 0.68), 10 / (100 * far * 0.68)
    assert found.access.value == pytest.approx([near * first + far * 0.68 * second, 0.68 * first])


def test_where_nobody_lives_there_is_no_number_for_each_person():
    asked = question([[5], [5], [5]], [10, 0, NAN], [20])

    found = e2sfca(asked)

    assert [found.access.at(home) for home in range(3)] == [
        (2.0, State.REACHED),
        (None, State.NOBODY),
        (None, State.UNKNOWN_PEOPLE),
    ]
    assert codes(found) == {"reach_people_unknown": 1}


def test_places_that_nobody_reaches_are_told_and_not_counted():
    found = e2sfca(question([[5, 90], [5, INF]], [10, 10], [20, 8]))

    assert found.reached == 20
    assert found.unreached.tolist() == [False, True]
    assert codes(found) == {"reach_nobody_near": 1}


def test_an_unknown_capacity_leaves_the_number_of_its_people_unknown():
    found = e2sfca(question([[5, 5], [5, 90]], [10, 10], [20, NAN]))

    assert [found.access.at(home) for home in range(2)] == [(None, State.UNKNOWN_CAPACITY), (1.0, State.REACHED)]
    assert codes(found) == {"reach_capacity_unknown": 1}


def test_a_capacity_of_zero_gives_nothing_and_is_told():
    found = e2sfca(question([[5]], [10], [0]))

    assert found.access.at(0) == (0.0, State.REACHED)
    assert codes(found) == {"reach_capacity_zero": 1}


def test_two_sites_at_one_point_both_count_and_are_told():
    asked = question([[5, 5]], [10], [20, 10])
    together = Facilities(np.zeros((2, 2)), asked.facilities.capacity)

    found = e2sfca(Question(asked.way, asked.homes, together))

    assert found.access.at(0) == (3.0, State.REACHED)
    assert codes(found) == {"reach_same_point": 1}


def test_homes_and_sites_without_a_spot_are_left_out_and_told():
    asked = question([[5, 5], [5, 5]], [10, 10], [20, 30])
    homes = Homes(np.array([[0, 0], [NAN, NAN]]), asked.homes.people)
    sites = Facilities(np.array([[NAN, NAN], [1, 0]]), asked.facilities.capacity)

    found = e2sfca(Question(asked.way, homes, sites))

    assert found.access.at(0) == (3.0, State.REACHED)
    assert found.access.at(1) == (None, State.NO_SPOT)
    assert codes(found) == {"reach_home_no_spot": 1, "reach_site_no_spot": 1}


def test_a_kind_without_any_site_leaves_everybody_without_a_number():
    asked = question([[], []], [10, 0], [])

    assert [closest(asked).minutes.at(home) for home in range(2)] == [(None, State.NO_SERVICE)] * 2
    assert choice(asked, 30).facilities.at(0) == (None, State.NO_SERVICE)
    assert e2sfca(asked).access.at(0) == (None, State.NO_SERVICE)


def test_the_nearest_is_the_one_that_these_people_may_use():
    only_second = np.array([False, True])
    asked = question([[5, 20], [5, 20]], [10, 10], [20, 20], (only_second, None))

    found = closest(asked)

    assert found.minutes.value.tolist() == [20, 5]
    assert found.which.tolist() == [1, 0]
    assert e2sfca(asked).access.value == pytest.approx([20 / 16.8 * 0.0 + 20 / 20, 20 / 10 + 1.0])


def test_a_home_from_which_no_way_leads_is_out_of_reach_and_told():
    found = closest(question([[INF], [7]], [10, 10], [20]))

    assert [found.minutes.at(home) for home in range(2)] == [(None, State.OUT_OF_REACH), (7.0, State.REACHED)]
    assert codes(found) == {"reach_no_way": 1}


def test_minutes_stand_also_where_nobody_lives():
    assert closest(question([[7]], [0], [20])).minutes.at(0) == (7.0, State.REACHED)


def test_choice_counts_facilities_and_places_within_the_time():
    found = choice(question([[5, 30, 31], [31, 40, 50]], [10, 10], [20, 8, 9]), 30)

    assert (found.facilities.at(0), found.places.at(0)) == ((2.0, State.REACHED), (28.0, State.REACHED))
    assert found.facilities.at(1) == (0.0, State.OUT_OF_REACH)


def test_choice_with_an_unknown_number_of_places_knows_the_facilities_only():
    found = choice(question([[5, 6]], [10], [20, NAN]), 30)

    assert (found.facilities.at(0), found.places.at(0)) == ((2.0, State.REACHED), (None, State.UNKNOWN_CAPACITY))


def test_the_share_beyond_counts_those_whom_no_way_leads_there():
    minutes = closest(question([[10], [45], [INF], [5]], [100, 60, 40, 0], [20])).minutes

    found = beyond(minutes, np.array([100, 60, 40, NAN]), 30)

    assert (found.within, found.beyond, found.share) == (100, 100, 0.5)
    assert beyond(minutes, np.zeros(4), 30).share is None


def test_a_limit_that_is_no_time_is_refused():
    with pytest.raises(SofraError, match="reach_limit"):
        steps(0)


def test_convenient_transport_is_500_metres_to_a_bus_and_a_kilometre_to_a_train():
    # a thousandth of a degree of latitude is 111.195 m
    homes = np.array([[21.0, 41.004], [21.0, 41.006], [21.0, 41.05], [NAN, NAN]])
    walk = StraightLine("walk", 5.0, 1.0)

    by_bus = convenient_transport(walk, 5.0, homes, stops=np.array([[21.0, 41.0]]))
    by_train = convenient_transport(walk, 5.0, homes, stops=np.empty((0, 2)), stations=np.array([[21.0, 41.0]]))

    assert by_bus.value[:3].tolist() == [1, 0, 0]
    assert by_train.value[:3].tolist() == [1, 1, 0]
    told = served(by_bus, np.array([100, 50, 50, 9]))
    assert (told.within, told.beyond, told.unknown) == (100, 100, 9)
    assert by_bus.at(3) == (None, State.NO_SPOT)


def test_an_all_season_road_is_near_within_two_kilometres():
    homes = np.array([[21.0, 41.0179], [21.0, 41.0181]])

    found = near_all_season_road(StraightLine("walk", 5.0, 1.0), 5.0, homes, np.array([[21.0, 41.0]]))

    assert found.value.tolist() == [1, 0]  # 1,990 m and 2,013 m


def test_households_are_gathered_into_hexagons_that_keep_every_person():
    random = np.random.default_rng(5)
    spots = random.uniform((21.0, 41.0), (21.1, 41.1), (200, 2))
    spots[3] = NAN
    people = np.full(200, 3.0)

    found = hexagons(spots, people, size=7)

    assert found.homes.people.sum() == 199 * 3
    assert found.of[3] == -1
    assert len(found.ids) == len(found.homes) < 40


@st.composite
def questions(draw):
    homes, facilities = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    minute = st.one_of(st.floats(0, 60), st.just(INF))
    minutes = draw(st.lists(minute, min_size=homes * facilities, max_size=homes * facilities))
    people = draw(st.lists(st.integers(0, 500), min_size=homes, max_size=homes))
    capacity = draw(st.lists(st.integers(0, 90), min_size=facilities, max_size=facilities))
    return question(minutes, people, capacity)


@given(questions())
@settings(max_examples=150)
def test_no_place_is_made_or_lost(asked):
    for found in (e2sfca(asked), three_step(asked), three_step(asked, keep=0)):
        given_out = float(found.access.value @ asked.homes.people)

        assert given_out == pytest.approx(found.reached, rel=1e-12)
        assert found.reached + asked.facilities.capacity[found.unreached].sum() == asked.facilities.capacity.sum()


@given(questions())
@settings(max_examples=100)
def test_the_whole_table_at_once_gives_the_same(asked):
    table, people, capacity = asked.way.minutes, asked.homes.people, asked.facilities.capacity
    weight = np.where(table <= 10, 1.0, np.where(table <= 20, 0.68, np.where(table <= 30, 0.22, 0.0)))
    choose = np.divide(weight, weight.sum(axis=1, keepdims=True), out=np.zeros_like(weight), where=weight > 0)
    for pull, found in ((weight, e2sfca(asked)), (weight * choose, three_step(asked))):
        demand = people @ pull
        ratio = np.divide(capacity, demand, out=np.zeros_like(demand), where=demand > 0)

        assert found.access.value == pytest.approx(pull @ ratio, rel=1e-12, abs=1e-15)
    assert closest(asked).minutes.value.tolist() == table.min(axis=1).tolist()
    assert choice(asked, 30).facilities.value.tolist() == (table <= 30).sum(axis=1).tolist()


@given(questions(), st.floats(1, 5))
@settings(max_examples=100)
def test_a_faster_way_makes_nothing_worse(asked, faster):
    quick = Question(Listed(asked.way.minutes / faster), asked.homes, asked.facilities)

    assert (closest(quick).minutes.value <= closest(asked).minutes.value).all()
    assert (choice(quick, 30).places.value >= choice(asked, 30).places.value).all()
    assert e2sfca(quick).reached >= e2sfca(asked).reached


@given(questions())
@settings(max_examples=100)
def test_one_facility_more_makes_nothing_worse(asked):
    fewer = Facilities(asked.facilities.spots[:-1], asked.facilities.capacity[:-1])
    before = Question(asked.way, asked.homes, fewer)

    assert (closest(asked).minutes.value <= closest(before).minutes.value).all()
    assert (choice(asked, 30).facilities.value >= choice(before, 30).facilities.value).all()
    assert (e2sfca(asked).access.value >= e2sfca(before).access.value).all()


def test_the_kept_pass_and_the_second_pass_are_the_same():
    random = np.random.default_rng(3)
    asked = question(random.uniform(0, 60, (40, 7)), random.integers(1, 90, 40), random.integers(1, 90, 7))

    assert three_step(asked, keep=0).access.value.tolist() == three_step(asked).access.value.tolist()


def test_steps_weigh_up_to_and_with_their_minutes():
    assert Steps().of(np.array([0, 10, 10.1, 20, 30, 30.1])).tolist() == [1, 1, 0.68, 0.68, 0.22, 0]
