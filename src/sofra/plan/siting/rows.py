"""The rows that every siting programme shares: how many, for how much, and the promises to groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.highs import Rows
from sofra.plan.siting.problem import Bools, Cap, Floats, Siting


@dataclass(frozen=True, slots=True)
class Reach:
    """Which homes must be, or may be, within reach of a candidate.

    `home`, `site`: the pairs within the minutes, home ascending; `homes`: (found,) the homes in question, those that an
    existing site reaches left out; `site` counts candidates.
    """

    homes: NDArray[np.int64]
    home: NDArray[np.int64]
    site: NDArray[np.int64]


def reach(siting: Siting, minutes: float, wanted: Bools, group: str = "") -> Reach:
    """The pairs of wanted home and candidate within the minutes; homes reached today (by this group) are left out."""
    asked = wanted & (siting.way(siting.for_group(group, siting.existing)) > minutes)
    homes = np.flatnonzero(asked)
    home, site = np.nonzero(siting.minutes[np.ix_(homes, siting.candidates)] <= minutes)
    return Reach(homes, home.astype(np.int64), site.astype(np.int64))


def limited(siting: Siting, rows: Rows) -> None:
    """At most so many sites, and for at most so much money."""
    columns = np.arange(len(siting.candidates))
    zeros = np.zeros(len(columns), dtype=np.int64)
    if siting.new is not None:
        rows.add(zeros, columns, np.ones(len(columns)), low=[0.0], high=[float(siting.new)])
    if siting.budget is not None and len(siting.cost):
        rows.add(zeros, columns, siting.cost[siting.candidates], low=[0.0], high=[siting.budget])


def everyone_within(siting: Siting, rows: Rows, minutes: float, wanted: Bools, *, group: str = "") -> None:
    """A candidate within the minutes of every wanted home that any candidate reaches in time."""
    pairs = reach(siting, minutes, wanted, group)
    homes, at = np.unique(pairs.home, return_inverse=True)
    count = len(homes)
    if count:
        rows.add(at, pairs.site, np.ones(len(at)), low=np.ones(count), high=np.full(count, np.inf))


def promised(siting: Siting, rows: Rows, columns: int) -> int:
    """The rows of all caps; gives how many columns there are now: a share needs one column a home, 0 to 1."""
    for cap in siting.caps:
        crowd = siting.groups[cap.group].people
        if cap.share >= 1:
            everyone_within(siting, rows, cap.minutes, crowd > 0, group=cap.group)
            continue
        pairs = reach(siting, cap.minutes, crowd > 0, cap.group)
        count = len(pairs.homes)
        reachable(rows, pairs, columns)
        today = crowd.sum() - crowd[pairs.homes].sum()
        least = cap.share * crowd.sum() - today
        every = np.arange(columns, columns + count)
        rows.add(np.zeros(count, dtype=np.int64), every, crowd[pairs.homes], low=[least - 1e-9], high=[np.inf])
        columns += count
    return columns


def reachable(rows: Rows, pairs: Reach, first: int) -> None:
    """A home counts as reached (its column from `first` on) only where a candidate that reaches it is chosen."""
    count = len(pairs.homes)
    if not count:
        return
    own = np.arange(count)
    rows.add(
        np.concatenate([own, pairs.home]),
        np.concatenate([own + first, pairs.site]),
        np.concatenate([np.ones(count), -np.ones(len(pairs.home))]),
        low=np.full(count, -np.inf),
        high=np.zeros(count),
    )


def keeps(siting: Siting, chosen: Sequence[int]) -> bool:
    """True when these sites, beside the existing ones, keep every promise to a group."""
    stands = siting.opened(chosen)
    return all(_kept(siting, cap, siting.way(siting.for_group(cap.group, stands))) for cap in siting.caps)


def _kept(siting: Siting, cap: Cap, way: Floats) -> bool:
    crowd = siting.groups[cap.group].people
    near = way <= cap.minutes
    if cap.share >= 1:
        return bool(near[crowd > 0].all())
    return bool(crowd[near].sum() >= cap.share * crowd.sum() - 1e-9)


def start_of(siting: Siting, chosen: Sequence[int]) -> Floats:
    """(candidates,) 1 where chosen: what a programme begins from."""
    return np.isin(siting.candidates, list(chosen)).astype(np.float64)


def picked(siting: Siting, x: Floats) -> list[int]:
    """The numbers of the sites whose column is 1."""
    return [int(n) for n in siting.candidates[x[: len(siting.candidates)] > 0.5]]
