"""A file of answers that may leave: keys made coarse and cleared, rows in a new order, everything else left behind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sofra.engine.frame import Codes, Column, Floats, Frame, as_text
from sofra.needs.microdata.alike import UNKNOWN
from sofra.needs.microdata.risk import risk
from sofra.needs.microdata.suppress import suppress
from sofra.types.answers import Value
from sofra.types.errors import DesignError, Issue, Severity, Where, stop
from sofra.types.microdata import Key, Recipe, RiskReport

POINT = re.compile(r"(?:.*_)?(?:lon|lat|long|longitude|latitude|altitude|gps|geopoint)(?:_.*)?")
"""Names of columns that say where a household stands: with a map, that is its address."""

MINUTES = "minutes_"
"""Begins the names of minutes on the way: who knows the roads finds the house from a few of them."""

TOO_RISKY, TOO_FEW = "microdata.too_risky", "microdata.too_few_alike"
WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The rows that may leave, by column, in a random order, and the report; no rows when the risk is too high."""

    columns: Mapping[str, Sequence[Value]]
    report: RiskReport


def anonymise(answers: Frame, weight: Floats, recipe: Recipe, seed: int) -> Anonymised:
    """The answers of people as a file that may leave, or a report on why it may not.

    Keys become classes, then single values are cleared until `recipe.k` people share every combination; the
    answers `kept` stay; points never do, and minutes on the way only as keys in classes; weights are rounded to
    whole people, the order is drawn from the seed. Numbers of households, units, interviewers and everything not
    named stay behind. Raises DesignError for columns that are not there and for too few rows.
    """
    _checked(answers, recipe)
    keys, names = _keys(answers, recipe.keys)
    watched = {name: _codes(answers.column(name)) for name in recipe.sensitive}
    before = risk(keys, weight, watched, suda_size=recipe.suda_size, k=recipe.k)
    cleared = suppress(keys, recipe.k)
    rounded = np.maximum(1.0, np.round(weight))
    after = risk(cleared, rounded, watched, suda_size=recipe.suda_size, k=recipe.k)
    reasons = [TOO_FEW] if after.unsafe.get(recipe.k, 0) else []
    reasons += [TOO_RISKY] if after.share > recipe.largest_share else []
    columns = [*(key.column for key in recipe.keys), *recipe.kept, WEIGHT]
    report = RiskReport(
        before,
        after,
        {key.column: int((cleared != keys)[:, at].sum()) for at, key in enumerate(recipe.keys)},
        columns,
        sorted(set(answers.columns) - set(columns)),
        recipe.k,
        not reasons,
        reasons,
    )
    return Anonymised(
        {} if reasons else _rows(answers, recipe, cleared, names=names, weight=rounded, seed=seed), report
    )


def _rows(
    answers: Frame, recipe: Recipe, keys: Codes, *, names: Sequence[Sequence[str]], weight: Floats, seed: int
) -> dict[str, list[Value]]:
    order = np.random.default_rng(seed).permutation(answers.size)
    made: dict[str, list[Value]] = {}
    for at, key in enumerate(recipe.keys):
        made[key.column] = [None if code == UNKNOWN else names[at][code] for code in keys[order, at]]
    for name in recipe.kept:
        texts = as_text(answers.column(name))
        made[name] = [texts[row] for row in order]
    made[WEIGHT] = [int(one) for one in weight[order]]
    return made


def _keys(answers: Frame, keys: Sequence[Key]) -> tuple[Codes, list[list[str]]]:
    """The keys as codes, (rows, keys), and the name of every code."""
    codes, names = [], []
    for key in keys:
        column = answers.column(key.column)
        if key.bounds:
            found = np.searchsorted(np.asarray(key.bounds, dtype=np.float64), column.values, side="right") - 1
            codes.append(np.where(column.known & (found >= 0), found, UNKNOWN))
            names.append(_classes(key.bounds))
        else:
            texts = sorted({text for text in as_text(column) if text is not None})
            codes.append(_codes(column))
            names.append(texts)
    return np.stack(codes, axis=1).astype(np.int64), names


def _codes(column: Column) -> Codes:
    texts = as_text(column)
    position = {text: at for at, text in enumerate(sorted({text for text in texts if text is not None}))}
    return np.array([UNKNOWN if text is None else position[text] for text in texts], dtype=np.int64)


def _classes(bounds: Sequence[float]) -> list[str]:
    ends = [f"{low:g}-{high - 1:g}" for low, high in pairwise(bounds)]
    return [*ends, f"{bounds[-1]:g}+"]


def _checked(answers: Frame, recipe: Recipe) -> None:
    wanted = [*(key.column for key in recipe.keys), *recipe.kept, *recipe.sensitive]
    issues = [
        Issue("microdata_column_missing", Where(column=name), {}, Severity.FILE)
        for name in dict.fromkeys(wanted)
        if name not in answers.columns
    ]
    twice = {key.column for key in recipe.keys} & set(recipe.kept)
    issues += [Issue("microdata_key_kept", Where(column=name), {}, Severity.FILE) for name in sorted(twice)]
    issues += _places(recipe)
    if issues:
        raise DesignError(*issues)
    if answers.size < recipe.fewest:
        raise stop(DesignError, "microdata_too_few", n=answers.size, fewest=recipe.fewest)


def _places(recipe: Recipe) -> Iterator[Issue]:
    """What would tell where somebody lives: points under any name, and minutes on the way that are not in classes."""
    coarse = {key.column for key in recipe.keys if key.bounds}
    for name in dict.fromkeys([*(key.column for key in recipe.keys), *recipe.kept]):
        if POINT.fullmatch(name.casefold()):
            yield Issue("microdata_point", Where(column=name), {}, Severity.FILE)
        elif name.casefold().startswith(MINUTES) and name not in coarse:
            yield Issue("microdata_minutes", Where(column=name), {}, Severity.FILE)
