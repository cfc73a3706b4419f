"""Charts and maps: what they show, that they say it in words, and that the same numbers give the same bytes."""

import re
import xml.etree.ElementTree as Tree
from dataclasses import replace
from typing import Any

import pytest

from sofra.packs.texts import texts
from sofra.render import svg
from sofra.render.charts import CHARTS
from sofra.render.legend import class_of
from sofra.render.look import NARROW, WIDE
from sofra.types.document import Chart, Map, Mark, Pin, Shape

SQUARE = [[21.7, 41.4], [21.8, 41.4], [21.8, 41.5], [21.7, 41.5], [21.7, 41.4]]
NEXT = [[21.8, 41.4], [21.9, 41.4], [21.9, 41.5], [21.8, 41.5], [21.8, 41.4]]
THIRD = [[21.9, 41.4], [22.0, 41.4], [22.0, 41.5], [21.9, 41.5], [21.9, 41.4]]


def bars() -> Chart:
    return Chart(
        "interval_bars",
        "Who needs help",
        (
            Mark("Help at home", 0.38, 0.31, 0.45, "ok", "38% (31–45%)"),
            Mark("Day care", 0.22, 0.1, 0.36, "unreliable", "22%* (10–36%)"),
            Mark("Transport", None, series="suppressed", text="withheld"),
        ),
        "Share",
        'Three needs & their "shares"',
        "share",
        "Source: survey",
    )


def drawn_map() -> Map:
    shapes = (
        Shape("A", "Town", {"type": "Polygon", "coordinates": [SQUARE]}, 0.1, "10%"),
        Shape("B", "Hills", {"type": "MultiPolygon", "coordinates": [[NEXT]]}, 0.4, "40%"),
        Shape("C", "Plain", {"type": "Polygon", "coordinates": [THIRD]}, None, "withheld", "withheld"),
    )
    road = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[21.7, 41.4], [21.9, 41.5]]}}
    pins = (Pin("Day centre", 21.75, 41.45, "Services"),)
    return Map(
        "Lack of help", shapes, "Map of three areas", "Share", pins, (road,), (0.1, 0.4), "share", "Source: survey"
    )


def words(picture: str) -> str:
    return " ".join(
        "".join(node.itertext()) for node in Tree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    )


def test_a_chart_reads_the_same_as_last_time(snapshot: Any) -> None:
    assert svg.chart(bars(), "en") == snapshot


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert svg.chart(bars(), "en") == svg.chart(bars(), "en")
    assert svg.map_(drawn_map(), "mk") == svg.map_(drawn_map(), "mk")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_every_kind_of_chart_is_drawn_at_both_widths(kind: str, width: int) -> None:
    marks = tuple(Mark(f"Label {n}", 1.0 + n, 1.0, 4.0, series=s) for n in range(3) for s in ("Women", "Men"))

    picture = svg.chart(Chart(kind, "Title", marks, "Axis", "Words"), "en", width)

    points = float(re.search(r'width="([\d.]+)pt"', picture).group(1))  # type: ignore[union-attr]
    assert points == pytest.approx(width * 0.75, abs=0.01)
    assert "Label 0" in words(picture)


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_a_chart_without_marks_is_drawn_empty(kind: str) -> None:
    assert "Title" in words(svg.chart(Chart(kind, "Title", (), "Axis", "Words"), "en"))


def test_a_picture_is_an_image_with_words_for_those_who_cannot_see_it() -> None:
    root = Tree.fromstring(svg.chart(bars(), "en"))

    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Three needs & their "shares"'


def test_letters_stay_letters_in_the_shipped_typeface() -> None:
    picture = svg.chart(replace(bars(), title="Кому му треба помош"), "mk")

    assert "Кому му треба помош" in words(picture)
    assert "Noto Sans" in picture
    assert "DejaVu" not in picture


def test_a_withheld_number_is_hatched_and_says_so() -> None:
    picture = svg.chart(bars(), "en")

    assert "withheld" in words(picture)
    assert "<pattern" in picture
    assert "<pattern" not in svg.chart(replace(bars(), marks=bars().marks[:2]), "en")


def test_two_pictures_on_one_page_share_no_id() -> None:
    first = set(re.findall(r'\bid="([^"]+)"', svg.chart(bars(), "en", name="f1")))
    second = set(re.findall(r'\bid="([^"]+)"', svg.chart(bars(), "en", name="f2")))

    assert first
    assert not first & second


def test_every_reference_inside_a_picture_finds_its_id() -> None:
    picture = svg.map_(drawn_map(), "en", name="f7")

    ids = set(re.findall(r'\bid="([^"]+)"', picture))
    wanted = set(re.findall(r"url\(#([^)]+)\)", picture)) | set(re.findall(r'href="#([^"]+)"', picture))
    assert wanted
    assert wanted <= ids


def test_labels_cannot_become_markup_in_a_picture() -> None:
    evil = replace(bars(), title='<script>alert(1)</script> & "q"', marks=(Mark("</text><script>", 1.0, text="$x^2$"),))

    picture = svg.chart(evil, "en")

    assert "<script" not in picture
    assert "</text><script>" in words(picture)
    assert "$x^2$" in words(picture)


def test_a_map_counts_the_areas_of_each_class_in_its_legend() -> None:
    shown = words(svg.map_(drawn_map(), "en"))

    assert "up to 10% (1 place)" in shown
    assert "over 10% to 40% (1 place)" in shown
    assert "withheld to protect" in shown
    assert "Services" in shown
    assert "km" in shown


@pytest.mark.parametrize(("value", "number"), [(0.0, 0), (0.1, 0), (0.11, 1), (0.4, 1), (0.9, 1)])
def test_a_value_falls_into_the_class_whose_upper_end_it_does_not_pass(value: float, number: int) -> None:
    assert class_of(value, (0.1, 0.4)) == number


def test_a_map_without_anything_on_it_is_drawn_empty() -> None:
    assert "Nothing" in words(svg.map_(Map("Nothing", (), "Empty", "Share"), "en"))


def test_a_picture_for_word_is_a_png() -> None:
    assert svg.picture_png(bars(), "en").startswith(b"\x89PNG")
    assert texts("en").say("render.kilometres", n=5) == "5 km"
