"""From the danger to the list that civil protection reads, and to the action plan."""

from tests.journeys.conftest import Visitor


def test_civil_protection_looks_at_the_flood_writes_one_down_and_reads_the_list(at_desk: Visitor):
    page = at_desk.sign_in("dana").page
    at_desk.open("/gaps/hazards/")
    page.locator("[data-map] .leaflet-interactive").first.wait_for()
    assert page.get_by_role("heading", name="Flood that comes about once in 100 years", exact=True).count() == 1

    page.get_by_label("Group", exact=True).select_option("PWD-A")
    page.wait_for_url("**group=PWD-A**")
    page.get_by_text("Write a disaster down").click()
    page.locator("#id_happened_on").fill("2021-02-10")
    page.get_by_label("People directly affected").fill("120")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The disaster was written down").wait_for()
    page.get_by_role("link", name="List for civil protection").click()
    page.get_by_role("button", name="Read the list").click()
    page.get_by_text("households may be listed").wait_for()
    assert page.get_by_role("button", name="Print").is_visible()
    at_desk.shoot("journey_hazards")
