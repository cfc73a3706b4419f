"""What known totals explain of an answer: the part that is taken out before its error is measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.survey.design import Fitted, Replicates, Survey
from sofra.needs.survey.totals import OUTSIDE

SWEEPS = 10
"""Sweeps over the margins of a raking, as in R's svyrecvar."""
ZERO = 1e-12


@dataclass(frozen=True, slots=True)
class Regressed:
    """Totals met by regression: `basis` (rows, rank) orthonormal columns of √w·x, `root` (rows,) g√w.

    The residual is g(y - x'B) with B the regression of y on x by the weights before the fit, as R's svyrecvar for
    calibrate(); Deville and Särndal 1992, eq. 3.4.
    """

    basis: Floats
    root: Floats

    def residual(self, weighted: Floats) -> Floats:
        """What is left of weighted answers, (rows, terms), after the regression on the known totals."""
        there = np.abs(self.root) > 0
        plain = np.divide(weighted, self.root[:, None], out=np.zeros_like(weighted), where=there[:, None])
        left = (plain - self.basis @ (self.basis.T @ plain)) * self.root[:, None]
        return np.where(there[:, None], left, weighted)


@dataclass(frozen=True, slots=True)
class Celled:
    """Totals of classes: `cell` (rows,), -1 for none; `before` and `after` (rows,) the weights around the fit."""

    cell: Codes
    before: Floats
    after: Floats

    def residual(self, weighted: Floats) -> Floats:
        """What is left of weighted answers, (rows, terms), less the mean of their class by the weights before."""
        return self._less(weighted, self.before)

    def plainly(self, weighted: Floats) -> Floats:
        """As `residual`, by the plain mean of the class."""
        return self._less(weighted, np.ones_like(self.before))

    def _less(self, weighted: Floats, by: Floats) -> Floats:
        there = (self.cell != OUTSIDE) & (self.after != 0)
        inside = np.where(there, self.cell, 0)
        share = np.divide(np.where(there, by, 0.0), self.after, out=np.zeros_like(by), where=there)
        size = np.bincount(inside, np.where(there, by, 0.0))
        columns = []
        for one in weighted.T:
            sums = np.bincount(inside, one * share, minlength=len(size))
            mean = np.divide(sums, size, out=np.zeros_like(sums), where=size != 0)
            columns.append(np.where(there, one - mean[inside] * self.after, one))
        return np.stack(columns, axis=1) if columns else weighted


@dataclass(frozen=True, slots=True)
class Swept:
    """Totals of several margins met in turn: the residual is swept over them ten times, as R's svyrecvar does."""

    margins: Sequence[Celled]

    def residual(self, weighted: Floats) -> Floats:
        """What is left of weighted answers, (rows, terms), after the margins."""
        for _ in range(SWEEPS):
            for margin in self.margins:
                weighted = margin.plainly(weighted)
        return weighted


@dataclass(frozen=True, slots=True)
class Answered:
    """Weights of those who answered, made up for those of their class who did not.

    `cell` (rows,) the class; `before` (rows,) the weights of all who were asked; `after` those of the answers, 0 for
    the rest. Row k of class c counts g(y - ȳ) + ȳ, the silent ones ȳ, the mean of the class's answers: the response
    rate is itself an estimate (Yansaneh and Eltinge 1998; Taylor expansion of the ratio of two totals).
    """

    cell: Codes
    before: Floats
    after: Floats

    def residual(self, weighted: Floats) -> Floats:
        """Weighted answers, (rows, terms), with what the estimated response rates add to their error."""
        there = self.cell != OUTSIDE
        inside = np.where(there, self.cell, 0)
        size = np.bincount(inside, np.where(there, self.after, 0.0))
        moved = np.where(there, self.before - self.after, 0.0)
        columns = []
        for one in weighted.T:
            sums = np.bincount(inside, np.where(there, one, 0.0), minlength=len(size))
            mean = np.divide(sums, size, out=np.zeros_like(sums), where=size != 0)
            columns.append(one + mean[inside] * moved)
        return np.stack(columns, axis=1) if columns else weighted


def regressed(x: Floats, before: Floats, factor: Floats) -> Regressed:
    """The regression on the columns of `x`, (rows, totals), by the weights before; columns may depend on each other."""
    root = np.sqrt(before)
    left, size, _ = np.linalg.svd(np.where(factor[:, None] != 0, x * root[:, None], 0.0), full_matrices=False)
    kept = size > size.max(initial=0.0) * 1e-10
    return Regressed(np.ascontiguousarray(left[:, kept]), factor * root)


def refitted(of: Survey, fit: Callable[[Floats], Floats], known: Callable[[Floats, Floats], Fitted]) -> Survey:
    """The survey with its weights fitted, and each of its replicate weights fitted anew, as R does.

    `fit(weight)` gives the fitted weights, (rows,); `known(before, after)` what takes the totals out of the errors.
    """
    weight = fit(of.weight)
    replicates = of.replicates
    if replicates is not None:
        replicates = _again(replicates, fit)
    last = [one for one in of.fitted if isinstance(one, Answered)]
    first = [one for one in of.fitted if not isinstance(one, Answered)]
    taken_out = known(of.weight, weight)
    # Response rates come last: what they add belongs to answers from which the totals are already taken out.
    every = [*first, *last, taken_out] if isinstance(taken_out, Answered) else [*first, taken_out, *last]
    return replace(of, weight=weight, fitted=tuple(every), replicates=replicates)


def _again(replicates: Replicates, fit: Callable[[Floats], Floats]) -> Replicates:
    weights = np.stack([fit(replicates.column(one)) for one in range(replicates.count)], axis=1)
    return replace(replicates, factor=weights, group=None, start=None)
