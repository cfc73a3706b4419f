"""A provider confirms by a link on a phone without JavaScript; the officer sees the difference and approves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.conftest import WIDTHS, Visitor, turn, visit
from tests.journeys.test_journey_axe import problems


@pytest.fixture
def phone(served: str, chromium: Browser) -> Iterator[Page]:
    """A phone without JavaScript, and without anything of the officer's."""
    width, height = WIDTHS["narrow"]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="mk", java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_a_provider_changes_a_number_by_link_and_the_officer_takes_it_over(at_desk: Visitor, phone: Page):
    desk = at_desk.sign_in().page
    at_desk.open("/confirmations/?service=SV-15")
    at_desk.shoot("confirmations")
    turn(desk.get_by_role("button", name="Make the links"))
    address = desk.locator("#text-1").inner_text().split("http")[1].split()[0]
    at_desk.shoot("confirmation_letters")

    phone.goto(f"http{address}")
    assert "Сѐ уште 60 места?" in phone.locator("h1").inner_text()
    turn(phone.get_by_role("button", name="Не, нешто се променило"))
    turn(phone.get_by_role("button", name="Измени – Места"))
    phone.get_by_label("Колку лица можат да се опслужат истовремено?").fill("48")
    turn(phone.get_by_role("button", name="Продолжи"))
    assert phone.locator(".new").first.inner_text().split()[-1] == "48"
    turn(phone.get_by_role("button", name="Испрати до општината"))
    assert phone.locator("h1").inner_text() == "Ви благодариме"

    at_desk.open("/confirmations/")
    card = desk.locator("article", has_text="Parish food parcels")
    assert card.locator("tbody").inner_text().split() == ["Places", "60", "48"]
    turn(card.get_by_role("button", name="Take over"))
    at_desk.open("/resources/?q=parish")
    row = desk.locator("tbody tr", has_text="Parish food parcels")
    assert "48" in row.inner_text()
    assert "not confirmed for a year" not in row.inner_text()


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def citizen(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def test_pages_without_an_account_have_no_finding_and_do_not_scroll_sideways(citizen: Visitor):
    lang = citizen.lang
    screens = {
        "directory": f"/directory/{lang}/",
        "directory_search": f"/directory/{lang}/?q=a&step_free=1&open=1",
        "directory_service": f"/directory/{lang}/SV-11/",
        "directory_sheltered": f"/directory/{lang}/SV-23/",
        "confirm_unknown": "/confirm/nothing/",
    }

    assert looked_at(citizen, screens) == {}


def test_the_pages_of_a_link_have_no_finding(citizen: Visitor, served: str, chromium: Browser):
    officer = next(visit(served, chromium, WIDTHS["wide"], "en")).sign_in().page
    officer.goto(f"{served}/confirmations/?service=SV-14")
    officer.select_option("#language", citizen.lang)
    turn(officer.get_by_role("button", name="Make the links"))
    link = officer.locator("#text-1").inner_text().split("http")[1].split()[0]
    officer.context.close()

    found = looked_at(citizen, {"confirm_ask": f"http{link}"})
    turn(citizen.page.locator("button[value=change]"))
    found |= looked_at(citizen, {"confirm_choose": ""})
    turn(citizen.page.locator("button[value='edit:places']"))
    found |= looked_at(citizen, {"confirm_number": ""})

    assert found == {}


def looked_at(visitor: Visitor, screens: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for screen, path in screens.items():
        if path:
            visitor.page.goto(path if path.startswith("http") else visitor.address + path)
        visitor.shoot(screen)
        found[screen] = problems(visitor)
    return {screen: wrong for screen, wrong in found.items() if wrong}
