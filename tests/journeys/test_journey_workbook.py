"""An officer takes the workbook out, changes it in a spreadsheet, brings it back, sees the differences, applies."""

from pathlib import Path

import openpyxl
from tests.journeys.conftest import Visitor


def test_an_officer_imports_a_workbook_sees_the_differences_applies_and_takes_it_back(at_desk: Visitor, tmp_path: Path):
    page = at_desk.sign_in("besim").open("/resources/workbook/").page
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the filled workbook").click()
    file = tmp_path / "inventory.xlsx"
    taken.value.save_as(file)
    _edit(file)

    page.set_input_files("#file", file)
    page.get_by_role("button", name="See the differences").click()

    page.get_by_role("heading", name="What differs").wait_for()
    at_desk.shoot("workbook_differences")
    assert page.locator("[data-said]").inner_text() == "1 added, 1 changed, 1 missing, 102 unchanged."
    changed = page.locator("li.changed")
    assert changed.locator("del").inner_text() == "20"
    assert changed.locator("ins").inner_text() == "26"
    assert page.locator("li.added").get_by_role("checkbox").is_checked()
    assert not page.locator("li.removed").get_by_role("checkbox").is_checked()
    assert "Only the coordinator removes." in page.content()

    page.get_by_role("button", name="Apply what is ticked").click()

    page.get_by_text("2 differences are applied.").wait_for()
    at_desk.open("/resources/SV-11/")
    assert "26" in page.locator("#task-capacity").inner_text()
    at_desk.open("/resources/all/providers/?q=Evening")
    assert page.get_by_role("link", name="Evening association").count() == 1

    at_desk.open("/resources/workbook/")
    page.get_by_role("link", name="inventory.xlsx").first.click()
    page.get_by_role("button", name="Take the whole workbook back").click()

    page.get_by_text("everything stands as before").wait_for()
    at_desk.open("/resources/SV-11/")
    assert "20" in page.locator("#task-capacity").inner_text()


def test_a_bad_cell_is_told_with_sheet_row_and_remedy_and_nothing_is_offered(at_desk: Visitor, tmp_path: Path):
    page = at_desk.sign_in("besim").open("/resources/workbook/").page
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the filled workbook").click()
    file = tmp_path / "wrong.xlsx"
    taken.value.save_as(file)
    book = openpyxl.load_workbook(file)
    _put(book["Services"], "SV-11", "Places", "a few")
    book.save(file)

    page.set_input_files("#file", file)
    page.get_by_role("button", name="See the differences").click()

    problem = page.locator(".problems > li")
    problem.wait_for()
    at_desk.shoot("workbook_wrong")
    assert "sheet Services, row" in problem.inner_text()
    assert "a few" in problem.inner_text()
    assert page.get_by_role("button", name="Apply what is ticked").count() == 0


def _edit(file: Path) -> None:
    """One number changed, one provider added, one piece of equipment gone, as a spreadsheet saves it."""
    book = openpyxl.load_workbook(file)
    _put(book["Services"], "SV-11", "Places", 26)
    providers = book["Providers"]
    new = {"Name in English": "Evening association", "Sector": "civil"}
    providers.append([new.get(cell.value) for cell in providers[1]])
    book["Equipment"].delete_rows(2)
    book.save(file)


def _put(page, id: str, head: str, value: object) -> None:
    column = [cell.value for cell in page[1]].index(head) + 1
    row = next(line[0].row for line in page.iter_rows(min_row=2) if line[0].value == id)
    page.cell(row, column).value = value
