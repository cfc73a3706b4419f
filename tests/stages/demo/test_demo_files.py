"""The demo municipality's files: the same bytes on every run, and one story in all of them."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from scripts.make_demo.write import write_all
from shapely.geometry import Point, shape

DEMO = Path(__file__).parents[3] / "src" / "sofra" / "demo"
AREAS = ("TRP-T", "TRP-P", "TRP-H", "TRP-M")
ASKED = ("home_care", "day_care", "assistance", "counselling", "transport", "respite", "work_support", "information",
         "mobile_team")  # fmt: skip


def rows(name: str, sheet: int = 0) -> list[dict[str, object]]:
    book = load_workbook(DEMO / name, read_only=True)
    header, *cells = book.worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in cells]


def table(name: str, sheet: str) -> list[dict[str, object]]:
    return rows(name, load_workbook(DEMO / name, read_only=True).sheetnames.index(sheet))


def features(name: str) -> list[dict]:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def places() -> dict[str, dict]:
    return {str(row["code"]): row for row in rows("03_settlements.xlsx")}


@pytest.fixture(scope="module")
def homes() -> list[dict]:
    return rows("02_survey_kobo_export.xlsx", 0)


@pytest.fixture(scope="module")
def members() -> list[dict]:
    return rows("02_survey_kobo_export.xlsx", 1)


def in_need(homes: list[dict], members: list[dict], service: str) -> Counter[str]:
    parents = {home["_index"]: home for home in homes}
    weights: Counter[str] = Counter()
    for person in members:
        if person[f"needs_{service}"] == "yes":
            home = parents[person["_parent_index"]]
            weights[home["stratum"]] += home["base_weight"]
    return weights


def test_the_shipped_files_are_what_the_script_writes_to_the_byte(tmp_path: Path) -> None:
    write_all(tmp_path)

    made = {str(file.relative_to(tmp_path)): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    shipped = {name: (DEMO / name).read_bytes() for name in made}

    assert [name for name in made if made[name] != shipped[name]] == []


def test_the_files_together_are_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in DEMO.rglob("*") if file.is_file()) < 1_500_000


def test_every_file_says_that_it_is_fictional() -> None:
    for file in DEMO.rglob("*.xlsx"):
        properties = load_workbook(file, read_only=True).properties
        assert "Fictional" in properties.title, file.name
        assert "Измислена" in properties.description, file.name
    for file in (*DEMO.glob("*.geojson"), *DEMO.glob("*.md"), *DEMO.glob("*.toml")):
        assert "Fictional municipality" in file.read_text(encoding="utf-8"), file.name


def test_the_workspace_names_files_that_exist() -> None:
    files = tomllib.loads((DEMO / "workspace.toml").read_text(encoding="utf-8"))["files"]

    named = [name for value in files.values() for name in ([value] if isinstance(value, str) else value)]

    assert [name for name in named if not (DEMO / name).is_file()] == []


def test_settlements_add_up_to_areas_and_areas_to_the_municipality(places: dict[str, dict]) -> None:
    numbers = [name for name in places["TRP"] if name[2:3].isdigit() or name in ("population", "households")]

    for parent in ("TRP", *AREAS):
        children = [row for row in places.values() if row["parent"] == parent]
        for name in numbers:
            assert places[parent][name] == sum(row[name] for row in children), (parent, name)
    assert 29_000 < places["TRP"]["population"] < 31_000
    assert sum(row["kind"] == "settlement" for row in places.values()) == 36


def test_every_place_has_a_boundary_with_its_point_inside(places: dict[str, dict]) -> None:
    shapes = {f["properties"]["code"]: shape(f["geometry"]) for f in features("04_boundaries.geojson")}

    assert set(shapes) == set(places)
    for code, row in places.items():
        assert shapes[code].is_valid, code
        if row["kind"] == "settlement":
            assert shapes[code].contains(Point(row["lon"], row["lat"])), code


def test_the_land_of_settlements_covers_the_municipality_once() -> None:
    shapes = {f["properties"]["code"]: shape(f["geometry"]) for f in features("04_boundaries.geojson")}
    lands = [land for code, land in shapes.items() if code not in ("TRP", *AREAS)]

    total = sum(land.area for land in lands)

    assert total == pytest.approx(shapes["TRP"].area, rel=1e-3)


def test_a_road_leads_from_every_settlement_to_the_town() -> None:
    pairs = [(f["properties"]["from"], f["properties"]["to"]) for f in features("05_roads.geojson")]
    reached = {"TRP-01"}
    for _ in range(36):
        reached |= {b if a in reached else a for a, b in pairs if b and (a in reached or b in reached)}

    assert len(reached) == 36


def test_the_sample_is_450_households_in_45_units_of_five_strata(homes: list[dict], members: list[dict]) -> None:
    units = {(home["stratum"], home["psu"]) for home in homes}

    assert len(homes) == 450
    assert len(units) == 45
    assert len({stratum for stratum, _ in units}) == 5
    assert 1_250 < len(members) < 1_450


def test_the_weights_add_up_to_about_the_households(homes: list[dict], places: dict[str, dict]) -> None:
    weighted: Counter[str] = Counter()
    for home in homes:
        weighted[places[home["settlement"]]["parent"]] += home["base_weight"]

    for area in AREAS:
        assert weighted[area] == pytest.approx(places[area]["households"], rel=0.06), area


def test_units_in_a_stratum_are_never_fewer_than_were_drawn(homes: list[dict]) -> None:
    drawn = Counter(stratum for stratum, _ in {(home["stratum"], home["psu"]) for home in homes})

    for home in homes:
        assert home["units_in_stratum"] >= drawn[home["stratum"]]


def test_a_weight_is_what_both_stages_of_the_sample_say(homes: list[dict]) -> None:
    drawn = Counter(stratum for stratum, _ in {(home["stratum"], home["psu"]) for home in homes})

    for home in homes:
        first = home["units_in_stratum"] / drawn[home["stratum"]]
        assert home["base_weight"] == pytest.approx(first * home["households_in_unit"] / 10, abs=1e-4)


def test_every_settlement_that_any_table_names_exists(homes: list[dict], places: dict[str, dict]) -> None:
    named = [home["settlement"] for home in homes]
    named += [row["settlement"] for row in table("07_services.xlsx", "sites")]
    named += [p for row in table("07_services.xlsx", "services") if row["serves"] for p in row["serves"].split(";")]
    for register in ("08_register_social_work.xlsx", "09_register_association.xlsx"):
        named += [row["place"] for row in rows(register)]

    assert set(named) <= set(places)


def test_every_service_has_a_known_provider_known_sites_and_its_contracts_a_service() -> None:
    providers = {row["provider_id"] for row in table("07_services.xlsx", "providers")}
    sites = {row["site_id"] for row in table("07_services.xlsx", "sites")}
    services = table("07_services.xlsx", "services")

    for row in services:
        assert row["provider_id"] in providers, row
        assert set((row["site_ids"] or "").split(";")) - {""} <= sites, row
    for contract in table("07_services.xlsx", "contracts"):
        assert contract["service_id"] in {row["service_id"] for row in services}


def test_a_safe_house_is_hidden() -> None:
    (safe,) = [row for row in table("07_services.xlsx", "sites") if row["site_id"] == "S-24"]

    assert safe["hidden"] == "yes"


def test_nobody_offers_a_mobile_team_or_respite_and_many_need_them(homes: list[dict], members: list[dict]) -> None:
    kinds = {row["kind"] for row in table("07_services.xlsx", "services")}

    assert not {"MOB", "COM-RESP"} & kinds
    for service in ("mobile_team", "respite"):
        assert sum(in_need(homes, members, service).values()) > 150
        assert {person[f"gets_{service}"] for person in members} <= {None, "no", "dk", "na"}


def test_home_care_is_needed_most_in_the_mountains(homes: list[dict], members: list[dict]) -> None:
    parents = {home["_index"]: home for home in homes}
    people: Counter[str] = Counter()
    for person in members:
        home = parents[person["_parent_index"]]
        people[home["stratum"]] += home["base_weight"]

    need = in_need(homes, members, "home_care")

    assert need["mountain"] / people["mountain"] > 2.5 * need["town"] / people["town"]


def test_a_service_is_received_only_by_those_who_need_it(members: list[dict]) -> None:
    for person in members:
        for service in ASKED:
            if person[f"needs_{service}"] != "yes":
                assert person[f"gets_{service}"] is None, (person["_index"], service)


def test_users_are_fewer_than_people_in_need(homes: list[dict], members: list[dict]) -> None:
    kinds = {"HOM-CARE": "home_care", "COM-DAY": "day_care", "HOM-PA": "assistance", "TRANS": "transport",
             "COU": "counselling", "EMP": "work_support", "INF": "information"}  # fmt: skip
    users: Counter[str] = Counter()
    for row in table("07_services.xlsx", "services"):
        users[row["kind"]] += row["users"] or 0

    for kind, service in kinds.items():
        assert 0 < users[kind] < sum(in_need(homes, members, service).values()), kind


def test_the_two_registers_disagree_about_disability_and_old_age() -> None:
    counts = [{(row["group"], row["place"]): row["people"] for row in rows(name)}
              for name in ("08_register_social_work.xlsx", "09_register_association.xlsx")]  # fmt: skip

    for group in ("PWD-A", "OLD"):
        for place in ("TRP", *AREAS):
            centre, association = (count[group, place] for count in counts)
            assert association > 1.4 * centre, (group, place)


def test_no_register_names_a_place_with_fewer_than_five_people() -> None:
    for name in ("08_register_social_work.xlsx", "09_register_association.xlsx"):
        for row in rows(name):
            assert row["place"] == "TRP" or row["people"] >= 5


def test_the_table_by_sex_and_age_has_the_same_people_as_the_register() -> None:
    totals = {(row["group"], row["place"]): row["people"] for row in rows("08_register_social_work.xlsx")}
    crossed: Counter[tuple[object, object]] = Counter()
    for row in rows("17_register_by_sex_and_age.xlsx"):
        crossed[row["group"], row["place"]] += row["people"]

    for (group, place), people in crossed.items():
        assert totals.get((group, place), people) == people
        assert ((group, place) in totals) == (people >= 5)


def codes() -> Iterator[tuple[str, str, str]]:
    lists: dict[str, set[str]] = {}
    for choice in table("01_xlsform.xlsx", "choices"):
        lists.setdefault(choice["list_name"], set()).add(str(choice["name"]))
    for question in table("01_xlsform.xlsx", "survey"):
        kind, _, name = question["type"].partition(" ")
        if kind == "select_one":
            yield question["name"], name, " ".join(sorted(lists[name]))


def test_the_main_export_has_exactly_two_bad_cells(homes: list[dict], members: list[dict]) -> None:
    bad = [person["age"] for person in members if not 0 <= person["age"] <= 120]
    for column, _, known in codes():
        answers = [row[column] for row in (homes if column in homes[0] else members)]
        bad += [answer for answer in answers if answer is not None and str(answer) not in known.split()]

    assert bad == [830, "retird"]


def test_the_spoilt_export_differs_from_a_clean_one_in_ten_cells(homes: list[dict], members: list[dict]) -> None:
    name = "extras/survey_with_ten_bad_cells.xlsx"
    changed = [
        (key, after[key])
        for clean, spoilt in ((homes, rows(name, 0)), (members, rows(name, 1)))
        for before, after in zip(clean, spoilt, strict=True)
        for key in before
        if before[key] != after[key] and before[key] not in (830, "retird")
    ]

    assert len(changed) == 10
    assert ("age", 830) in changed


def test_every_question_and_answer_has_words_in_both_languages() -> None:
    labels = ("label::English (en)", "label::Macedonian (mk)")
    for sheet in ("survey", "choices"):
        for row in table("01_xlsform.xlsx", sheet):
            if str(row.get("type", "")).startswith(("end ", "start")):
                continue
            assert all(row[label] for label in labels), row


def test_every_statement_of_a_focus_group_stands_in_both_languages() -> None:
    for name in ("10_focus_group_disability.md", "11_focus_group_older.md"):
        text = (DEMO / name).read_text(encoding="utf-8").split("## Statements")[1]
        assert text.count("\n- [") == text.count("\n  mk: ") >= 10
