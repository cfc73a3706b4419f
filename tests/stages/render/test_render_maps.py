"""Pictures of maps: what stands where, which colour means what, and shapes light enough to be drawn."""

import io
from dataclasses import replace
from math import cos, pi, sin

import pytest
from PIL import Image

from sofra.packs.texts import texts
from sofra.render import maps
from sofra.render.canvas import drawing
from sofra.render.legend import entries
from sofra.render.look import CLASSES, NARROW, WIDE, WORSE, pin_look
from sofra.render.outlines import drawn
from sofra.render.svg import map_, picture_png
from sofra.types.document import Layer, Map, Pin, Shape


def square(west: float, south: float, side: float = 0.1) -> dict:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def needs() -> Map:
    shapes = (
        Shape("A", "Горно Село", square(21.7, 41.4), 0.1, "10 %"),
        Shape("B", "Долно Село", square(21.8, 41.4), 0.4, "40 %", model=True),
        Shape("C", "Средно Село", square(21.9, 41.4), None, state="withheld"),
        Shape("D", "Ново Село", square(22.0, 41.4), None, state="none"),
        Shape("E", "Точка", {"type": "Point", "coordinates": [21.75, 41.55]}, 0.4, "40 %"),
    )
    return Map("Карта на потребите", shapes, "Карта", "Удел", breaks=(0.1, 0.4), unit="share", source="Извор, 2026",
               worse="high")  # fmt: skip


def colors(picture: bytes) -> set[tuple[int, ...]]:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return {color for count, color in image.getcolors(1 << 24) if count > 30}


def rgb(code: str) -> tuple[int, ...]:
    return tuple(int(code[at : at + 2], 16) for at in (1, 3, 5))


def test_a_picture_for_word_is_seven_inches_wide_at_200_dots_and_has_its_colours() -> None:
    picture = picture_png(needs(), "mk")

    image = Image.open(io.BytesIO(picture))
    assert image.width == 1400
    assert image.height > 400
    assert {rgb(WORSE[0]), rgb(WORSE[4])} <= colors(picture)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_legend_the_source_and_the_scale_stand_in_the_picture_in_cyrillic(width: int) -> None:
    picture = map_(needs(), "mk", width).replace("\xa0", " ")

    for words in (
        "Карта на потребите",
        "до 10 % (1 место)",
        "задржано",
        "ништо не е познато",
        "Извор, 2026",
        "Удел",
    ):
        assert words in picture
    assert "DejaVu" not in picture


def test_the_scale_and_the_source_stand_below_the_map_and_never_on_it() -> None:
    with drawing():
        picture = maps.draw(needs(), texts("en"), WIDE)

    low = picture.axes[0].get_position().y0
    below = [text for text in picture.texts if text.get_text() in ("Извор, 2026",) or text.get_text().endswith(" km")]
    assert len(below) == 2
    assert all(text.get_position()[1] < low for text in below)


def test_a_long_legend_stands_below_the_map_so_that_nothing_stays_blank() -> None:
    pins = tuple(Pin(f"S{n}", 21.75, 41.45, f"Kind {n}") for n in range(20))
    with drawing():
        long = maps.draw(replace(needs(), pins=pins), texts("en"), WIDE)
        short = maps.draw(needs(), texts("en"), WIDE)

    assert long.axes[0].get_position().width > 0.9
    assert short.axes[0].get_position().width < 0.75


def test_names_that_would_lie_on_each_other_are_moved_or_left_out() -> None:
    spots = [(21.7 + n % 8 / 100, 41.4 + n // 8 / 100) for n in range(40)]
    crowd = tuple(Shape(str(n), f"A long name {n}", square(*spot, 0.01), 1.0, "1") for n, spot in enumerate(spots))
    with drawing():
        picture = maps.draw(Map("t", crowd, "a", "l", breaks=(1.0,)), texts("en"), WIDE)
        picture.canvas.draw()
        frames = [text.get_window_extent() for text in picture.axes[0].texts]

    assert 0 < len(frames) < 40
    overlapping = [1 for i, one in enumerate(frames) for other in frames[:i] if one.overlaps(other)]
    assert overlapping == []


def test_where_low_is_worse_the_lowest_class_is_the_darkest() -> None:
    looks = [entry.look for entry in entries(replace(needs(), worse="low"), texts("en")) if entry.kind == "class"]
    calm = [entry.look for entry in entries(replace(needs(), worse=""), texts("en")) if entry.kind == "class"]

    assert looks == [WORSE[4], WORSE[0]]
    assert calm == [CLASSES[0], CLASSES[4]]


def test_a_legend_counts_classes_withheld_unknown_and_lent() -> None:
    counted = {(entry.kind, entry.words): entry.count for entry in entries(needs(), texts("en"))}

    assert [count for (kind, _), count in counted.items() if kind == "class"] == [1, 2]
    assert {kind: count for (kind, _), count in counted.items() if kind != "class"} == {
        "withheld": 1,
        "none": 1,
        "model": 1,
    }


def test_no_two_of_36_layers_of_pins_look_the_same() -> None:
    assert len({pin_look(number) for number in range(36)}) == 36


def test_a_layer_without_features_is_no_trouble() -> None:
    assert "Water" in map_(replace(needs(), layers=(Layer("water", "Water", ()),)), "en")


def ring(corners: int, middle: tuple[float, float] = (21.7, 41.4)) -> dict:
    turns = [2 * pi * n / corners for n in range(corners)]
    spots = [[middle[0] + 0.1 * cos(turn), middle[1] + 0.1 * sin(turn)] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*spots, spots[0]]]}


def test_light_outlines_stay_exactly_as_they_are() -> None:
    found = drawn([square(21, 41), None])

    assert found.metres == 0
    assert found.geometries == [square(21, 41), None]


def test_heavy_outlines_are_simplified_within_the_tolerance_that_is_told() -> None:
    from shapely.geometry import shape

    heavy = [ring(8_000), ring(8_000, (22.5, 41.4))]

    found = drawn(heavy, 1_000)

    assert found.metres >= 5
    light = [shape(one) for one in found.geometries]
    for before, after in zip([shape(one) for one in heavy], light, strict=True):
        assert after.is_valid
        assert len(after.exterior.coords) < 1_000
        assert before.hausdorff_distance(after) * 111_320 < found.metres * 3


def test_neighbours_keep_one_border_when_they_are_simplified() -> None:
    from shapely import union_all
    from shapely.geometry import mapping, shape

    round_ = shape(ring(30_000))
    left, right = round_.intersection(shape(square(21.5, 41.2, 0.2))), round_.difference(shape(square(21.5, 41.2, 0.2)))

    found = drawn([mapping(left), mapping(right)], 1_000)

    parts = [shape(one) for one in found.geometries]
    assert parts[0].intersection(parts[1]).area < 1e-9
    assert len(getattr(union_all(parts), "interiors", ())) == 0
