"""A last look at a plan: a visit that was left out may fit after all, when another one moves to another shift."""

from collections.abc import Iterator, Mapping, Sequence

from sofra.resources.rounds.problem import Problem

Orders = Mapping[int, Sequence[int]]
"""For each shift the places of its visits in `Problem.visits`, in their order."""


def polish(problem: Problem, orders: Orders) -> dict[int, list[int]]:
    """The plan with every visit added that fits directly, or after one other visit moved; none is taken out.

    PyVRP searches by moves that each have to pay; to make room for a visit, two of them must be made at once.
    """
    plan = {shift: list(orders.get(shift, ())) for shift in range(len(problem.shifts))}
    made = {visit for order in plan.values() for visit in order}
    missed = [visit for visit in range(len(problem.visits)) if visit not in made]
    for visit in sorted(missed, key=lambda one: -problem.visits[one].weight):
        better = _with(problem, plan, visit) or _with_room(problem, plan, visit)
        plan.update(better or {})
    return {shift: order for shift, order in plan.items() if order}


def drive(problem: Problem, shift: int, order: Sequence[int]) -> float | None:
    """Minutes driven when this shift makes these visits in this order; None when it cannot."""
    own, start = problem.shifts[shift], len(problem.shifts)
    here, free, total = shift, float(own.opens), 0.0
    for place in order:
        visit = problem.visits[place]
        if visit.days and own.day not in visit.days:
            return None
        way = float(problem.minutes[here, start + place])
        begins = max(free + way, visit.opens)
        if begins + visit.minutes > visit.closes:
            return None
        here, free, total = start + place, begins + visit.minutes, total + way
    way = float(problem.minutes[here, shift])
    return total + way if free + way <= own.closes else None


def _with(problem: Problem, plan: Orders, visit: int, but: int = -1) -> dict[int, list[int]] | None:
    """The cheapest shift and place for one more visit, as the changed order of that shift; None when there is none."""
    best: tuple[float, int, list[int]] | None = None
    for shift, order in plan.items():
        before = drive(problem, shift, order) if shift != but else None
        if before is None:
            continue
        for longer in _places(order, visit):
            after = drive(problem, shift, longer)
            if after is not None and (best is None or after - before < best[0]):
                best = (after - before, shift, longer)
    return None if best is None else {best[1]: best[2]}


def _with_room(problem: Problem, plan: Orders, visit: int) -> dict[int, list[int]] | None:
    """Two changed orders: `visit` comes into one shift, another visit goes from it into another shift."""
    for shift, order in plan.items():
        for mover in order:
            rest = [one for one in order if one != mover]
            taken = next((one for one in _places(rest, visit) if drive(problem, shift, one) is not None), None)
            if taken is not None and (moved := _with(problem, plan, mover, but=shift)):
                return {shift: taken, **moved}
    return None


def _places(order: Sequence[int], visit: int) -> Iterator[list[int]]:
    for place in range(len(order) + 1):
        yield [*order[:place], visit, *order[place:]]
