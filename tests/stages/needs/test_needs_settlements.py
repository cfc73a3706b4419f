"""Settlements by Fay and Herriot's model: who gets a number, from what, and what is never given away."""

from dataclasses import replace

import pytest
from tests.stages.needs.needs_town import HELP, PLACES, pack

from sofra.needs.gate import gate
from sofra.needs.settlements import with_fay_herriot
from sofra.needs.synthetic import with_synthetic
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.place import AgeSex, Place

POPULATION = [AgeSex(sex, low, high, 50) for sex in "fm" for low, high in ((0, 17), (18, None))]
SHARES = [0.1, 0.15, 0.2, 0.25, 0.3, 0.2, 0.35, 0.4, 0.3, 0.45]


def village(number: int) -> Place:
    area = "A" if number < 5 else "B"
    return Place(PlaceId(f"v{number}"), {"en": f"V{number}"}, "settlement", PlaceId(area), population=POPULATION)


VILLAGES = [village(number) for number in range(12)]
TOWN = [*PLACES[:3], *VILLAGES]


def share(number: int, value: float, n: int = 40, status: Status = Status.OK) -> Fact:
    cell = Cell(HELP.id, PlaceId(f"v{number}"), EVERYONE, "2026")
    spread = Spread(SpreadKind.SAMPLE, 0.06, value / 2, min(1.0, value * 2))
    reason = "gate.wide_interval" if status is Status.UNRELIABLE else ""
    return Fact(cell, value, "share", spread, Base(n, round(n * value), 100.0, 1.5, 9, 0), status, reason=reason)


DIRECT = [share(number, value) for number, value in enumerate(SHARES)]
HIDDEN = replace(
    share(10, 0.9), value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED, reason="gate.small_base"
)


def at(facts: list[Fact], number: int, suffix: str = "") -> Fact:
    return next(
        fact for fact in facts if fact.cell.place == f"v{number}" and fact.cell.indicator == f"{HELP.id}{suffix}"
    )


def test_a_village_that_was_not_asked_gets_what_villages_of_its_area_have() -> None:
    made = with_fay_herriot(DIRECT, TOWN, pack())

    found, people = at(made, 11), at(made, 11, ":people")
    # v5 to v9 lie in the same area: 20 to 45 %, about 34 %.
    assert found.value == pytest.approx(0.34, abs=0.02)
    assert found.spread.kind is SpreadKind.MODEL
    assert (found.status, found.reason, found.base) == (Status.UNRELIABLE, "model.fay_herriot_unasked", Base())
    # Of 100 adults.
    assert people.value == pytest.approx(100 * found.value)
    assert people.unit == "people"
    assert gate([found, people], TOWN, GateRules()) == [found, people]


def test_a_reliable_share_stays_as_it_was_asked() -> None:
    made = with_fay_herriot(DIRECT, TOWN, pack())

    assert [at(made, number) for number in range(10)] == DIRECT


def test_an_unreliable_share_moves_to_what_its_area_has_and_its_interval_narrows() -> None:
    few = share(9, 0.9, n=12, status=Status.UNRELIABLE)

    found = at(with_fay_herriot([*DIRECT[:9], few], TOWN, pack()), 9)

    assert 0.3 < found.value < 0.9
    assert found.reason == "model.fay_herriot"
    assert found.base == few.base
    assert found.spread.low < found.value < found.spread.high
    assert found.spread.high - found.spread.low < few.spread.high - few.spread.low


def test_what_is_withheld_plays_no_part_in_any_number() -> None:
    made = with_fay_herriot([*DIRECT, HIDDEN], TOWN, pack())
    without = with_fay_herriot(DIRECT, TOWN, pack())

    assert at(made, 10).reason == "model.fay_herriot_unasked"
    assert {fact.cell: fact for fact in made} == {fact.cell: fact for fact in without}


def test_a_sensitive_number_stays_withheld() -> None:
    sensitive = replace(HIDDEN, reason="gate.sensitive")

    assert at(with_fay_herriot([*DIRECT, sensitive], TOWN, pack()), 10) == sensitive


@pytest.mark.parametrize("reason", ["gate.few_hits", "gate.few_others"])
def test_where_shares_are_withheld_for_what_was_answered_nothing_is_modelled(reason: str) -> None:
    # Villages with one or two who said yes are hidden, those with none are shown: the rest would say too little.
    chosen = [*DIRECT, replace(HIDDEN, reason=reason)]

    assert with_fay_herriot(chosen, TOWN, pack()) == chosen


def test_below_eight_villages_nothing_is_modelled() -> None:
    assert with_fay_herriot(DIRECT[:7], TOWN, pack()) == DIRECT[:7]


def test_where_an_area_was_hardly_asked_all_villages_share_one_level() -> None:
    # Nine villages of B and one of A: A has no level of its own.
    town = [*PLACES[:3], *(replace(place, parent=PlaceId("B" if place.id != "v0" else "A")) for place in VILLAGES)]

    made = with_fay_herriot(DIRECT, town, pack())

    assert at(made, 10).value == at(made, 11).value == pytest.approx(0.27, abs=0.02)


def test_villages_where_nobody_said_yes_do_not_stop_the_model() -> None:
    nobody = [share(number, 0.0) for number in range(10)]

    found = at(with_fay_herriot(nobody, TOWN, pack()), 11)

    assert 0 < found.value < 0.02
    assert found.spread.low == 0.0


def test_the_order_of_facts_makes_no_difference() -> None:
    forth = with_fay_herriot(DIRECT, TOWN, pack())
    back = with_fay_herriot(DIRECT[::-1], TOWN, pack())

    assert {fact.cell: fact for fact in forth} == {fact.cell: fact for fact in back}


def test_the_areas_share_fills_only_what_the_model_left() -> None:
    area = replace(DIRECT[0], cell=replace(DIRECT[0].cell, place=PlaceId("B")), value=0.33)

    made = with_synthetic(with_fay_herriot([area, *DIRECT], TOWN, pack()), TOWN, pack(), withheld_too=True)

    assert at(made, 11, ":people").reason == "model.fay_herriot_unasked"
    assert len({fact.cell for fact in made}) == len(made)
