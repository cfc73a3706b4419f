"""The mobile team opens its names, plans the week, prints the route sheets and takes them along on the telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys.conftest import WIDTHS, Visitor, turn, visit
from tests.journeys.test_journey_axe import problems

from sofra.work.demo_team import PASSPHRASE, TEAM_ID

PRESSED = """() => {
  const form = document.querySelector("form[data-wait]");
  window.addEventListener("submit", function (event) { event.preventDefault(); }, { once: true });
  form.requestSubmit();
  return form.querySelector("button").textContent;
}"""
"""What the button says once it is pressed, without anything being sent."""


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def reader(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def looked_at(reader: Visitor, name: str) -> list[str]:
    reader.shoot(f"outreach_{name}")
    return problems(reader)


def unlock(reader: Visitor) -> None:
    reader.open(f"/outreach/team/{TEAM_ID}/open/")
    reader.page.fill("#id_passphrase", PASSPHRASE)
    reader.page.press("#id_passphrase", "Enter")
    reader.page.wait_for_url("**/outreach/?team=*")


def test_the_round_of_the_mobile_team_is_planned_printed_and_taken_along(reader: Visitor):
    reader.sign_in("dara")
    page, seen = reader.page, {}
    reader.open("/outreach/")
    seen["shut"] = looked_at(reader, "shut")
    assert page.locator("a[href^='tel:']").count() == 0
    reader.open(f"/outreach/team/{TEAM_ID}/open/")
    seen["key"] = looked_at(reader, "key")
    unlock(reader)
    seen["open"] = looked_at(reader, "open")
    reader.open("/outreach/rounds/?week=2027-02-01")
    assert page.evaluate(PRESSED).endswith("…")
    page.reload()
    with page.expect_navigation():
        page.locator("form[data-wait] button.button").click()
    page.locator("a[href*='/week/2027-02-01/']").first.wait_for()
    seen["rounds"] = looked_at(reader, "rounds")

    page.locator("p.row a[href$='/week/2027-02-01/']").click()
    page.locator(".route li").first.wait_for()
    assert page.locator(".round-map .settlement, .round-map .roads").count() > 0
    assert page.locator(".round-map circle").count() == page.locator(".route li").count()
    seen["sheet"] = looked_at(reader, "sheet")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.locator("[data-print]").click()
    assert page.title() == "printed"
    paper = page.pdf(format="A4")
    assert paper[:4] == b"%PDF"
    _keep(reader, paper)

    assert {name: found for name, found in seen.items() if found} == {}


def test_a_visit_is_recorded_at_the_door(reader: Visitor):
    reader.sign_in("dara")
    unlock(reader)
    page, seen = reader.page, {}
    page.locator("table a[href*='/household/']").first.click()
    page.locator("a[href^='tel:']").first.wait_for()
    seen["household"] = looked_at(reader, "household")
    size = page.locator("a[href^='tel:']").first.bounding_box()
    assert size is not None
    assert size["height"] >= 44
    turn(page.locator("a[href$='/visit/']").first)
    seen["visit"] = looked_at(reader, "visit")
    page.fill("#help_FOOD", "1")
    page.locator("form.at-door button.tap").click()
    page.locator(".notice").first.wait_for()
    turn(page.locator("a[href$='/refer/']").first)
    seen["refer"] = looked_at(reader, "refer")
    for name, path in {
        "results": "/outreach/results/",
        "points": "/outreach/fixed-days/?days_a_week=3&walk_minutes=30&served_a_day=40&point_cost=4000&hour_cost=900"
        "&km_cost=20",
        "new": f"/outreach/team/{TEAM_ID}/household/new/",
        "rekey": f"/outreach/team/{TEAM_ID}/new-passphrase/",
    }.items():
        reader.open(path)
        seen[name] = looked_at(reader, name)

    assert {name: found for name, found in seen.items() if found} == {}


def test_the_coordinator_sees_pseudonyms_and_the_team(reader: Visitor):
    reader.sign_in("ana")
    seen = {}
    for name, path in {
        "coordinator": "/outreach/",
        "coordinator_rounds": "/outreach/rounds/",
        "team": f"/outreach/team/{TEAM_ID}/",
    }.items():
        reader.open(path)
        assert reader.page.locator("a[href^='tel:'], a[href^='geo:']").count() == 0
        seen[name] = looked_at(reader, name)

    assert {name: found for name, found in seen.items() if found} == {}


def _keep(reader: Visitor, paper: bytes) -> None:
    from pathlib import Path

    from tests.journeys.conftest import SHOTS

    if SHOTS:
        Path(SHOTS, f"outreach_paper_{reader.lang}.pdf").write_bytes(paper)
