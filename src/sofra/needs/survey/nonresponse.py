"""Weights of those who answered made up for those of their class who did not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Column, Flags, Floats
from sofra.needs.survey.design import Survey, only, with_column
from sofra.needs.survey.fitted import Answered, refitted
from sofra.needs.survey.totals import OUTSIDE, cells
from sofra.packs.condition import parse
from sofra.types.errors import DesignError, Issue, Severity, Where, stop

SMALLEST = 20
"""Fewest answers in a class whose response rate is taken at its word."""
LARGEST_FACTOR = 3.0


@dataclass(frozen=True, slots=True)
class Rate:
    """One class: its name, how many were asked and answered, the weighted response rate."""

    name: str
    asked: int
    answered: int
    rate: float


def respond(
    of: Survey, answered: str, classes: Sequence[str], *, smallest: int = SMALLEST, largest: float = LARGEST_FACTOR
) -> tuple[Survey, Sequence[Rate]]:
    """The survey of those who answered, their weights divided by the weighted response rate of their class.

    `answered` is a condition ("interviewed = 1") that holds for rows with an interview; `classes` columns known for all
    who were asked. A class with fewer answers than `smallest`, or a factor above `largest`, is joined to the class
    whose response rate is nearest (a Note says so). Who did not answer keeps its place in the design with weight 0:
    errors count that the rates are estimates, and replicate weights are made up each anew. Also gives the rates used.
    """
    replied = np.asarray(truth(parse(answered), of.frame) == TRUE) & of.inside
    _possible(of, classes, replied)
    found, names = cells(of, classes) if classes else (np.where(of.inside, 0, OUTSIDE), [("EVERYBODY",)])
    cell, groups = _joined(of, found, replied, smallest=smallest, largest=largest)
    labels = [" + ".join(" / ".join(names[one]) for one in group) for group in groups]

    def fit(weight: Floats) -> Floats:
        return _made_up(weight, cell, replied)

    made = refitted(of, fit, lambda old, new: Answered(cell, old, new))
    notes = _notes(len(names), len(groups))
    asked = only(replace(made, issues=(*made.issues, *notes)), replied)
    return asked, _rates(of, cell, replied, labels)


def propensity_classes(of: Survey, answered: str, columns: Sequence[str], *, classes: int = 5) -> Survey:
    """The survey with a column "response_class": equal parts of the rows by their chance to answer.

    The chance follows from a weighted logistic regression of having answered on the columns (numbers as they are, a
    dummy for each category), as in Little 1986; the classes then go into `respond`.
    """
    replied = np.asarray(truth(parse(answered), of.frame) == TRUE).astype(np.float64)
    chance = _chances(of, replied, columns)
    edges = np.quantile(chance[of.inside], np.linspace(0, 1, classes + 1)[1:-1])
    number = np.searchsorted(edges, chance, side="right").astype(np.float64) + 1
    return with_column(of, "response_class", Column(number, np.ones(of.size, dtype=np.bool_)))


def _possible(of: Survey, classes: Sequence[str], replied: Flags) -> None:
    issues = [
        Issue("totals_column_missing", Where(column=name), {"column": name}, Severity.FILE)
        for name in classes
        if name not in of.frame.columns
    ]
    for name in (one for one in classes if one in of.frame.columns):
        gone = int((of.inside & ~of.frame.column(name).known).sum())
        if gone:
            issues.append(Issue("totals_value_missing", Where(column=name), {"n": gone, "column": name}, Severity.FILE))
    if not (of.weight[replied] > 0).any():
        issues.append(Issue("nobody_answered", severity=Severity.FILE))
    if issues:
        raise DesignError(*issues)


def _joined(of: Survey, cell: Codes, replied: Flags, *, smallest: int, largest: float) -> tuple[Codes, list[list[int]]]:
    """Classes joined until each is large enough: the class of every row, and which old classes each new one holds."""
    inside = cell != OUTSIDE
    count = int(cell.max()) + 1
    asked = np.bincount(cell[inside], of.weight[inside], minlength=count)
    heard = np.bincount(cell[replied], of.weight[replied], minlength=count)
    n = np.bincount(cell[replied], minlength=count)
    groups = [[one] for one in range(count)]

    def sums(group: list[int]) -> tuple[int, float]:
        return int(n[group].sum()), float(heard[group].sum() / asked[group].sum()) if asked[group].sum() else 0.0

    while len(groups) > 1:
        parts = [sums(group) for group in groups]
        weak = [i for i, (size, rate) in enumerate(parts) if size < smallest or rate * largest < 1]
        if not weak:
            break
        worst = min(weak, key=lambda i: parts[i])
        others = [i for i in range(len(groups)) if i != worst]
        near = min(others, key=lambda i: abs(parts[i][1] - parts[worst][1]))
        merged = sorted(groups[worst] + groups[near])
        groups = sorted([group for i, group in enumerate(groups) if i not in (worst, near)] + [merged])
    number = np.zeros(count, dtype=np.int64)
    for new, group in enumerate(groups):
        number[group] = new
    return np.where(inside, number[np.where(inside, cell, 0)], OUTSIDE), groups


def _made_up(weight: Floats, cell: Codes, replied: Flags) -> Floats:
    inside = cell != OUTSIDE
    count = int(cell.max()) + 1
    asked = np.bincount(cell[inside], weight[inside], minlength=count)
    heard = np.bincount(cell[replied], weight[replied], minlength=count)
    silent = np.flatnonzero((heard <= 0) & (asked > 0))
    if len(silent):
        raise stop(DesignError, "class_without_weight", category=str(silent[0] + 1))
    factor = np.divide(asked, heard, out=np.zeros_like(asked), where=heard > 0)
    made = np.where(replied, weight * factor[np.where(inside, cell, 0)], 0.0)
    return np.where(inside, made, weight)


def _notes(before: int, after: int) -> list[Issue]:
    values: dict[str, str | int | float] = {"n": before, "left": after}
    return [Issue("response_classes_joined", values=values, severity=Severity.NOTE)] if after < before else []


def _rates(of: Survey, cell: Codes, replied: Flags, labels: Sequence[str]) -> list[Rate]:
    rates = []
    for number, name in enumerate(labels):
        here = cell == number
        heard, asked = float(of.weight[here & replied].sum()), float(of.weight[here].sum())
        rates.append(Rate(name, int(here.sum()), int((here & replied).sum()), heard / asked if asked else 0.0))
    return rates


def _chances(of: Survey, replied: Floats, columns: Sequence[str]) -> Floats:
    """Fitted chances of a weighted logistic regression: (rows,). Newton's method."""
    parts = [np.ones((of.size, 1))]
    for name in columns:
        column = of.frame.column(name)
        if column.texts is None:
            values = column.values.astype(np.float64)
            parts.append(((values - values.mean()) / (values.std() or 1.0))[:, None])
        else:
            codes = np.arange(1, len(column.texts))
            parts.append((column.values[:, None] == codes[None, :]).astype(np.float64))
    x = np.concatenate(parts, axis=1)
    weight = np.where(of.inside, of.weight / of.weight.mean(), 0.0)
    slopes = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(x @ slopes, -30, 30)))
        bend = x.T @ (x * (weight * chance * (1 - chance))[:, None]) + 1e-9 * np.eye(x.shape[1])
        step = np.linalg.solve(bend, x.T @ (weight * (replied - chance)))
        slopes = slopes + step
        if float(np.abs(step).max()) < 1e-10:
            break
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ slopes, -30, 30))), dtype=np.float64)
