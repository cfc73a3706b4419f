"""From the quality of the numbers to one number's method page and back, by keyboard; a group's profile taken along."""

from tests.journeys.conftest import Visitor


def test_a_reader_finds_out_how_good_a_number_is_and_where_it_comes_from(at_desk: Visitor):
    page = at_desk.sign_in("guest").page
    page.get_by_role("link", name="Quality of the numbers").click()
    page.get_by_text("are precise enough to decide on").wait_for()
    link = page.locator('a.why[href*="indicator=poverty.deprived"]')
    at_desk.open(str(link.get_attribute("href")))

    page.get_by_role("heading", name="How far off it can be").wait_for()
    assert page.get_by_text("By hand:").is_visible()
    at_desk.shoot("journey_method_page")
    page.get_by_role("link", name="This indicator for all groups and areas").press("Enter")
    page.get_by_role("heading", name="Area by area").wait_for()


def test_a_group_is_chosen_without_a_mouse_and_its_profile_downloaded(at_desk: Visitor):
    page = at_desk.sign_in("guest").page
    at_desk.open("/needs/")
    group = page.get_by_label("Group")
    group.focus()
    group.select_option("PWD-A")
    link = page.locator('a[href*="profile.xlsx?group=PWD-A"]')
    link.wait_for()

    with page.expect_download() as waiting:
        link.press("Enter")

    assert waiting.value.suggested_filename == "sofra-profile-PWD-A-TRP.xlsx"
