"""What the tags of a way mean for somebody who travels in a given manner: km/h each way, 0 where it is closed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sofra.resources.travel.profile import Profile

Tags = Mapping[str, str]

LIMITS = MappingProxyType({"urban": 50.0, "rural": 90.0, "trunk": 110.0, "motorway": 130.0})
"""Km/h of a limit that is given as a word ("MK:urban")."""

LEADING = re.compile(r"\s*(\d+)")
KMH_OF_MPH = 1.609
YES, BACK = frozenset({"yes", "1", "true"}), frozenset({"-1", "reverse"})


@dataclass(frozen=True, slots=True)
class Lane:
    """Km/h along the way and against it, 0 where closed; `local` when only those who live there may pass."""

    forward: float
    backward: float
    local: bool = False


CLOSED = Lane(0.0, 0.0)


def lane(tags: Tags, profile: Profile) -> Lane:
    """How fast the way can be travelled in both directions."""
    if any(tags.get(key) in values for key, values in profile.without.items() if not key.startswith("sidewalk")):
        return CLOSED
    ahead, back = _access(tags, profile, "forward"), _access(tags, profile, "backward")
    class_kmh = profile.speeds.get(tags.get("highway") or tags.get("route", ""))
    speeds = [
        0.0 if _refused(may, tags, profile) else _speed(tags, profile, class_kmh, (way, may))
        for way, may in (("forward", ahead), ("backward", back))
    ]
    along, against = _directions(tags, profile)
    local = bool({ahead, back} & profile.local_only) or tags.get("highway") in profile.local_classes
    return Lane(speeds[0] if along else 0.0, speeds[1] if against else 0.0, local)


def closed_point(tags: Tags, profile: Profile) -> bool:
    """True when nobody of this mode gets past the point: a wall, a bollard, a kerb."""
    access = _first(tags, profile.access)
    if access is not None:
        return access in profile.refused
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    if barrier == "kerb" and (tags.get("kerb") in {"lowered", "flush", "no"} or tags.get("highway") == "crossing"):
        return False
    if tags.get("bollard") == "rising" or tags.get("sensory") in {"audible", "audio"}:
        return False
    if profile.open_barriers is not None:
        return barrier not in profile.open_barriers
    return barrier in profile.barred


def delay(tags: Tags, profile: Profile) -> float:
    """Seconds that the point costs."""
    return sum(seconds for what, seconds in profile.delays.items() if _is(tags, what))


def limit_kmh(text: str | None) -> float | None:
    """A signed limit in km/h: "50", "30 mph", "MK:urban"; None when nothing is signed or it cannot be read."""
    if not text:
        return None
    digits = LEADING.match(text)
    if digits:
        return float(digits[1]) * (KMH_OF_MPH if "mph" in text else 1.0)
    return LIMITS.get(text.rpartition(":")[2].lower()) if ":" in text else None


def incline(text: str | None) -> float | None:
    """The slope that a sign gives in per cent, rise over run: "8%", "-5 %"; None for "up", "10°" and the like."""
    if not text:
        return None
    number = text.replace(",", ".").rstrip("%° ").strip()
    try:
        value = float(number)
    except ValueError:
        return None
    return value / 100 if "%" in text else None


def _access(tags: Tags, profile: Profile, way: str) -> str | None:
    value = next((tags[name] for key in profile.access for name in (f"{key}:{way}", key) if name in tags), None)
    if value is None or ";" not in value:
        return value
    parts = [part.strip() for part in value.split(";")]
    return next((part for part in parts if part not in profile.refused), parts[0])


def _refused(access: str | None, tags: Tags, profile: Profile) -> bool:
    if access in profile.local_only:
        return tags.get("highway") not in profile.speeds or tags.get("highway") in profile.local_classes
    if access is not None:
        return access in profile.refused
    return any(
        tags.get(key) in values for key, values in profile.without.items() if key.startswith("sidewalk")
    )  # an own pavement stands beside


def _speed(tags: Tags, profile: Profile, class_kmh: float | None, way: tuple[str, str | None]) -> float:
    direction, access = way
    if class_kmh is None:
        class_kmh = profile.otherwise if access is not None else 0.0
    if class_kmh and profile.of_limit:
        signed = [f"maxspeed:{direction}", "maxspeed:advisory", "maxspeed", "source:maxspeed", "maxspeed:type"]
        limits = (limit_kmh(tags.get(key)) for key in signed)
        limit = next((kmh for kmh in limits if kmh), None)
        class_kmh = limit * profile.of_limit if limit else class_kmh
    return min([class_kmh, *_caps(tags, profile)])


def _caps(tags: Tags, profile: Profile) -> Iterable[float]:
    for key, table in (
        ("surface", profile.surfaces),
        ("tracktype", profile.tracks),
        ("smoothness", profile.smoothness),
    ):
        if tags.get(key) in table:
            yield table[tags[key]]
    slope = incline(tags.get("incline"))
    if profile.steepest is not None and slope is not None and abs(slope) > profile.steepest:
        yield 0.0


def _directions(tags: Tags, profile: Profile) -> tuple[bool, bool]:
    """Whether one may go along the way, and against it."""
    rule = _first(tags, profile.oneway)
    if rule in BACK:
        return False, True
    if rule in YES:
        return True, False
    implied = tags.get("highway") == "motorway" or tags.get("junction") in {"roundabout", "circular"}
    if implied and rule != "no" and profile.implied_oneway:
        return True, False
    moving = tags.get("conveying")
    if not profile.implied_oneway and tags.get("highway") in {"steps", "footway"} and rule != "no":
        return moving != "backward", moving != "forward"
    return True, True


def _first(tags: Tags, keys: Iterable[str]) -> str | None:
    return next((tags[key] for key in keys if key in tags), None)


def _is(tags: Tags, what: str) -> bool:
    key, _, value = what.partition("=")
    return tags.get(key) == value
