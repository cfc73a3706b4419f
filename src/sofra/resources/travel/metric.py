"""Streets as a measure of distance: every metre takes as long, whatever the surface, the slope and the lights."""

from dataclasses import replace

import numpy as np

from sofra.resources.travel.streets import Streets, over

KMH = 5.0
"""The one speed: 12 minutes are a kilometre."""


def metric(streets: Streets) -> Streets:
    """The same streets, the same closed directions, every metre at 5 km/h; also between a house and its street."""
    pieces = streets.pieces
    minutes = pieces.metres * 0.06 / KMH
    ahead, back = (np.where(np.isfinite(one), minutes, np.inf) for one in (pieces.forward, pieces.backward))
    profile = replace(streets.profile, off_road_kmh=KMH, turn_seconds=0.0)
    return over(profile, replace(pieces, forward=ahead, backward=back), streets.loose)
