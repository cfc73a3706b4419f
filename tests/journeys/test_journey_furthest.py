"""Ana reads who is furthest behind, and registers the plan of the next round."""

from tests.journeys.conftest import Visitor


def test_ana_reads_the_ladder_and_registers_the_next_plan(at_desk: Visitor):
    page = at_desk.sign_in().page
    page.get_by_role("link", name="Furthest behind").click()
    page.wait_for_url("**/needs/furthest/")

    first = page.locator("tbody tr").first
    assert first.locator(".mark").inner_text() == "confirmed"
    first.locator("summary").click()
    assert "times out of 100" in first.inner_text()
    assert page.get_by_text("The plan was registered before the answers arrived.").count() == 3

    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download as a table").click()
    assert sheet.value.suggested_filename == "sofra-furthest.xlsx"

    page.select_option("#id_outcome", "lacks.transport")
    page.get_by_label("Work and school").uncheck()
    page.select_option("#id_depth", "2")
    page.get_by_role("button", name="Register this plan").click()
    page.get_by_text("The plan is registered.").wait_for()
    plans = page.get_by_role("region", name="Registered plans")
    assert "ana" in plans.inner_text()
    assert plans.locator("code").count() == 4
