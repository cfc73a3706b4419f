"""A sample is planned, drawn and its protocol printed, as somebody at a desk or with a phone would do it."""

from pathlib import Path

import pytest
from tests.journeys.conftest import WIDTHS, Visitor, visit
from tests.journeys.test_journey_axe import findings


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def visitor(request, served, chromium):
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def test_a_sample_is_planned_drawn_and_its_protocol_taken_along(visitor: Visitor, tmp_path: Path):
    page = visitor.sign_in().open("/prepare/sample/").page
    page.fill("#id_plan_name", "Анкета 2027")
    page.locator("form[method=get] button.button").click()
    page.locator("section.card .lead").first.wait_for()
    visitor.shoot("journey_sample_answer")
    seen = findings(visitor)

    page.locator("main form[method=post] button.button").first.click()
    page.locator("#id_method").wait_for()
    page.select_option("#id_method", "systematic_pps")
    page.fill("#id_seed", "20261122")
    visitor.shoot("journey_sample_plan")
    seen += findings(visitor)
    page.locator("form[action$='/draw/'] button").click()
    page.get_by_role("link", name="PDF").wait_for()
    visitor.shoot("journey_sample_protocol")
    seen += findings(visitor)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    taken.value.save_as(tmp_path / "protocol.pdf")

    assert (tmp_path / "protocol.pdf").read_bytes().startswith(b"%PDF")
    assert seen == []
    assert not visitor.scrolls_sideways()
