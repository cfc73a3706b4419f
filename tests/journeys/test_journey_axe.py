"""Every screen in both languages and at both widths: axe finds nothing, and nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Visitor

SCREENS = {
    "home": "/",
    "needs": "/needs/",
    "needs_group": "/needs/?group=PWD-A&place=TRP-P",
    "indicator": "/needs/poverty.deprived/",
    "gaps": "/gaps/",
    "gaps_minutes": "/gaps/?measure=minutes&service=COM-DAY",
    "gaps_table": "/gaps/?as=table",
    "gaps_chart": "/gaps/?as=chart",
    "place": "/gaps/place/TRP-14/",
    "why": "/why/?indicator=poverty.deprived&place=TRP&group=ALL",
    "propose": "/gaps/propose/?gap=HOM-CARE/ALL/TRP",
    "resources": "/resources/",
    "service": "/resources/SV-01/",
    "service_new": "/resources/new/",
    "priorities": "/priorities/",
    "plan": "/plan/",
    "plan_new": "/plan/new/",
    "follow_up": "/follow-up/",
    "report": "/report/",
    "prepare": "/prepare/",
    "outcome": "/prepare/13/",
    "held": "/prepare/held/",
    "missing": "/nothing-here/",
}


def test_the_door_has_no_finding(visitor: Visitor):
    visitor.open("/sign-in/")

    visitor.shoot("door")
    assert findings(visitor) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_finding_and_does_not_scroll_sideways(visitor: Visitor, screen: str):
    visitor.sign_in().open(SCREENS[screen])
    visitor.page.wait_for_load_state("networkidle")

    visitor.shoot(screen)
    assert findings(visitor) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def findings(visitor: Visitor) -> list[str]:
    result = Axe().run(visitor.page)
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for found in result.response["violations"]
        for node in found["nodes"]
    ]
