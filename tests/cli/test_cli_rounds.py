"""`sofra rounds`: a week from the command line, with pseudonyms and without a name."""

from datetime import date

import pytest
from openpyxl import load_workbook

from sofra.cli.main import main
from sofra.types.visiting import Client, Person, Team, TeamMember
from sofra.work.acts import Actor
from sofra.work.clients import save_client
from sofra.work.outreach import lock_team, save_team

WORDS = "four quiet plums on a roof"


@pytest.fixture
def said(smalltown, ana, monkeypatch, capsys):
    monkeypatch.setattr("sofra.cli.rounds.start", lambda ctx: None)
    dara = Actor("dara", "team")
    team = save_team(ana, Team("", "Team One", members=(TeamMember("nurse", "", "dara"),), lon=21.8, lat=41.5))
    key = lock_team(dara, team.id, WORDS, cost=16)
    person = Person("Petkana", "Rosehip Lane", "070", 21.83, 41.52)
    save_client(dara, key, Client("", team.id, "B1", "high", accepted_on=date(2026, 11, 1)), person)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--lang", "en", "rounds", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def cells(file) -> str:
    return " ".join(str(cell) for sheet in load_workbook(file) for row in sheet.values for cell in row)


def test_a_week_is_planned_at_the_centres_of_settlements_without_the_passphrase(said, tmp_path):
    code, told = said(str(tmp_path / "w.xlsx"), "--week", "2026-11-25", "--days", "2")

    assert code == 0, told
    assert "1 visit is planned, 0 do not fit" in told
    assert "1 household was taken at the centre" in told
    found = cells(tmp_path / "w.xlsx")
    assert "K-" in found
    assert "Highfield" in found
    assert "Petkana" not in found


def test_a_member_of_the_team_plans_from_the_doors(said, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFRA_TEAM_PASSPHRASE", WORDS)

    code, told = said(str(tmp_path / "w.xlsx"), "--team", "Team One", "--as-member", "dara")

    assert code == 0, told
    assert "centre" not in told
    assert "Petkana" not in cells(tmp_path / "w.xlsx")


def test_what_is_wrong_is_told(said, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFRA_TEAM_PASSPHRASE", "something else entirely")

    assert "does not open the names" in said(str(tmp_path / "w.xlsx"), "--as-member", "dara")[1]
    assert "ends before it begins" in said(str(tmp_path / "w.xlsx"), "--start-at", "15:00", "--end-at", "09:00")[1]
    assert said(str(tmp_path / "w.xlsx"), "--team", "nobody")[0] == 1
    assert said(str(tmp_path / "w.xlsx"), "--start-at", "nine")[0] == 2
