"""Spots of sites that cannot be right, or that one has to know of: in the sea, far away, two at one point."""

from collections.abc import Iterator, Sequence

import numpy as np

from sofra.resources.faults import FAR_KM, IMPOSSIBLE_KM
from sofra.resources.travel.globe import EARTH_KM, apart
from sofra.types.errors import Issue, Severity
from sofra.types.place import Place
from sofra.types.supply import Inventory, Site

NAMED = 5
"""As many sites are named in one sentence."""


def odd_spots(inventory: Inventory, places: Sequence[Place]) -> Iterator[Issue]:
    """Sites far from every settlement (the sea, another country, coordinates swapped) and sites at one point.

    One note each, with how many and the first names. Nothing is told of a safe house: its spot is nobody's business.
    """
    sites = [one for one in inventory.sites if not one.hidden and one.lon is not None and one.lat is not None]
    spots = np.array([(one.lon, one.lat) for one in sites], dtype=np.float64).reshape(-1, 2)
    homes = [(one.lon, one.lat) for one in places if one.lon is not None and one.lat is not None]
    if len(homes) and len(sites):
        km = apart(spots[:, None, :], np.array(homes, dtype=np.float64)[None, :, :], EARTH_KM).min(axis=1)
        yield from _told("sites_impossible", [sites[n] for n in np.flatnonzero(km > IMPOSSIBLE_KM)], IMPOSSIBLE_KM)
        far = np.flatnonzero((km > FAR_KM) & (km <= IMPOSSIBLE_KM))
        yield from _told("sites_far", [sites[n] for n in far], FAR_KM)
    _, at, count = np.unique(np.round(spots, 6), axis=0, return_inverse=True, return_counts=True)
    yield from _told("sites_one_point", [sites[n] for n in np.flatnonzero(count[at.reshape(-1)] > 1)])


def _told(code: str, sites: Sequence[Site], km: float = 0.0) -> Iterator[Issue]:
    if sites:
        names = ", ".join(one.name.get("en") or next(iter(one.name.values()), one.id) for one in sites[:NAMED])
        more = len(sites) - NAMED
        values: dict[str, str | int | float] = {
            "n": len(sites),
            "names": f"{names} +{more}" if more > 0 else names,
            "km": km,
        }
        yield Issue(code, values=values, severity=Severity.NOTE)
