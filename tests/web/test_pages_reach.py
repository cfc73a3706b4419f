"""Who can reach it: the map, the same numbers as a table, shares beyond the limit, the workbook, the picture."""

import io
import json
import re

import openpyxl
import pytest

from sofra.packs.texts import LANGUAGES, texts
from sofra.store import queries
from sofra.store.mapping import AnnexRow
from sofra.store.places import PlaceRow
from sofra.store.records import as_record
from sofra.types.hexagon import KIND, HomeCell, HomeCells


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page, re.S).group(1))


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
    assert len(book.worksheets) == 3


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


def test_settlements_gathered_into_hexagons_keep_everybody(guest):
    page = guest.get("/resources/reach/?kind=COM-DAY&by=hexagon&size=6")

    numbers = page.split('id="numbers"')[1]
    people = re.findall(r'<th scope="row">[^<]+</th><td class="num">([\d,]+)</td>', numbers)
    settlements = [place for place in queries.places() if place.kind == "settlement"]
    assert sum(int(one.replace(",", "")) for one in people) == sum(place.people for place in settlements)
    assert 5 < len(people) < 36
    assert "Measured from the middle of each hexagon" in page
    shapes = data_of(page)["shapes"]
    assert len(shapes) == len(people)
    assert set(data_of(page)["outlines"]) == {shape["id"] for shape in shapes}


def test_three_steps_divide_the_same_places_otherwise(guest):
    def column(method):
        numbers = guest.get(f"/resources/reach/?kind=FAC-SCHOOL&method={method}").split('id="numbers"')[1]
        return re.findall(r'<td class="num">([\d.]+)</td></tr>', numbers)

    assert len(column("e2sfca")) == len(column("3sfca")) == 36
    assert column("e2sfca") != column("3sfca")
    assert "people first divide themselves" in guest.get("/resources/reach/?kind=COM-DAY&method=3sfca")


def test_without_homes_on_the_map_households_have_a_sentence_and_no_hexagon(guest):
    page = guest.get("/resources/reach/?kind=COM-DAY&by=household")

    assert "No survey of the newest social map knows where its households live" in page
    assert data_of(page)["shapes"] == []


def test_hexagons_with_few_households_look_like_empty_ones_and_have_no_number(guest):
    release = queries.latest().id
    corners = ((21.6, 41.4), (21.7, 41.4), (21.65, 41.5), (21.6, 41.4))
    cells = [
        HomeCell("shown", 21.65, 41.43, corners, "TRP-01", 14),
        HomeCell("few", 21.75, 41.43, corners, "TRP-02", None),
    ]
    AnnexRow.objects.create(release_id=release, kind=KIND, content=as_record(HomeCells(8, 300, 210, True, cells)))

    page = guest.get("/resources/reach/?kind=COM-DAY&by=household")

    shapes = {shape["id"]: shape for shape in data_of(page)["shapes"]}
    assert shapes["few"]["c"] == -1
    assert shapes["few"]["text"] == "few households were asked here, or none"
    assert len(re.findall(r'<th scope="row">', page.split('id="numbers"')[1])) == 1
    assert '<td class="num">14</td>' in page
    assert "1 hexagon is hatched" in page


def test_no_goal_has_a_number_where_nothing_is_known_and_each_says_why(guest):
    PlaceRow.objects.filter(kind="settlement").update(attributes={})

    page = guest.get("/resources/reach/?kind=COM-DAY").split('id="goals"')[1]

    assert "the file of settlements does not say which are rural" in page
    assert "no survey that knows where its households live" in page


def test_rural_people_near_a_road_of_all_seasons_have_a_share_with_its_source(guest):
    page = guest.get("/resources/reach/?kind=COM-DAY").split('id="goals"')[1]

    told = re.search(r'<p class="figure">(\d+)%( to (\d+)%)?</p>', page)
    assert told, page[:1500]
    assert "Roads: 05_roads.geojson, brought in on" in page
    assert "No streets: a straight line times 1.3" in page


def test_what_exists_and_what_is_usable_have_a_share_each(guest):
    page = guest.get("/resources/reach/?kind=FAC-KINDER&within=10")

    assert "of the people live more than 10 minutes away" in page
    assert "of the people live more than 10 minutes from a site usable in a wheelchair" in page
    everybody = re.search(r'Everybody</th><td class="num">(\d+)%.*?wheelchair: (\d+)%', page, re.S)
    assert int(everybody[1]) <= int(everybody[2])


def test_the_map_of_usable_sites_has_the_classes_of_the_map_of_all(guest):
    every, usable = (
        re.findall(
            r"<span>((?:up to|over)[^(]+)\(", guest.get(f"/resources/reach/?kind=FAC-SCHOOL&measure=reach{more}")
        )
        for more in ("", "&usable=yes")
    )

    assert every == usable != []
