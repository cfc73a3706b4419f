"""The three maps by keyboard: a layer is switched, a picture is copied for Word, axe finds nothing at both widths."""

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.journeys.conftest import WIDTHS, Visitor, visit
from tests.journeys.test_journey_axe import problems

COPIED = """async () => {
  const item = (await navigator.clipboard.read())[0];
  const blob = await item.getType("image/png");
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


@pytest.fixture(params=[("wide", "en"), ("narrow", "mk")], ids=["wide-en", "narrow-mk"])
def reader(request: pytest.FixtureRequest, served: str, chromium: Browser) -> Iterator[Visitor]:
    width, lang = request.param
    yield from visit(served, chromium, WIDTHS[width], lang)


def drawn(visitor: Visitor) -> None:
    visitor.page.locator("[data-drawn]").wait_for()
    visitor.page.locator(".map path").first.wait_for()


def test_the_three_maps_are_clean_at_both_widths(reader: Visitor):
    reader.sign_in("guest")

    found = {}
    for product in ("services", "needs", "gaps"):
        reader.open(f"/maps/?product={product}")
        drawn(reader)
        reader.page.locator("details.switches summary").click()
        reader.shoot(f"maps_{product}")
        found[product] = problems(reader)

    assert {product: wrong for product, wrong in found.items() if wrong} == {}


def test_a_map_is_chosen_a_layer_switched_and_the_picture_copied_by_keyboard(at_desk: Visitor):
    at_desk.sign_in("guest").page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at_desk.open("/maps/")
    page = at_desk.page
    drawn(at_desk)

    page.get_by_role("link", name="Map of gaps").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**product=gaps**")
    drawn(at_desk)
    page.get_by_label("Minutes to the nearest service").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**measure=minutes**")
    drawn(at_desk)

    page.locator("details.switches summary").focus()
    page.keyboard.press("Enter")
    water = page.locator(".leaflet-ground-water-pane path")
    expect(water).not_to_have_count(0)
    page.get_by_label("Water").focus()
    page.keyboard.press("Space")
    expect(water).to_have_count(0)

    page.get_by_role("button", name="Copy for Word").focus()
    page.keyboard.press("Enter")
    copied = page.get_by_role("button", name="Copied: press Ctrl+V in Word")
    expect(copied).to_be_visible(timeout=60_000)
    picture = Image.open(io.BytesIO(base64.b64decode(page.evaluate(COPIED))))
    assert picture.width == 1400
    assert len(set(picture.convert("RGB").resize((200, 130)).getdata())) > 20


def test_where_the_clipboard_is_not_allowed_the_picture_becomes_a_file(at_desk: Visitor):
    at_desk.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    at_desk.sign_in("guest").open("/maps/?product=needs")
    drawn(at_desk)

    with at_desk.page.expect_download() as waited:
        at_desk.page.get_by_role("button", name="Copy for Word").click()

    assert waited.value.suggested_filename.endswith(".png")
