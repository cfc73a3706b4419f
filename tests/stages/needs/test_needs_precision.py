"""The second verdict: NCHS 2017 for shares, the bands of MICS and DHS, and both verdicts side by side."""

from dataclasses import replace

import pytest

from sofra.needs.gate import gate
from sofra.needs.precision import imprecise
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, RunId
from sofra.types.place import Place

RULES = GateRules()
PLACES = [Place(PlaceId("M"), {}, "municipality")]


def share(value: float, low: float, high: float, *, n: int = 200, deff: float = 1.0, df: int = 20) -> Fact:
    cell = Cell(IndicatorId("x"), PlaceId("M"), EVERYONE, "2026")
    spread = Spread(SpreadKind.SAMPLE, 0.02, low, high)
    return Fact(cell, value, "share", spread, Base(n, round(n * value), n * 10.0, deff, df, 0), origin=RunId("r"))


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (share(0.40, 0.33, 0.47), ""),
        (share(0.40, 0.24, 0.55), "gate.wide_interval"),
        (share(0.04, 0.02, 0.08), "gate.wide_relative"),  # 0.06 wide, 150 % of 0.04
        (share(0.05, 0.02, 0.08), ""),  # 0.06 wide, 120 % of 0.05
        (share(0.02, 0.00, 0.04), ""),  # 0.04 wide: narrow enough whatever the share
        (share(0.00, 0.00, 0.06), "gate.wide_relative"),  # nobody said yes: no share to hold the width against
        (share(0.40, 0.33, 0.47, n=29), "gate.below_reliable"),
        (share(0.40, 0.33, 0.47, n=50, deff=1.7), "gate.small_effective"),  # 50 / 1.7 = 29.4
        (share(0.40, 0.33, 0.47, n=50, deff=0.4), ""),  # nobody counts for more than one
        (share(0.40, 0.33, 0.47, df=7), "gate.few_df"),
        (share(0.40, 0.33, 0.47, df=8), ""),
    ],
)
def test_the_rules_of_the_nchs_decide_in_their_order(fact: Fact, reason: str) -> None:
    assert imprecise(fact, RULES) == reason


@pytest.mark.parametrize(("n", "reason"), [(24, "gate.below_bands"), (49, "gate.brackets"), (50, "")])
def test_a_country_may_keep_the_bands_of_mics_and_dhs(n: int, reason: str) -> None:
    assert imprecise(share(0.4, 0.2, 0.6, n=n), replace(RULES, precision="bands")) == reason


def test_an_imprecise_number_carries_one_verdict_and_a_withheld_one_does_not_tell_the_other() -> None:
    (wide,) = gate([share(0.4, 0.2, 0.6)], PLACES, RULES)
    (small,) = gate([share(0.4, 0.2, 0.6, n=8)], PLACES, RULES)

    assert (wide.value, wide.status, wide.verdicts) == (0.4, Status.UNRELIABLE, Verdicts("", "gate.wide_interval"))
    assert (small.value, small.verdicts) == (None, Verdicts("gate.small_base", "gate.untold"))


def test_a_pack_may_leave_imprecise_numbers_out_and_the_second_time_changes_nothing() -> None:
    rules = replace(RULES, imprecise="omit")

    (once,) = gate([share(0.4, 0.2, 0.6)], PLACES, rules)

    assert (once.value, once.status, once.reason) == (None, Status.SUPPRESSED, "gate.wide_interval")
    assert gate([once], PLACES, rules) == [once]


def test_a_special_question_needs_ten_behind_a_yes_where_a_plain_one_needs_three() -> None:
    fact = replace(share(0.03, 0.01, 0.05), cell=Cell(IndicatorId("x"), PlaceId("M"), GroupId("ROMA"), "2026"))

    (plain,) = gate([fact], PLACES, RULES)
    (special,) = gate([fact], PLACES, RULES, special=frozenset({"ROMA"}))

    assert plain.value == 0.03  # six of two hundred
    assert special.reason == "gate.few_hits"


@pytest.mark.parametrize(
    ("n", "hits", "reason"),
    [
        (29, 15, "gate.small_denominator"),
        (60, 0, "gate.all_share"),
        (60, 60, "gate.all_share"),
        (60, 4, "gate.few_hits"),
        (60, 56, "gate.few_others"),
        (60, 20, ""),
    ],
)
def test_when_everybody_was_asked_a_share_tells_of_everybody(n: int, hits: int, reason: str) -> None:
    value = hits / n
    exact = Spread(SpreadKind.SAMPLE, 0.0, value, value)
    asked = replace(share(value, value, value), spread=exact, base=Base(n, hits, float(n), 1.0, 30, 0))

    (found,) = gate([asked], PLACES, RULES)

    assert found.verdicts.disclosure == reason
