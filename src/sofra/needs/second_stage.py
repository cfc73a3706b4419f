"""What the households inside the sampled units add to an error, from sums kept only where a household has somebody.

V₂ = Σ_h n_h/N_h Σ_i (1 - m_i/M_i) m_i/(m_i - 1) Σ_j (u_hij - ū_hi)², u_hij the sum of the linearised weighted answers
of household j in unit i (Särndal, Swensson and Wretman 1992, result 4.3.1); the people of a household are all asked.
Equals R survey 4.5, svydesign(id=~unit+household, fpc=~N+M), to 1e-10 (tests/spec).

A unit with one household inside adds nothing here, for the household is its unit's mean (R 4.5 under "adjust", any R
under "remove"); the rule "fail" raises. R 4.1 under "adjust" takes the household's square uncentred.
"""

from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.engine.moments import Layout, cross
from sofra.needs.plan import Inside, Plan
from sofra.needs.variance import SELF_REPRESENTING, Linear
from sofra.needs.weights import Table
from sofra.types.errors import DesignError, stop


@dataclass(frozen=True, slots=True)
class Cells:
    """Every household in every domain that it has rows in, once: a cell. The same for all indicators of a table.

    `of_pair` (pairs,) the cell of each pair of row and domain; `domain`, `factor` (cells,) its domain and what its
    squares are multiplied by; `centre` (units,) what the square of the unit's sum is multiplied by. After
    post-stratification, for every cell and post-stratum of its household: `post_cell`, `post_domain`, `post_weight`;
    `post_squares` (post-strata, post-strata) sums of factor times weight times weight.
    """

    of_pair: Codes
    domain: Codes
    factor: Floats
    centre: Floats
    post_cell: Codes
    post_domain: Codes
    post_weight: Floats
    post_squares: Floats
    domains: int


@dataclass(frozen=True, slots=True)
class Squares:
    """Sums over households of squares of their sums, by domain: `yy`, `yw`, `ww` (domains,).

    `y_post`, `w_post` (post-strata, domains) the same with the household's weight in the post-stratum.
    """

    cells: Cells
    yy: Floats
    yw: Floats
    ww: Floats
    y_post: Floats
    w_post: Floats


def cells(table: Table, plan: Plan, layout: Layout) -> Cells | None:
    """The households of these domains; None where the plan knows nothing of a second stage."""
    if plan.inside is None:
        return None
    factor, centre = _factors(plan, plan.inside)
    key, of_pair = np.unique(table.household[layout.row] * layout.domains + layout.domain, return_inverse=True)
    household, domain = np.divmod(key, layout.domains)
    of_household = factor[plan.inside.unit]
    weights = _weights(table, len(of_household))
    home, post = np.nonzero(weights)
    pairs = cross(
        Layout(household, np.arange(len(key)), len(key)), Layout(home, np.arange(len(home)), len(home)), len(weights)
    )
    cell, entry = np.divmod(pairs.domain, max(len(home), 1))
    return Cells(
        of_pair,
        domain,
        of_household[household],
        centre,
        post_cell=cell,
        post_domain=post[entry] * layout.domains + domain[cell],
        post_weight=(weights[home, post] * of_household[home])[entry],
        post_squares=weights.T @ (weights * of_household[:, None]),
        domains=layout.domains,
    )


def squares(kept: Cells, layout: Layout, *, weight: Floats, y: Floats, counts: Flags, shift: float) -> Squares:
    """The sums of one indicator; arguments as those of moments, `shift` what was taken off y there."""
    live = counts[layout.row]
    row, cell = layout.row[live], kept.of_pair[live]
    w = _sum(cell, weight[row], len(kept.domain))
    wy = _sum(cell, weight[row] * (y[row] - shift), len(kept.domain))
    shape = (len(kept.post_squares), kept.domains)

    def by_domain(values: Floats) -> Floats:
        return _sum(kept.domain, values * kept.factor, kept.domains)

    def by_post(values: Floats) -> Floats:
        weighted = values[kept.post_cell] * kept.post_weight
        return _sum(kept.post_domain, weighted, shape[0] * shape[1]).reshape(shape)

    return Squares(kept, by_domain(wy * wy), by_domain(wy * w), by_domain(w * w), by_post(wy), by_post(w))


def second_variance(of: Squares, linear: Linear, of_units: Floats, of_posts: Floats, *, weights: Floats) -> Floats:
    """What the second stage adds to every domain's variance: (domains,).

    `of_units` (units, domains) residual totals, `of_posts` (post-strata, domains) and `weights` (units, post-strata) as
    in residual_totals. The square of a household's residual is multiplied out, for residuals of households would fill
    a table of all households and all domains.
    """
    centre, scale = linear.centre, linear.scale
    found = (of.yy - 2 * centre * of.yw + centre**2 * of.ww) * scale**2
    if len(of_posts):
        taken = of_posts / weights.sum(axis=0)[:, None]
        found -= 2 * (taken * (of.y_post - centre * of.w_post)).sum(axis=0) * scale
        found += (taken * (of.cells.post_squares @ taken)).sum(axis=0)
    found -= np.einsum("ud,ud,u->d", of_units, of_units, of.cells.centre)
    return np.maximum(found, 0.0)


def _factors(plan: Plan, inside: Inside) -> tuple[Floats, Floats]:
    """What a household's square and its unit's squared sum are multiplied by: (units,) each."""
    open_ = inside.outside >= SELF_REPRESENTING
    alone = (inside.sampled == 1) & open_
    if alone.any() and plan.lonely == "fail":
        raise stop(DesignError, "unit_of_one_household", n=int(alone.sum()))
    seen = (1.0 - plan.outside)[plan.stratum]
    factor = np.where(open_, seen * inside.outside, 0.0)
    factor = factor * np.where(alone, 0.0, inside.sampled / np.maximum(inside.sampled - 1, 1))
    return factor, factor / inside.sampled


def _weights(table: Table, households: int) -> Floats:
    """The weights of all rows by household and post-stratum: (households, post-strata)."""
    posts = len(table.margin.totals)
    rows = table.margin.cell >= 0
    cell = table.household[rows] * posts + table.margin.cell[rows]
    return _sum(cell, table.weight[rows], households * posts).reshape(households, posts)


def _sum(cell: Codes, values: Floats, size: int) -> Floats:
    """Sums of the values by cell, floats even where there is none."""
    return np.bincount(cell, values, minlength=size).astype(np.float64, copy=False)
