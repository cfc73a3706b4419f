"""Ana drags the day-care centre to where it helps, sees who gains, and saves it as a proposal."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.conftest import WIDTHS, Visitor, visit
from tests.journeys.test_journey_axe import problems

WISH = (
    "/plan/where/?siting_kind=COM-DAY&siting_aim=covered&siting_new=1&siting_minutes=10&siting_mode=car&siting_size=15"
)


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def reader(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def test_the_day_care_centre_is_placed_by_dragging_and_becomes_a_proposal(at_desk: Visitor):
    page = at_desk.sign_in().page
    page.get_by_role("link", name="Where the next one").click()
    page.wait_for_url("**/plan/where/")
    at_desk.open(WISH)
    page.locator('.handle[data-spot="new-1"]').wait_for()
    before = people_gained(page)

    drag(page, '.handle[data-spot="new-1"]', by=(120, -40))
    page.wait_for_url("**hand=1**")
    page.get_by_role("heading", name="Your choice").wait_for()

    assert people_gained(page) != before
    assert page.locator("tbody").get_by_text("Adults with disabilities").count() == 1
    at_desk.shoot("siting_dragged")
    page.get_by_role("button", name="Save as a proposal").click()
    page.wait_for_url(re.compile(r"/plan/AC-?[^/]+/$"))
    note = page.get_by_role("textbox", name="Note").input_value()
    assert "Within 10 minutes" in note
    assert "Adults with disabilities" in note
    assert "straight line" in note
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The action is removed from the plan.").wait_for()


def test_a_new_place_is_dropped_on_the_map_and_taken_back(at_desk: Visitor):
    page = at_desk.sign_in().open(WISH).page
    page.locator('.handle[data-spot="new-1"]').wait_for()

    page.locator(".map").scroll_into_view_if_needed()
    token, box = page.locator('[data-token="add"]').bounding_box(), page.locator(".map").bounding_box()
    page.mouse.move(token["x"] + 20, token["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 200, steps=6)
    page.mouse.up()
    page.locator('.handle[data-spot="new-2"]').wait_for()

    page.get_by_role("link", name=re.compile("^Take back")).last.click()
    page.locator('.handle[data-spot="new-2"]').wait_for(state="detached")
    assert page.locator('.handle[data-spot="new-1"]').count() == 1


def test_the_same_is_done_with_the_keyboard_alone(at_desk: Visitor):
    page = at_desk.sign_in().open(WISH).page
    page.locator('.handle[data-spot="S-03"]').wait_for()

    page.get_by_label("What", exact=True).select_option("close")
    page.get_by_label("Which place").select_option("S-03")
    page.get_by_role("button", name="Do it").press("Enter")
    page.wait_for_url("**step=close%2CS-03%2C%2C**")

    assert page.locator(".spot.closed").count() > 0
    said = page.locator("#said").inner_text()
    assert "fewer" in said


def test_a_place_on_the_map_is_moved_and_a_new_one_dropped_with_the_keyboard(at_desk: Visitor):
    page = at_desk.sign_in().open(WISH).page
    page.locator('.handle[data-spot="new-1"]').wait_for()
    before = people_gained(page)

    page.locator('.handle[data-spot="new-1"]').focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    assert "where it was" in page.locator("#said").inner_text()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**hand=1**")
    page.get_by_role("heading", name="Your choice").wait_for()
    assert people_gained(page) != before

    page.locator('[data-token="add"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator('.handle[data-spot="new-2"]').wait_for()


def test_the_page_has_no_finding_and_does_not_scroll_sideways(reader: Visitor):
    reader.sign_in().open(WISH + "&hand=1&step=add,,21.93560,41.46330&step=close,S-03,,")
    reader.page.locator(".map .handle").first.wait_for()

    reader.shoot("siting")
    assert problems(reader) == []


def drag(page: Page, what: str, *, by: tuple[int, int]) -> None:
    page.locator(".map").scroll_into_view_if_needed()
    box = page.locator(what).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] / 2, y + by[1] / 2, steps=4)
    page.mouse.move(x + by[0], y + by[1], steps=4)
    page.mouse.up()


def people_gained(page: Page) -> str:
    return page.locator(".kpi .figure").first.inner_text()
