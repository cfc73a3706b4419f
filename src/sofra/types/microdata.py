"""Answers that may leave the office: how they are made coarse, and the report on what risk is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """A column by which a neighbour could recognise somebody, and how it is made coarse.

    `bounds` are the lower ends of classes (0, 15, 65: 0–14, 15–64, 65 and over); empty keeps the values.
    Of the keys, those named first lose their value first where somebody still stands out.
    """

    column: str
    bounds: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What leaves and how: the `keys`, the answers `kept` as they are, the answers watched as `sensitive`.

    Whatever is not named stays in the office. `k` is how many people must share every combination of keys;
    `largest_share` the largest expected share of people that somebody who knows the keys would recognise;
    `suda_size` the largest number of keys that the special-uniques search combines; `fewest` rows of a file.
    """

    keys: Sequence[Key]
    kept: Sequence[str]
    sensitive: Sequence[str] = ()
    k: int = 5
    largest_share: float = 0.01
    suda_size: int = 3
    fewest: int = 100


@dataclass(frozen=True, slots=True)
class Risk:
    """How recognisable the people of a file are.

    `rows` people; `unsafe` how many share their keys with fewer than 2, 3, 5 (by number); `expected` how many somebody
    who knows the keys of everybody would recognise, `share` the same of all; `diversity` the fewest different answers
    to each sensitive question among people of the same keys; `special` how many are unique already by few keys (SUDA),
    `highest` the highest such score.
    """

    rows: int
    unsafe: Mapping[int, int]
    expected: float
    share: float
    diversity: Mapping[str, int]
    special: int
    highest: float


@dataclass(frozen=True, slots=True)
class RiskReport:
    """The file's risk before and after, and what it cost: values cleared by column, columns and people left out."""

    before: Risk
    after: Risk
    cleared: Mapping[str, int]
    columns: Sequence[str]
    left_out: Sequence[str]
    k: int
    release: bool
    reasons: Sequence[str] = field(default=())
