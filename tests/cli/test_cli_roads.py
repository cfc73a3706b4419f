"""`sofra roads` from file to network, what is wrong with a file, and out again."""

import pytest
from tests.work.test_roads import HILL, ROADS, TOWN

from sofra.cli.main import main
from sofra.store import queries


@pytest.fixture
def said(smalltown, monkeypatch, capsys):
    monkeypatch.setattr("sofra.cli.roads.start", lambda ctx: smalltown)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--lang", "en", "roads", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_roads_from_the_command_line(said, tmp_path):
    file, table = tmp_path / "roads.geojson", tmp_path / "bus.csv"
    file.write_text(ROADS, encoding="utf-8")
    rows = [f"1,daily,Hill,{HILL[0]},{HILL[1]},08:00", f"1,daily,Town,{TOWN[0]},{TOWN[1]},08:20"]
    table.write_text("\n".join(["line,days,stop,lon,lat,times", *rows]), encoding="utf-8")

    code, told = said(str(file), "--mode", "walk", "--mode", "car")
    assert code == 0
    assert "walk: 3 segments" in told
    assert "1 piece of road has no connection" in told
    code, told = said("--timetable", str(table), "--on", "2026-11-23")
    assert code == 0
    assert "bus: 2 stops, 1 ride" in told
    assert said("--remove", "car")[0] == 0
    assert sorted(queries.networks()) == ["bus", "walk"]


def test_a_wrong_file_and_an_unknown_mode_are_told_and_nothing_changes(said, tmp_path):
    file = tmp_path / "town.osm.pbf"
    file.write_bytes(b"x")

    assert said(str(file))[0] == 1
    assert "does not begin as a file .pbf does" in said(str(file))[1]
    assert "no way of travelling named boat" in said(str(file), "--mode", "boat")[1]
    assert queries.networks() == {}
