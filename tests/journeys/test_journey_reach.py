"""Who can reach it in a browser: the demo, and all of North Macedonia as OpenStreetMap knew it in 2019."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.journeys.conftest import SOURCE, WIDTHS, Visitor, _free_port, _wait_for, visit
from tests.journeys.country import THERE, write


def test_ana_asks_who_reaches_day_care_on_foot(at_desk: Visitor):
    page = at_desk.sign_in().page
    page.get_by_role("link", name="Who can reach it").click()
    page.wait_for_url("**/resources/reach/")

    page.select_option("#kind", "COM-DAY")
    page.select_option("#mode", "walk")
    page.fill("#within", "45")
    page.get_by_role("button", name="Show").click()

    page.wait_for_url("**mode=walk**")
    assert "on foot" in page.locator("#reach-title").inner_text()
    assert page.locator("#numbers tbody tr").count() == 36
    page.locator(".map svg, .map canvas").first.wait_for()
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download as a table").click()
    assert sheet.value.suggested_filename == "sofra-reach-COM-DAY.xlsx"


def test_a_reader_without_scripts_chooses_hexagons_and_three_steps(served: str, chromium: Browser):
    context = chromium.new_context(java_script_enabled=False, locale="en")
    context.add_cookies([{"name": "sofra_language", "value": "en", "url": served}])
    page = Visitor(context.new_page(), served, "en").sign_in("guest").open("/resources/reach/?kind=FAC-SCHOOL").page

    page.select_option("#by", "hexagon")
    page.select_option("#method", "3sfca")
    page.select_option("#measure", "reach")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()

    assert page.locator("#numbers thead th").first.inner_text() == "Hexagon"
    assert 5 < page.locator("#numbers tbody tr").count() < 36
    assert page.get_by_text("people first divide themselves").count() == 1
    assert page.locator(".legend-head").inner_text() == "Places for 1,000 people (3SFCA)"
    context.close()


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("country")
    write(folder)
    made = _sofra(folder, "init", "land", "--name", "North Macedonia", "--period", "2026", "--packs", "packs",
                  "--member", "ana")  # fmt: skip
    _sofra(folder, "-w", "land", "import", "settlements.csv", "--kind", "settlements")
    _sofra(folder, "-w", "land", "import", "services.xlsx", "--kind", "inventory")
    port = _free_port()
    server = subprocess.Popen(
        [*COMMAND, "-w", "land", "serve", "--port", str(port)], cwd=folder, env=_alone(), stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://localhost:{port}/sign-in/", server)
        yield f"http://localhost:{port}", re.search(r"password (\S+)", made)[1]
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.slow
@pytest.mark.skipif(not THERE, reason="LEFT OUT: SOFRA_SHARED holds no western_balkans_osm_2019")
def test_all_of_north_macedonia_is_mapped_and_tabled(country: tuple[str, str], chromium: Browser):
    address, password = country
    for visitor in visit(address, chromium, WIDTHS["wide"], "en"):
        page = visitor.page
        page.set_default_timeout(120_000)  # a whole country on a busy machine
        page.goto(f"{address}/sign-in/")
        page.fill("#id_username", "ana")
        page.fill("#id_password", password)
        page.press("#id_password", "Enter")
        page.wait_for_url(f"{address}/")
        for kind, sites in (("FAC-HEALTH", 242), ("FAC-SCHOOL", 89), ("OSM-POST-OFFICE", 49)):
            for measure in ("minutes", "reach"):
                visitor.open(f"/resources/reach/?kind={kind}&measure={measure}")
                page.locator(".map canvas, .map svg path").first.wait_for(state="attached")
                assert page.locator("#numbers tbody tr").count() == 2025
                legend = page.locator("ul.legend").inner_text()
                counts = re.findall(r"\(([\d,]+) places?\)", legend)
                assert sum(int(count.replace(",", "")) for count in counts) == 2025
                assert f"({sites} points)" in legend
                visitor.shoot(f"land_{kind}_{measure}")


COMMAND = (sys.executable, "-c", "import sys; from sofra.cli.main import main; sys.exit(main())")


def _alone() -> dict[str, str]:
    told = {name: text for name, text in os.environ.items() if not name.startswith(("SOFRA_", "DJANGO_"))}
    return {**told, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "SOFRA_LANG": "en"}


def _sofra(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=_alone(), capture_output=True, encoding="utf-8", check=True
    )
    return ran.stdout
