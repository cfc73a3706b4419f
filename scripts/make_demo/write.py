"""Writes all files of the demo municipality into a folder."""

from pathlib import Path

from scripts.make_demo import export, maps
from scripts.make_demo.form import form_sheets
from scripts.make_demo.lists import REACH, list_sheets
from scripts.make_demo.mobile_team import mobile_team
from scripts.make_demo.registers import ASSOCIATION, CENTRE, crossed_sheets, register_sheets
from scripts.make_demo.services import service_sheets
from scripts.make_demo.words import document, table
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell, write_geojson, write_text, write_workbook


def write_all(folder: Path) -> None:
    """Writes the files; two runs give the same bytes."""
    (folder / "extras").mkdir(parents=True, exist_ok=True)
    _survey(folder)
    _tables(folder)
    write_geojson(folder / "04_boundaries.geojson", "boundaries", maps.boundary_features())
    write_geojson(folder / "05_roads.geojson", "roads", maps.road_features())
    write_geojson(folder / "06_flood_zone.geojson", "flood zone", maps.flood_features())
    write_geojson(folder / "06_river.geojson", "river", maps.water_features())
    write_text(folder / "10_focus_group_disability.md", document("focus_group_disability.md"))
    write_text(folder / "11_focus_group_older.md", document("focus_group_older.md"))
    write_text(folder / "18_mobile_team.json", mobile_team())
    write_text(folder / "workspace.toml", document("workspace.toml"))
    write_text(folder / "README.md", document("readme.md"))


def _survey(folder: Path) -> None:
    clean = export.survey_records()
    as_it_came, spoilt = export.with_real_defects(clean), export.with_ten_bad_cells(clean)
    write_workbook(folder / "01_xlsform.xlsx", "Questionnaire", form_sheets())
    write_workbook(folder / "02_survey_kobo_export.xlsx", "Household survey 2026", export.sheets(as_it_came))
    write_workbook(folder / "extras" / "survey_with_ten_bad_cells.xlsx", "Ten bad cells", export.sheets(spoilt))


def _tables(folder: Path) -> None:
    write_workbook(folder / "03_settlements.xlsx", "Settlements", maps.settlement_sheets())
    write_workbook(folder / "07_services.xlsx", "Services", service_sheets())
    write_workbook(folder / "08_register_social_work.xlsx", "Register", register_sheets(CENTRE, settlements=True))
    write_workbook(folder / "09_register_association.xlsx", "Register", register_sheets(ASSOCIATION, settlements=False))
    for number, which in enumerate(REACH, 14):
        write_workbook(folder / f"{number}_list_{which}.xlsx", "List", list_sheets(which))
    write_workbook(folder / "17_register_by_sex_and_age.xlsx", "Register", crossed_sheets(CENTRE))
    write_workbook(folder / "12_stakeholders.xlsx", "Stakeholders", _with_note("stakeholders"))
    write_workbook(folder / "13_social_plan_2022_2025.xlsx", "Social plan 2022–2025", _with_note("measures"))


def _with_note(name: str) -> dict[str, list[list[Cell]]]:
    """A table and a sheet that says that it is invented."""
    return {name: table(f"{name}.txt"), "about": [["about", "за табелата"], [FICTION_EN, FICTION_MK]]}
