"""The action plan for disasters: seven areas, each with its figures or a sentence that there are none."""

from dataclasses import replace

import pytest
from tests.stages.report.material_example import HOME, pack, rich, thin

from sofra.packs.texts import texts
from sofra.report.templates import compose
from sofra.types.document import Document, Section, Table
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind
from sofra.types.hazard import ALONE, AREA, Danger, Disaster, Exposure, Hazards, Standing, Threatened, Year
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId, ServiceKind
from sofra.types.supply import Equipment, Inventory, Service, Staff

DANGER = Danger(
    "flood_100y", "flood", years=100, zones=1, people=1240.0, at_most=2000, uncertain=True, sources=("Water office",),
    exposures=(Exposure(PlaceId("TRP-P"), 0.62, AREA, 2000, 1240.0, 4.0, 9.0, "S-1", "S-1", "", 1240.0),),
    services=(Threatened("SV-1", ServiceKind("COM-DAY"), {"en": "Day centre", "mk": "Дневен центар"}, "S-1",
                         PlaceId("TRP-P"), 20, 18),),
    ways="network", mode="car", shelters=2, shelters_inside=1,
    ranking=(Standing(PlaceId("TRP-P"), 120.0, 90.0, 150.0, 1, 1, 2, 0.97),),
)  # fmt: skip
HAZARDS = Hazards(
    (DANGER,),
    (Disaster("2021-02-10", "flood", PlaceId("TRP-P"), 120, 4_500_000, "MKD", "", "Municipality"),),
    (Year("2021", 1, 120, 461.5),),
    (ALONE,),
)


def number(indicator: str, value: float, low: float, high: float, unit: str = "people") -> Fact:
    cell = Cell(IndicatorId(indicator), HOME, EVERYONE, "2026")
    return Fact(cell, value, unit, Spread(SpreadKind.SAMPLE, None, low, high), Base(n=300, hits=40))


def plan(lang: str, **changes) -> Document:
    there = rich()
    facts = [
        *there.facts,
        number("hazard.flood_100y.safety.evacuation:people", 118.0, 80.0, 160.0),
        number("hazard.flood_100y.safety.evacuation", 0.095, 0.064, 0.13, "share"),
    ]
    return compose("disaster_plan", rich(**{"facts": facts, "dangers": HAZARDS, **changes}), texts(lang), pack())


def area(document: Document, letter: str) -> Section:
    return next(section for section in document.sections if section.title.startswith(letter))


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_plan_is_this(lang: str, snapshot):
    assert plan(lang) == snapshot


def test_all_seven_areas_are_there_also_where_nothing_was_collected():
    document = compose("disaster_plan", thin(), texts("en"), pack())

    titles = [section.title[:2] for section in document.sections[1:8]]
    assert titles == ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]
    assert area(document, "f)").blocks[0].text == "This release has no figure for this area."


def test_the_figures_of_the_danger_stand_in_their_areas():
    document = plan("en")

    tables = [block for block in area(document, "a)").blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert "120 (80–160)" in cells
    ranking = next(
        block for block in area(document, "b)").blocks if isinstance(block, Table) and "first" in block.caption
    )
    assert ranking.rows[0][1:] == ("120 (90–150)", "1–2", "97%")


def test_professions_and_states_stand_in_the_reader_s_words():
    bus = Service("SV-9", ServiceKind("TRANS"), {"mk": "Превоз"}, "P", team=(Staff("social_worker", 2.0, 1.5),))
    generator = Equipment("EQ-1", "S-1", {"mk": "Агрегат"}, state="worn")
    known = replace(pack(), terms={"professions": {"social_worker": {"mk": "Социјален работник"}}})
    material = rich(inventory=Inventory(services=(bus,), equipment=(generator,)))

    document = compose("disaster_plan", material, texts("mk"), known)

    rows = [row for section in document.sections for block in section.blocks if isinstance(block, Table)
            for row in block.rows]  # fmt: skip
    assert ("Превоз", "Социјален работник", "2", "1,5", "–") in rows
    assert ("Агрегат", "–", texts("mk").say("inventory.code.state.worn")) in rows


def test_who_does_what_is_left_for_the_municipality():
    duties = next(section for section in plan("en").sections if section.title == "Responsibilities")

    table = duties.blocks[1]
    assert isinstance(table, Table)
    assert len(table.rows) == 7
    assert all(row[1:] == ("", "", "", "") for row in table.rows)


def test_who_calls_whom_before_at_during_and_after_is_left_for_the_municipality():
    duties = next(section for section in plan("en").sections if section.title == "Responsibilities")

    calls = duties.blocks[2]
    assert isinstance(calls, Table)
    assert [row[0].partition(":")[0] for row in calls.rows] == ["Before", "At the alert", "During", "After"]
    assert all(row[1:] == ("", "", "") for row in calls.rows)
    assert duties.blocks[3].text.startswith("Valid from")
