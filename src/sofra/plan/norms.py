"""Places at a country's norm: a dated, verified standard turned into a number of places, by its unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.types.keys import ServiceKind
from sofra.types.planning import Norm

PARAMETER = "places"
"""The parameter of a norm that says how many places there have to be; other parameters (staff, area) are not read."""

PER: Mapping[str, tuple[str, float]] = {
    "places": ("", 1.0),
    "places_per_1000_people": ("people", 1000.0),
    "places_per_1000_in_group": ("group", 1000.0),
    "places_per_100_in_need": ("need", 100.0),
    "share_of_need": ("need", 1.0),
}
"""The units in which a norm of places may stand: per how many of whom ("" for an absolute number)."""


@dataclass(frozen=True, slots=True)
class Size:
    """Whom a norm may count: the inhabitants of the place, the people of the group, those in need."""

    people: float | None
    group: float | None
    need: float | None


def places_at_norm(service: ServiceKind, norms: Sequence[Norm], size: Size, period: str) -> float | None:
    """The places that the norm for this service demands; None without a verified, valid norm in a known unit.

    A norm that nobody verified, or without a value, is never used. The latest to come into force counts. None also
    when the number of those whom the norm counts is not known.
    """
    valid = [norm for norm in norms if norm.service == service and _in_force(norm, period)]
    if not valid:
        return None
    norm = max(valid, key=lambda norm: norm.valid_from)
    whom, per = PER[norm.unit]
    count = {"": 1.0, "people": size.people, "group": size.group, "need": size.need}[whom]
    return None if count is None or norm.value is None else norm.value * count / per


def _in_force(norm: Norm, period: str) -> bool:
    """True for a verified norm of places that holds in the period (a year or a day; ISO texts compare as dates)."""
    if not norm.verified or norm.value is None or norm.parameter != PARAMETER or norm.unit not in PER:
        return False
    started = not norm.valid_from or norm.valid_from[: len(period)] <= period
    return started and (not norm.valid_to or norm.valid_to[: len(period)] >= period)
