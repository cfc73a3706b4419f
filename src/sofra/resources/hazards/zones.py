"""Zones from map features, and what is odd about them: overlaps, holes, zones outside the municipality."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from sofra.sources.names import fold
from sofra.sources.zones import FILE
from sofra.types.errors import Issue, Severity, Where
from sofra.types.hazard import KINDS, Zone
from sofra.types.place import Place

WORDS = {
    "flood": ("flood", "poplav", "vershim", "inund"),
    "fire": ("fire", "pozhar", "pozar", "zjarr"),
    "landslide": ("landslide", "svlechish", "svlekuv", "odron", "rreshqitj", "klizish", "odroni"),
    "drought": ("drought", "susha", "susa", "thatesi", "sushi"),
    "pandemic": ("pandemi", "epidemi", "covid", "kovid"),
    "earthquake": ("earthquake", "seism", "seizm", "zemjotres", "termet", "potres"),
}
"""Parts of words, folded to small Latin letters, by which a map says what its zones are of in any language."""

KIND = ("kind", "hazard", "type", "hazard_type", "vid", "вид", "opasnost", "опасност")
LEVEL = ("level", "class", "category", "stepen", "степен", "nivo", "ниво", "risk", "ризик")
YEARS = ("return_period_years", "return_period", "return_years", "years", "povraten_period", "повратен_период")
SOURCE = ("source", "izvor", "извор")
DAY = ("date", "day", "valid_from", "datum", "датум")


def zones_of(features: Iterable[Mapping[str, Any]]) -> list[Zone]:
    """The zones of a layer's GeoJSON features; a kind that no word gives away is "other"."""
    return [_zone(feature) for feature in features]


def odd(zones: Sequence[Zone], places: Sequence[Place]) -> Iterator[Issue]:
    """What somebody should look at: kinds unknown, holes, overlaps of one danger, zones that touch no place.

    Nothing is taken away: a hole stays a hole, people where two zones lie over each other are counted once.
    """
    shapes = [shape(zone.geometry) for zone in zones]
    territory = _territory(places)
    for number, (zone, drawn) in enumerate(zip(zones, shapes, strict=True), start=1):
        spot, name = Where(row=number), zone.name.get("en", "")
        if zone.kind == "other":
            yield _note("zone_kind_unknown", spot, name=name, known=", ".join(KINDS))
        if holes := _holes(drawn):
            yield _note("zone_holes", spot, name=name, n=holes)
        if territory is not None and not drawn.intersects(territory):
            yield _note("zone_outside", spot, name=name)
    yield from _overlaps(zones, shapes)


def danger_id(zone: Zone) -> str:
    """The danger that a zone belongs to, as a word of small letters: "flood_100y", "fire_high", "landslide"."""
    parts = [zone.kind]
    if zone.years is not None:
        parts.append(f"{zone.years:g}y".replace(".", "_"))
    elif zone.level:
        parts.append(fold(zone.level).replace(" ", "_"))
    return "_".join(part for part in parts if part)


def united(zones: Iterable[Zone]) -> BaseGeometry:
    """All these zones as one shape, so that nobody is counted twice."""
    return unary_union([shape(zone.geometry) for zone in zones])


def drawn(geometry: BaseGeometry) -> Mapping[str, Any]:
    """A shape as GeoJSON."""
    return mapping(geometry)  # type: ignore[no-any-return]


def _zone(feature: Mapping[str, Any]) -> Zone:
    properties = {str(key).casefold(): value for key, value in (feature.get("properties") or {}).items()}
    names = {key.removeprefix("name_"): str(text) for key, text in properties.items() if key.startswith("name_")}
    name = {"en": str(properties.get("name") or names.get("en") or ""), **names}
    return Zone(
        kind=_kind(_first(properties, KIND), *name.values(), properties.get(FILE)),
        name=name,
        geometry=feature["geometry"],
        level=str(_first(properties, LEVEL) or ""),
        years=_number(_first(properties, YEARS)),
        source=str(_first(properties, SOURCE) or ""),
        on=str(_first(properties, DAY) or ""),
    )


def _first(properties: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((properties[name] for name in names if properties.get(name) not in (None, "")), None)


def _kind(*texts: Any) -> str:
    """The kind that the first text with a known word gives away."""
    for text in texts:
        folded = fold(str(text or ""))
        for kind, words in WORDS.items():
            if any(word in folded for word in words):
                return kind
    return "other"


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    found = re.search(r"\d+(?:[.,]\d+)?", str(value))
    years = float(found[0].replace(",", ".")) if found else 0.0
    return years or None


def _holes(drawn: BaseGeometry) -> int:
    parts = getattr(drawn, "geoms", [drawn])
    return sum(len(part.interiors) for part in parts if hasattr(part, "interiors"))


def _territory(places: Sequence[Place]) -> BaseGeometry | None:
    shapes = [shape(place.geometry) for place in places if place.geometry]
    return unary_union(shapes) if shapes else None


def _overlaps(zones: Sequence[Zone], shapes: Sequence[BaseGeometry]) -> Iterator[Issue]:
    numbered = list(enumerate(zip(zones, shapes, strict=True), start=1))
    for (one, (first, a)), (other, (second, b)) in combinations(numbered, 2):
        # Two levels of one flood lie in each other by their nature.
        if danger_id(first) == danger_id(second) and a.intersection(b).area > 0:
            names = {"name": first.name.get("en", ""), "other": second.name.get("en", "")}
            yield _note("zone_overlap", Where(row=one), **names, number=other)


def _note(code: str, where: Where, **values: str | int | float) -> Issue:
    return Issue(code, where, values, Severity.NOTE)
