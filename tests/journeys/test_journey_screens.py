"""One way through each main screen, as somebody at a desk would go."""

from pathlib import Path

from tests.journeys.conftest import Visitor


def test_home_makes_a_map_and_tells_how_far_it_is(at_desk: Visitor):
    page = at_desk.sign_in().page
    page.get_by_role("button", name="Make the map").click()

    page.get_by_text("The social map is being made").wait_for()
    page.get_by_text("The social map is being made").wait_for(state="detached", timeout=120_000)
    at_desk.shoot("journey_home")
    assert page.get_by_role("heading", name="The six steps").count() == 1


def test_needs_follow_the_chosen_group_without_a_new_page(at_desk: Visitor):
    page = at_desk.sign_in().open("/needs/").page
    page.get_by_label("Group").select_option("POOR")

    page.wait_for_url("**/needs/?group=POOR**")
    page.get_by_text("clearly worse off", exact=True).first.wait_for()
    at_desk.shoot("journey_needs")
    assert page.locator("#said").inner_text() == "The table shows another choice."


def test_resources_are_found_changed_removed_and_brought_back(at_desk: Visitor):
    page = at_desk.sign_in().open("/resources/").page
    page.get_by_label("Search by name").press_sequentially("sunny", delay=20)
    page.locator("#result").get_by_text("1 service of 33 is shown.").wait_for()
    assert page.locator("tbody tr").count() == 1

    page.get_by_role("link", name="Day centre “Sunny Room”").click()
    page.get_by_role("link", name="When", exact=True).click()
    page.get_by_label("Opening hours in words").fill("Mon–Fri 7–17")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Day centre “Sunny Room” is saved.").wait_for()
    page.get_by_role("button", name="Remove").click()
    page.locator("#result").get_by_text("32 services of 32 are shown.").wait_for()
    at_desk.shoot("journey_resources")
    page.locator(".notice").get_by_role("button", name="Undo").click()
    page.locator("#result").get_by_text("33 services of 33 are shown.").wait_for()


def test_gaps_open_a_settlement_by_keyboard_alone(at_desk: Visitor):
    page = at_desk.sign_in().open("/gaps/").page
    path = page.locator(".map path[role=button]").nth(8)
    path.wait_for()
    name = path.get_attribute("aria-label").split(":")[0]
    path.focus()
    page.keyboard.press("Enter")

    page.locator("#panel").get_by_text("Inhabitants", exact=True).wait_for()
    assert page.locator("#panel h2").inner_text() == name


def test_gaps_draw_another_service_on_the_same_page(at_desk: Visitor):
    page = at_desk.sign_in().open("/gaps/").page
    page.get_by_label("Service").select_option("COM-DAY")

    page.get_by_role("heading", level=2, name="Day care").wait_for()
    page.locator(".map path[role=button]").first.wait_for()
    assert page.locator(".map path[role=button]").count() >= 36


def test_gaps_say_the_same_as_map_table_and_chart(at_desk: Visitor):
    page = at_desk.sign_in().open("/gaps/?service=COM-DAY").page
    figures = page.locator(".kpi .figure").all_inner_texts()

    for view in ("Table", "Chart", "Map"):
        page.get_by_label("Show as").get_by_role("link", name=view).click()
        page.wait_for_load_state()
        assert page.locator(".kpi .figure").all_inner_texts() == figures


def test_a_moved_weight_changes_the_order_at_once_and_is_kept_on_demand(at_desk: Visitor):
    page = at_desk.sign_in().open("/priorities/").page
    for name in ("How many", "How large a part"):
        page.get_by_label(name, exact=True).fill("0")

    page.get_by_text("This is an attempt").wait_for()
    at_desk.shoot("journey_priorities")
    tried = page.locator("tbody th a").all_inner_texts()
    page.get_by_role("button", name="Keep these weights").click()
    page.get_by_text("The weights are kept").wait_for()
    assert page.locator("tbody th a").all_inner_texts() == tried
    page.get_by_role("button", name="Back to the original weights").click()
    page.get_by_text("The original weights count again.").wait_for()


def test_an_own_action_is_written_saved_as_a_version_and_taken_out(at_desk: Visitor):
    page = at_desk.sign_in().open("/plan/new/").page
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Fill this in.").click()
    assert page.evaluate("document.activeElement.id") == "id_title"

    page.keyboard.type("A ramp at the health centre")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("What this version is for").fill("first reading")
    page.get_by_role("button", name="Save a version").click()
    page.get_by_text("The plan is saved as version").wait_for()
    row = page.get_by_role("row").filter(has_text="A ramp at the health centre")
    row.get_by_role("button").click()
    page.get_by_text("The action is removed from the plan.").wait_for()


def test_a_file_with_foreign_columns_is_named_and_taken_in(at_desk: Visitor, tmp_path: Path):
    page = at_desk.sign_in("besim").open("/prepare/").page
    file = tmp_path / "register.csv"
    file.write_text("who,whom,whereabouts,how many\nClub,OLD,TRP-05,12\nClub,OLD,TRP-06,9\n", encoding="utf-8")
    page.set_input_files("#file", file)
    page.get_by_label("What it is").select_option("register")
    page.get_by_role("button", name="Read the file").click()

    page.get_by_role("heading", name="The columns must be named first").wait_for()
    at_desk.shoot("journey_columns")
    wanted = {"source": "who", "group": "whom", "place": "whereabouts", "people": "how many"}
    for name, column in wanted.items():
        page.locator(f"#c_{name}").select_option(column)
    page.get_by_role("button", name="Read the file again").click()
    page.get_by_role("heading", name="Ready to be taken in").wait_for()
    page.get_by_role("button", name="Take in 2 rows").click()
    page.get_by_role("heading", name="Taken in").wait_for()


def test_the_report_can_be_looked_at_before_it_is_made(at_desk: Visitor):
    page = at_desk.sign_in("guest").open("/report/").page
    page.get_by_label("One page for the council").check()
    page.get_by_label("Македонски").check()
    with page.expect_popup() as coming:
        page.get_by_role("button", name="Look at it first").click()

    preview = coming.value
    preview.wait_for_load_state()
    assert preview.locator("html").get_attribute("lang") == "mk"
    assert "Измислена општина" in preview.locator("body").inner_text()


def test_the_language_changes_on_the_page_where_one_is(at_desk: Visitor):
    page = at_desk.sign_in().open("/gaps/?as=table").page
    page.get_by_role("button", name="Македонски").click()

    page.get_by_role("heading", level=1, name="Потреби наспроти ресурси").wait_for()
    assert page.url.endswith("/gaps/?as=table")
