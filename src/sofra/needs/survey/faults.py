"""What is wrong with the columns of a design, all at once: nothing can be estimated before it is mended."""

from collections.abc import Sequence

import numpy as np

from sofra.engine.frame import Frame, as_text
from sofra.needs.survey.stages import Stage
from sofra.types.errors import DesignError, Issue, Severity, Where

RULES = ("fail", "remove", "adjust", "average", "certainty")
NAMED = 5
ROUNDING = 1e-9


def checked(  # noqa: PLR0913 - the columns of a design
    frame: Frame,
    *,
    units: Sequence[str],
    strata: Sequence[str],
    weight: str,
    population: Sequence[str],
    nested: bool,
    lonely: str,
) -> None:
    """Raises DesignError with every fault of the design's columns."""
    named = [name for name in (*units, *strata, weight, *population) if name]
    issues = [
        Issue("design_column_missing", Where(column=name), {}, Severity.FILE)
        for name in dict.fromkeys(named)
        if name not in frame.columns
    ]
    if not issues:
        issues += [issue for name in dict.fromkeys(named) for issue in _unknown(frame, name)]
        issues += _weights(frame, weight) if weight else []
        if strata and units and strata[0] and not nested:
            issues += _torn(frame, units[0], strata[0])
    if lonely not in RULES:
        issues.append(Issue("lonely_rule_unknown", Where(), {"rule": lonely}, Severity.FILE))
    if frame.size == 0:
        issues.append(Issue("no_answers", Where(), {}, Severity.FILE))
    if issues:
        raise DesignError(*issues)


def populations(made: Sequence[Stage], frame: Frame, names: Sequence[str]) -> None:
    """Raises DesignError where a population is not one number in a stratum, or less than what was sampled of it.

    R's svydesign stops at both; the stages made of such a column would hold any one of its numbers.
    """
    issues = []
    for stage, name in zip(made, names, strict=False):
        if not name:
            continue
        stratum, given = stage.stratum[stage.unit], frame.column(name).values.astype(np.float64)
        low, high = np.full(stage.strata, np.inf), np.full(stage.strata, -np.inf)
        np.minimum.at(low, stratum, given)
        np.maximum.at(high, stratum, given)
        torn = int((high - low > ROUNDING * np.abs(high)).sum())
        less = int((stage.sampled > stage.population * (1 + ROUNDING)).sum()) + int((low <= 0).sum())
        found = (("design_population_varies", torn), ("design_population_below", less))
        issues += [Issue(code, Where(column=name), {"n": n}, Severity.FILE) for code, n in found if n]
    if issues:
        raise DesignError(*issues)


def _unknown(frame: Frame, name: str) -> list[Issue]:
    gone = int((~frame.column(name).known).sum())
    return [Issue("design_value_missing", Where(column=name), {"n": gone}, Severity.FILE)] if gone else []


def _weights(frame: Frame, name: str) -> list[Issue]:
    column = frame.column(name)
    if column.texts is not None:
        example = column.texts[0] if column.texts else ""
        return [Issue("weight_not_number", Where(column=name), {"example": example}, Severity.FILE)]
    wrong = int((column.known & (column.values < 0)).sum())
    return [Issue("design_weight_negative", Where(column=name), {"n": wrong}, Severity.FILE)] if wrong else []


def _torn(frame: Frame, unit: str, stratum: str) -> list[Issue]:
    """Units that stand in two strata though their numbers do not start again in each."""
    pairs = set(zip(as_text(frame.column(unit)), as_text(frame.column(stratum)), strict=True))
    names, counts = np.unique([str(one) for one, _ in pairs], return_counts=True)
    torn = names[counts > 1].tolist()
    if not torn:
        return []
    values: dict[str, str | int | float] = {"n": len(torn), "units": ", ".join(torn[:NAMED])}
    return [Issue("unit_in_two_strata", Where(column=unit), values, Severity.FILE)]
