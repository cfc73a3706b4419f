"""How many people of a group there are and how many no list knows, from linked lists; or why nobody can say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum, sqrt

from sofra.needs.hidden import assumptions
from sofra.needs.hidden.average import Average, average
from sofra.needs.hidden.loglinear import Fit, fits, profile
from sofra.needs.hidden.models import models, written
from sofra.needs.hidden.table import Table, table
from sofra.needs.hidden.two import Estimated, chao, chapman, lincoln_petersen
from sofra.types.catalogue import GateRules
from sofra.types.errors import Issue, Severity
from sofra.types.hidden import HiddenNote, Histories, ListNote, ModelLine, OnNoList, Overlap, Span

BASE = 5
"""Counts of people are told to the nearest five."""

LINES = 12
"""Models shown; the others weigh next to nothing."""

LARGE_PART, SHARED_PART = 30, 7
"""A settlement or an age band stands alone with so many people, so many of them on two lists; the rest is one part."""


def on_no_list(found: Histories, rules: GateRules) -> OnNoList:
    """What may be said of the group: the estimate with its doubts, or the reason why there is none.

    Two lists: Chapman with the transformed-logit interval. Three to five: all hierarchical log-linear models,
    averaged by AICc. Counts of 1 to 4 are withheld, all others rounded to five; estimates are whole people.
    """
    if many := list(assumptions.too_many(found)):
        return OnNoList(found.group, (), None, (), issues=tuple(many), linked_by=found.linked_by, waiting=found.waiting)
    kept, issues = assumptions.trimmed(found)
    told = _told(found, issues)
    stops = list(assumptions.hindrances(kept, rules))
    if stops:
        return replace(told, issues=(*issues, *stops))
    cells = table(kept.counts, len(kept.lists))
    issues += assumptions.doubts(kept)
    averaged = _averaged(cells) if cells.lists > 2 else None
    total = averaged.total if averaged else _two(cells) if cells.lists == 2 else None
    if total is None:
        return replace(told, issues=(*issues, Issue("hidden_no_model", severity=Severity.FILE)))
    wide = list(assumptions.too_wide(total))
    if wide:
        return replace(told, issues=(*issues, *wide))
    issues += _checks(kept, cells, total, averaged)
    return _with_number(replace(told, issues=tuple(issues)), cells, total, averaged)


def hidden_note(found: Sequence[Histories], rules: GateRules) -> HiddenNote:
    """The annex of a release: what may be said of each group whose lists were linked."""
    return HiddenNote(tuple(on_no_list(one, rules) for one in found))


def point(cells: Table) -> Estimated | None:
    """All people by two lists or by the average of models; None when neither gives a finite number."""
    if cells.lists == 2:
        return _two(cells)
    made = _averaged(cells)
    return made.total if made else None


def _two(cells: Table) -> Estimated:
    return chapman(cells.size(0), cells.size(1), cells.both(0, 1))


def _averaged(cells: Table) -> Average | None:
    return average(fits(cells, models(cells.lists)), cells.seen)


def _checks(found: Histories, cells: Table, total: Estimated, made: Average | None) -> Iterator[Issue]:
    if made:
        yield from assumptions.after_models(found, made)
    yield from assumptions.below(total, _least(cells))
    if cells.lists < 5:
        for by, parts in (("settlement", found.settlements), ("age", found.bands)):
            summed = _summed(parts, cells.lists)
            if summed:
                yield from assumptions.uneven(total, summed, by)


def _summed(parts: Sequence[Mapping[str, int]], lists: int) -> Estimated | None:
    """The sum of the parts' own estimates; None when fewer than two parts can carry one."""
    tables = [table(part, lists) for part in parts]
    own = [cells for cells in tables if _carries(cells)]
    rest: dict[str, int] = {}
    for part, cells in zip(parts, tables, strict=True):
        if not _carries(cells):
            for history, people in part.items():
                rest[history] = rest.get(history, 0) + people
    left = table(rest, lists)
    every = [*own, left] if _carries(left) else own
    told = [point(cells) for cells in every]
    if len(every) < 2 or None in told or (left.seen and every[-1] is not left):
        return None
    summed = fsum(one.people for one in told if one)
    se = sqrt(fsum(one.se**2 for one in told if one))
    return Estimated(summed, se, summed, summed)


def _carries(cells: Table) -> bool:
    return cells.seen >= LARGE_PART and cells.repeated() >= SHARED_PART


def _least(cells: Table) -> Estimated:
    return chao(cells.seen, cells.times(1), cells.times(2), cells.lists)


def _with_number(told: OnNoList, cells: Table, total: Estimated, made: Average | None) -> OnNoList:
    whole = _span(total)
    seen = cells.seen
    unlisted = Span(max(0, whole.people - seen), max(0, whole.low - seen), max(0, (whole.high or 0) - seen))
    near = [seen + fit.unseen for fit in made.near()] if made else []
    return replace(
        told,
        method="models" if made else "chapman",
        total=whole,
        unlisted=unlisted,
        simple=_simple(cells, made),
        least=_span(_least(cells)),
        range=Span(whole.people, round(min(near)), round(max(near))) if near else None,
        models=tuple(_lines(cells, made)) if made else (),
    )


def _simple(cells: Table, made: Average | None) -> Span | None:
    """As if lists were independent: Lincoln and Petersen for two, the model without terms for more."""
    if cells.lists == 2:
        people = lincoln_petersen(cells.size(0), cells.size(1), cells.both(0, 1))
        return None if people is None else Span(round(people), round(people), round(people))
    alone = next((fit for fit in made.fits if not fit.model), None) if made else None
    return None if alone is None else _profiled(cells, alone)


def _lines(cells: Table, made: Average) -> Iterator[ModelLine]:
    for fit, weight in list(zip(made.fits, made.weights, strict=True))[:LINES]:
        yield ModelLine(
            written(fit.model, cells.lists), len(fit.coefficients), round(fit.aicc - made.fits[0].aicc, 1),
            round(weight, 3), _profiled(cells, fit),
        )  # fmt: skip


def _profiled(cells: Table, fit: Fit) -> Span:
    low, high = profile(cells, fit.model)
    return Span(round(cells.seen + fit.unseen), round(low), None if high is None else round(high))


def _span(found: Estimated) -> Span:
    return Span(round(found.people), round(found.low), round(found.high))


def _told(found: Histories, issues: Sequence[Issue]) -> OnNoList:
    """The part that is told with or without a number: lists, overlaps, people seen; all rounded."""
    cells = table(found.counts, max(1, len(found.lists)))
    overlaps = tuple(
        Overlap(tuple(place for place, on in enumerate(row) if on), rounded(int(people)))
        for row, people in zip(cells.on, cells.people, strict=True)
    )
    lists = tuple(
        ListNote(note.name, note.taken_on, note.definition, rounded(cells.size(place)))
        for place, note in enumerate(found.lists)
    )
    return OnNoList(
        found.group, lists, rounded(cells.seen), overlaps, issues=tuple(issues), linked_by=found.linked_by,
        waiting=found.waiting,
    )  # fmt: skip


def rounded(people: int) -> int | None:
    """People to the nearest five; nobody stays nobody; 1 to 4 are withheld."""
    if 0 < people < BASE:
        return None
    return BASE * ((people + BASE // 2) // BASE)
