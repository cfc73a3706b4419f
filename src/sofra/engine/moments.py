"""The sums that every estimate is made of: people, weights and answers by sampling unit and domain, in one pass.

A domain (a group in a place) is a set of rows inside the sums, never a filter: a unit where nobody of the domain
was found still counts as a unit (Särndal, Swensson and Wretman 1992, section 10.3).
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats


@dataclass(frozen=True, slots=True)
class Layout:
    """Which rows stand in which domain: one entry for every pair of a row and a domain that holds it.

    `row` (pairs,), `domain` (pairs,) positions; `domains` how many domains there are.
    """

    row: Codes
    domain: Codes
    domains: int


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the rows that count. `n`, `w`, `wy` have one line a part and one column a domain.

    `n` rows; `w` their weights; `wy` weight times (y - shift). By domain only: `wyy` weight times (y - shift)²,
    `ww` squared weights, `hits` rows with y above 0. `shift` was taken off y so that no digits are lost.
    """

    n: Floats
    w: Floats
    wy: Floats
    wyy: Floats
    ww: Floats
    hits: Floats
    shift: float = 0.0


def layout(memberships: Flags) -> Layout:
    """The pairs of row and domain from a table of memberships: (rows, domains), True where the row belongs."""
    row, domain = np.nonzero(memberships)
    return Layout(row.astype(np.int64), domain.astype(np.int64), memberships.shape[1])


def cross(first: Layout, second: Layout, rows: int) -> Layout:
    """Every pair of domains that share rows: domain number first * second.domains + second.

    `rows` is the number of rows of the data set. Pairs come sorted by row, then first, then second domain.
    """
    order = np.argsort(second.row, kind="stable")
    second_domain = second.domain[order]
    count = np.bincount(second.row, minlength=rows)
    start = np.concatenate(([0], np.cumsum(count)[:-1])) if rows else np.zeros(0, dtype=np.int64)
    repeat = count[first.row]
    within = np.arange(int(repeat.sum())) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    partner = second_domain[np.repeat(start[first.row], repeat) + within]
    domain = np.repeat(first.domain, repeat) * second.domains + partner
    return Layout(np.repeat(first.row, repeat), domain, first.domains * second.domains)


def moments(
    part: Codes,
    parts: int,
    domains: Layout,
    *,
    weight: Floats,
    y: Floats,
    counts: Flags,
) -> Moments:
    """Sums by part (sampling unit or post-stratum; -1 belongs to none) and domain.

    `part`, `weight`, `y`, `counts` have one entry a row; a row where `counts` is False adds nothing. Sums run in the
    order of the rows, so the same rows in the same order give the same digits.
    """
    live = counts[domains.row] & (part[domains.row] >= 0)
    row, domain = domains.row[live], domains.domain[live]
    shift = _shift(y[counts])
    w, d = weight[row], y[row] - shift
    cell, shape = part[row] * domains.domains + domain, (parts, domains.domains)
    return Moments(
        n=np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64),
        w=_sum(cell, w, shape),
        wy=_sum(cell, w * d, shape),
        wyy=_by(domain, w * d * d, domains.domains),
        ww=_by(domain, w * w, domains.domains),
        hits=_by(domain, (y[row] > 0).astype(np.float64), domains.domains),
        shift=shift,
    )


def rows_in(domains: Layout, which: Flags) -> Floats:
    """How many of these rows stand in each domain: (domains,)."""
    return np.bincount(domains.domain[which[domains.row]], minlength=domains.domains).astype(np.float64)


def _sum(cell: Codes, values: Floats, shape: tuple[int, int]) -> Floats:
    return _by(cell, values, shape[0] * shape[1]).reshape(shape)


def _by(cell: Codes, values: Floats, cells: int) -> Floats:
    return np.bincount(cell, values, minlength=cells).astype(np.float64, copy=False)


def _shift(y: Floats) -> float:
    """What to take off y: nothing for yes and no, a rounded mean otherwise."""
    if not len(y) or (y.min() >= 0 and y.max() <= 1):
        return 0.0
    return float(np.round(y.mean()))
