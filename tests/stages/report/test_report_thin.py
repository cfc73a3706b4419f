"""A report from a thin workspace: own units, many areas, a long inventory, people counted in some settlements only."""

from dataclasses import replace

import pytest
from tests.stages.report.material_example import EVERYONE, HOME, count, fact, inventory, pack, rich, sample, thin
from tests.stages.report.plain_text import plain

from sofra.packs.texts import texts
from sofra.report.material import Material
from sofra.report.numbers import value
from sofra.report.pieces import signs
from sofra.report.templates import compose
from sofra.report.view import view
from sofra.types.evidence import RegisterCount
from sofra.types.fact import Spread, SpreadKind, Status
from sofra.types.keys import GroupId, IndicatorId, PlaceId
from sofra.types.place import AgeSex, Place


def told(material: Material, lang: str = "en") -> str:
    return plain(compose("social_map", material, texts(lang), pack()))


def settlement(name: str, *population: AgeSex) -> Place:
    return Place(PlaceId(name), {"en": name}, "settlement", PlaceId(HOME), population=population)


def places(*below: Place) -> tuple[Place, ...]:
    return (Place(PlaceId(HOME), {"en": "Somewhere"}, "municipality"), *below)


def test_a_mean_in_an_own_unit_is_told() -> None:
    words = told(rich(facts=(fact("housing.cold", HOME, EVERYONE, 458267.0, 632, "iqd"),)))

    assert "| 458,267 |" in words


def test_many_areas_stand_as_lines_each_with_interval_and_base() -> None:
    areas = [Place(PlaceId(f"A{n}"), {"en": f"Area {n}"}, "area", PlaceId(HOME)) for n in range(8)]
    facts = tuple(fact("housing.cold", place.id, EVERYONE, 0.4, 50, "share") for place in places(*areas))

    words = told(rich(places=places(*areas), facts=facts))

    assert all(f"Area {n} | 40%" in words for n in range(8))


def test_the_way_is_told_by_its_middle_its_far_ends_and_its_longest() -> None:
    below = [settlement(name) for name in ("Near", "Middle", "Far")]
    minutes = zip(below, (5.0, 20.0, 45.0), strict=True)
    facts = tuple(count("minutes.COM-DAY", place.id, EVERYONE, far, "minutes") for place, far in minutes)

    words = told(rich(places=places(*below), facts=facts))

    assert "| 3 | 20 | 1 | 45 (Far)" in words


def test_inhabitants_of_some_settlements_are_not_the_whole() -> None:
    counted = settlement("Counted", AgeSex("", 0, None, 900))

    words = told(thin_with(places=places(counted, settlement("Other"))))

    assert "known for 1 of 2 settlements only" in words
    assert "Population by age and sex\n" not in words


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_nobody_is_said_to_lack_a_service_that_nobody_looked_for(lang: str) -> None:
    words = told(thin(), lang)

    assert texts(lang).say("report.offer.none") in words
    assert texts(lang).say("report.shortfall.none") in words


def test_households_without_people_are_told_without_people() -> None:
    words = told(thin_with(sample=replace(sample(), people=0, probability=False, margins=())))

    assert "and 0 people" not in words
    assert "People in them" not in words
    assert "no weights were given" in words


def test_a_long_inventory_does_not_list_its_schools() -> None:
    there = inventory()
    school = replace(there.services[0], kind="FAC-SCHOOL", name={"en": "One of the schools"})
    many = replace(there, services=(*there.services, *(replace(school, id=f"school {n}") for n in range(60))))
    facility = replace(pack().services["COM-DAY"], kind="FAC-SCHOOL", facility=True)
    whole = replace(pack(), services={**pack().services, "FAC-SCHOOL": facility})

    words = plain(compose("social_map", rich(inventory=many), texts("en"), whole))

    assert "One of the schools" not in words
    assert "60 schools, stops and similar facilities are not listed here" in words


def thin_with(**changes: object) -> Material:
    """The thin material with some more."""
    return replace(thin(), **changes)


def test_without_a_country_pack_no_law_is_told_and_the_report_says_why() -> None:
    somewhere = replace(pack(), country="base", names=("base",))

    words = plain(compose("social_map", rich(), texts("en"), somewhere))

    assert "This report was made without a country's pack" in words
    assert "Law on Social Protection" not in words
    assert "Law on Social Protection" in told(rich())


def test_a_register_is_named_in_the_readers_language_and_very_few_people_are_withheld() -> None:
    few = RegisterCount("Centre", GroupId("OLD"), HOME, 4, "2026-06-30", name={"mk": "Центар", "en": "Centre"})
    found = rich(registers=(few, replace(few, people=40, source="Other", name={})))

    text = plain(compose("social_map", found, texts("mk"), pack()))

    assert "Според изворот „Центар“ лицата од оваа група се толку малку што бројот е задржан (30 јуни 2026)." in text
    assert "Според изворот „Other“ во оваа група има 40 лица (30 јуни 2026)." in text


def test_a_number_that_a_model_made_says_so() -> None:
    modelled = fact("lacks.home_care", HOME, EVERYONE, 0.1, 40, "share")
    modelled = replace(modelled, spread=Spread(SpreadKind.MODEL, 0.01, 0.05, 0.2), status=Status.UNRELIABLE)
    seen = view(rich(), texts("en"), pack())

    assert value(modelled, seen) == "10%†"
    assert signs(["10%†"], seen) == "“†” means that too few were asked here: a model takes the share of the area."


def test_an_action_whose_measure_is_coverage_starts_and_ends_in_per_cent() -> None:
    action = rich().actions[0]
    covered = replace(action.proposal, indicator=IndicatorId("gap.coverage.HOM-CARE"))
    planned = replace(action, proposal=covered, baseline=0.03, target=1.0)

    text = plain(compose("social_map", rich(actions=(planned,)), texts("en"), pack()))

    assert "3% | 100%" in text
