"""Numbers for settlements that were not asked: the area's share times the people who live there."""

from dataclasses import replace

from tests.stages.needs.needs_town import HELP, PLACES, pack

from sofra.needs.gate import gate
from sofra.needs.synthetic import with_synthetic
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.place import AgeSex, Place

SHARE = Fact(
    Cell(HELP.id, PlaceId("A"), EVERYONE, "2026"), 0.2, "share", Spread(SpreadKind.SAMPLE, 0.05, 0.1, 0.3), Base(99, 20)
)
POPULATION = [AgeSex(sex, low, high, 50) for sex in "fm" for low, high in ((0, 17), (18, None))]
TOWN = [*PLACES[:3], Place(PlaceId("A1"), {"en": "Upper"}, "settlement", PlaceId("A"), population=POPULATION)]


def test_a_settlement_gets_the_share_of_its_area_times_its_adults() -> None:
    made = with_synthetic([SHARE], TOWN, pack())[-1]

    assert (made.cell.indicator, made.cell.place) == ("needs.help:people", "A1")
    # 20 % of 100 adults, 10 to 30 %.
    assert (made.value, made.spread) == (20.0, Spread(SpreadKind.MODEL, 5.0, 10.0, 30.0))
    assert (made.status, made.reason) == (Status.UNRELIABLE, "model.area_rate")
    assert gate([made], TOWN, GateRules()) == [made]


def test_a_number_that_was_asked_for_stays() -> None:
    asked = replace(
        SHARE, cell=Cell(replace(HELP, id="needs.help:people").id, PlaceId("A1"), EVERYONE, "2026"), value=7.0
    )  # type: ignore[arg-type]

    assert with_synthetic([SHARE, asked], TOWN, pack()) == [SHARE, asked]


def test_a_withheld_share_makes_no_number() -> None:
    withheld = replace(SHARE, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED, reason="gate.sibling")

    assert with_synthetic([withheld], TOWN, pack()) == [withheld]


def test_a_base_that_is_more_than_age_and_sex_makes_no_number() -> None:
    asked = pack(indicators=(replace(HELP, base="age >= 18 and work = 'home'"),))

    assert with_synthetic([SHARE], TOWN, asked) == [SHARE]


def test_age_classes_that_do_not_fit_make_no_number() -> None:
    asked = pack(indicators=(replace(HELP, base="age >= 65"),))

    assert with_synthetic([SHARE], TOWN, asked) == [SHARE]
