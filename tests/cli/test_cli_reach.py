"""`sofra reach`: who can reach which service, told on the command line."""

import pytest
from tests.cli.test_cli import sofra
from tests.smalltown import SERVICES, SETTLEMENTS


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reach")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (folder / "services.csv").write_text(SERVICES, encoding="utf-8")
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=folder)
    sofra("import", "settlements.csv", folder=folder)
    sofra("import", "services.csv", "--kind", "inventory", folder=folder)
    return folder


def test_every_kind_that_is_a_journey_is_told_and_the_straight_line_is_flagged(town):
    told = sofra("reach", folder=town)

    assert "Day care: 1 site; 0% of the people live more than 30 minutes away." in told.stdout, told.stderr
    assert "Help and care at home" not in told.stdout
    assert "a straight line times 1.3 for detours, at an assumed 40 kilometres an hour by car" in told.stdout


def test_one_kind_names_the_farthest_settlements_first(town):
    told = sofra("reach", "--kind", "COM-DAY", "--mode", "walk", "--within", "60", folder=town)

    lines = [line.strip() for line in told.stdout.splitlines() if line.startswith("  ")]
    assert lines[0].startswith("Highfield: 156 minutes; sites within reach: 0; places for 1,000 people: 0.00"), lines
    assert [line.partition(":")[0] for line in lines] == ["Highfield", "Lowmill", "Smalltown town"]


def test_hexagons_three_steps_and_the_goals_are_asked_for_on_the_command_line(town):
    told = sofra(
        "reach", "--kind", "COM-DAY", "--by", "hexagon", "--size", "5", "--method", "3sfca", "--goals", folder=town
    )

    assert "No number: nobody brought roads." in told.stdout, told.stderr
    row = next(line for line in told.stdout.splitlines() if line.startswith("Smalltown town, "))
    assert row.split("\t")[3:] == ["not known", "not known"]


def test_households_without_spots_and_unknown_wishes_are_told(town):
    told = sofra("reach", "--kind", "COM-DAY", "--by", "household", folder=town)
    wrong = sofra("reach", "--kind", "COM-DAY", "--method", "guess", folder=town)

    assert "There are no hexagons of households" in told.stdout, told.stderr
    assert "Choose one of these: e2sfca, 3sfca." in wrong.stderr


def test_a_kind_that_comes_home_is_refused_in_words(town):
    told = sofra("reach", "--kind", "HOM-CARE", folder=town)

    assert told.returncode == 1
    assert "is no kind of service that people travel to" in told.stderr
    assert "Traceback" not in told.stderr
