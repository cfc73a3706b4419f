"""One indicator in all comparisons: pairs with difference and ratio, each group against the rest; gated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.domains import SPECIAL
from sofra.needs.inequality.gaps import Ends, difference, from_ends, ratio
from sofra.needs.inequality.groups import Groups, of_masks, picked
from sofra.needs.inequality.guard import demands, unsafe_pair
from sofra.needs.inequality.measure import Measure, without
from sofra.needs.intervals import share_interval, t_interval
from sofra.needs.survey.design import Survey
from sofra.types.catalogue import Comparison, GateRules, Indicator
from sofra.types.errors import DesignError
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.inequality import DIFFERENCE, FIRST, RATIO, REST, SECOND, Gap
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId

POINTS = "points"
NO_NUMBER = "inequality.no_number"


@dataclass(frozen=True, slots=True)
class Around:
    """What one indicator is compared by: its number for everybody, all that is released, pairs and groups as masks.

    `everyones` are all groups and areas, also those that this indicator is not compared by; `guarded` the special ones.
    """

    indicator: Indicator
    whole: Fact
    released: Mapping[tuple[str, str, str], Fact]
    pairs: Sequence[tuple[Comparison, Flags, Flags]]
    groups: Mapping[tuple[GroupId, PlaceId], Flags]
    everyones: Mapping[tuple[GroupId, PlaceId], Flags]
    rules: GateRules
    guarded: frozenset[str] = frozenset()

    @property
    def special(self) -> bool:
        """The question itself demands more of the gate."""
        return self.indicator.sensitivity == SPECIAL


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison as released facts, and its chances."""

    facts: Sequence[Fact]
    gap: Gap


@dataclass(frozen=True, slots=True)
class _Side:
    """Where a side stands among the groups measured together, and how many of it answered."""

    name: str
    size: tuple[int, int | None]


def compared(asked: Survey, y: Floats, around: Around) -> Iterator[Compared]:
    """Every pair, then every group and area against everybody else, of those in which anybody answered."""
    names, masks = _sides(around)
    if not names:
        return
    inside = np.stack(masks, axis=1)
    try:
        groups = of_masks(asked, y, names, inside & asked.inside[:, None], parts=False)
    except DesignError:
        return
    groups = replace(groups, df=max(groups.df, 0))
    sizes = dict(zip(names, zip(groups.n.tolist(), _hits(groups, around), strict=True), strict=True))
    dfs = _dfs(asked, inside)
    for pair, first, second in around.pairs:
        shut = _nearly(around, asked, first) or _nearly(around, asked, second)
        one, other = (_Side(name, sizes[name]) for name in (f"{pair.id} 1", f"{pair.id} 2"))
        if one.size[0] and other.size[0]:
            yield _pair(groups, around, pair, one=one, other=other, dfs=dfs, shut=shut)
        elif one.size[0] + other.size[0]:
            yield _nobody(around, pair)
    for group, place in around.groups:
        name = f"{group} {place}"
        if sizes[name][0]:
            yield _rest(
                groups,
                around,
                (group, place),
                own=_Side(name, sizes[name]),
                rest=_Side(f"-{name}", sizes[f"-{name}"]),
                dfs=dfs,
            )


def _sides(around: Around) -> tuple[list[str], list[Flags]]:
    names: list[str] = []
    masks: list[Flags] = []
    for pair, one, other in around.pairs:
        names += [f"{pair.id} 1", f"{pair.id} 2"]
        masks += [one, other & ~one]
    for (group, place), members in around.groups.items():
        names += [f"{group} {place}", f"-{group} {place}"]
        masks += [members, ~members]
    return names, masks


def _hits(groups: Groups, around: Around) -> list[int | None]:
    return [None] * len(groups.names) if around.indicator.kind == "mean" else list(groups.hits.tolist())


def _dfs(asked: Survey, inside: Flags) -> Codes:
    """Degrees of freedom of every group: its units less its strata."""
    first = asked.stages[0]
    found = np.zeros(inside.shape[1], dtype=np.int64)
    for number, members in enumerate(inside.T):
        units = np.unique(first.unit[members & asked.inside & (asked.weight > 0)])
        found[number] = len(units) - len(np.unique(first.stratum[units]))
    return found


def _pair(  # noqa: PLR0913 - keywords after the five nouns
    groups: Groups, around: Around, pair: Comparison, *, one: _Side, other: _Side, dfs: Codes, shut: str
) -> Compared:
    everybody = (around.whole.base.n or 0, around.whole.base.hits)
    demanded = demands(around.rules, around.whole, special=around.special or pair.sensitivity == SPECIAL)
    reason = shut or unsafe_pair(everybody, one.size, other.size, demanded)
    cells = [_cell(around, f"{kind}.{pair.id}") for kind in (FIRST, SECOND, DIFFERENCE, RATIO)]
    base = Gap(around.indicator.id, pair.id, EVERYONE, around.whole.cell.place)
    units = (around.indicator.unit, around.indicator.unit, _unit(around), "ratio")
    if reason:
        facts = [_withheld(cell, unit, reason, around) for cell, unit in zip(cells, units, strict=True)]
        return Compared(facts, replace(base, reason="withheld"))
    two = picked(groups, [one.name, other.name])
    sides = [_side(groups, around, side, cell, dfs=dfs) for side, cell in zip((one, other), cells[:2], strict=True)]
    gap, times = _difference(two, *sides), ratio(two, one.name, other.name)
    facts = [
        *sides,
        _fact(cells[2], gap, _unit(around), around, n=(one.size[0], other.size[0])),
        _fact(cells[3], times, "ratio", around, n=(one.size[0], other.size[0])),
    ]
    return Compared(facts, replace(base, p=_digits(gap.p), reason=gap.reason))


