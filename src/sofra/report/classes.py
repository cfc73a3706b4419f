"""The classes of a map: Fisher and Jenks for one map, and the same classes for maps that are compared."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINE = frozenset({"share", "score", "ratio", "points", "index", "places_per_1000"})
"""Units whose numbers are small: two digits behind the point, which for a share are whole per cent."""

MOST = 5
"""Classes that an eye can still tell apart on a map."""


def classes(values: Iterable[float | None], unit: str = "", most: int = MOST) -> tuple[float, ...]:
    """Upper ends of at most `most` classes, inclusive, as printed numbers; () without a value.

    Give the values of all periods or places that are to be compared: their maps then share one legend. Values are
    rounded as they are printed (shares to whole per cent, people and minutes to whole numbers), then put into classes
    by Fisher and Jenks (Fisher 1958: the least sum of squares within classes). Missing values are left out.
    """
    return tuple(fisher_jenks([printed(value, unit) for value in _known(values)], most))


def printed(value: float, unit: str) -> float:
    """The value rounded as it is printed on a map: an area falls into the class of the number that it shows."""
    return round(value, 2 if unit in FINE else 0)


def even(values: Iterable[float | None], most: int = MOST) -> tuple[float, ...]:
    """Upper ends at round steps from zero, for a variable whose scale people know; () without a value above zero."""
    top = max(_known(values), default=0.0)
    if top <= 0:
        return ()
    rough = top / most
    power = 10.0 ** floor(log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough * (1 - 1e-9))
    return tuple(round(step * n, 10) for n in range(1, ceil(top / step - 1e-9) + 1))


def fisher_jenks(values: Sequence[float], most: int = MOST) -> list[float]:
    """The highest value of each class of the partition with the least sum of squares within classes.

    As many classes as there are different values, `most` at the most. Exact: dynamic programming over the sorted
    values (Fisher 1958), O(classes x n^2) in NumPy. Agrees with mapclassify 2.10 (FisherJenks) and with brute force.
    """
    import numpy as np

    found, weight = np.unique(np.asarray(values, dtype=float), return_counts=True)
    count, groups = len(found), min(most, len(found))
    if count == 0:
        return []
    shifted = found - found.mean()
    sums = [np.concatenate([[0.0], np.cumsum(part)]) for part in (weight, weight * shifted, weight * shifted**2)]
    best = np.array([_within(sums, 0, end) for end in range(1, count + 1)])
    cuts = np.zeros((groups, count), dtype=int)
    for group in range(1, groups):
        following = np.full(count, np.inf)
        for end in range(group, count):
            starts = np.arange(group, end + 1)
            costs = best[starts - 1] + _within(sums, starts, end + 1)
            chosen = int(np.argmin(costs))
            following[end], cuts[group, end] = costs[chosen], starts[chosen]
        best = following
    return [float(found[end]) for end in _ends(cuts, groups, count)]


def _within(sums: "Sequence[NDArray[Any]]", start: Any, end: int) -> Any:
    """Sum of squares around their mean of the values from `start` (one, or an array of them) up to before `end`."""
    w, s, q = sums
    return q[end] - q[start] - (s[end] - s[start]) ** 2 / (w[end] - w[start])


def _ends(cuts: "NDArray[Any]", groups: int, count: int) -> list[int]:
    ends, end = [], count - 1
    for group in range(groups - 1, -1, -1):
        ends.append(end)
        end = int(cuts[group, end]) - 1
    return ends[::-1]


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]
