"""Known totals that weights are fitted to: people by age and sex, households by area.

Post-stratification: every weight of a cell is multiplied by the cell's known total over its estimated total (Särndal,
Swensson and Wretman 1992, section 7.6). A cell with few interviews is joined to its neighbour first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats, Frame, as_text
from sofra.types.errors import Issue, Severity
from sofra.types.keys import PlaceId
from sofra.types.place import AgeSex, Place

FEWEST = 10
"""Fewest interviews in a cell that weights are fitted to; a smaller one is joined to its neighbour."""

NONE = -1
SEXES = ("f", "m")


@dataclass(frozen=True, slots=True)
class Margin:
    """Cells with known totals: `cell` (rows,) the cell of each row, -1 for none; `totals` (cells,) how many there are.

    `name` is the key of the words that say what the weights were fitted to, "" when to nothing. `explained` where
    cells cross several margins: two matrices, (cells, classes) and (classes, cells), whose product takes sums of
    weighted answers by cell to those that the totals explain; None: a cell's total explains the mean of the cell.
    """

    cell: Codes
    totals: Floats
    name: str = ""
    explained: tuple[Floats, Floats] | None = None


@dataclass(frozen=True, slots=True)
class _Class:
    """An age class of one sex: its people and the rows found in it."""

    sex: str
    low: int
    high: int | None
    people: float
    rows: int


def nothing(rows: int) -> Margin:
    """No known totals at all."""
    return Margin(np.full(rows, NONE, dtype=np.int64), np.zeros(0))


def fit(weight: Floats, margin: Margin) -> Floats:
    """The weights multiplied so that every cell sums to its known total; rows in no cell keep theirs.

    Rows in no cell (age or sex unknown) stand for their share of all, and the cells for the rest, so that the whole
    is right.
    """
    if not len(margin.totals):
        return weight
    inside = margin.cell != NONE
    cells, people = margin.cell[inside], float(margin.totals.sum())
    estimated = np.bincount(cells, weight[inside], minlength=len(margin.totals))
    outside = 1.0 - float(estimated.sum() / weight.sum())
    factor = margin.totals * (1.0 - outside) / estimated
    fitted = np.asarray(weight * (people / weight.sum()), dtype=np.float64)
    fitted[inside] = weight[inside] * factor[cells]
    return fitted


def contradictions(places: Sequence[Place]) -> list[Issue]:
    """Totals of the places that do not add up to those of the place above them."""
    return [*_population(places)[1], *_households(places)[1]]


def people_margin(frame: Frame, places: Sequence[Place]) -> tuple[Margin, list[Issue]]:
    """Cells by sex and age class with the whole's known population; none when nobody counted or nobody was asked."""
    known, issues = _population(places)[0], list[Issue]()
    age, sex = frame.column("age"), as_text(frame.column("sex"))
    if not known or not age.known.any() or not any(sex):
        return nothing(frame.size), issues
    ages = np.where(age.known, age.values, -1.0)
    codes = np.array([SEXES.index(one) if one in SEXES else NONE for one in sex])
    classes = [_count(part, ages, codes) for part in known]
    joined = [one for name in SEXES for one in _joined([part for part in classes if part.sex == name])]
    joined = _usable(joined)
    if not joined:
        return nothing(frame.size), [Issue("margin_sex_unasked", severity=Severity.NOTE)]
    if len(joined) < len(classes):
        issues.append(Issue("margin_joined", values={"n": len(classes), "left": len(joined)}, severity=Severity.NOTE))
    return Margin(_cells(joined, ages, codes), np.array([one.people for one in joined]), "age_sex"), issues


