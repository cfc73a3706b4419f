"""The frontier of a siting problem as a picture and a table: what a shorter mean way costs the one furthest away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sofra.packs.texts import Texts
from sofra.plan.siting.frontier import Point
from sofra.plan.siting.ground import Ground
from sofra.plan.siting.hand import suggested
from sofra.plan.siting.words import gap
from sofra.web.pages.siting import address

LARGEST = {"width": 420.0, "height": 240.0, "left": 44.0, "below": 36.0, "room": 16.0}
"""The frontier's picture in its own units."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of the frontier: its words, its spot in the picture, and the address that puts it on the map."""

    number: int
    mean: str
    worst: str
    places: str
    certain: str
    x: str
    y: str
    link: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The frontier as marks, with the line through them and the ends of both axes in words."""

    marks: Sequence[Mark]
    line: str
    ends: Sequence[str]


def picture(points: Sequence[Point], ground: Ground, sent: Mapping[str, Any], texts: Texts) -> Picture:
    """The frontier: mean minutes from left to right, the longest way upwards."""
    means, worst = [point.mean for point in points], [point.worst for point in points]
    if not points:
        return Picture((), "", ())
    xs, ys = _along(means, "width", "left"), _along(worst, "height", "below")
    high = LARGEST["height"]
    marks = [
        Mark(
            number,
            texts.number(point.mean, 1),
            texts.number(point.worst, 1),
            ", ".join(ground.siting.sites[n] for n in point.answer.chosen),
            gap(point.answer, texts),
            f"{x:.1f}",
            f"{high - y:.1f}",
            address(sent, suggested(ground, point.answer.chosen)),
        )
        for number, (point, x, y) in enumerate(zip(points, xs, ys, strict=True), 1)
    ]
    ends = [texts.number(end, 1) for end in (min(means), max(means), min(worst), max(worst))]
    return Picture(marks, " ".join(f"{mark.x},{mark.y}" for mark in marks), ends)


def _along(numbers: Sequence[float], size: str, start: str) -> list[float]:
    """Numbers spread over one side of the picture."""
    low, high = min(numbers), max(numbers)
    first, room = LARGEST[start] + LARGEST["room"], LARGEST[size] - LARGEST[start] - 2 * LARGEST["room"]
    return [first + room * ((number - low) / (high - low) if high > low else 0.5) for number in numbers]
