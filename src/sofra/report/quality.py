"""How good each number of the municipality is: base, effective base, error, missing answers, and where it is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sofra.gaps.explain import assumed
from sofra.report.numbers import NOTHING, asked, value, verdict, whole
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Table
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE

COLUMNS = 12
MANY_MISSING = 0.1
"""Above this share without a usable answer a number is named: the interval does not count what they would say."""

Cells: TypeAlias = Mapping[str, Sequence[Fact]]
"""The facts of some kind of cells by indicator."""


@dataclass(frozen=True, slots=True)
class Shown:
    """In how many areas, settlements or groups a number stands: asked and shown, made by a model, withheld."""

    shown: int
    modelled: int
    withheld: int


NOWHERE = Shown(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Quality:
    """One indicator of everybody in the municipality, and where else it is shown.

    `effective` is the size of the simple random sample that would say as much; `missing` the share without a usable
    answer among those asked, 0 to 1; `width` the width of the 95 % interval as a share of the value. None: withheld,
    not known, or (width) a value of 0. `source` names the question.
    """

    fact: Fact
    effective: float | None
    missing: float | None
    width: float | None
    areas: Shown
    settlements: Shown
    groups: Shown
    source: str


def quality(view: View, *, parts: bool = False) -> tuple[Quality, ...]:
    """A row for each indicator that the survey asked about, in the catalogue's order; also for withheld ones.

    `parts` True: with the parts of scales, which have pages of their own.
    """
    listed = view.pack.indicators if parts else view.pack.headline
    found = [fact for one in listed if (fact := view.fact(one)) is not None and _asked(fact)]
    groups = _by_indicator(view, lambda fact: fact.cell.place == view.home and fact.cell.group != EVERYONE)
    areas, settlements = (_everybody_in(view, kind) for kind in ("area", "settlement"))
    return tuple(_row(fact, view, areas=areas, settlements=settlements, groups=groups) for fact in found)


def effective(fact: Fact) -> float | None:
    """How large a simple random sample would say as much: n divided by the design effect.

    None where one of them is not known; never more than n, for nobody counts for more than one.
    """
    n, deff = fact.base.n, fact.base.deff
    return None if n is None or deff is None or deff <= 0 else n / max(1.0, deff)


def missing(fact: Fact) -> float | None:
    """Share without a usable answer among those whom the number is about, 0 to 1; None when nobody was asked."""
    n, lost = fact.base.n or 0, fact.base.missing
    return None if lost is None or not n + lost else lost / (n + lost)


def bounds(fact: Fact) -> tuple[float, float] | None:
    """The share if all who gave no usable answer had said no, and if all had said yes; nobody knows which.

    Those without an answer count like the others on average. None for anything but a share, and without such people.
    """
    lost = missing(fact)
    if fact.unit != "share" or fact.value is None or not lost:
        return None
    return fact.value * (1 - lost), fact.value * (1 - lost) + lost


def width(fact: Fact) -> float | None:
    """Width of the 95 % interval divided by the value; None without an interval or for a value of 0."""
    low, high = fact.spread.low, fact.spread.high
    return None if low is None or high is None or not fact.value else (high - low) / abs(fact.value)


def told(rows: Sequence[Quality], view: View) -> list[str]:
    """In words: how many numbers are good enough to decide on, which need care, which are not shown."""
    if not rows:
        return [view.texts.say("quality.none")]
    sentences = [view.texts.say("quality.good", n=len(_of(rows, Status.OK)), all=len(rows))]
    for status, key in ((Status.UNRELIABLE, "careful"), (Status.SUPPRESSED, "withheld")):
        names = [view.short(row.fact.cell.indicator) for row in _of(rows, status)]
        if names:
            sentences.append(view.texts.say(f"quality.{key}", n=len(names), names="; ".join(names)))
    return [*sentences, *_unanswered(rows, view), *_least(rows, view), *_lent(rows, view)]


def _unanswered(rows: Sequence[Quality], view: View) -> list[str]:
    """The numbers for which so many answers are missing that the interval does not tell the whole doubt."""
    names = [view.short(row.fact.cell.indicator) for row in rows if (row.missing or 0.0) > MANY_MISSING]
    share = view.texts.percent(MANY_MISSING)
    return [view.texts.say("quality.unanswered", n=len(names), share=share, names="; ".join(names))] if names else []


def _least(rows: Sequence[Quality], view: View) -> list[str]:
    """The number with the fewest answers behind it, after the design effect."""
    sizes = [(row.effective, row.fact) for row in rows if row.effective is not None]
    if not sizes:
        return []
    size, fact = min(sizes, key=lambda found: found[0])
    gaps: dict[str, str | int] = {
        "indicator": view.short(fact.cell.indicator),
        "n": fact.base.n or 0,
        "effective": round(size),
    }
    return [view.texts.say("quality.least", **gaps)]


def _lent(rows: Sequence[Quality], view: View) -> list[str]:
    """How many numbers of settlements a model made."""
    model = sum(row.settlements.modelled for row in rows)
    cells = model + sum(row.settlements.shown + row.settlements.withheld for row in rows)
    return [view.texts.say("quality.settlements", n=model, all=cells)] if model else []


def blocks(view: View) -> list[Block]:
    """The words and both tables, for the annex."""
    rows = quality(view)
    first, *others = told(rows, view)
    if not rows:
        return [Paragraph(first)]
    words: list[Block] = [Paragraph(first, "lead"), *([Bullets(tuple(others))] if others else [])]
    cells = [cells_of(row, view) for row in rows]
    precise = [(line[0], *line[1:8]) for line in cells]
    where = [(line[0], *line[8:]) for line in cells]
    elsewhere = any(shown != NOWHERE for row in rows for shown in (row.areas, row.groups, row.settlements))
    tables = [table(view, "quality_precise", precise, "lrrrrrrl")]
    tables += [table(view, "quality_where", where, "lrrrl")] if elsewhere else []
    return [*words, *tables, note(view.texts.say("quality.signs"))]


def sheet(rows: Sequence[Quality], view: View) -> Table:
    """Everything in one table, for a workbook; the last column says why a number is withheld or needs care."""
    header = [view.texts.say(f"quality.column.c{number}") for number in range(1, COLUMNS + 2)]
    cells = tuple((*cells_of(row, view), why(row.fact, view)) for row in rows)
    caption = view.texts.say("quality.caption", place=view.place(view.home))
    return Table(caption, tuple(header), cells, "lrrrrrrlrrrll", view.texts.say("quality.signs"))


def cells_of(row: Quality, view: View) -> tuple[str, ...]:
    """The twelve cells of a row in words: name, value with interval, asked, effective, design effect, missing, width,
    verdict, then areas, groups and settlements (shown / modelled / withheld), and the source of the question."""
    fact, texts = row.fact, view.texts
    deff = fact.base.deff
    return (
        view.indicator(fact.cell.indicator),
        whole(fact, view) if fact.value is not None else value(fact, view),
        asked(fact, view),
        NOTHING if row.effective is None else texts.number(row.effective),
        NOTHING if deff is None else texts.number(deff, 1),
        NOTHING if row.missing is None else texts.percent(row.missing),
        NOTHING if row.width is None else texts.percent(row.width),
        verdict(fact, view),
        *(three(shown, view) for shown in (row.areas, row.groups, row.settlements)),
        row.source,
    )


def three(shown: Shown, view: View) -> str:
    """ "4 / 0 / 1": shown, made by a model, withheld; "–" where there is no such number."""
    if shown == NOWHERE:
        return NOTHING
    return view.texts.say("quality.three", shown=shown.shown, modelled=shown.modelled, withheld=shown.withheld)


def why(fact: Fact, view: View) -> str:
    """Why a number is withheld or needs care, as a sentence; empty when nothing speaks against it."""
    known = fact.reason and view.texts.knows(fact.reason)
    return view.texts.say(fact.reason, **assumed(view.material.run)) if known else ""


def _of(rows: Sequence[Quality], status: Status) -> list[Quality]:
    return [row for row in rows if row.fact.status is status]


def _row(fact: Fact, view: View, *, areas: Cells, settlements: Cells, groups: Cells) -> Quality:
    indicator = fact.cell.indicator
    entry = view.pack.indicators.get(indicator)
    return Quality(
        fact,
        effective(fact),
        missing(fact),
        width(fact),
        areas=_shown(areas.get(indicator, ())),
        settlements=_shown(settlements.get(indicator, ())),
        groups=_shown(groups.get(indicator, ())),
        source=entry.source if entry else "",
    )


def _asked(fact: Fact) -> bool:
    """Made from answers: it has a base, or had one before it was withheld."""
    return fact.base.n is not None or fact.status is Status.SUPPRESSED


def _everybody_in(view: View, kind: str) -> Cells:
    places = {place.id for place in view.kind(kind)}
    return _by_indicator(view, lambda fact: fact.cell.place in places and fact.cell.group == EVERYONE)


def _by_indicator(view: View, wanted: Callable[[Fact], bool]) -> Cells:
    found: dict[str, list[Fact]] = {}
    for fact in view.index.values():
        if wanted(fact):
            found.setdefault(fact.cell.indicator, []).append(fact)
    return found


def _shown(facts: Iterable[Fact]) -> Shown:
    kinds = [_kind(fact) for fact in facts]
    return Shown(kinds.count("shown"), kinds.count("modelled"), kinds.count("withheld"))


def _kind(fact: Fact) -> str:
    if fact.status is Status.SUPPRESSED:
        return "withheld"
    if fact.value is None:
        return "none"
    return "modelled" if fact.reason.startswith("model.") else "shown"
