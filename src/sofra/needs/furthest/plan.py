"""The plan of a search: its fingerprint, what is wrong with it, and circumstances made from columns of a plain file."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

from sofra.engine.frame import Frame, as_text
from sofra.packs.condition import columns, parse
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import Issue, Severity, SofraError, Where
from sofra.types.furthest import DEPTHS, Category, Circumstance, SearchPlan

SHALLOW, DEEP, MANY = 2, 3, 1500
"""Circumstances that describe a group: two, and three from 1,500 answers on."""

DEEPEST = DEPTHS[-1]
AREA = "area"
"""The column with the area that somebody lives in; there is none with the settlement, and no plan may ask for one."""

PEOPLE = "person"
BELOW_AREA = frozenset({"settlement", "psu", "stratum", "_id", "_parent", "home_lon", "home_lat"})


def digest(plan: SearchPlan) -> str:
    """The sha256 of a plan: of its fields as JSON with sorted keys and no spaces, so that anybody can check it."""
    record = json.dumps(_plain(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(record.encode()).hexdigest()


def depth_of(plan: SearchPlan, rows: int) -> int:
    """How many circumstances may describe a group when so many answered."""
    return plan.depth or (DEEP if rows >= MANY else SHALLOW)


def circumstance(answers: Frame, column: str, label: Mapping[str, str] | None = None) -> Circumstance:
    """A column of a file as a circumstance: one category for each of its answers."""
    found = sorted({text for text in as_text(answers.column(column)) if text is not None})
    number = answers.column(column).texts is None
    categories = [
        Category(text, {"en": text}, f"{column} = {text}" if number else f"{column} = '{text}'") for text in found
    ]
    return Circumstance(column, label or {"en": column}, categories)


def faults(plan: SearchPlan, pack: Pack) -> list[Issue]:
    """Why a municipality may not search by this plan, every reason at once: each Issue names it."""
    indicator = pack.indicators.get(plan.indicator)
    issues = list(_settings(plan))
    if indicator is None:
        issues.append(_issue("furthest_indicator_unknown", indicator=plan.indicator))
    elif indicator.kind != "share":
        issues.append(_issue("furthest_not_share", indicator=plan.indicator))
    elif indicator.table != PEOPLE:
        issues.append(_issue("furthest_households", indicator=plan.indicator))
    elif indicator.sensitivity != "plain":
        issues.append(_issue("furthest_special", circumstance=plan.indicator))
    guarded = special_columns(pack)
    for one in plan.circumstances:
        issues += _circumstance(one, guarded)
    return issues


def special_columns(pack: Pack) -> frozenset[str]:
    """The columns that tell of a group under special protection: no search may use them."""
    found: set[str] = set()
    for group in pack.groups.values():
        if group.sensitivity == "special" and group.condition:
            found |= columns(parse(group.condition))
    return frozenset(found - {"age"})


def needed(plan: SearchPlan, indicator: Indicator) -> frozenset[str]:
    """Every column that the plan asks for."""
    conditions = [indicator.base, indicator.where, *(c.condition for one in plan.circumstances for c in one.categories)]
    return frozenset().union(*(columns(parse(one)) for one in conditions))


def _settings(plan: SearchPlan) -> Iterable[Issue]:
    if not plan.circumstances:
        yield _issue("furthest_no_circumstance")
    names = [one.id for one in plan.circumstances]
    if len(set(names)) < len(names):
        yield _issue("furthest_twice", circumstance=next(name for name in names if names.count(name) > 1))
    if not 0 <= plan.depth <= DEEPEST:
        yield _issue("furthest_depth", depth=plan.depth, deepest=DEEPEST)
    if plan.least_rows < 30 or not 0 < plan.least_share < 0.5:
        yield _issue("furthest_least", rows=plan.least_rows, share=plan.least_share)
    if not 0 < plan.alpha <= 0.1 or plan.draws < 500:
        yield _issue("furthest_chance", alpha=plan.alpha, draws=plan.draws)


def _circumstance(one: Circumstance, guarded: frozenset[str]) -> Iterable[Issue]:
    if one.sensitivity != "plain":
        yield _issue("furthest_special", circumstance=one.id)
        return
    used: set[str] = set()
    try:
        for category in one.categories:
            used |= columns(parse(category.condition))
    except SofraError as error:
        yield from error.issues
        return
    if used & guarded:
        yield _issue("furthest_special", circumstance=one.id)
    if used & BELOW_AREA:
        yield _issue("furthest_settlement", circumstance=one.id)
    if len(one.categories) < 2:
        yield _issue("furthest_one_category", circumstance=one.id)


def _issue(code: str, **values: str | int | float) -> Issue:
    return Issue(code, Where(), values, Severity.FILE)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, Sequence) and not isinstance(value, str) else value
