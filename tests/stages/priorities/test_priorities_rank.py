"""Ranking: scores by hand, an order that only proportions decide, and a firmness that a seed repeats."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.tiny import (
    BUS,
    CRITERIA,
    DAY,
    DISABLED,
    HOME,
    OLD,
    PERIOD,
    PLACES,
    A,
    M,
    fact,
    inventory,
    pack,
    service,
)

from sofra.gaps.find import find
from sofra.priorities.criteria import SCORES
from sofra.priorities.firmness import order
from sofra.priorities.rank import rank
from sofra.types.errors import PackError
from sofra.types.evidence import Voice
from sofra.types.fact import Status
from sofra.types.keys import EVERYONE
from sofra.types.planning import Criterion
from sofra.types.supply import Contract, Inventory

STOCK = inventory(service("care", HOME, 50, cost_per_place_year=90_000.0), service("bus", BUS, 5, groups=(OLD,)))
FACTS = (
    fact("needs.home_care:people", 200, se=30),
    fact("needs.day_care:people", 100, se=40),
    fact("places.HOM-CARE", 50, unit="places"),
    fact("places.COM-DAY", 0, unit="places"),
    fact("poverty.deprived", 0.3, unit="share"),
)


def ranked(facts=FACTS, stock=STOCK, criteria=CRITERIA, **more):
    gaps = find(facts, pack(), PLACES, PERIOD)
    return rank(gaps, facts, pack(), stock, criteria=criteria, seed=more.pop("seed", 7), **more)


def scores(kind, **more):
    every = [Criterion(name, "needs", 1) for name in SCORES]
    return next(r for r in ranked(criteria=every, draws=0, **more) if r.gap.service == kind).scores


def test_the_scores_of_need_are_as_worked_out_by_hand():
    home, day = scores(HOME), scores(DAY)

    assert (home["size"], home["severity"], home["deprivation"]) == (1.0, 0.75, 0.3)  # 150 of 150; 150 of 200
    assert (day["size"], day["severity"]) == (pytest.approx(100 / 150), 1.0)


def test_the_scores_of_opportunity_are_as_worked_out_by_hand():
    home, day = scores(HOME), scores(DAY)

    assert (home["existing_service"], home["cost_known"], home["legal_basis"], home["reach"]) == (1, 1, 1, 1)
    assert (day["existing_service"], day["cost_known"], day["legal_basis"]) == (0, 0, 1)
    assert day["provider"] == 0.5


def test_a_contract_is_money_and_a_planned_service_half_a_service():
    planned = Inventory(
        services=[service("day", DAY, 9, status="planned")], contracts=[Contract("c", "day", "the municipality")]
    )

    assert (scores(DAY, stock=planned)["funding"], scores(DAY, stock=planned)["existing_service"]) == (1, 0.5)


def test_the_share_of_settlements_in_reach_counts():
    journeys = [
        fact("minutes.COM-DAY", m, place=p.id, unit="minutes") for m, p in zip((5, 40, None), PLACES[3:], strict=True)
    ]

    assert scores(DAY, facts=[*FACTS, *journeys])["reach"] == pytest.approx(1 / 3)


def test_a_voice_counts_by_session_and_only_for_its_own_group():
    def voice(session, group, theme):
        return Voice(session, "focus_group", group, None, theme, {"en": ""})

    voices = [voice("one", EVERYONE, "home_care"), voice("one", EVERYONE, "HOM-CARE"), voice("two", OLD, "housing")]
    old = [fact("needs.home_care:people", 90, group=OLD), fact("places.HOM-CARE", 5, unit="places")]

    assert scores(HOME, voices=voices)["voices"] == 0.5
    assert scores(HOME, facts=old, voices=[voice("one", DISABLED, "home_care")])["voices"] == 0


def test_what_nobody_knows_is_neutral_and_named():
    first = ranked(facts=FACTS[:-1])[0]

    assert (first.scores["deprivation"], first.scores["voices"]) == (0.5, 0.5)
    assert first.assumed == ("deprivation", "voices")


def test_the_score_is_the_weighted_mean_of_both_axes():
    first = next(r for r in ranked() if r.gap.service == HOME)

    needs = (3 * 1.0 + 3 * 0.75 + 2 * 0.3 + 1 * 0.5) / 9
    assert first.needs == pytest.approx(needs)
    assert first.opportunities == 1
    assert first.score == pytest.approx((needs * 9 + 5) / 14)


def test_moving_a_weight_moves_the_order():
    def first(**weights):
        criteria = [replace(c, weight=weights.get(c.id, 0)) for c in CRITERIA]
        return ranked(criteria=criteria)[0].gap.service

    assert (first(size=1), first(severity=1)) == (HOME, DAY)


def test_a_group_stands_before_everybody_and_every_service_once():
    facts = [
        *FACTS,
        fact("needs.home_care:people", 90, group=OLD),
        fact("needs.home_care:people", 80, group=DISABLED),
    ]

    assert {r.gap.id for r in ranked(facts=facts)} == {"HOM-CARE/OLD/M", "COM-DAY/ALL/M"}


def test_a_group_known_only_with_caution_stands_behind_everybody():
    unsure = fact("needs.home_care:people", 190, group=OLD, status=Status.UNRELIABLE)

    assert {r.gap.id for r in ranked(facts=[*FACTS, unsure])} == {"HOM-CARE/ALL/M", "COM-DAY/ALL/M"}


def test_a_group_that_the_services_are_not_for_does_not_rank_them():
    facts = (*FACTS, fact("needs.home_care:people", 40, group=DISABLED), fact("places.HOM-CARE", 0, group=DISABLED))
    for_the_old = inventory(service("care", HOME, 50, groups=(OLD,)))

    groups = {r.gap.group for r in ranked(facts, for_the_old) if r.gap.service == HOME}

    assert groups == {EVERYONE}


def test_met_unknown_and_withheld_gaps_are_not_ranked():
    facts = [
        fact("needs.home_care:people", 40),
        fact("places.HOM-CARE", 50, unit="places"),
        fact("needs.day_care:people", 100, status=Status.SUPPRESSED),
    ]

    assert ranked(facts=facts) == []


def test_the_municipality_is_ranked_unless_other_places_are_named():
    facts = [*FACTS, fact("needs.day_care:people", 70, place=A), fact("places.COM-DAY", 0, place=A, unit="places")]

    assert {r.gap.place for r in ranked(facts=facts)} == {M}
    assert [r.gap.id for r in ranked(facts=facts, places=[A])] == ["COM-DAY/ALL/A"]


def test_a_criterion_that_nobody_can_score_is_refused():
    with pytest.raises(PackError, match="criterion_unknown"):
        ranked(criteria=[Criterion("beauty", "needs", 1)])


def test_the_same_seed_gives_the_same_firmness():
    assert ranked(seed=3) == ranked(seed=3)


def test_numbers_without_error_and_one_criterion_are_firm():
    facts = [replace(f, spread=replace(f.spread, se=None)) for f in FACTS]

    assert [(r.rank, r.rank_low, r.rank_high, r.in_top) for r in ranked(facts, criteria=CRITERIA[:1])] == [
        (1, 1, 1, 1.0),
        (2, 2, 2, 1.0),
    ]


def test_two_gaps_of_one_size_with_wide_errors_may_change_places():
    facts = [
        fact("needs.home_care:people", 101, se=40),
        fact("needs.day_care:people", 100, se=40),
        fact("places.HOM-CARE", 0, unit="places"),
        fact("places.COM-DAY", 0, unit="places"),
    ]

    assert [(r.rank, r.rank_low, r.rank_high) for r in ranked(facts, criteria=CRITERIA[:1])] == [(1, 1, 2), (2, 1, 2)]


def test_equal_scores_keep_the_order_of_the_columns():
    assert order(np.array([[0.2, 0.5, 0.5, 0.1 + 0.1]])).tolist() == [[3, 1, 2, 4]]


@given(shuffled=st.permutations(FACTS), backwards=st.booleans())
def test_the_order_of_what_comes_in_decides_nothing(shuffled, backwards):
    gaps = find(FACTS, pack(), PLACES, PERIOD)
    criteria = CRITERIA[::-1] if backwards else CRITERIA

    again = rank(gaps[::-1], shuffled, pack(), STOCK, criteria=criteria, seed=7, draws=20)

    assert again == ranked(draws=20)


@given(times=st.floats(0.01, 100))
def test_only_the_proportions_of_the_weights_count(times):
    scaled = [replace(c, weight=c.weight * times) for c in CRITERIA]

    pairs = list(zip(ranked(criteria=scaled, draws=0), ranked(draws=0), strict=True))

    assert [a.gap.id for a, _ in pairs] == [b.gap.id for _, b in pairs]
    assert [a.score for a, _ in pairs] == pytest.approx([b.score for _, b in pairs])
