"""Boundaries, and which place each belongs to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sofra.sources.features import AREAS, Feature, read_features
from sofra.sources.files import DEFAULT_LIMITS, Limits, take
from sofra.sources.names import closest, fold
from sofra.sources.zones import read_map
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Reading
from sofra.types.keys import PlaceId
from sofra.types.place import Place


def read_boundaries(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Reading[Feature]:
    """The polygons of a map file (GeoJSON, GeoPackage, zipped Shapefile) in longitude and latitude.

    Broken ones are held with the reason. Raises SourceError for a file that says no coordinate system or has no areas.
    """
    content = take(path, limits)
    if content.format in ("gpkg", "shp"):
        return read_map(content)
    return read_features(path, AREAS, limits)


def join(places: Sequence[Place], features: Sequence[Feature]) -> tuple[list[Place], list[Issue]]:
    """The places with their geometry: matched by code, then by name and parent, whatever the script.

    Issues: a boundary without a place; a place without a boundary (only of kinds of which another has one); one
    FILE issue when nothing matches at all, since then the two files speak of different places.
    """
    matches = _by_code(places, features)
    _by_name(places, features, matches)
    found = [replace(place, geometry=features[matches[place.id]].geometry) if place.id in matches else place
             for place in places]  # fmt: skip
    if not matches:
        values = {"places": len(places), "boundaries": len(features)}
        return found, [Issue("boundaries_match_nothing", Where(), values, Severity.FILE)]
    return found, [*_places_without(places, features, matches), *_boundaries_without(places, features, matches)]


def _by_code(places: Sequence[Place], features: Sequence[Feature]) -> dict[PlaceId, int]:
    codes = {fold(feature.code): index for index, feature in reversed(list(enumerate(features))) if feature.code}
    return {place.id: codes[fold(place.id)] for place in places if fold(place.id) in codes}


def _by_name(places: Sequence[Place], features: Sequence[Feature], matches: dict[PlaceId, int]) -> None:
    """A name that two places share counts only together with the parent."""
    taken = set(matches.values())
    names = {place.id: {fold(text) for text in place.name.values()} for place in places}
    shared = Counter(name for place in places if place.id not in matches for name in names[place.id])
    parents = {place.id: _parent_names(place, places) for place in places}
    for index, feature in enumerate(features):
        if index in taken:
            continue
        own = {fold(name) for name in feature.names}
        free = [place for place in places if place.id not in matches and own & names[place.id]]
        if feature.parent and len(free) > 1:
            free = [place for place in free if fold(feature.parent) in parents[place.id]]
        if len(free) == 1 and (feature.parent or all(shared[name] < 2 for name in own & names[free[0].id])):
            matches[free[0].id] = index


def _parent_names(place: Place, places: Sequence[Place]) -> set[str]:
    parent = next((one for one in places if one.id == place.parent), None)
    return {fold(parent.id), *(fold(text) for text in parent.name.values())} if parent else set()


def _places_without(
    places: Sequence[Place], features: Sequence[Feature], matches: dict[PlaceId, int]
) -> Iterator[Issue]:
    kinds = {place.kind for place in places if place.id in matches}
    free = [features[index].title for index in range(len(features)) if index not in set(matches.values())]
    for place in places:
        if place.id not in matches and place.kind in kinds:
            name = place.name.get("en", place.id)
            near = next((found for text in place.name.values() if (found := closest(text, free, 75))), "–")
            values = {"place": place.id, "name": name, "closest": near}
            yield Issue("place_without_boundary", Where(), values, Severity.CELL)


def _boundaries_without(
    places: Sequence[Place], features: Sequence[Feature], matches: dict[PlaceId, int]
) -> Iterator[Issue]:
    used = set(matches.values())
    free = [text for place in places if place.id not in matches for text in place.name.values()]
    for index, feature in enumerate(features):
        if index not in used:
            values = {"name": feature.title, "closest": closest(feature.title, free, 75) or "–"}
            yield Issue("boundary_without_place", Where(row=index + 1), values, Severity.CELL)
