"""`sofra inventory`: out as a workbook, differences told, applied only when asked."""

import json

import openpyxl
import pytest
from tests.stages.exchange.test_hsds import FOREIGN

from sofra.cli.main import main
from sofra.store import queries


@pytest.fixture
def said(smalltown, monkeypatch, capsys):
    monkeypatch.setattr("sofra.cli.inventory.start", lambda ctx: smalltown)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--lang", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_a_workbook_goes_out_and_its_differences_are_told_then_applied(said, tmp_path):
    file = tmp_path / "services.xlsx"
    assert "do not pass it on" in said("inventory", "export", str(file))[1]
    _put(file, "S1", "Places", 33)

    code, told = said("inventory", "differences", str(file))

    assert code == 0
    assert "changed: S1 Home care" in told
    assert "Places: 20 → 33" in told
    assert queries.service("S1").thing.capacity.places == 20

    assert "1 difference is applied" in said("inventory", "differences", str(file), "--apply")[1]
    assert queries.service("S1").thing.capacity.places == 33


def test_bad_cells_are_told_with_their_column_and_nothing_is_written(said, tmp_path):
    file = tmp_path / "services.xlsx"
    said("inventory", "export", str(file))
    _put(file, "S1", "Counted on", "last week")

    code, told = said("inventory", "differences", str(file), "--apply")

    assert code == 1
    assert "sheet Services, row 2, column Counted on" in told
    assert "nothing was written" in told


def test_another_directory_s_file_is_told_and_written_only_when_asked(said, tmp_path, monkeypatch):
    monkeypatch.setattr("sofra.cli.bring.start", lambda ctx: None)
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps([FOREIGN]), encoding="utf-8")

    code, told = said("import", str(file), "--kind", "hsds")

    assert code == 0
    assert f"added: {FOREIGN['id']} Community counselling" in told
    assert "3 differences" in told
    assert FOREIGN["id"] not in {one.id for one in queries.inventory().services}

    said("import", str(file), "--kind", "hsds", "--apply")
    assert queries.service(FOREIGN["id"]).thing.name == {"en": "Community counselling"}


def _put(file, id, head, value):
    book = openpyxl.load_workbook(file)
    page = book["Services"]
    column = [cell.value for cell in page[1]].index(head) + 1
    row = next(line[0].row for line in page.iter_rows(min_row=2) if line[0].value == id)
    page.cell(row, column).value = value
    book.save(file)
