"""Who can reach it: the map, the same numbers as a table, shares beyond the limit, the workbook, the picture."""

import io
import re

import openpyxl
import pytest

from sofra.packs.texts import LANGUAGES, texts
from sofra.store import queries

pytestmark = pytest.mark.once


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_settlement_stands_in_the_table_and_the_straight_line_is_flagged(sign_in, lang):
    page, said = sign_in("guest", lang).get("/resources/reach/?kind=COM-DAY"), texts(lang)

    settlements = [place for place in queries.places() if place.kind == "settlement"]
    numbers = page.split('id="numbers"')[1]
    assert len(re.findall(r'<th scope="row">', numbers)) == len(settlements) == 36
    assert said.say("minutes.straight_line", speed=40.0, walk=5.0, detour=1.3) in page


def test_the_legend_counts_every_settlement(guest):
    page = guest.get("/resources/reach/?kind=COM-DAY")

    counts = re.findall(r"\((\d+) places?\)", page.split('class="legend"')[1].split("</ul>")[0])
    assert sum(int(count) for count in counts) == 36


def test_shares_beyond_the_limit_are_told_by_group_counted_and_surveyed(guest):
    page = guest.get("/resources/reach/?kind=COM-DAY")

    assert "Older people, 65 and over" in page
    assert "No day care within 30 minutes: share of people with disabilities aged 5 or more" in page
    assert "Steps, no ramp or lift on the way to services" in page


def test_a_longer_limit_leaves_fewer_beyond(guest):
    def beyond(minutes):
        page = guest.get(f"/resources/reach/?kind=FAC-BUS&mode=walk&within={minutes}")
        return int(
            re.search(r'Everybody</th><td class="num">[^<]*<br/?><span class="unit">([\d,]+)<', page)[1].replace(
                ",", ""
            )
        )

    assert beyond(10) > beyond(60) > beyond(400) >= 0


def test_an_impossible_wish_is_told_and_the_usual_is_shown(guest):
    page = guest.get("/resources/reach/?kind=HOM-CARE&within=30", status=422)

    assert "“HOM-CARE” is no kind of service that people travel to." in page
    assert 'id="numbers"' in page


def test_the_workbook_holds_the_same_numbers(guest):
    answer = guest.client.get("/resources/reach/sheet.xlsx?kind=COM-DAY")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"Trpezica", "Settlement", "Minutes, usable in a wheelchair"} <= cells
    assert any("No roads" in cell for cell in cells)
    assert len(book.worksheets) == 2


def test_the_map_is_a_picture_too(guest):
    answer = guest.client.get("/resources/reach/map.png?kind=COM-DAY&measure=reach")

    assert answer.content.startswith(b"\x89PNG")


def test_the_address_is_not_taken_for_a_service(guest):
    assert "Who can reach it" in guest.get("/resources/reach/")


def test_a_site_that_nobody_looked_at_is_not_said_to_be_unusable(guest):
    from sofra.store.supply import SiteRow

    SiteRow.objects.update(step_free=None)  # the test's own transaction puts it back

    page = guest.get("/resources/reach/?kind=COM-DAY&usable=yes")

    assert "nobody looked" in page.split('id="numbers"')[1]
    assert "count as not usable here" in page or "counts as not usable here" in page
