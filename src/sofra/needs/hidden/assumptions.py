"""What must hold before lists may be trusted to count the unseen, and a plain sentence where it does not."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, permutations

from sofra.needs.hidden.average import UNTOLD, Average
from sofra.needs.hidden.models import MOST_LISTS, written
from sofra.needs.hidden.table import table, without
from sofra.needs.hidden.two import Estimated
from sofra.types.catalogue import GateRules
from sofra.types.errors import Issue, Severity
from sofra.types.hidden import Histories, ListNote

FEWEST_SHARED = 7
"""Below so many people on both lists Chapman's estimate is biased (Robson and Regier 1964)."""

SMALLEST_LIST = 5
MOST_DAYS_APART = 365
FAR_APART = 1.5
WIDEST = 0.5
WIDEST_RATIO = 4
"""An error of more than half the number, or an interval that ends at four times its beginning, is no number."""


def trimmed(found: Histories) -> tuple[Histories, list[Issue]]:
    """The histories without lists that tell nothing: of a handful of people, or wholly inside another list."""
    issues: list[Issue] = []
    while (gone := _needless(found)) is not None:
        place, issue = gone
        issues.append(issue)
        found = without(found, place)
    return found, issues


def too_many(found: Histories) -> Iterator[Issue]:
    """More lists than can be counted with: their combinations are not even laid out."""
    if len(found.lists) > MOST_LISTS:
        yield _stop("hidden_many_lists", n=len(found.lists), limit=MOST_LISTS)


def hindrances(found: Histories, rules: GateRules) -> Iterator[Issue]:
    """Why no number can be given at all; nothing when one may be tried."""
    count = len(found.lists)
    cells = table(found.counts, count)
    if count < 2:
        yield _stop("hidden_one_list")
    elif cells.repeated() == 0:
        yield _stop("hidden_share_nobody", n=count)
    elif cells.seen < rules.least_base or cells.repeated() < rules.least_hits:
        yield _stop("hidden_few_shared", limit=rules.least_hits)


def doubts(found: Histories) -> Iterator[Issue]:
    """What is to be known of these lists, whatever the number."""
    cells = table(found.counts, len(found.lists))
    if len(found.lists) == 2:
        yield _note("hidden_two_lists")
    for one, other in combinations(range(len(found.lists)), 2):
        shared = cells.both(one, other)
        names = {"one": found.lists[one].name, "other": found.lists[other].name}
        if shared == 0:
            yield _note("hidden_pair_shares_nobody", **names)
        elif shared < FEWEST_SHARED and len(found.lists) == 2:
            yield _note("hidden_shared_small", limit=FEWEST_SHARED)
    yield from _days(found.lists)
    if any(found.doubles):
        twice = [note.name for note, number in zip(found.lists, found.doubles, strict=True) if number]
        yield _note("hidden_doubles", lists=", ".join(twice))
    if found.waiting:
        yield _note("hidden_waiting", n=found.waiting)


def after_models(found: Histories, made: Average) -> Iterator[Issue]:
    """What the models themselves say: lists that lead to each other, models that disagree."""
    best, alone = made.fits[0], next((fit for fit in made.fits if not fit.model), None)
    if best.model and (alone is None or alone.aicc - best.aicc > UNTOLD):
        pairs = sorted(sorted(term) for term in best.model if len(term) == 2)
        names = "; ".join(f"{found.lists[one].name} – {found.lists[other].name}" for one, other in pairs)
        yield _note("hidden_dependent", pairs=names, terms=written(best.model, len(found.lists)))
    totals = [fit.unseen for fit in made.near()]
    seen = table(found.counts, len(found.lists)).seen
    if seen + max(totals) > FAR_APART * (seen + min(totals)):
        yield _note("hidden_models_differ")


def uneven(whole: Estimated, parts: Estimated, by: str) -> Iterator[Issue]:
    """A note where the sum over parts lies further from the whole than its error: some are easier to find."""
    if abs(parts.people - whole.people) > max(whole.se, 1):
        yield _note(f"hidden_uneven_{by}", people=round(parts.people))


def below(total: Estimated, least: Estimated) -> Iterator[Issue]:
    """A note where even the lower bound lies above the estimate."""
    if least.people > total.high:
        yield _note("hidden_below_bound", people=round(least.people))


def too_wide(total: Estimated) -> Iterator[Issue]:
    """The error is so large that there is no number."""
    if total.se > WIDEST * total.people or total.high > WIDEST_RATIO * total.low:
        yield _stop("hidden_too_wide")


def _needless(found: Histories) -> tuple[int, Issue] | None:
    if len(found.lists) < 2:
        return None
    cells = table(found.counts, len(found.lists))
    for one, note in enumerate(found.lists):
        if cells.size(one) < SMALLEST_LIST:
            return one, _note("hidden_list_small", list=note.name, limit=SMALLEST_LIST)
    for one, other in permutations(range(len(found.lists)), 2):
        inside = cells.both(one, other) == cells.size(one)
        if inside and (cells.size(one) < cells.size(other) or one > other):
            names = {"list": found.lists[one].name, "other": found.lists[other].name}
            return one, _note("hidden_contained", **names)
    return None


def _days(lists: Sequence[ListNote]) -> Iterator[Issue]:
    undated = [note.name for note in lists if not _day(note.taken_on)]
    if undated:
        yield _note("hidden_undated", lists=", ".join(undated))
    days = sorted(day for note in lists if (day := _day(note.taken_on)))
    if days and (days[-1] - days[0]).days > MOST_DAYS_APART:
        yield _note("hidden_days_apart", first=days[0].isoformat(), last=days[-1].isoformat())


def _day(text: str) -> date | None:
    whole = text if len(text) == 10 else f"{text}-07-01" if len(text) == 4 else f"{text}-15"
    try:
        return date.fromisoformat(whole)
    except ValueError:
        return None


def _note(code: str, **values: str | int | float) -> Issue:
    return Issue(code, values=values, severity=Severity.NOTE)


def _stop(code: str, **values: str | int | float) -> Issue:
    return Issue(code, values=values, severity=Severity.FILE)
