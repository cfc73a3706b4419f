"""The sampling design as the answers tell it: weights, strata and units, checked; all problems at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats, Frame, as_text, codes
from sofra.needs.plan import Inside, Plan, plan
from sofra.needs.variance import RULES
from sofra.types.answers import Design
from sofra.types.errors import Issue, Severity, Where

NAMED = 5
"""How many rows a sentence names before it only counts."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Base weights and sampling units of the rows, both (rows,), and the plan they follow."""

    weight: Floats
    unit: Codes
    plan: Plan
    strata: Sequence[str]
    issues: Sequence[Issue] = ()


def sampling(frame: Frame, design: Design, file: str, homes: Codes | None = None) -> Sampling:
    """The design that these columns carry. `homes` (rows,) numbers each row's household; None: every row is one.

    Without strata there is one; without units every row is one; without weights each row stands for itself. Units that
    were seen only in part, nobody knows how far, are taken as drawn from very many: the correction would otherwise hide
    what differs within them. Call it only where `faults` found none.
    """
    strata = _labels(frame, design.stratum, "")
    units = _labels(frame, design.unit, None)
    if design.nested or not design.unit:
        units = [f"{stratum}\x1f{unit}" for stratum, unit in zip(strata, units, strict=True)]
    stratum, names = codes(strata)
    unit, stratum_of_unit = _numbered(stratum, units)
    population = _population(frame, design, stratum) if design.units_in_stratum else None
    weight = frame.column(design.weight).values.astype(np.float64) if design.weight else np.ones(frame.size)
    homes = np.arange(frame.size) if homes is None else homes
    made = plan(stratum_of_unit, population, design.lonely, _inside(frame, design, unit, homes))
    partly = [] if made.inside else _subsampled(made, unit, weight, homes=homes, file=file)
    if partly:
        made = replace(made, population=np.full(made.strata, np.inf))
    return Sampling(weight, unit, made, names, [*_notes(made, names, file), *partly])


def faults(frame: Frame, design: Design, file: str, homes: Codes | None = None) -> list[Issue]:
    """Everything in these columns that no estimate can be made with; `homes` as for `sampling`."""
    homes = np.arange(frame.size) if homes is None else homes
    return _columns_missing(frame, design, file) or _checked(frame, design, file, homes)


def empty_strata(choices: Sequence[str], made: Sampling, spot: Where) -> list[Issue]:
    """A note on strata of the codebook in which nobody was interviewed: the estimates do not speak for them."""
    empty = [code for code in choices if code not in set(made.strata)]
    if not empty:
        return []
    return [Issue("stratum_empty", spot, {"n": len(empty), "strata": ", ".join(empty[:NAMED])}, Severity.NOTE)]


def _numbered(stratum: Codes, units: Sequence[str]) -> tuple[Codes, Codes]:
    """Units numbered stratum by stratum: (rows,) each row's unit, (units,) each unit's stratum."""
    pairs = sorted(set(zip(stratum.tolist(), units, strict=True)))
    position = {unit: index for index, (_, unit) in enumerate(pairs)}
    return np.array([position[unit] for unit in units], dtype=np.int64), np.array([one for one, _ in pairs])


def _labels(frame: Frame, column: str, default: str | None) -> list[str]:
    if not column:
        return [f"{index:09d}" if default is None else default for index in range(frame.size)]
    return [text or "" for text in as_text(frame.column(column))]


def _population(frame: Frame, design: Design, stratum: Codes) -> Floats:
    totals = np.zeros(int(stratum.max()) + 1)
    totals[stratum] = frame.column(design.units_in_stratum).values
    return totals


def _inside(frame: Frame, design: Design, unit: Codes, homes: Codes) -> Inside | None:
    """The second stage, where the column says how many households the units have."""
    if not design.households_in_unit:
        return None
    unit_of = np.zeros(int(homes.max()) + 1, dtype=np.int64)
    unit_of[homes] = unit
    there = np.zeros(int(unit.max()) + 1)
    there[unit] = frame.column(design.households_in_unit).values
    return Inside(unit_of, np.bincount(unit_of, minlength=len(there)), there)


def _columns_missing(frame: Frame, design: Design, file: str) -> list[Issue]:
    wanted = (design.weight, design.stratum, design.unit, design.units_in_stratum, design.households_in_unit)
    lacking = [name for name in wanted if name and name not in frame.columns]
    return [Issue("design_column_missing", Where(file=file, column=name), {}, Severity.FILE) for name in lacking]


def _checked(frame: Frame, design: Design, file: str, homes: Codes) -> list[Issue]:
    issues = _unweighted(frame, design, file)
    for name, code in ((design.stratum, "stratum_missing"), (design.unit, "unit_missing")):
        if name:
            issues += _issue(code, frame, ~frame.column(name).known, Where(file=file, column=name))
    if design.lonely not in RULES:
        issues.append(Issue("lonely_rule_unknown", Where(file=file), {"rule": design.lonely}, Severity.FILE))
    if design.stratum and design.unit and not design.nested:
        issues += _two_strata(frame, design, file)
    if design.units_in_stratum:
        issues += _wrong_population(frame, design, file)
    if design.households_in_unit:
        issues += _wrong_households(frame, design, file, homes)
    return issues


