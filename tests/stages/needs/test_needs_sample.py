"""Planning and drawing a sample: sums by hand, and everything that can be wrong with a wish or a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofra.needs.sample.allocate import Stratum, allocate
from sofra.needs.sample.cluster import best_per_cluster, clusters_for, design_effect, likeness
from sofra.needs.sample.draw import How, draw
from sofra.needs.sample.driven import Link, driven_share
from sofra.needs.sample.expect import Wish, expect, share_out
from sofra.needs.sample.field import done_in, reached, spots_of
from sofra.needs.sample.frame import fingerprint, of_places
from sofra.needs.sample.power import Power, power_shares
from sofra.needs.sample.propose import Wished, propose, spots
from sofra.needs.sample.size import half_width_share, size_share
from sofra.needs.sample.terms import Terms
from sofra.types.answers import Design
from sofra.types.errors import DesignError
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.place import AgeSex, Place
from sofra.types.sampling import FrameUnit, Recruitment, SamplePlan


def _codes(stopped: pytest.ExceptionInfo[DesignError]) -> list[str]:
    return [issue.code for issue in stopped.value.issues]


@pytest.mark.parametrize(
    ("people", "points", "needed"),
    [(424, 5, 202), (424, 7.5, 122), (3045, 5, 342), (3045, 7.5, 162), (150, 5, 109), (150, 7.5, 81), (None, 5, 385)],
)
def test_sizes_of_known_groups_come_out_as_the_table_of_the_domain_says(people, points, needed):
    assert size_share(points / 100, terms=Terms(population=people)).interviews == needed


def test_with_a_design_effect_of_two_twice_as_many_are_needed():
    assert size_share(0.05, terms=Terms(deff=2)).interviews == 769


def test_nothing_is_rounded_before_the_end():
    found = size_share(0.05, 0.3, Terms(1.5, 0.85, 5000))

    assert found.exact_approached == pytest.approx(519.275, abs=0.001)
    assert found.interviews == 442
    assert found.approached == 520  # 519 would bring 441.15 interviews, and 441.38 are needed


def test_a_small_group_is_asked_wholly_and_so_is_one_of_which_two_in_five_would_be_approached():
    assert size_share(0.05, terms=Terms(population=150)).census
    assert size_share(0.05, terms=Terms(population=424)).census
    assert not size_share(0.05, terms=Terms(population=3045)).census


def test_where_not_enough_will_answer_everybody_is_approached_and_it_is_said():
    found = size_share(0.05, terms=Terms(response=0.3, population=424))

    assert not found.enough
    assert found.approached == 424
    assert found.interviews == 127


def test_everything_wrong_with_the_terms_is_told_at_once():
    with pytest.raises(DesignError) as stopped:
        size_share(0, 1.2, Terms(deff=0, response=1.5, population=0, level=2))

    assert _codes(stopped) == [
        "sample_precision", "sample_share", "sample_no_population", "sample_response", "sample_deff", "sample_level",
    ]  # fmt: skip


def test_more_interviews_than_people_have_no_precision():
    with pytest.raises(DesignError) as stopped:
        half_width_share(500, terms=Terms(population=424))

    assert _codes(stopped) == ["sample_more_than_all"]


@given(
    st.integers(1, 5000),
    st.lists(st.integers(1, 3000), min_size=1, max_size=12),
    st.sampled_from(("proportional", "equal", "neyman", "power")),
)
def test_the_parts_of_an_allocation_add_up_and_fit(n, sizes, rule):
    strata = [Stratum(str(i), size, spread=1 + i, least=min(size, 2)) for i, size in enumerate(sizes)]
    lowest, most = sum(one.least for one in strata), sum(sizes)
    wanted = max(lowest, min(n, most), 1)

    found = allocate(wanted, strata, rule)

    assert sum(found.values()) == wanted
    assert all(one.least <= found[one.id] <= one.units for one in strata)


def test_a_least_for_each_stratum_is_kept_and_what_does_not_fit_goes_to_the_others():
    strata = [Stratum("town", 9000), Stratum("villages", 900, least=30), Stratum("Bavca", 20, least=30)]

    assert allocate(200, strata) == {"town": 150, "villages": 30, "Bavca": 20}


def test_what_is_wrong_with_strata_is_told_at_once():
    with pytest.raises(DesignError) as stopped:
        allocate(50, [Stratum("a", 10), Stratum("a", 0), Stratum("b", 5, spread=-1)], "best")

    assert _codes(stopped) == [
        "sample_rule", "sample_stratum_empty", "sample_stratum_twice", "sample_stratum_spread", "sample_more_than_all",
    ]  # fmt: skip


def test_ten_neighbours_a_spot_stretch_a_sample_by_1_45():
    assert design_effect(10, 0.05) == pytest.approx(1.45)
    assert likeness(1.45, 10) == pytest.approx(0.05)
    assert best_per_cluster(40, 10, 0.05) == pytest.approx((4 * 19) ** 0.5)
    assert clusters_for(1000, 40, 10, 6) == 10


FRAME = [FrameUnit(f"u{n}", float(10 + n), "north" if n < 12 else "south") for n in range(30)]


@pytest.mark.parametrize("method", ["simple", "systematic", "systematic_pps", "brewer"])
def test_the_same_seed_draws_the_same_and_the_weights_stand_for_the_frame(method):
    given = FRAME, {"north": 4, "south": 6}, How(method, reserve=0.5)

    first, again, other = draw(*given, seed=7), draw(*given, seed=7), draw(*given, seed=8)
    main = [one for one in first if not one.reserve]

    assert first == again != other
    assert [one.order for one in first] == list(range(1, 16))
    assert len({one.id for one in first}) == 15
    assert sum(one.stratum == "north" for one in main) == 4
    sizes = {"simple": 30, "systematic": 30}.get(method)
    if sizes:
        assert sum(one.weight for one in main) == pytest.approx(30)
    else:
        assert sum(one.weight * one.size for one in main) == pytest.approx(sum(unit.size for unit in FRAME))


def test_inside_a_spot_households_are_drawn_by_their_numbers_on_its_list():
    frame = [FrameUnit("TRP-01/01", 100.0, "T"), FrameUnit("TRP-01/02", 100.0, "T", first=101)]

    second = next(
        one for one in draw(frame, {"T": 2}, How("systematic_pps", per_unit=10), seed=1) if one.id.endswith("2")
    )

    assert len(second.visits) == 10
    assert all(101 <= visit <= 200 for visit in second.visits)
    assert second.chance == pytest.approx(0.1)


def test_a_list_with_twins_and_without_sizes_is_not_drawn_from():
    frame = [FrameUnit("a", 1.0), FrameUnit("a", 2.0), FrameUnit("b", 0.0), FrameUnit("c", -1.0)]

    with pytest.raises(DesignError) as stopped:
        draw(frame, {"": 9, "hills": 1}, How("by heart"), seed=1)

    assert _codes(stopped) == [
        "sample_frame_twice", "sample_frame_size", "sample_method", "sample_more_than_there", "sample_stratum_empty",
    ]  # fmt: skip


def test_another_list_has_another_fingerprint():
    assert fingerprint(FRAME) == fingerprint(list(FRAME))
    assert fingerprint(FRAME) != fingerprint(FRAME[1:])


PLACES = [
    Place("M", {"en": "All"}, "municipality"),
    Place("A", {"en": "Area"}, "area", "M"),
    Place("A1", {"en": "Town"}, "settlement", "A", population=(AgeSex("", 0, None, 9000),), households=3000),
    Place("A2", {"en": "Hamlet"}, "settlement", "A", population=(AgeSex("", 0, None, 1000),), households=333),
]


def test_a_town_gets_as_many_spots_as_its_households_deserve_and_none_is_certain():
    plan = propose(
        Wished("x", recruitment=Recruitment.AREA, half_width=0.1, per_unit=10, roh=0.05, population=10000), PLACES
    )

    frame, counts = spots(plan, PLACES)

    assert plan.interviews == 138  # 1.45 · 96.04 corrected for 10,000
    assert counts == {"A": 14}
    assert sum(unit.size for unit in frame) == 3333
    assert max(unit.size for unit in frame) <= 3333 / 14 + 1
    assert [unit.first for unit in frame[:3]] == [1, 232, 463]


def test_a_settlement_without_households_is_named():
    with pytest.raises(DesignError) as stopped:
        of_places([Place("A1", {"en": "Town"}, "settlement")])

    assert stopped.value.issues[0].values["ids"] == "A1"


def test_a_group_larger_than_the_municipality_is_refused():
    with pytest.raises(DesignError) as stopped:
        propose(Wished("x", group="PWD-A", population=20000), PLACES)

    assert _codes(stopped) == ["sample_group_larger"]


def test_expected_precision_says_where_a_number_will_not_do():
    wish = Wish(share_out(400, PLACES), deff=1.45)

    found = {(one.place, one.group): one for one in expect(PLACES, {"ALL": 1.0, "CARE": 0.03}, wish)}

    assert found["M", "ALL"].verdict == "rough"
    assert found["M", "ALL"].half_width == pytest.approx(0.0578, abs=1e-3)
    assert found["A2", "ALL"].verdict == "whole"
    assert found["A1", "CARE"].verdict == "few"  # 270 people, and not enough of them in the municipality either
    assert found["A2", "CARE"].half_width is None
    assert found["A2", "CARE"].verdict == "everyone"  # 30 people
    assert found["M", "CARE"].verdict == "few"
    assert found["M", "ALL"].finds is None
    finds = found["M", "CARE"].finds
    power = power_shares(388, (0.3, 0.3 + finds), Power(ratio=12 / 388), terms=(Terms(1.45), Terms(1.45)))
    assert power == pytest.approx(0.8)


def test_a_share_above_one_is_no_group():
    with pytest.raises(DesignError) as stopped:
        expect(PLACES, {"ALL": 1.0, "POOR": 1.2}, Wish({}))

    assert _codes(stopped) == ["sample_group_share"]


def test_chains_of_coupons_give_a_share_that_is_weighted_by_who_knows_whom():
    people = [Link("1", "", 10, True), Link("2", "1", 2, False), Link("3", "2", 5, True), Link("4", "3", 4, None)]

    found = driven_share(people)

    assert found.share == pytest.approx((0.1 + 0.2) / (0.1 + 0.5 + 0.2))
    assert (found.plain, found.n, found.seeds, found.waves) == (pytest.approx(2 / 3), 3, 1, 3)


def test_broken_chains_are_told_at_once():
    with pytest.raises(DesignError) as stopped:
        driven_share([Link("1", "", 0, True), Link("1", "9", 2, False)])

    assert _codes(stopped) == ["sample_coupon_twice", "sample_coupon_unknown", "sample_degree"]


ROWS = [
    {"settlement": "A1", "psu": "1", "stratum": "T", "interview_date": "2026-05-01", "consent": "yes"},
    {"settlement": "A1", "psu": "1", "stratum": "T", "interview_date": "2026-05-03", "consent": "no"},
    {"settlement": "Hamlet", "psu": "2", "stratum": "T", "interview_date": "2026-05-02", "consent": "yes"},
]
DESIGN = Design(place="settlement", unit="psu", stratum="stratum")


def test_fieldwork_counts_what_is_done_where_and_who_refused():
    plan = SamplePlan("x", 0.1, 40, 50, allocation={"A": 50})

    area = done_in(ROWS, DESIGN, PLACES, kind="area", plan=plan)
    settlements = done_in(ROWS, DESIGN, PLACES, kind="settlement", plan=plan)

    assert [(one.place, one.target, one.done, one.refused, one.last) for one in area] == [("A", 40, 2, 1, "2026-05-03")]
    assert [(one.place, one.target, one.done) for one in settlements] == [("A1", 36, 1), ("A2", 4, 1)]


def test_a_spot_with_less_than_is_usual_is_late():
    found = spots_of([*ROWS, *ROWS[:1] * 9], DESIGN, per_unit=10)

    assert [(one.unit, one.done, one.late) for one in found] == [("2", 1, True), ("1", 11, False)]


def test_precision_is_told_without_the_result():
    fact = Fact(
        Cell("poverty", "M", "ALL", "2026"), 0.3, "share", Spread(SpreadKind.SAMPLE, 0.02, 0.26, 0.34),
        Base(400, 120, 10000.0, 1.6),
    )  # fmt: skip

    one = reached([fact])[0]

    assert (one.n, one.effective, one.half_width) == (400, 250, pytest.approx(0.04))
    assert one.more[2] == (2.0, pytest.approx(0.04 * (0.92 / 0.96 / 2) ** 0.5))
    assert not hasattr(one, "value")


def test_a_withheld_number_has_no_precision_either():
    fact = Fact(Cell("p", "M", "ALL", "2026"), None, "share", base=Base(5), status=Status.SUPPRESSED)

    assert reached([fact])[0].half_width is None
