"""Who is due for a visit in a week, from the class of need and the last visit."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sofra.types.outreach import Care, Due, NeedClass

MONTH_DAYS = 365.25 / 12
WEEK_DAYS = 7


def interval(need: NeedClass) -> float:
    """Days between two visits of this class."""
    return MONTH_DAYS / need.visits_per_month


def next_visit(care: Care, need: NeedClass, today: date) -> date:
    """The day of the next visit: the one agreed with the household, else the interval after the last; today when never.

    An agreed day that lies before the last visit was kept: the interval counts again.
    """
    if care.agreed_on is not None and (care.last_visit is None or care.agreed_on > care.last_visit):
        return care.agreed_on
    return today if care.last_visit is None else care.last_visit + timedelta(days=round(interval(need)))


def due(cares: Sequence[Care], needs: Mapping[str, NeedClass], monday: date) -> list[Due]:
    """Households due in the seven days from `monday`, the longest overdue first, then by pseudonym.

    A class visited more than once a week is due that many times. A household of an unknown class is never due: classes
    are checked where they are given.
    """
    found = [_due(care, needs[care.need], monday) for care in cares if care.need in needs]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.late, one.on, one.pseudonym))


def weight(one: Due, need: NeedClass) -> int:
    """What the visit weighs: the weight of its class, doubled when a whole interval has passed over."""
    return need.weight * (2 if one.late >= interval(need) else 1)


def _due(care: Care, need: NeedClass, monday: date) -> Due | None:
    on = next_visit(care, need, monday)
    if on > monday + timedelta(days=WEEK_DAYS - 1):
        return None
    times = max(1, round(WEEK_DAYS / interval(need)))
    return Due(care.pseudonym, care.need, on, times, max(0, (monday - on).days))
