"""Ana compares groups with the keyboard alone, asks why, and takes the table home."""

from tests.journeys.conftest import WIDTHS, visit


def test_ana_compares_two_groups_and_asks_why(served, chromium):
    for ana in visit(served, chromium, WIDTHS["wide"], "en"):
        ana.sign_in().open("/needs/compare/")
        page = ana.page

        page.locator("#indicator").focus()
        page.select_option("#indicator", "lacks.transport")
        page.wait_for_url("**indicator=lacks.transport*")
        page.select_option("#pair", "disability")
        page.locator("#pair-disability").wait_for()
        page.locator("#pair-sex").wait_for(state="detached")

        assert "chance alone is an unlikely reason" in page.locator("#pair-disability").inner_text()
        page.locator("#pair-disability dl a.why").first.press("Enter")
        page.locator("#why .big").wait_for()
        assert "points" in page.locator("#why .big").inner_text()
        page.keyboard.press("Escape")
        with page.expect_download() as told:
            page.get_by_role("link", name="Download as CSV").click()
        assert told.value.suggested_filename == "sofra-compare-lacks.transport.csv"
