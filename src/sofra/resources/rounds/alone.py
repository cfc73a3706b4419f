"""Whether a visit would fit into the shifts if it were the only one, and why not."""

from collections.abc import Sequence
from types import MappingProxyType

from sofra.types.outreach import Missed, Shift, Visit


def never(visit: Visit, shifts: Sequence[Shift], there: Sequence[float], back: Sequence[float]) -> Missed | None:
    """Why this visit fits into no shift even alone; None when it fits.

    `there` and `back` are minutes from and to the point of each shift, in the order of `shifts`; inf = no way.
    """
    ways = [
        (shift, to, home)
        for shift, to, home in zip(shifts, there, back, strict=True)
        if not visit.days or shift.day in visit.days
    ]
    if any(fits(visit, shift, to, home) for shift, to, home in ways):
        return None
    return _why(visit, ways)


def fits(visit: Visit, shift: Shift, there: float, back: float) -> bool:
    """True when the team can leave its point, make this one visit inside its window and be back in the shift."""
    begins = max(shift.opens + there, visit.opens)
    return begins + visit.minutes <= visit.closes and begins + visit.minutes + back <= shift.closes


def _why(visit: Visit, ways: Sequence[tuple[Shift, float, float]]) -> Missed:
    if not ways:
        return _missed(visit, "no_shift")
    if visit.closes - visit.opens < visit.minutes:
        return _missed(visit, "window_too_short", window=visit.closes - visit.opens)
    longest = max(shift.closes - shift.opens for shift, _, _ in ways)
    if visit.minutes > longest:
        return _missed(visit, "longer_than_shift", shift=longest)
    trips = [to + home for _, to, home in ways]
    if min(trips) == float("inf"):
        return _missed(visit, "no_way")
    if all(to + visit.minutes + home > shift.closes - shift.opens for shift, to, home in ways):
        return _missed(visit, "too_far", trip=int(min(trips)), shift=longest)
    return _missed(visit, "outside_shifts")


def _missed(visit: Visit, reason: str, **values: int) -> Missed:
    return Missed(visit.id, reason, MappingProxyType({"minutes": visit.minutes, **values}), visit.required)
