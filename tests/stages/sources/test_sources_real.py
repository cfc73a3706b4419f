"""Files that nobody here made: a Kobo survey, a public-use file, settlements and services from a map."""

from collections import Counter

from sofra.sources.answers import Options, read_answers
from sofra.sources.boundaries import join, read_boundaries
from sofra.sources.columns import ColumnMap
from sofra.sources.flat import settle
from sofra.sources.guess import guess_kind
from sofra.sources.inventory import read_inventory
from sofra.sources.settlements import read_settlements


def test_the_water_survey_comes_in_whole_by_its_form(shared, told):
    folder = shared / "talafar_water_2021"

    batch = read_answers(folder / "raw_data.csv", folder / "xlsform.xlsx")

    rows = batch.tables["household"]
    assert len(rows) == 632
    assert len({row["_id"] for row in rows}) == 632
    assert batch.held == ()
    assert told(batch.issues) == ["code_not_on_form"] * 2  # places are anonymised; one code was added in the field
    assert rows[0]["primary_livelihood"] == "loans support"
    assert Counter(row["water_source_drinking"] for row in rows).most_common(1)[0][0] in (
        "piped",
        "bottled",
        "trucking",
    )
    assert batch.codebook.languages == ("en", "ar")


def test_the_cleaned_water_survey_comes_in_too(shared):
    folder = shared / "talafar_water_2021"

    batch = read_answers(folder / "clean_data.csv", folder / "xlsform.xlsx")

    assert len(batch.tables["household"]) + len(batch.held) == 578


def test_the_income_file_becomes_households_and_persons(shared):
    batch = read_answers(shared / "eusilc" / "eusilc.csv", options=Options(household="db030"))

    assert len(batch.tables["household"]) == 6000
    assert len(batch.tables["person"]) == 14827
    assert batch.issues == ()
    assert batch.codebook.find("db040").table == "household"
    assert batch.codebook.find("age").table == "person"


def test_settlements_and_services_of_the_map_come_in(shared):
    folder = shared / "western_balkans_osm_2019"
    columns = ColumnMap({"kind": "VALUE"}, {"kind": {"social_facility": "OUT-RES", "clinic": "HEALTH"}})

    places = read_settlements(folder / "MKD_settlements.csv")
    services = read_inventory(folder / "MKD_services.csv", columns)

    assert len(places.items) == 2025
    assert places.held == ()
    assert places.items[0].name["mk"] == "Гевгелија"
    assert sum(place.people is not None for place in places.items) < 2025
    assert services.items[0].services
    assert all(site.place for site in settle(services.items[0], places.items).sites)


def test_cells_of_the_map_are_boundaries(shared):
    path = shared / "western_balkans_osm_2019" / "MKD_pseudo_municipalities_voronoi.geojson"

    boundaries = read_boundaries(path)
    _, issues = join(read_settlements(path.parent / "MKD_settlements.csv").items, boundaries.items)

    assert guess_kind(path) == "boundaries"
    assert len(boundaries.items) == 73
    assert "boundaries_match_nothing" not in {issue.code for issue in issues}
