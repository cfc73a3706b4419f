"""Incomes of a sample: known and weighted, their quantiles and density, and what a household's income is per adult."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Codes, Column, Flags, Floats, Frame, as_text, codes
from sofra.needs.survey.design import Survey, only, with_column
from sofra.types.errors import DesignError, Issue, Severity, Where

ADULT = 14
FIRST, OTHER, CHILD = 1.0, 0.5, 0.3
"""Modified OECD scale: the first person of 14 and over, every other one, every child below 14 (Eurostat, HX050)."""

NEARLY = 1e-12
"""Cumulated weights are equal to a share of the whole within this: sums differ in their last digits."""


@dataclass(frozen=True, slots=True)
class Incomes:
    """One income column of a sample: `x` (rows,) with 0 where unknown, `of` the sample with unknown rows left out."""

    name: str
    x: Floats
    of: Survey

    @property
    def whole(self) -> Survey:
        """Everybody whose income is known, also outside the question."""
        return Survey(
            self.of.frame,
            self.of.weight,
            self.of.stages,
            self.known,
            lonely=self.of.lonely,
            fitted=self.of.fitted,
            replicates=self.of.replicates,
            probability=self.of.probability,
        )

    @property
    def known(self) -> Flags:
        """Rows whose income is known: (rows,)."""
        return self.of.frame.column(self.name).known


def incomes(of: Survey, name: str) -> Incomes:
    """The income column of a sample; raises DesignError when it is missing, a text, or known of nobody."""
    if name not in of.frame.columns:
        raise DesignError(Issue("design_column_missing", Where(column=name), {}, Severity.FILE))
    column = of.frame.column(name)
    if column.texts is not None:
        raise DesignError(Issue("income_not_number", Where(column=name), {}, Severity.FILE))
    if not column.known.any():
        raise DesignError(Issue("income_of_nobody", Where(column=name), {}, Severity.FILE))
    return Incomes(name, np.where(column.known, column.values, 0.0).astype(np.float64), only(of, column.known))


def remarks(of: Survey, name: str) -> list[Issue]:
    """What a reader of income measures has to know: how many unknown, below zero, and nought among those asked."""
    column = of.frame.column(name)
    counts = {
        "income_missing": of.inside & ~column.known,
        "income_negative": of.inside & column.known & (column.values < 0),
        "income_nought": of.inside & column.known & (column.values == 0),
    }
    asked = int(of.inside.sum())
    return [
        Issue(code, Where(column=name), MappingProxyType({"n": int(rows.sum()), "asked": asked}), Severity.NOTE)
        for code, rows in counts.items()
        if rows.any()
    ]


def quantile(x: Floats, weight: Floats, share: float, *, above: bool = False) -> float:
    """The smallest x at which the cumulated weight reaches `share` of the whole: R's svyquantile, qrule "math".

    `above`: goes beyond the share instead, as laeken's weightedQuantile does; the two differ only where a cumulated
    weight equals the share. Ties and the order of rows make no difference. NaN where all weights are 0.
    """
    kept = weight > 0
    if not kept.any():
        return float("nan")
    values, first = np.unique(x[kept], return_inverse=True)
    cumulated = np.cumsum(np.bincount(first, weight[kept]))
    edge = share * cumulated[-1]
    reached = cumulated > edge * (1 + NEARLY) if above else cumulated >= edge * (1 - NEARLY)
    return float(values[np.argmax(reached)] if reached.any() else values[-1])


def bandwidth(x: Floats, weight: Floats) -> float:
    """Width of the normal kernel for incomes: weighted standard deviation over the fifth root of the people.

    Osier 2009; convey's h_fun. Weights must sum to people; NaN where nobody is.
    """
    people = weight.sum()
    if not people > 0:
        return float("nan")
    variance = weight @ (x - weight @ x / people) ** 2 / people
    return float(np.sqrt(variance) / people**0.2)


def density(x: Floats, weight: Floats, at: float, width: float, *, of_income: bool = False) -> float:
    """Share of the people per unit of income at `at`, by a normal kernel; `of_income`: income per unit of income.

    NaN where all have the same income or nobody is there: a step has no slope.
    """
    if not (width > 0 and weight.any()):
        return float("nan")
    near = np.exp(-0.5 * ((at - x) / width) ** 2) / np.sqrt(2 * np.pi)
    if of_income:
        return float(near @ (weight * x) / width)
    return float(near @ weight / (weight.sum() * width))


def scale(ages: Iterable[float | None]) -> float | None:
    """How many adults a household counts as, by the modified OECD scale; None where an age is unknown.

    1 for the first person of 14 and over, 0.5 for every other, 0.3 for every child below 14. A household of children
    only counts its first child as the first person.
    """
    listed = list(ages)
    if not listed or any(age is None for age in listed):
        return None
    adults = sum(age >= ADULT for age in listed if age is not None)
    children = len(listed) - adults
    if not adults:
        return FIRST + CHILD * (children - 1)
    return FIRST + OTHER * (adults - 1) + CHILD * children


def scales(people: Frame, household: str, age: str) -> Column:
    """The modified OECD scale of every person's household, one value a row; unknown where an age of it is unknown."""
    ages = people.column(age)
    home, count = _homes(people, household)
    adult = ages.known & (ages.values >= ADULT)
    adults = np.bincount(home, adult, minlength=count)
    members = np.bincount(home, minlength=count)
    unknown = np.bincount(home, ~ages.known, minlength=count) > 0
    first = np.where(adults > 0, adults - 1, 0.0) * OTHER + FIRST
    children = members - np.maximum(adults, 1)
    size = first + CHILD * children
    known = ~unknown[home] & people.column(household).known
    return Column(np.where(known, size[home], 0.0), known)


def equivalised(of: Survey, *, household: str, age: str, income: str, name: str = "equivalised") -> Survey:
    """The sample with the household's income per equivalent adult as one more column, for every person.

    Rows are people, each with its household's income in `income`. Unknown where the income or an age is unknown.
    Raises DesignError when a column is not there or a household's people carry different incomes.
    """
    gone = [one for one in (household, age, income) if one not in of.frame.columns]
    if gone:
        raise DesignError(*(Issue("design_column_missing", Where(column=one), {}, Severity.FILE) for one in gone))
    money, size = of.frame.column(income), scales(of.frame, household, age)
    _same_income(of.frame, household, money, income)
    known = money.known & size.known
    per_adult = np.divide(money.values, size.values, out=np.zeros(of.size), where=known)
    return with_column(of, name, Column(per_adult, known))


def _homes(people: Frame, household: str) -> tuple[Codes, int]:
    texts: Sequence[str | None] = as_text(people.column(household))
    home, names = codes([text or "" for text in texts])
    return home, len(names)


def _same_income(people: Frame, household: str, money: Column, name: str) -> None:
    home, count = _homes(people, household)
    highest, lowest = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(highest, home[money.known], money.values[money.known])
    np.minimum.at(lowest, home[money.known], money.values[money.known])
    torn = int((highest > lowest).sum())
    if torn:
        raise DesignError(Issue("income_differs_within", Where(column=name), {"n": torn}, Severity.FILE))
