"""Weights of the social map raked to an office's own totals: one more margin than age and sex, or several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Floats, Frame, as_text
from sofra.needs.margins import NONE, Margin
from sofra.needs.survey.distances import UNBOUNDED, factors
from sofra.types.answers import KnownTotal
from sofra.types.errors import DesignError, Issue, Severity, Where
from sofra.types.place import Place

NAME = "raked"
AGE_SEX = "age_sex"
ALIKE = 0.005
"""Margins that differ by no more are scaled to the first: two offices never count on the same day."""
FEW = 10
CROSSED = "*"


@dataclass(frozen=True, slots=True)
class _Classes:
    """One margin against the rows: `cell` (rows,), -1 for unknown; `names`, `totals` (classes,)."""

    name: str
    cell: Codes
    names: Sequence[str]
    totals: Floats


def raked_margin(
    frame: Frame, weight: Floats, totals: Sequence[KnownTotal], *, first: Margin, place: Codes, places: Sequence[Place]
) -> tuple[Margin, list[Issue]]:
    """Cells of all margins crossed, with the totals that raking gives them, and how answers are explained by them.

    `first` is the margin that the places know (people by age and sex, or households), raked with the others unless the
    totals name age or sex themselves. A margin is a column, columns crossed with "*", or "area" and "settlement" of the
    places; categories of a number are its ranges ("0-14", "65+"). Rows unknown in any margin stand for their share of
    all. Raises DesignError with every fault of the totals at once. Weights and errors are those of R's
    calibrate(calfun = "raking").
    """
    wanted = dict.fromkeys(total.margin for total in totals)
    classes, issues = list[_Classes](), list[Issue]()
    named = {part.strip() for margin in wanted for part in margin.split(CROSSED)}
    if len(first.totals) and not (first.name == AGE_SEX and named & {"age", "sex"}):
        classes.append(_Classes(first.name, first.cell, [str(one) for one in range(len(first.totals))], first.totals))
    for margin in wanted:
        parts = [total for total in totals if total.margin == margin]
        labels, faults = _labels(frame, margin, parts, place=place, places=places)
        issues += faults
        if not faults:
            made, wrong = _against(margin, labels, parts)
            classes.append(made)
            issues += wrong
    issues += _disagreeing(classes)
    stopping = [issue for issue in issues if issue.severity is not Severity.NOTE]
    if stopping:
        raise DesignError(*stopping)
    name = f"{NAME}_{first.name}" if classes[0].name == first.name else NAME
    return _margin(classes, weight, name), issues


def labelled(
    frame: Frame, margin: str, totals: Sequence[KnownTotal], *, place: Codes, places: Sequence[Place]
) -> list[str | None]:
    """Every row's category of a margin as the totals write it, None where it is unknown or the margin is."""
    return _labels(frame, margin, totals, place=place, places=places)[0]


def _margin(classes: Sequence[_Classes], weight: Floats, name: str) -> Margin:
    """The crossed cells: raked totals, and the matrix that takes sums of answers to what the margins say of them."""
    inside = np.all([one.cell != NONE for one in classes], axis=0)
    joint = np.zeros(len(weight), dtype=np.int64)
    for one in classes:
        joint = joint * len(one.names) + np.where(inside, one.cell, 0)
    kept, numbered = np.unique(joint[inside], return_inverse=True)
    cell = np.full(len(weight), NONE, dtype=np.int64)
    cell[inside] = numbered
    row = np.flatnonzero(inside)[np.unique(numbered, return_index=True)[1]]
    x = np.concatenate(
        [(one.cell[row][:, None] == np.arange(len(one.names))[None, :]).astype(np.float64) for one in classes], axis=1
    )
    whole = float(classes[0].totals.sum())
    goal = np.concatenate([one.totals * (whole / one.totals.sum()) for one in classes])
    before = np.bincount(numbered, weight[inside], minlength=len(kept)).astype(np.float64)
    names = [f"{one.name}: {name}" for one in classes for name in one.names]
    scaled = before * (whole / before.sum())
    factor = factors(x, scaled, goal, distance="raking", bounds=UNBOUNDED, names=names)
    return Margin(cell, scaled * factor, name, _explained(x, before, scaled * factor))


