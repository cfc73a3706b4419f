"""The demo's files come in through the same readers as anybody's."""

from collections import Counter
from pathlib import Path

import pytest

import sofra
from sofra.packs.load import load
from sofra.sources.answers import Options, read_answers
from sofra.sources.boundaries import join
from sofra.sources.guess import guess_kind
from sofra.sources.links import apply, check, propose
from sofra.sources.readers import READERS

DEMO = Path(sofra.__path__[0]) / "demo"
KINDS = {
    "03_settlements.xlsx": "settlements",
    "04_boundaries.geojson": "boundaries",
    "05_roads.geojson": "roads",
    "06_flood_zone.geojson": "hazard",
    "08_register_social_work.xlsx": "register",
    "09_register_association.xlsx": "register",
    "17_register_by_sex_and_age.xlsx": "register",
    "10_focus_group_disability.md": "notes",
    "11_focus_group_older.md": "notes",
    "12_stakeholders.xlsx": "stakeholders",
    "13_social_plan_2022_2025.xlsx": "measures",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_the_demo_is_recognised_and_comes_in_whole(name):
    reading = READERS[KINDS[name]](DEMO / name)

    assert guess_kind(DEMO / name) == KINDS[name]
    assert reading.items
    assert (reading.held, reading.issues) == ((), ())


def test_the_services_of_the_demo_come_in_whole():
    reading = READERS["inventory"](DEMO / "07_services.xlsx", entries=load("mk").services)

    inventory = reading.items[0]
    assert reading.issues == ()
    assert len(inventory.services) > 25
    assert all((inventory.providers, inventory.sites, inventory.contracts))


def test_every_place_of_the_demo_has_its_boundary():
    places = READERS["settlements"](DEMO / "03_settlements.xlsx").items

    found, issues = join(places, READERS["boundaries"](DEMO / "04_boundaries.geojson").items)

    assert issues == []
    assert all(place.geometry for place in found)


def test_ten_bad_cells_are_ten_issues_and_the_rest_comes_in(told):
    path = DEMO / "extras" / "survey_with_ten_bad_cells.xlsx"

    batch = read_answers(path, DEMO / "01_xlsform.xlsx", options=Options(weight="base_weight"))

    codes = Counter(told(batch.issues))
    members_of_held = codes.pop("household_held")
    assert codes == {
        "cell_out_of_range": 2,
        "cell_not_number": 2,
        "cell_code_unknown": 4,
        "weight_not_positive": 1,
        "answers_duplicate_id": 1,
    }
    assert len(batch.held) == 10 + members_of_held
    assert len(batch.tables["household"]) == 445


def test_the_demo_links_to_the_packs_by_itself():
    pack = load("mk")
    variables = pack.variables
    batch = read_answers(DEMO / "02_survey_kobo_export.xlsx", DEMO / "01_xlsform.xlsx")
    computed = {"eq_income", "poverty_line", "work_intensity"}  # or a parameter of the packs
    ways = {name.replace("reach_", "minutes_") for name in variables if name.startswith("reach_")}
    joined = ways | {name for name in variables if name.startswith(("reach_", "home_"))} | {"near_transport"}
    left_to_others = set(variables) - {variable.name for variable in batch.codebook.variables} - joined - computed
    never_asked = computed | joined | left_to_others
    longer_set = set(pack.scales["wg_ss_enhanced"].items) - set(pack.scales["wg_ss"].items)

    links = propose(batch.codebook, variables)

    assert left_to_others == longer_set | {"warned_by", "emergency_plan", "could_recover", "consent_list_override"}
    assert {link.column for link in links} == set(variables) - never_asked
    assert all(link.column == link.variable and link.score == 1 for link in links)
    assert check(links, batch.codebook, variables) == []
    assert apply(batch, [], variables).tables["person"] == list(batch.tables["person"])
