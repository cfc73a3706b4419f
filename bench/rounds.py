"""A week of a mobile team: 120 households, 15 shifts of 6 hours, service 20–45 minutes, windows, priority as prize."""

import argparse
import time
from datetime import date, timedelta

import numpy as np

from sofra.resources.rounds.plan import plan_week
from sofra.resources.travel.straight import StraightLine
from sofra.types.outreach import Shift, Visit, Week

MONDAY = date(2026, 11, 23)
TOWN = (21.0, 41.5)


def case(seed: int, households: int = 120, teams: int = 3) -> tuple[list[Visit], list[Shift]]:
    """Households scattered some 15 km around a town; a third of them at home in the morning or the afternoon only."""
    random = np.random.default_rng([seed, 4])
    spots = np.array(TOWN) + random.normal(0, 1, (households, 2)) * (0.12, 0.09)
    windows = [(480, 900), (480, 900), (480, 690), (690, 900)]
    visits = []
    for number, (lon, lat) in enumerate(spots.tolist()):
        opens, closes = windows[int(random.integers(4))]
        minutes, weight = int(random.integers(20, 46)), int(random.choice((1, 2, 4), p=(0.5, 0.3, 0.2)))
        visits.append(Visit(f"P{number:03}", lon, lat, minutes, opens, closes, weight=weight))
    days = [MONDAY + timedelta(days=day) for day in range(5)]
    shifts = [Shift(f"Team {team + 1}", day, 510, 870, *TOWN) for day in days for team in range(teams)]
    return visits, shifts


def told(week: Week, visits: list[Visit], seconds: float) -> str:
    """One line: what is visited, of which weight, what is driven, in how many seconds."""
    weight = {visit.id: visit.weight for visit in visits}
    held = sum(weight[call.visit] for one in week.rounds for call in one.calls)
    return (
        f"{week.made} of {len(visits)} visited, weight {held} of {sum(weight.values())}, {len(week.rounds)} rounds, "
        f"{week.drive / 60:.1f} h driven, {week.km:.0f} km, {seconds:.1f} s"
    )


def main() -> None:
    """The week, timed; with --iterations another effort."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=0)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    visits, shifts = case(given.seed)
    begun = time.perf_counter()
    effort = {"iterations": given.iterations} if given.iterations else {}
    week = plan_week(visits, shifts, StraightLine(), seed=given.seed, **effort)
    print(told(week, visits, time.perf_counter() - begun))


if __name__ == "__main__":
    main()