def _unweighted(frame: Frame, design: Design, file: str) -> list[Issue]:
    if not design.weight:
        return []
    weight, spot = frame.column(design.weight), Where(file=file, column=design.weight)
    if weight.texts is not None:
        return [Issue("weight_not_number", spot, {"example": weight.texts[0] if weight.texts else ""}, Severity.FILE)]
    missing = _issue("weight_missing", frame, ~weight.known, spot)
    return missing + _issue("sample_weight_not_positive", frame, weight.known & (weight.values <= 0), spot)


def _issue(code: str, frame: Frame, wrong: Flags, spot: Where) -> list[Issue]:
    if not wrong.any():
        return []
    ids = as_text(frame.column("_id"))
    named = [ids[index] or str(index + 1) for index in np.flatnonzero(wrong)[:NAMED]]
    return [Issue(code, spot, {"n": int(wrong.sum()), "ids": ", ".join(named)}, Severity.FILE)]


def _two_strata(frame: Frame, design: Design, file: str) -> list[Issue]:
    strata = defaultdict(set)
    labels = zip(as_text(frame.column(design.unit)), as_text(frame.column(design.stratum)), strict=True)
    for unit, stratum in labels:
        if unit is not None and stratum is not None:
            strata[unit].add(stratum)
    spot = Where(file=file, column=design.unit)
    torn = sorted(unit for unit, found in strata.items() if len(found) > 1)
    if not torn:
        return []
    values: dict[str, str | int | float] = {"n": len(torn), "units": ", ".join(torn[:NAMED])}
    return [Issue("unit_in_two_strata", spot, values, Severity.FILE)]


def _wrong_population(frame: Frame, design: Design, file: str) -> list[Issue]:
    spot = Where(file=file, column=design.units_in_stratum)
    column = frame.column(design.units_in_stratum)
    strata = _labels(frame, design.stratum, "")
    units = _labels(frame, design.unit, None)
    missing = _issue("population_missing", frame, ~column.known, spot)
    if missing:
        return missing
    said, sampled = defaultdict(set), defaultdict(set)
    for stratum, unit, total in zip(strata, units, column.values.tolist(), strict=True):
        said[stratum].add(total)
        sampled[stratum].add(unit)
    codes = ("stratum_units_differ", "population_too_small")
    return [
        issue
        for name in sorted(said)
        for issue in _told_total(said[name], len(sampled[name]), spot, codes, stratum=name)
    ]


def _told_total(said: set[float], seen: int, spot: Where, codes: tuple[str, str], **whom: str) -> list[Issue]:
    """What is wrong with a total that rows tell of their stratum or unit: told differently, or less than was seen.

    `codes` are the issues' for the one and for the other; `whom` names the stratum or the unit.
    """
    differ, too_few = codes
    if len(said) > 1:
        shown = ", ".join(f"{total:g}" for total in sorted(said)[:NAMED])
        return [Issue(differ, spot, {**whom, "totals": shown}, Severity.FILE)]
    total = next(iter(said))
    if total < seen:
        counted = "sampled" if "stratum" in whom else "asked"
        return [Issue(too_few, spot, {**whom, "total": total, counted: seen}, Severity.FILE)]
    return []


def _wrong_households(frame: Frame, design: Design, file: str, homes: Codes) -> list[Issue]:
    """Units that do not say how many households they have, say it twice, or have fewer than were interviewed."""
    spot = Where(file=file, column=design.households_in_unit)
    column = frame.column(design.households_in_unit)
    missing = _issue("unit_households_missing", frame, ~column.known, spot)
    if missing:
        return missing
    strata, units = _labels(frame, design.stratum, ""), _labels(frame, design.unit, None)
    said, asked = defaultdict(set), defaultdict(set)
    for stratum, unit, total, home in zip(strata, units, column.values.tolist(), homes.tolist(), strict=True):
        said[stratum, unit].add(total)
        asked[stratum, unit].add(home)
    codes = ("unit_households_differ", "unit_households_too_few")
    return [
        issue for key in sorted(said) for issue in _told_total(said[key], len(asked[key]), spot, codes, unit=key[1])
    ]


def _notes(made: Plan, names: Sequence[str], file: str) -> list[Issue]:
    alone = [names[index] for index in np.flatnonzero(made.sampled == 1).tolist()]
    if not alone:
        return []
    values: dict[str, str | int | float] = {"n": len(alone), "strata": ", ".join(alone[:NAMED]), "rule": made.lonely}
    code = "stratum_left_out" if made.lonely == "remove" else "stratum_of_one_unit"
    return [Issue(code, Where(file=file), values, Severity.NOTE)]


def _subsampled(made: Plan, unit: Codes, weight: Floats, *, homes: Codes, file: str) -> list[Issue]:
    """A note when the chosen units were not interviewed whole and nothing says how many households they have.

    A weight above N/n of its stratum says that not everybody of the unit was asked. Where every unit has one household,
    unequal weights may come from elsewhere, and only their mean tells: about N/n when the unit is the household.
    """
    whole = (made.population / made.sampled)[made.stratum[unit]]
    if int(homes.max()) + 1 == made.units:
        stratum = made.stratum[unit]
        weight = (np.bincount(stratum, weight) / np.bincount(stratum))[stratum]
    partly = np.isfinite(whole) & (weight > 1.05 * whole)
    if not partly.any():
        return []
    return [Issue("units_seen_in_part", Where(file=file), {"n": int(partly.sum())}, Severity.NOTE)]
