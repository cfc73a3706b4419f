"""From two lists on a desk to the people whom no list knows, and the lists deleted again."""

from pathlib import Path

from tests.journeys.conftest import Visitor

PEOPLE = [f"Ime{n % 9}na,Prezime{n % 13}ov,19{30 + n % 60}-0{1 + n % 9}-1{n % 9}" for n in range(90)]


def test_two_lists_are_brought_linked_read_and_deleted(at_desk: Visitor, tmp_path: Path):
    page = at_desk.sign_in().page
    for name, rows in (("Centre", PEOPLE[:60]), ("Club", PEOPLE[30:])):
        file = tmp_path / f"{name}.csv"
        file.write_text("ime,prezime,born\n" + "\n".join(rows), encoding="utf-8")
        at_desk.open("/needs/on-no-list/?group=OLD")
        page.get_by_label("The list (XLSX or CSV)").set_input_files(file)
        page.get_by_label("Whose list").fill(name)
        page.get_by_role("button", name="Read the list").click()
        page.get_by_text(f"The list “{name}” is in").wait_for()
    page.get_by_role("button", name="Link the lists and estimate").click()
    page.get_by_role("link", name="To the estimate").click(timeout=60_000)
    page.get_by_label("Group").first.select_option("OLD")

    page.get_by_text("are on no list").first.wait_for()
    page.get_by_text("two lists cannot test this").wait_for()
    at_desk.shoot("journey_hidden")
    page.get_by_role("button", name="Delete the lists, keep the estimate").click()
    page.get_by_text("The lists were deleted").wait_for()
    assert page.get_by_text("are on no list").count() >= 1
    assert "Prezime" not in page.content()
