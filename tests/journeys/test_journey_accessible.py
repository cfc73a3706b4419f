"""The pages of confirmations and accessibility, and an audit on a phone: axe finds nothing, nothing goes sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys.conftest import WIDTHS, Visitor, turn, visit
from tests.journeys.test_journey_confirm import looked_at


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def officer(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    for visitor in visit(served, chromium, WIDTHS[width], lang):
        yield visitor.sign_in()


def test_the_officers_pages_have_no_finding_and_do_not_scroll_sideways(officer: Visitor):
    screens = {
        "accessible_confirmations": "/confirmations/",
        "accessible_overview": "/accessibility/",
        "accessible_place": "/accessibility/site/S-02/",
        "accessible_audit": "/audits/2/",
        "accessible_settings": "/settings/",
        "accessible_resources": "/resources/",
    }

    assert looked_at(officer, screens) == {}


def test_an_audit_is_made_part_by_part_and_goes_on_where_it_stopped(officer: Visitor):
    page = officer.page
    site = {"en": "S-07", "mk": "S-09"}[officer.lang]
    officer.open(f"/accessibility/?site={site}#begin")
    turn(page.locator("form[action='/audits/new/'] button"))
    page.locator("#a-1-no").check()
    found = looked_at(officer, {"accessible_part": ""})
    turn(page.locator("button[value=next]"))
    assert page.locator("h1").inner_text() == {"en": "Entrance", "mk": "Влез"}[officer.lang]

    officer.open("/accessibility/")
    going_on = page.locator("a[href^='/audits/']", has_text={"en": "Continue", "mk": "Продолжи"}[officer.lang]).first
    turn(going_on)
    turn(page.locator("form[action$='/finish/'] button"))

    assert page.locator(".mark.no").count() >= 1
    assert found == {}
