"""Every screen in both languages and at both widths: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.journeys.conftest import WIDTHS, Visitor, visit

SCREENS = {
    "home": "/",
    "needs": "/needs/",
    "needs_group": "/needs/?group=PWD-A&place=TRP-P",
    "indicator": "/needs/poverty.deprived/",
    "compare": "/needs/compare/",
    "compare_pair": "/needs/compare/?indicator=lacks.transport&pair=disability",
    "hidden": "/needs/on-no-list/",
    "registers": "/needs/registers/",
    "quality": "/needs/quality/",
    "needs_settlement": "/needs/?place=TRP-14",
    "why_withheld": "/why/?indicator=housing.cold&place=TRP-14&group=ALL",
    "furthest": "/needs/furthest/",
    "reach": "/resources/reach/",
    "scales": "/needs/scales/",
    "scale_food": "/needs/scales/fies/",
    "scale_levels": "/needs/scales/vulnerability/",
    "index": "/needs/scales/index/",
    "gaps": "/gaps/",
    "gaps_minutes": "/gaps/?measure=minutes&service=COM-DAY",
    "gaps_table": "/gaps/?as=table",
    "gaps_chart": "/gaps/?as=chart",
    "hazards": "/gaps/hazards/",
    "hazards_list": "/gaps/hazards/list/?danger=flood_100y",
    "maps": "/maps/",
    "maps_needs": "/maps/?product=needs&level=area",
    "place": "/gaps/place/TRP-14/",
    "why": "/why/?indicator=poverty.deprived&place=TRP&group=ALL",
    "propose": "/gaps/propose/?gap=HOM-CARE/ALL/TRP",
    "resources": "/resources/",
    "roads": "/resources/roads/",
    "service": "/resources/SV-11/",
    "service_when": "/resources/SV-11/section/when/",
    "service_where": "/resources/SV-11/section/where/",
    "providers": "/resources/all/providers/",
    "provider": "/resources/all/providers/PR-05/",
    "sites": "/resources/all/sites/",
    "site": "/resources/all/sites/S-03/",
    "contracts": "/resources/all/contracts/",
    "equipment": "/resources/all/equipment/",
    "planned": "/resources/all/planned/",
    "assets": "/resources/all/assets/",
    "schools": "/resources/all/assets/?asset_kind=school",
    "asset_new": "/resources/all/assets/new/",
    "workbook": "/resources/workbook/",
    "service_new": "/resources/new/",
    "priorities": "/priorities/",
    "plan": "/plan/",
    "plan_new": "/plan/new/",
    "follow_up": "/follow-up/",
    "where": "/plan/where/",
    "report": "/report/",
    "prepare": "/prepare/",
    "outcome": "/prepare/13/",
    "held": "/prepare/held/",
    "sampler": "/prepare/sample/",
    "sampler_answer": "/prepare/sample/?plan_name=A&who=ALL&recruitment=area&points=5&expected_share=50&response=85"
    "&per_unit=10&alike=5&rule=proportional&least=20",
    "fieldwork": "/needs/fieldwork/",
    "outreach": "/outreach/",
    "outreach_rounds": "/outreach/rounds/",
    "outreach_results": "/outreach/results/",
    "outreach_meetings": "/outreach/meetings/",
    "outreach_meeting": "/outreach/team/T-TRP/meeting/new/",
    "outreach_let_go": "/outreach/let-go/",
    "outreach_points": "/outreach/fixed-days/",
    "missing": "/nothing-here/",
}


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def reader(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def test_the_door_has_no_finding(reader: Visitor):
    reader.open("/sign-in/")

    reader.shoot("door")
    assert findings(reader) == []


def test_no_screen_has_a_finding_or_scrolls_sideways(reader: Visitor):
    reader.sign_in()

    found = {}
    for screen, path in SCREENS.items():
        reader.open(path)
        if reader.page.locator("[data-map]").count():
            reader.page.locator(".map path").first.wait_for()
        reader.shoot(screen)
        found[screen] = problems(reader)

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def problems(visitor: Visitor) -> list[str]:
    """What the screen in front of the visitor does wrong: axe's findings, and scrolling sideways."""
    return [*findings(visitor), *(["scrolls sideways"] if visitor.scrolls_sideways() else [])]


def findings(visitor: Visitor) -> list[str]:
    visitor.page.wait_for_load_state()
    result = Axe().run(visitor.page)
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for found in result.response["violations"]
        for node in found["nodes"]
    ]