def _explained(x: Floats, before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """W X (X'DX)⁺ and X' D/W: from sums of answers by cell to those that the margins explain.

    D, W the weights of the cells before and after; the same whatever both are multiplied by.
    """
    inner = np.linalg.pinv(x.T @ (x * before[:, None]), rcond=1e-12, hermitian=True)
    return after[:, None] * (x @ inner), x.T * (before / after)[None, :]


def _labels(
    frame: Frame, margin: str, totals: Sequence[KnownTotal], *, place: Codes, places: Sequence[Place]
) -> tuple[list[str | None], list[Issue]]:
    """Every row's category of a margin as the totals write it, None where it is unknown."""
    columns = [part.strip() for part in margin.split(CROSSED)]
    wanted = [[part.strip() for part in total.category.split(CROSSED)] for total in totals]
    if any(len(parts) != len(columns) for parts in wanted):
        return [], [Issue("totals_not_crossed", Where(column=margin), {"column": margin}, Severity.FILE)]
    texts, issues = list[list[str | None]](), list[Issue]()
    for number, name in enumerate(columns):
        if name in frame.columns:
            texts.append(_column(frame, name, [parts[number] for parts in wanted]))
        elif name in ("area", "settlement") and places:
            texts.append(_placed(place, places, name))
        else:
            issues.append(Issue("totals_column_missing", Where(column=name), {"column": name}, Severity.FILE))
    if issues:
        return [], issues
    rows = zip(*texts, strict=True)
    return [None if None in row else CROSSED.join(part for part in row if part is not None) for row in rows], []


def _column(frame: Frame, name: str, wanted: Sequence[str]) -> list[str | None]:
    column = frame.column(name)
    if column.texts is not None:
        return as_text(column)
    found = as_text(column)
    for category in dict.fromkeys(wanted):
        bounds = _range(category)
        if bounds is None:
            continue
        hit = column.known & (column.values >= bounds[0]) & (column.values < bounds[1])
        for row in np.flatnonzero(hit).tolist():
            found[row] = category
    return found


def _range(category: str) -> tuple[float, float] | None:
    """The ends of "15-64" or "65+", the upper one not in it; None for anything else."""
    low, _, high = category.replace("–", "-").partition("-")
    if category.endswith("+") and category[:-1].isdigit():
        return float(category[:-1]), np.inf
    return (float(low), float(high) + 1) if low.isdigit() and high.isdigit() else None


def _placed(place: Codes, places: Sequence[Place], kind: str) -> list[str | None]:
    by_id = {one.id: one for one in places}

    def named(index: int) -> str | None:
        found = places[index] if index >= 0 else None
        while found is not None and found.kind != kind:
            found = by_id.get(found.parent) if found.parent else None
        return None if found is None else str(found.id)

    names = [named(index) for index in range(len(places))]
    return [names[index] if index >= 0 else None for index in place.tolist()]


def _against(margin: str, labels: Sequence[str | None], totals: Sequence[KnownTotal]) -> tuple[_Classes, list[Issue]]:
    given = {CROSSED.join(part.strip() for part in one.category.split(CROSSED)): one.total for one in totals}
    rows = dict.fromkeys(given, 0)
    for label in labels:
        if label is not None:
            rows[label] = rows.get(label, 0) + 1
    issues = [issue for name, n in rows.items() for issue in _faults(margin, name, given.get(name), n)]
    if len(given) < len(totals):
        issues.append(Issue("totals_twice", Where(column=margin), {"column": margin}, Severity.FILE))
    names = [name for name, total in given.items() if total > 0 and rows[name]]
    position = {name: number for number, name in enumerate(names)}
    cell = np.array([NONE if label is None else position.get(label, NONE) for label in labels], dtype=np.int64)
    return _Classes(margin, cell, names, np.array([given[name] for name in names])), issues


def _faults(margin: str, name: str, total: float | None, n: int) -> list[Issue]:
    spot = Where(column=margin)
    gaps: dict[str, str | int | float] = {"category": f"{margin}: {name}", "n": n}
    if total is None:
        return [Issue("rows_without_total", spot, gaps, Severity.FILE)]
    if not np.isfinite(total) or total < 0:
        return [Issue("total_negative", spot, gaps, Severity.FILE)]
    if total == 0:
        return [Issue("total_zero_with_rows", spot, gaps, Severity.FILE)] if n else []
    if not n:
        return [Issue("total_without_rows", spot, gaps, Severity.FILE)]
    return [Issue("total_few_rows", spot, gaps, Severity.NOTE)] if n < FEW else []


OF_PLACES = {
    "age_sex": "totals_disagree_people",
    "households_area": "totals_disagree_households",
    "households_all": "totals_disagree_households",
}
"""The places' own margins, which no office named, and the issue that tells of them in words."""


def _disagreeing(classes: Sequence[_Classes]) -> list[Issue]:
    wholes = [(one.name, float(one.totals.sum())) for one in classes]
    return [
        Issue(
            OF_PLACES.get(wholes[0][0], "totals_disagree"),
            Where(column=name),
            {"first": wholes[0][0], "whole": wholes[0][1], "second": name, "other": whole},
            Severity.FILE,
        )
        for name, whole in wholes[1:]
        if abs(whole - wholes[0][1]) > ALIKE * wholes[0][1]
    ]