def household_margin(place: Codes, places: Sequence[Place]) -> Margin:
    """Cells by area with their known numbers of households; one cell for all where an area has few interviews."""
    position = {one.id: index for index, one in enumerate(places)}
    totals = _households(places)[0]
    areas = [one.id for one in places if one.kind == "area" and totals.get(one.id)]
    cell = np.full(len(place), NONE, dtype=np.int64)
    for index, one in enumerate(areas):
        inside = {position[child.id] for child in places if child.id == one or child.parent == one}
        cell[np.isin(place, list(inside))] = index
    found = np.bincount(cell[cell >= 0], minlength=len(areas))
    complete = areas and len(areas) == sum(one.kind == "area" for one in places)
    if complete and found.min() >= FEWEST:
        return Margin(cell, np.array([float(totals[one]) for one in areas]), "households_area")
    whole = next((totals[one.id] for one in places if one.kind == "municipality" and totals.get(one.id)), 0)
    if not whole:
        return nothing(len(place))
    return Margin(np.zeros(len(place), dtype=np.int64), np.array([float(whole)]), "households_all")


def _population(places: Sequence[Place]) -> tuple[list[AgeSex], list[Issue]]:
    """The whole's population by age and sex: its own figures, otherwise the sum of the places below it."""
    whole = [part for place in places if place.kind == "municipality" for part in place.population]
    levels = [[p for p in places if p.kind == kind and p.population] for kind in ("area", "settlement")]
    parts = next((level for level in reversed(levels) if level), [])
    summed: dict[tuple[str, int, int | None], int] = defaultdict(int)
    for place in parts:
        for part in place.population:
            summed[part.sex, part.low, part.high] += part.people
    below = [AgeSex(sex, low, high, people) for (sex, low, high), people in sorted(summed.items(), key=_youngest)]
    return whole or below, _contradiction("people", sum(p.people for p in whole), sum(p.people for p in below))


def _youngest(item: tuple[tuple[str, int, int | None], int]) -> tuple[str, int]:
    return item[0][0], item[0][1]


def _households(places: Sequence[Place]) -> tuple[Mapping[PlaceId, int], list[Issue]]:
    """Households of every place: its own figure, otherwise the sum of those below it."""
    totals = {place.id: place.households for place in places if place.households}
    issues: list[Issue] = []
    for kind in ("area", "municipality"):
        for place in (one for one in places if one.kind == kind):
            below = sum(totals.get(child.id, 0) for child in places if child.parent == place.id)
            issues += _contradiction("households", totals.get(place.id, 0), below, place.id)
            if not totals.get(place.id) and below:
                totals[place.id] = below
    return totals, issues


def _contradiction(what: str, whole: int, below: int, place: str = "") -> list[Issue]:
    if not whole or not below or abs(whole - below) <= 0.005 * whole:
        return []
    values: dict[str, str | int | float] = {"whole": whole, "parts": below, "place": place}
    return [Issue(f"totals_contradict_{what}", values=values, severity=Severity.FILE)]


def _count(part: AgeSex, ages: Floats, sex: Codes) -> _Class:
    rows = int(_inside(part.low, part.high, ages)[sex == SEXES.index(part.sex)].sum()) if part.sex in SEXES else 0
    return _Class(part.sex, part.low, part.high, float(part.people), rows)


def _inside(low: int, high: int | None, ages: Floats) -> Flags:
    return (ages >= low) & (ages < (np.inf if high is None else high + 1))


def _joined(classes: Sequence[_Class]) -> list[_Class]:
    """Neighbouring classes joined from the youngest on, until every one has enough rows."""
    done: list[_Class] = []
    for one in sorted(classes, key=lambda part: part.low):
        if done and done[-1].rows < FEWEST:
            done[-1] = _join(done[-1], one)
        else:
            done.append(one)
    if len(done) > 1 and done[-1].rows < FEWEST:
        done[-2:] = [_join(done[-2], done[-1])]
    return done


def _join(young: _Class, old: _Class) -> _Class:
    return _Class(young.sex, young.low, old.high, young.people + old.people, young.rows + old.rows)


def _usable(classes: Sequence[_Class]) -> list[_Class]:
    """No cells at all when a sex has people but nobody interviewed: its weights could not be fitted."""
    return [one for one in classes if one.people] if all(one.rows for one in classes if one.people) else []


def _cells(classes: Sequence[_Class], ages: Floats, sex: Codes) -> Codes:
    cell = np.full(len(ages), NONE, dtype=np.int64)
    for index, one in enumerate(classes):
        cell[_inside(one.low, one.high, ages) & (sex == SEXES.index(one.sex))] = index
    return cell
