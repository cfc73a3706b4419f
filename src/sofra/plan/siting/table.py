"""The minutes from every home to every site, by any way of travelling."""

import numpy as np

from sofra.plan.siting.problem import Floats
from sofra.resources.travel.way import Spots, Way


def table(way: Way, homes: Spots, sites: Spots, *, limit: float = np.inf) -> Floats:
    """(homes, sites) minutes, inf where a site cannot be reached (within the limit)."""
    minutes = np.full((len(homes), len(sites)), np.inf)
    for found in way.each(homes, sites, limit):
        minutes[found.homes, found.facility] = found.minutes
    return minutes
