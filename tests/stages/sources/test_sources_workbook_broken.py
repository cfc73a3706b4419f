"""What a workbook holds and would not be read is told: astray sheets and lines, formulas that nobody calculated."""

import pytest

from sofra.packs.load import load
from sofra.resources.listed import spellings
from sofra.sources.workbook import read_workbook

LISTS = spellings(load("mk"))
HEADS = ["Code", "Kind of service", "Name in English", "Provider", "Places", "Version (do not change)"]
ROW = ["V-1", "Day care", "Club", "P-1", 12, 3]


def test_a_second_sheet_of_one_kind_is_told(workbook, told):
    found = read_workbook(workbook({"Services": [HEADS, ROW], "Услуги": [HEADS, [*ROW[:4], 20, 3]]}), LISTS)

    assert told(found.issues) == ["sheet_twice"]
    assert found.items[0].rows[0].cells["places"] == 12


@pytest.mark.parametrize(("name", "codes"), [("Uslugi 2026", ["sheet_astray"]), ("Services", [])])
def test_a_sheet_of_ours_under_another_name_is_told(workbook, told, name, codes):
    sites = [["Code", "Name in English", "Settlement", "Version (do not change)"], ["S-1", "Clinic", "A1", 1]]

    assert told(read_workbook(workbook({"Sites": sites, name: [HEADS, ROW]}), LISTS).issues) == codes


def test_somebodys_own_sheet_of_notes_is_no_concern(workbook):
    sheets = {"Services": [HEADS, ROW], "Notes": [["Who", "What"], ["Ana", "call them"]]}

    assert read_workbook(workbook(sheets), LISTS).issues == ()


def test_a_formula_that_nobody_calculated_empties_no_cell(workbook, told):
    found = read_workbook(workbook({"Services": [HEADS, [*ROW[:4], "=10+5", 3]]}), LISTS)

    assert told(found.issues) == ["cell_formula_empty"]
    assert (found.issues[0].where.row, found.issues[0].where.column) == (2, "E")
