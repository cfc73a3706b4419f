"""`sofra lists` from file to estimate and back to nothing."""

import pytest

from sofra.cli.main import main
from sofra.store import queries

ROWS = [f"Ana{n % 7},K{n % 11},19{30 + n % 60}-0{1 + n % 9}-1{n % 9}" for n in range(40)]


@pytest.fixture
def said(workspace, monkeypatch, capsys):
    monkeypatch.setattr("sofra.cli.lists.start", lambda ctx: workspace)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--lang", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_lists_from_the_command_line(said, tmp_path):
    for name, rows in (("Centre", ROWS[:28]), ("Club", ROWS[14:])):
        file = tmp_path / f"{name}.csv"
        file.write_text("ime,prezime,when\n" + "\n".join(rows), encoding="utf-8")
        assert said("lists", "add", str(file), "--group", "OLD", "--name", name)[0] == 1  # "when" is not understood
        code, told = said("lists", "add", str(file), "--group", "OLD", "--name", name, "--column", "born=when")
        assert code == 0
        assert f"“{name}” is in" in told
        assert "Ana" not in told

    code, told = said("lists", "link", "--group", "OLD")
    assert code == 0
    assert "are on no list" in told
    assert "two lists cannot test this" in told
    assert said("lists", "estimate")[1].startswith("About")

    assert "28" not in said("lists", "erase", "--group", "OLD")[1]
    assert queries.lists() == []
    assert "are on no list" in said("lists", "estimate", "--group", "OLD")[1]
    assert "No lists were linked" in said("lists", "estimate", "--group", "PWD-A")[1]