def _nearly(around: Around, asked: Survey, side: Flags) -> str:
    """Why a side must not be shown because it is, but for too few people, a withheld group or all but that group."""
    for (group, place), members in around.everyones.items():
        told = around.released.get((around.indicator.id, place, group))
        if told is None or told.status is not Status.SUPPRESSED:
            continue
        apart = int((asked.inside & (members != side)).sum())
        if min(apart, int(asked.inside.sum()) - apart) < around.rules.least_base:
            return told.reason
    return ""


def _nobody(around: Around, pair: Comparison) -> Compared:
    """No number at all: one side is outside the question, or nobody of it answered."""
    cells = [_cell(around, f"{kind}.{pair.id}") for kind in (FIRST, SECOND, DIFFERENCE, RATIO)]
    reason = "inequality.reason.nobody"
    facts = [Fact(cell, None, _unit(around), origin=around.whole.origin, reason=reason) for cell in cells]
    return Compared(facts, Gap(around.indicator.id, pair.id, EVERYONE, around.whole.cell.place, reason="nobody"))


def _rest(
    groups: Groups, around: Around, cell: tuple[GroupId, PlaceId], *, own: _Side, rest: _Side, dfs: Codes
) -> Compared:
    group, place = cell
    address = Cell(IndicatorId(f"{REST}:{around.indicator.id}"), place, group, around.whole.cell.period)
    base = Gap(around.indicator.id, "", group, place)
    told = around.released.get((around.indicator.id, place, group))
    reason = told.reason if told is not None and told.status is Status.SUPPRESSED else ""
    everybody = (around.whole.base.n or 0, around.whole.base.hits)
    demanded = demands(around.rules, around.whole, special=around.special or group in around.guarded)
    reason = reason or unsafe_pair(everybody, own.size, rest.size, demanded)
    if reason or told is None:
        fact = _withheld(address, _unit(around), reason or "gate.small_base", around)
        return Compared([fact], replace(base, reason="withheld"))
    sides = [_side(groups, around, side, address, dfs=dfs) for side in (own, rest)]
    gap = _difference(picked(groups, [own.name, rest.name]), *sides)
    return Compared(
        [_fact(address, gap, _unit(around), around, n=(own.size[0], rest.size[0]))],
        replace(base, p=_digits(gap.p), reason=gap.reason),
    )


def _difference(two: Groups, first: Fact, second: Fact) -> Measure:
    """The difference of the two; where a share of 0 or 1 shows no error, from both shares' intervals."""
    if np.diag(two.spread).min() > 0:
        return difference(two, *two.names)
    if first.unit != "share":
        return without("difference", "certain")
    one, other = (_ends(fact) for fact in (first, second))
    return difference(two, *two.names) if one is None or other is None else from_ends("difference", one, other, two.df)


def _ends(side: Fact) -> Ends | None:
    value, low, high = side.value, side.spread.low, side.spread.high
    return None if value is None or low is None or high is None else Ends(value, low, high)


def _side(groups: Groups, around: Around, side: _Side, cell: Cell, *, dfs: Codes) -> Fact:
    """One side's number with the interval that the product gives any share or mean."""
    at = list(groups.names).index(side.name)
    value, variance = float(groups.mean[at]), float(groups.spread[at, at])
    n, df = np.array([float(side.size[0])]), np.array([float(dfs[at])])
    share, spread = np.array([value]), np.array([variance])
    if around.indicator.kind == "mean":
        low, high = t_interval(share, np.sqrt(spread), df)
    else:
        deff = np.array([max(around.whole.base.deff or 1.0, 1.0)])
        low, high = share_interval(share, spread, n=n, df=df, deff=deff)
    se = _digits(float(np.sqrt(variance))) if variance > 0 else None
    ends = [_digits(float(end[0])) for end in (low, high)]
    base = Base(side.size[0], side.size[1], df=int(df[0]))
    status, reason = _trust(side.size[0], around)
    return Fact(
        cell, _digits(value), around.indicator.unit, Spread(SpreadKind.SAMPLE, se, *ends), base, status,
        around.whole.origin, reason,
    )  # fmt: skip


def _fact(cell: Cell, found: Measure, unit: str, around: Around, *, n: tuple[int, int]) -> Fact:
    if found.value is None:
        return Fact(cell, None, unit, origin=around.whole.origin, reason=f"inequality.reason.{found.reason}")
    numbers = [_digits(number) for number in (found.se, found.low, found.high)]
    status, reason = _trust(min(n), around)
    base = Base(sum(n))
    return Fact(
        cell, _digits(found.value), unit, Spread(SpreadKind.SAMPLE, *numbers), base, status, around.whole.origin, reason
    )


def _trust(n: int, around: Around) -> tuple[Status, str]:
    if n < around.rules.reliable_base:
        return Status.UNRELIABLE, "gate.below_reliable"
    return Status.OK, ""


def _withheld(cell: Cell, unit: str, reason: str, around: Around) -> Fact:
    return Fact(cell, None, unit, status=Status.SUPPRESSED, origin=around.whole.origin, reason=reason)


def _cell(around: Around, name: str) -> Cell:
    where = around.whole.cell
    return Cell(IndicatorId(f"{name}:{around.indicator.id}"), where.place, EVERYONE, where.period)


def _unit(around: Around) -> str:
    return POINTS if around.indicator.unit == "share" else around.indicator.unit


def _digits(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(f"{value:.12g}")
