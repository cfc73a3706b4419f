"""Chance that repeats itself: draws that depend on a name only, the same on every machine."""

import math
from collections.abc import Mapping, Sequence
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
SEED = "trpezica-2026"
_NORMAL = NormalDist()


class Dice:
    """Draws for one household, place or document; its name is its seed, so that a change elsewhere moves nothing."""

    __slots__ = ("_random",)

    def __init__(self, name: str) -> None:
        self._random = Random(f"{SEED}/{name}").random

    def share(self) -> float:
        """A number from 0 to 1."""
        return self._random()

    def yes(self, share: float) -> bool:
        """True with this probability."""
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def bell(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A number from the normal distribution."""
        return _NORMAL.inv_cdf(min(max(self._random(), 1e-9), 1 - 1e-9)) * spread + mean

    def pick(self, items: Sequence[T]) -> T:
        """One item, each as likely."""
        return items[int(self._random() * len(items))]

    def one_of(self, weights: Mapping[T, float]) -> T:
        """One key, as likely as its weight."""
        left = self._random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return list(weights)[-1]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """So many different items, in their own order."""
        order = sorted(range(len(items)), key=lambda _: self._random())
        return [items[i] for i in sorted(order[:count])]


def logistic(score: float) -> float:
    """The probability that belongs to a score; 0 is one half."""
    return 1 / (1 + math.exp(-score))
