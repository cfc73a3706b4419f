"""Planning, sharing out and drawing a sample from the command line."""

import csv
from pathlib import Path

import pytest
from tests.cli.test_cli import sofra

SETTLEMENTS = """id,name,kind,parent,population,households
M,Smalltown,municipality,,,
A,Area,area,M,,
A1,Upper,settlement,A,1200,400
A2,Lower,settlement,A,800,250
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("planned")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (folder / "list.csv").write_text(
        "id,stratum\n" + "".join(f"{n},{'north' if n < 60 else 'south'}\n" for n in range(200)), encoding="utf-8"
    )
    for command in (
        ("init", "workspace", "--name", "Smalltown", "--period", "2026"),
        ("import", "settlements.csv", "--kind", "settlements"),
    ):
        done = sofra(*command, folder=folder)
        assert done.returncode == 0, (done.stdout, done.stderr)
    return folder


def test_a_size_needs_no_workspace(tmp_path):
    told = sofra("sample", "size", "--people", "424", folder=tmp_path)

    assert "202 interviews; 202 to approach." in told.stdout
    assert "ask all 424 on the list" in told.stdout


def test_a_difference_between_two_groups_needs_more(tmp_path):
    told = sofra("sample", "size", "--share", "50", "--other", "75", "--power", "90", folder=tmp_path)

    assert told.stdout.startswith("77 interviews in each group")


def test_a_wrong_wish_is_told_in_sentences(tmp_path):
    told = sofra("sample", "size", "--points", "0", "--response", "0", folder=tmp_path)

    assert told.returncode == 1
    assert "A precision of ±0 cannot be planned with." in told.stderr
    assert "A response of 0 % is not possible." in told.stderr
    assert "Traceback" not in told.stderr


def test_a_list_is_shared_out_among_its_strata(planned):
    told = sofra("sample", "allocate", "list.csv", "--interviews", "50", "--least", "20", folder=planned)

    assert told.stdout.split() == ["north:", "20", "south:", "30"]


def test_a_plan_is_kept_and_drawn_again_with_its_seed(planned):
    kept = sofra("sample", "expect", "--points", "10", "--keep", "Households", folder=planned)
    number = kept.stdout.rsplit(" ", 1)[1].strip(".\n")
    lists = []
    for name in ("one.csv", "two.csv"):
        done = sofra("sample", "draw", number, "--seed", "5", "--to", name, folder=planned)
        assert done.returncode == 0, done.stderr
        with (planned / name).open(encoding="utf-8") as file:
            lists.append(list(csv.DictReader(file)))

    assert "Smalltown, All people" in kept.stdout
    assert lists[0] == lists[1]
    assert all(len(row["visits"].split()) == 10 for row in lists[0])


def test_a_list_with_names_is_refused(planned):
    (planned / "names.csv").write_text("id,surname\n1,Petrov\n", encoding="utf-8")

    told = sofra("sample", "allocate", "names.csv", "--interviews", "1", folder=planned)

    assert told.returncode == 1
    assert "looks like people" in told.stderr
