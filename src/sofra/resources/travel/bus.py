"""Getting there by bus: on foot to a stop, the wait, the ride, and on foot from the stop."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sofra.resources.travel.way import Catchment, Nearest, Spots, Way
from sofra.sources.timetable import Timetable

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bus:
    """Buses of a timetable, with a way of walking (streets, or a straight line) to, between and from the stops.

    Minutes are the median over somebody who sets out every `every` minutes from `first` to `last` (minutes after
    midnight, the last not included) without looking at the timetable: walk, wait, ride, change (at least `change`
    minutes), walk; or all the way on foot where that is quicker. Nobody walks over `most_walk` minutes to or from a
    stop. Out of reach (inf) when at least half of the departures of the window lead nowhere that day.
    """

    timetable: Timetable
    walk: Way
    first: float = 480.0
    last: float = 600.0
    every: float = 5.0
    most_walk: float = 30.0
    change: float = 2.0

    @property
    def mode(self) -> str:
        """Always "bus"."""
        return "bus"

    @property
    def basis(self) -> str:
        """What the walks stand on."""
        return self.walk.basis

    def nearest(self, homes: Spots, facilities: Spots) -> Nearest:
        """Minutes to the facility with the least median; inf and -1 where none can be reached."""
        minutes, which = np.full(len(homes), np.inf), np.full(len(homes), -1, dtype=np.int64)
        for one in self.each(homes, facilities, np.inf):
            better = one.minutes < minutes[one.homes]
            minutes[one.homes[better]], which[one.homes[better]] = one.minutes[better], one.facility
        return Nearest(minutes, which)

    def each(self, homes: Spots, facilities: Spots, limit: float) -> Iterator[Catchment]:
        """The homes within `limit` minutes of each facility."""
        starts = np.arange(self.first, self.last, self.every)
        to_stops = list(self.walk.each(homes, self.timetable.stops, self.most_walk))
        between = _between(self.walk, self.timetable, self.change)
        from_stops = self._from_stops(facilities)
        farthest = limit if np.isfinite(limit) else 1e6
        on_foot = self.walk.each(homes, facilities, farthest)
        for number, direct in enumerate(on_foot):
            table = np.full((len(homes), len(starts)), np.inf)
            table[direct.homes] = direct.minutes[:, None]
            arrivals = Arrivals.of(self.timetable, from_stops[:, number], between)
            for one in to_stops:
                leave = starts[None, :] + one.minutes[:, None]
                total = arrivals.at(one.facility, leave) - starts[None, :]
                table[one.homes] = np.minimum(table[one.homes], total)
            median = _median(table)
            near = np.flatnonzero(median <= min(limit, 1e9))
            yield Catchment(number, near.astype(np.int64), median[near])

    def snapped(self, spots: Spots) -> NDArray[np.float64]:
        """(points,) metres from each spot to where walking begins."""
        return self.walk.snapped(spots)

    def _from_stops(self, facilities: Spots) -> Reals:
        """(stops, facilities) minutes on foot from a stop, inf beyond the longest walk."""
        table = np.full((len(self.timetable.stops), len(facilities)), np.inf)
        for one in self.walk.each(self.timetable.stops, facilities, self.most_walk):
            table[one.homes, one.facility] = one.minutes
        return table


@dataclass(frozen=True, slots=True)
class Arrivals:
    """For every stop: when one has to be there to take a bus (ascending), and when one is at the facility then."""

    depart: tuple[Reals, ...]
    arrive: tuple[Reals, ...]
    walk: Reals

    @staticmethod
    def of(table: Timetable, walk: Reals, between: list[list[tuple[int, float]]]) -> "Arrivals":
        """By one pass over all rides, the last first (the profile form of the connection scan, Dibbelt et al. 2013).

        `walk`: (stops,) minutes from each stop to the facility; `between`: stops within reach on foot of each stop.
        """
        size = len(table.stops)
        negative: list[list[float]] = [[] for _ in range(size)]  # departures, negated: ascending for bisect
        best: list[list[float]] = [[] for _ in range(size)]
        trips: dict[int, float] = {}
        for ride in range(len(table.begin) - 1, -1, -1):
            there, at = int(table.finish[ride]), float(table.arrive[ride])
            found = min(at + float(walk[there]), trips.get(int(table.trip[ride]), np.inf))
            for other, minutes in between[there]:
                place = bisect_left(negative[other], -(at + minutes) + 1e-9)
                if place:
                    found = min(found, best[other][place - 1])
            if not np.isfinite(found):
                continue
            trips[int(table.trip[ride])] = found
            here = int(table.begin[ride])
            if not best[here] or found < best[here][-1]:
                negative[here].append(-float(table.depart[ride]))
                best[here].append(found)
        return Arrivals(
            tuple(-np.array(one[::-1]) for one in negative), tuple(np.array(one[::-1]) for one in best), walk
        )

    def at(self, stop: int, when: Reals) -> Reals:
        """When somebody who is at a stop at some times is at the facility, by bus or on foot; inf if never."""
        depart, arrive = self.depart[stop], np.append(self.arrive[stop], np.inf)
        return np.asarray(np.minimum(arrive[np.searchsorted(depart, when - 1e-9)], when + self.walk[stop]))


def _between(walk: Way, table: Timetable, change: float) -> list[list[tuple[int, float]]]:
    """For each stop the stops that one can walk to within ten minutes, with the minutes that a change takes."""
    found: list[list[tuple[int, float]]] = [[(stop, change)] for stop in range(len(table.stops))]
    for one in walk.each(table.stops, table.stops, 10.0):
        for home, minutes in zip(one.homes.tolist(), one.minutes.tolist(), strict=True):
            if home != one.facility:
                found[home].append((one.facility, minutes + change))
    return found


def _median(table: Reals) -> Reals:
    """(homes,) the median of each row; the greater of the two in the middle, so half without a bus is out of reach."""
    if table.shape[1] == 0:
        return np.full(len(table), np.inf)
    return np.asarray(np.sort(table, axis=1)[:, table.shape[1] // 2])
