"""Many comparisons at once: how small a chance must be before one of them means something."""

from collections.abc import Sequence


def holm(chances: Sequence[float]) -> list[float]:
    """Each chance among all of them: the smallest times their number, the next times one fewer … (Holm 1979).

    At 0.05 at most one list in twenty names any difference where there is none. R: p.adjust(method = "holm").
    """
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    found, least = [0.0] * len(chances), 0.0
    for number, place in enumerate(order):
        least = max(least, min(1.0, chances[place] * (len(chances) - number)))
        found[place] = least
    return found


def false_discovery(chances: Sequence[float]) -> list[float]:
    """Each chance as a share of false alarms among those named up to it (Benjamini and Hochberg 1995; R: "BH")."""
    order = sorted(range(len(chances)), key=lambda place: -chances[place])
    found, most = [0.0] * len(chances), 1.0
    for number, place in enumerate(order):
        most = min(most, chances[place] * len(chances) / (len(chances) - number))
        found[place] = most
    return found
