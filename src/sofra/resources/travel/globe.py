"""How far two points of the globe lie apart."""

import numpy as np
from numpy.typing import NDArray

EARTH_KM, EARTH_METRES = 6371.0088, 6_371_008.8
"""The mean radius of the earth."""

KM_PER_DEGREE = EARTH_KM * np.pi / 180
"""Of latitude: 111.195; of longitude times the cosine of the latitude."""


def apart(starts: NDArray[np.float64], ends: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Great-circle distance in the unit of the radius, by the haversine formula.

    `starts` and `ends`: (..., 2) longitude and latitude in degrees, of shapes that broadcast against each other.
    """
    a, b = np.radians(starts), np.radians(ends)
    half = (b - a) / 2
    h = np.sin(half[..., 1]) ** 2 + np.cos(a[..., 1]) * np.cos(b[..., 1]) * np.sin(half[..., 0]) ** 2
    return np.asarray(2 * radius * np.arcsin(np.sqrt(np.clip(h, 0.0, 1.0))), dtype=np.float64)
