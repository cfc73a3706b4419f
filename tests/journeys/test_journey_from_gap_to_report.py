"""The whole way in one sitting: sign in, a gap, why this number, propose, plan, the report in Macedonian."""

import re

from docx import Document
from tests.journeys.conftest import Visitor, turn


def test_from_a_settlement_to_the_report_in_macedonian(at_desk: Visitor, tmp_path):
    page = at_desk.page
    page.goto(at_desk.address + "/sign-in/")
    page.get_by_role("button", name=re.compile("^Ana")).click()
    page.get_by_role("link", name="Gaps", exact=True).first.click()

    page.locator(".map path[role=button]").nth(5).click()
    page.locator("#panel").get_by_role("heading", level=3).first.wait_for()
    at_desk.shoot("journey_1_panel")
    page.locator(".kpi.alarm a.why").first.click()
    quote = page.locator("#why blockquote").inner_text()
    assert "people need the service" in quote
    at_desk.shoot("journey_2_why")
    page.locator("#why [data-close]").click()
    turn(page.get_by_role("link", name="Propose a service").first)
    at_desk.shoot("journey_3_propose")
    turn(page.get_by_role("button", name="Add to the plan"))
    page.get_by_label("Responsible").fill("Centre for social work")
    turn(page.get_by_role("button", name="Save"))
    assert page.get_by_text("Centre for social work").count() == 1
    at_desk.shoot("journey_4_plan")

    page.get_by_role("link", name="Report", exact=True).first.click()
    page.get_by_label("Македонски").check()
    page.get_by_label(re.compile("^Word")).check()
    page.get_by_role("button", name="Make the report").click()
    link = page.locator("a[download]").first
    link.wait_for(timeout=60_000)
    at_desk.shoot("journey_5_report")
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(tmp_path / "report.docx")
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "report.docx")).paragraphs)
    assert "Трпезица" in words
