"""Who is furthest behind in a sample: the ladder of groups by one, two, three circumstances, each with its verdict."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Flags, Floats, Frame
from sofra.needs.furthest.find import Groups, find
from sofra.needs.furthest.people import Items, People, joined, people
from sofra.needs.furthest.plan import depth_of
from sofra.needs.furthest.say import Told, adds, reachable, say, told, verdict
from sofra.needs.furthest.verify import verify
from sofra.packs.condition import columns, parse
from sofra.types.catalogue import GateRules
from sofra.types.errors import Issue, Severity, Where
from sofra.types.furthest import CONFIRMED, UNCLEAR, FoundGroup, Part, Registered, Rung, Search, SearchPlan, Span

FEWEST_ROWS, FEWEST_UNITS = 100, 10
SHARES = (0.05, 0.10, 0.20)
SHOWN, SHOWN_UNCLEAR = 8, 3
"""Groups of a length that are told at most, and those at most where none can be told from chance."""

NOTHING_NEW = 0.95
"""A longer description is not told where a shorter one has this much of its distance to the average already."""


def search(  # noqa: PLR0913 - keywords after the plan, one a column of the sample
    registered: Registered,
    answers: Frame,
    y: Floats,
    *,
    known: Flags | None = None,
    weight: Floats | None = None,
    unit: Codes | None = None,
    stratum: Codes | None = None,
    rules: GateRules | None = None,
    timing: str = "never",
) -> Search:
    """Every group that the plan's circumstances describe, searched and verified; those worth telling in a ladder.

    All arrays are (rows,): `y` 1 behind and 0 not, `known` False where nobody answered, `unit` the sampling unit and
    `stratum` its stratum as any codes. Without a weight, a unit and a stratum everybody had the same chance alone.
    Where the answers cannot carry a search, the result has `issues` and no ladder.
    """
    plan = registered.plan
    inside = np.ones(answers.size, dtype=np.bool_) if known is None else known
    issues = _lacking(plan, answers) or _too_few(y, inside)
    if issues:
        return Search(registered, timing, asked=int(inside.sum()), issues=issues)
    items, names, issues = _items(plan, answers, inside)
    of = people(
        y[inside].astype(np.float64),
        (np.ones(answers.size) if weight is None else weight)[inside].astype(np.float64),
        (np.arange(answers.size) if unit is None else unit)[inside],
        (np.zeros(answers.size, dtype=np.int64) if stratum is None else stratum)[inside],
        items=items,
    )
    if of.units < FEWEST_UNITS and not issues:
        issues = [_issue("furthest_few_units", n=of.units, least=FEWEST_UNITS)]
    if issues:
        return Search(registered, timing, asked=of.size, issues=issues)
    asked = Search(registered, timing, asked=of.size, units=of.units)
    return _searched(asked, joined(of, plan.seed), names, rules or GateRules())


def _searched(asked: Search, of: People, names: Sequence[Part], rules: GateRules) -> Search:
    """The search that was asked for, with its ladder."""
    plan = asked.registered.plan
    groups = find(of, depth_of(plan, of.size), plan.least_rows, plan.least_share)
    if not groups.size:
        return replace(asked, issues=[_issue("furthest_no_group", rows=plan.least_rows, share=plan.least_share * 100)])
    tested = verify(of, groups, alpha=plan.alpha, listed=plan.listed, draws=plan.draws, seed=plan.seed)
    about = told(of, groups, tested, names=names, seed=plan.seed)
    shown = safe(of, groups, rules)
    rungs = [_rung(length, about, shown, plan.alpha) for length in range(1, int(groups.length.max()) + 1)]
    hurdles = [rung.hurdle for rung in rungs]
    deff = round(float(np.median(tested.se**2 / groups.floor)), 3)
    return replace(
        asked,
        average=_digits(of.average),
        people=_digits(float(of.weight.sum())),
        test=tested.test,
        behind=sum(verdict(tested, number, plan.alpha) == CONFIRMED for number in range(groups.size)),
        rungs=rungs,
        reach=reachable(_digits(of.average), of.size, hurdles=hurdles, shares=SHARES, deff=deff),
    )


def _rung(length: int, about: Told, shown: Flags, alpha: float) -> Rung:
    """One length of the ladder: its clearest groups that may be told and say something new."""
    groups, tested = about.groups, about.tested
    here = np.flatnonzero((groups.length == length) & groups.better & shown)
    first = [n for n in here[np.argsort(-tested.z[here], kind="stable")].tolist() if adds(about, n, NOTHING_NEW)]
    sure = [number for number in first if verdict(tested, number, alpha) != UNCLEAR][:SHOWN]
    chosen = sure or first[:SHOWN_UNCLEAR]
    found = [rounded(say(about, number, alpha)) for number in chosen]
    return Rung(length, int((groups.length == length).sum()), _digits(float(tested.hurdles[length - 1])), found)


def safe(of: People, groups: Groups, rules: GateRules) -> Flags:
    """Groups that may be told, (groups,): no few behind, no few not behind, no few who part it from a shorter one."""
    others = groups.n - groups.hits
    few = ((groups.hits > 0) & (groups.hits < rules.least_hits)) | ((others > 0) & (others < rules.least_hits))
    found = ~few & (groups.n >= rules.least_base)
    for number, path in enumerate(groups.paths):
        shorter = [tuple(x for x in path if x != item) for item in path] if len(path) > 1 else []
        sizes = [int(groups.n[groups.position[one]]) for one in shorter if one in groups.position] or [of.size]
        found[number] &= all(size - groups.n[number] >= rules.least_base for size in sizes)
    return np.asarray(found, dtype=np.bool_)


def rounded(group: FoundGroup) -> FoundGroup:
    """The group with as many digits as come out the same on every machine."""
    return replace(
        group,
        rate=_span(group.rate, 4),
        people=_span(group.people, 1),
        affected=_span(group.affected, 1),
        share=round(group.share, 4),
        chance=round(group.chance, 4),
        explained=None if group.explained is None else round(group.explained, 3),
    )


def _span(span: Span, digits: int) -> Span:
    return Span(round(span.value, digits), round(span.low, digits), round(span.high, digits))


def _lacking(plan: SearchPlan, answers: Frame) -> list[Issue]:
    """Columns that the plan names and the answers do not have."""
    if not plan.circumstances:
        return [_issue("furthest_no_circumstance")]
    asked = [(one.id, columns(parse(c.condition))) for one in plan.circumstances for c in one.categories]
    lacking = {(one, name) for one, names in asked for name in names if name not in answers.columns}
    return [
        Issue("furthest_column_missing", Where(column=name), {"circumstance": one, "column": name}, Severity.FILE)
        for one, name in sorted(lacking)
    ]


def _too_few(y: Floats, inside: Flags) -> list[Issue]:
    n = int(inside.sum())
    if n == 0:
        return [_issue("furthest_nobody")]
    if n < FEWEST_ROWS:
        return [_issue("furthest_few_rows", n=n, least=FEWEST_ROWS)]
    if np.ptp(y[inside]) == 0:
        return [_issue("furthest_all_equal", n=n)]
    return []


def _items(plan: SearchPlan, answers: Frame, inside: Flags) -> tuple[Items, list[Part], list[Issue]]:
    """The categories as sets of people; a circumstance in which all are alike is told, for nobody can search by it."""
    sets: list[Flags] = []
    names: list[Part] = []
    issues: list[Issue] = []
    for one in plan.circumstances:
        held = [truth(parse(category.condition), answers)[inside] == TRUE for category in one.categories]
        if sum(bool(each.any()) for each in held) < 2:
            issues.append(_issue("furthest_one_value", circumstance=one.id))
        sets += held
        names += [Part(one.id, category.code) for category in one.categories]
    order = {one.id: number for number, one in enumerate(plan.circumstances)}
    circumstance = np.array([order[name.circumstance] for name in names], dtype=np.int64)
    return Items(np.stack(sets, axis=1), circumstance), names, issues


def _issue(code: str, **values: str | int | float) -> Issue:
    return Issue(code, Where(), values, Severity.FILE)


def _digits(value: float) -> float:
    return float(f"{value:.6g}") if np.isfinite(value) else 0.0
