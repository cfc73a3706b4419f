"""What every measure is made of: each group's mean and share of the people, and how all of these move together.

Any design serves (stages, corrections, fitted weights, replicates): the covariance comes from its own linearisation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.survey.by import domains
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import effective, linearised

STEP = 1e-20
"""How far into the imaginary slopes are taken (Squire and Trapp 1998): their error is its square."""

BEND = 1e-5
"""How far apart two slopes are taken to see how a measure bends."""

Complex = NDArray[np.complex128]
Formula = Callable[[Complex, Complex], Complex]
"""A smooth function of the groups' means and their shares of the people, (groups,) each; no abs, max or comparisons."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of people, in the order given.

    `mean` (groups,) of the outcome, NaN where nobody answered; `part` (groups,) each group's share of the people, which
    sums to 1 where the groups do not overlap; `covariance` (2 · groups, 2 · groups) of means, then parts; `n` (groups,)
    rows with an answer, `hits` (groups,) of these with an outcome above 0; `df` degrees of freedom; `alike` True when
    everybody gave the same answer; `whole` the mean of all.
    """

    names: Sequence[str]
    mean: Floats
    part: Floats
    covariance: Floats
    n: Codes
    hits: Codes
    df: int
    alike: bool
    whole: float

    def position(self, name: str) -> int | None:
        """Where a group stands, None when there is nobody of it."""
        here = list(self.names).index(name) if name in self.names else None
        return here if here is not None and np.isfinite(self.mean[here]) else None

    @property
    def binary(self) -> bool:
        """All means can be shares."""
        return bool(np.nanmin(self.mean) >= 0 and np.nanmax(self.mean) <= 1)

    @property
    def spread(self) -> Floats:
        """The covariance of the means alone, (groups, groups)."""
        size = len(self.names)
        return self.covariance[:size, :size]


def grouped(of: Survey, outcome: str, *columns: str) -> Groups:
    """Groups of a column, or of a cross of columns (names joined by a point), for rows where all are known."""
    column = of.frame.column(outcome)
    code, names = domains(of, columns)
    asked = only(of, column.known & (code >= 0))
    inside = np.stack([code == number for number in range(len(names))], axis=1) if names else np.zeros((of.size, 0))
    return of_masks(asked, column.values.astype(np.float64), names, inside.astype(np.bool_))


def of_masks(asked: Survey, y: Floats, names: Sequence[str], inside: Flags, *, parts: bool = True) -> Groups:
    """Groups that may overlap: `inside` (rows, groups) who is in which, `y` (rows,) the outcome of the rows asked.

    `parts` False leaves out how the groups' shares of the people move (their covariances are 0): for gaps alone.
    """
    member = inside.astype(np.float64)
    seen = asked.inside & (asked.weight > 0)
    filled = np.where(seen, y, 0.0)

    def valued(weight: Floats) -> Floats:
        under, whole = weight @ member, weight.sum()
        mean = np.divide((weight * filled) @ member, under, out=np.full(len(under), np.nan), where=under > 0)
        part = under / whole if whole > 0 else np.full(len(under), np.nan)
        return np.concatenate([mean, part]) if parts else mean

    def scored(value: Floats) -> Floats:
        weight = effective(asked, asked.weight)
        under, whole, size = weight @ member, weight.sum(), member.shape[1]
        share = np.divide(1.0, under, out=np.zeros(size), where=under > 0)
        means = member * (filled[:, None] - np.nan_to_num(value[:size])) * share
        return np.concatenate([means, (member - value[size:]) / whole], axis=1) if parts else means

    terms = [*names, *(f"part:{name}" for name in names if parts)]
    return _groups(asked, filled, names, member, found=linearised(asked, terms, valued, scored).covariance)


def _groups(of: Survey, y: Floats, names: Sequence[str], member: Floats, *, found: Floats) -> Groups:
    """The groups with all that is counted of them; covariances that were not taken are 0."""
    size, seen = len(names), of.inside & (of.weight > 0)
    covariance = np.zeros((2 * size, 2 * size))
    covariance[: len(found), : len(found)] = np.nan_to_num(found)
    weight = effective(of, of.weight)
    under, whole, own, answers = weight @ member, float(weight.sum()), member[seen], y[seen]
    return Groups(
        names,
        np.divide((weight * y) @ member, under, out=np.full(size, np.nan), where=under > 0),
        under / whole if whole > 0 else np.full(size, np.nan),
        covariance,
        own.sum(axis=0).astype(np.int64),
        own[answers > 0].sum(axis=0).astype(np.int64),
        of.df,
        alike=not len(answers) or bool(np.ptp(answers) == 0),
        whole=float(weight @ y / whole) if whole > 0 else float("nan"),
    )


def ordered(of: Groups, order: Sequence[str]) -> Groups:
    """The groups in this order, those without anybody left out; parts are of those that remain.

    Raises nothing: names that are not there are left out too.
    """
    keep = [at for at in (of.position(name) for name in order) if at is not None]
    left = picked(of, [of.names[at] for at in keep])
    return left if np.isclose(left.part.sum(), 1.0) else _rescaled(left)


def picked(of: Groups, names: Sequence[str]) -> Groups:
    """These groups alone, their shares of the people as they are: quicker where a measure needs no others."""
    keep = [list(of.names).index(name) for name in names]
    both = [*keep, *(len(of.names) + at for at in keep)]
    return replace(
        of,
        names=list(names),
        mean=of.mean[keep],
        part=of.part[keep],
        covariance=of.covariance[np.ix_(both, both)],
        n=of.n[keep],
        hits=of.hits[keep],
    )


def present(of: Groups) -> Groups:
    """The groups in which somebody answered."""
    return ordered(of, of.names)


def at(of: Groups, formula: Formula) -> tuple[float, float]:
    """A formula's value and standard error (delta method with exact slopes); NaN where it has no value."""
    value = _value(formula, of.mean, of.part)
    slope = slopes(of, formula)
    variance = float(slope @ of.covariance @ slope)
    return value, float(np.sqrt(max(variance, 0.0)))


