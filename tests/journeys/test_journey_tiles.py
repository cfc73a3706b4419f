"""Background pictures that do not come: refused, or never answered; the map works without them and says so."""

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import WIDTHS, Visitor

WAIT = 15_000


class _Refusing(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture(params=["refused", pytest.param("silent", marks=pytest.mark.slow)])
def tiles(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server of background pictures that has none, or takes the call and never says a word."""
    if request.param == "refused":
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Refusing)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        server.server_close()
    else:
        with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
            yield f"http://localhost:{silent.getsockname()[1]}"


@pytest.fixture
def with_tiles(served: str, tiles: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = next(Path(tmp_path_factory.getbasetemp()).glob("demo*/workspace/workspace.toml"))
    before = file.read_text(encoding="utf-8")
    file.write_text(before + f'\n[tiles]\naddress = "{tiles}/{{z}}/{{x}}/{{y}}.png"\nattribution = "Nobody"\n', "utf-8")
    yield served
    file.write_text(before, encoding="utf-8")


@pytest.fixture
def page(with_tiles: str, chromium: Browser) -> Iterator[Page]:
    width, height = WIDTHS["wide"]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="en")
    context.add_cookies([{"name": "sofra_language", "value": "en", "url": with_tiles}])
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert errors == []


def test_a_map_whose_background_does_not_come_works_and_says_so(page: Page, with_tiles: str):
    visitor = Visitor(page, with_tiles, "en").sign_in("guest")
    visitor.open("/maps/?product=needs")
    page.locator("[data-drawn]").wait_for()
    areas = page.locator(".map .leaflet-overlay-pane path")
    drawn = areas.count()
    said = page.get_by_text("The background pictures cannot be reached. The map works without them.")
    expect(said).to_be_hidden()

    page.locator("details.switches summary").click()
    page.get_by_label("Background from the internet").check()

    expect(said).to_be_visible(timeout=WAIT)
    assert areas.count() == drawn > 30
    assert areas.first.get_attribute("fill-opacity") == "1"  # nothing lies under it that should shine through
    visitor.shoot("maps_no_tiles")

    page.get_by_label("Background from the internet").uncheck()

    expect(said).to_be_hidden()
