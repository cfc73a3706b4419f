"""Who lives beyond a limit, by age and sex as the settlements' people were counted: a count, without sampling error."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from sofra.resources.reach.beyond import Beyond, beyond
from sofra.resources.reach.state import Reach
from sofra.types.place import Place

GROUPS: Mapping[str, tuple[str, int, int | None]] = MappingProxyType(
    {
        "all": ("", 0, None),
        "children": ("", 0, 17),
        "adults": ("", 18, 64),
        "old": ("", 65, None),
        "women": ("f", 0, None),
        "men": ("m", 0, None),
    }
)
"""Each group with its sex ("" for both) and its ages, both inclusive."""


def beyond_by_group(settlements: Sequence[Place], minutes: Reach, limit: float) -> dict[str, Beyond]:
    """Each group's people within and beyond the limit. Left out: a group that the counted age classes cut in two."""
    found = {}
    for group, (sex, low, high) in GROUPS.items():
        people = [_people(place, sex, low, high) for place in settlements]
        known = [one for one in people if one is not None]
        if len(known) == len(people) and not np.isnan(known).all():
            found[group] = beyond(minutes, np.array(known, dtype=np.float64), limit)
    return found


def _people(place: Place, sex: str, low: int, high: int | None) -> float | None:
    """People of a place; NaN where nobody counted any, None where the classes do not tell this group apart."""
    if not place.population:
        return np.nan
    total = 0
    top = np.inf if high is None else high
    for part in place.population:
        end = np.inf if part.high is None else part.high
        if sex and part.sex not in ("f", "m"):
            return None
        if (sex and part.sex != sex) or end < low or part.low > top:
            continue
        if part.low < low or end > top:
            return None
        total += part.people
    return float(total)