def slopes(of: Groups, formula: Formula, mean: Floats | None = None, part: Floats | None = None) -> Floats:
    """The formula's slope in each mean, then in each part: (2 · groups,)."""
    size = len(of.names)
    point = np.concatenate([of.mean if mean is None else mean, of.part if part is None else part])
    found = np.zeros(2 * size)
    for place in range(2 * size):
        aside = point.astype(np.complex128)
        aside[place] += 1j * STEP
        with np.errstate(all="ignore"):
            found[place] = complex(formula(aside[:size], aside[size:])).imag / STEP
    return found


def bias(of: Groups, formula: Formula) -> float:
    """How far sampling noise alone moves a smooth measure: ½ Σ H ∘ C, H its second slopes (second-order delta method).

    Exact for the part that is quadratic in the means, such as a variance between groups.
    """
    size, point = len(of.names), np.concatenate([of.mean, of.part])
    bend = np.zeros((2 * size, 2 * size))
    for place in range(2 * size):
        up, down = point.copy(), point.copy()
        up[place] += BEND
        down[place] -= BEND
        ends = [slopes(of, formula, one[:size], one[size:]) for one in (up, down)]
        bend[place] = (ends[0] - ends[1]) / (2 * BEND)
    return float((bend * of.covariance).sum() / 2)


def _value(formula: Formula, mean: Floats, part: Floats) -> float:
    with np.errstate(all="ignore"):
        found = complex(formula(mean.astype(np.complex128), part.astype(np.complex128))).real
    return found if np.isfinite(found) else float("nan")


def _rescaled(of: Groups) -> Groups:
    """Parts of the groups that remain, summing to 1; the covariance follows."""
    size, whole = len(of.names), of.part.sum()
    if whole <= 0:
        return of
    part = of.part / whole
    moved = np.eye(2 * size)
    moved[size:, size:] = (np.eye(size) - part[:, None]) / whole
    return replace(of, part=part, covariance=moved @ of.covariance @ moved.T)
