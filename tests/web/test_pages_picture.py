"""Gaps as a picture for a letter."""

import pytest

from sofra.packs.texts import texts
from sofra.render.legend import entries
from sofra.render.look import WORSE
from sofra.store import queries
from sofra.web.pages.gaps import Choice
from sofra.web.pages.picture import gap_chart, gap_map, gap_shades, lent, source
from sofra.web.pages.released import latest

pytestmark = pytest.mark.once


@pytest.mark.parametrize("view", ["map", "chart"])
def test_the_picture_is_a_png_that_the_page_offers(ana, view):
    page = ana.get(f"/gaps/?service=COM-DAY&as={view}")
    address = f"/gaps/picture.png?service=COM-DAY&group=ALL&{'measure=without&' * (view == 'map')}as={view}"
    answer = ana.client.get(address)

    assert address.replace("&", "&amp;") in page
    assert answer.content.startswith(b"\x89PNG")
    assert f"sofra-{view}-COM-DAY" in answer.headers["Content-Disposition"]


def test_where_low_is_worse_the_low_end_is_the_dark_one(ana):
    released, places = latest(), queries.places()

    drawn = gap_map(released, places, Choice("COM-DAY", "ALL", "coverage", "map"), texts("en"), words=("t", "s"))

    looks = [entry.look for entry in entries(drawn, texts("en")) if entry.kind == "class"]
    assert drawn.worse == "low"
    assert looks == [color for color in reversed(WORSE) if color in looks]
    assert "/gaps/picture.png" in ana.get("/gaps/?service=COM-DAY&measure=coverage")


@pytest.mark.parametrize(("lang", "words"), [("en", "Fictional"), ("mk", "Измислена")])
def test_the_picture_shows_the_numbers_of_the_page_and_says_where_they_are_from(ana, lang, words):
    released, places, said = latest(), queries.places(), texts(lang)
    choice = Choice("EMP", "ALL", "without", "map")

    drawn = gap_map(released, places, choice, said, words=("t", "s"))
    chart = gap_chart(released, places, choice, said, words=("t", "s"))

    assert [s.value for s in drawn.shapes if s.id == "TRP-01"] == [
        round(released.gap("EMP", "ALL", "TRP-01").without.value)
    ]
    assert drawn.breaks[-1] == max(shape.value for shape in drawn.shapes if shape.value is not None)
    assert chart.marks[0].value == released.gap("EMP", "ALL", "TRP-T").without.value
    told = source(queries.latest(), queries.municipality(), said, lent(gap_shades(released, places, choice)))
    assert words in told
    assert str(lent(gap_shades(released, places, choice))["lent"]) in told
