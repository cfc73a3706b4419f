"""A served demo and a real browser: one workspace for all journeys, made and served as `make demo` does it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright
from tests.town import copied

from sofra.work.demo import PASSWORD

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SOURCE = Path(__file__).parents[2] / "src"
SHOTS = os.environ.get("SOFRA_SHOTS", "")
WIDTHS = {"wide": (1280, 900), "narrow": (360, 800)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser in front of the demo."""

    page: Page
    address: str
    lang: str

    def sign_in(self, username: str = "ana") -> "Visitor":
        self.page.goto(f"{self.address}/sign-in/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.press("#id_password", "Enter")
        self.page.wait_for_url(f"{self.address}/")
        return self

    def open(self, path: str) -> "Visitor":
        self.page.goto(self.address + path)
        return self

    def scrolls_sideways(self) -> bool:
        self.page.wait_for_load_state()
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def shoot(self, name: str) -> None:
        if SHOTS:
            width = self.page.viewport_size["width"] if self.page.viewport_size else 0
            self.page.screenshot(path=f"{SHOTS}/{name}_{width}_{self.lang}.png", full_page=True)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = _free_port()
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    copied(folder)
    outside = {"SOFRA_WORKSPACE", "SOFRA_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    command = "import sys; from sofra.cli.main import main; sys.exit(main())"
    server = subprocess.Popen(
        [sys.executable, "-c", command, "demo", str(folder), "--serve", "--port", str(port)],
        env={**environment, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://localhost:{port}/sign-in/", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright_: Playwright) -> Iterator[Browser]:
    found = os.environ.get("SOFRA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium here: journeys are left out")
    browser = playwright_.chromium.launch(executable_path=found, args=ARGS)
    yield browser
    browser.close()


@pytest.fixture
def at_desk(served: str, chromium: Browser) -> Iterator[Visitor]:
    yield from visit(served, chromium, WIDTHS["wide"], "en")


def turn(link: Locator) -> None:
    """Press what leads to the next page, and wait until that page is there."""
    with link.page.expect_navigation():
        link.click()


def visit(served: str, chromium: Browser, size: tuple[int, int], lang: str) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, locale=lang, accept_downloads=True)
    context.add_cookies([{"name": "sofra_language", "value": lang, "url": served}])
    context.set_default_timeout(15_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    page.on(
        "request", lambda sent: errors.append(sent.url) if not sent.url.startswith((served, "data:", "blob:")) else None
    )
    yield Visitor(page, served, lang)
    context.close()
    assert errors == []


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(480):
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the demo was not served within four minutes")
