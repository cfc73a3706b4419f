"""When which bus goes where: from a table that somebody typed in, one row a stop of a line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sofra.sources.columns import Wanted
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.records import Cells, build_items
from sofra.sources.tables import read_table
from sofra.types.answers import Origin
from sofra.types.errors import Issue, Named, Severity, SourceError, Where

WANTED = (
    Wanted("line", ("route", "linija", "линија", "релација"), needed=True),
    Wanted("days", ("day", "runs on", "денови", "ден")),
    Wanted("stop", ("stop name", "station", "постојка", "станица", "место"), needed=True),
    Wanted("lon", ("longitude", "x", "lng", "географска должина"), needed=True),
    Wanted("lat", ("latitude", "y", "географска ширина"), needed=True),
    Wanted("times", ("time", "departures", "departure", "времиња", "часови", "поаѓања"), needed=True),
)
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
SAME_DEGREES = 1e-3
"""Two spots of a stop nearer than about 100 m are the two sides of its street."""

SKIPPED = frozenset({"-", "–", "—", "x"})
WEEK = frozenset(range(7))
DAYS = {
    "": WEEK, "daily": WEEK, "every day": WEEK, "секој ден": WEEK, "weekdays": frozenset(range(5)),
    "workdays": frozenset(range(5)), "работни денови": frozenset(range(5)), "saturday": frozenset({5}),
    "сабота": frozenset({5}), "sunday": frozenset({6}), "недела": frozenset({6}), "weekend": frozenset({5, 6}),
    "викенд": frozenset({5, 6}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timetable:
    """Rides of one day from stop to next stop.

    `stops`: (stops, 2) longitude and latitude; `names` of the stops. Ride r leaves `begin[r]` at `depart[r]` and is at
    `finish[r]` at `arrive[r]`, minutes after midnight (over 1440 after the next), on the trip `trip[r]`; rides are in
    the order of their departure.
    """

    stops: NDArray[np.float64]
    names: Sequence[str]
    begin: NDArray[np.int64]
    finish: NDArray[np.int64]
    depart: NDArray[np.float64]
    arrive: NDArray[np.float64]
    trip: NDArray[np.int64]
    origin: Origin
    issues: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One bus at one stop: trip, stop, arrival and departure in minutes after midnight."""

    trip: int
    stop: int
    arrive: float
    depart: float


@dataclass(frozen=True, slots=True)
class _Row:
    line: str
    days: frozenset[int]
    stop: str
    lon: float
    lat: float
    times: tuple[float | None, ...]
    where: Where


def read_timetable(path: Path | str, *, on: date, limits: Limits = DEFAULT_LIMITS) -> Timetable:
    """The buses of one day out of a table: line, days, stop, lon, lat, times; rows in the order of the route.

    `times` are the departures from the stop, one for every trip of the line in the same order ("06:30 08:00 -"); a
    dash where that trip does not stop. `days`: weekdays, saturday, sunday, weekend, daily (also when empty), or digits
    1 (Monday) to 7. A row with a bad cell is held, with an Issue each. Raises SourceError when no bus goes that day.
    """
    table = read_table(path, "", limits)
    reading = build_items(table, WANTED, _row)
    rows = [row for row in reading.items if row is not None and on.weekday() in row.days]
    spots: dict[str, tuple[float, float]] = {}
    for row in rows:
        spots.setdefault(row.stop, (row.lon, row.lat))
    calls, backwards = _calls(rows, list(spots))
    issues = [*reading.issues, *_moved(rows, spots), *_uneven(rows), *backwards, *_alone(calls, reading.origin.name)]
    found = rides(list(spots.values()), list(spots), calls, reading.origin, issues=issues)
    if len(found.begin) == 0:
        where = Where(file=reading.origin.name)
        raise SourceError(Issue("timetable_no_rides", where, {"day": on.isoformat()}, Severity.FILE), *issues)
    return found


def rides(
    stops: Sequence[tuple[float, float]], names: Sequence[str], calls: Iterable[Call], origin: Origin, *,
    issues: Sequence[Issue] = (),
) -> Timetable:  # fmt: skip
    """The rides between the calls of each trip, calls given in the order of the route."""
    last: dict[int, Call] = {}
    found: list[tuple[float, float, int, int, int]] = []
    for call in calls:
        before = last.get(call.trip)
        if before is not None and call.arrive >= before.depart:
            found.append((before.depart, call.arrive, before.stop, call.stop, call.trip))
        last[call.trip] = call
    # Legs of one minute keep the order of the route: whoever rides on is looked for from the last leg back.
    found.sort(key=lambda one: one[:2])
    table = np.array(found, dtype=np.float64).reshape(-1, 5)
    whole = table[:, 2:].astype(np.int64)
    spots = np.array(stops, dtype=np.float64).reshape(-1, 2)
    return Timetable(spots, tuple(names), whole[:, 0], whole[:, 1], table[:, 0], table[:, 1], whole[:, 2],
                     origin, tuple(issues))  # fmt: skip


def minutes(text: str) -> float | None:
    """Minutes after midnight of "6:30", "06.30" or "25:10:00" (ten past one at night); None when it is no time."""
    found = CLOCK.fullmatch(text.strip())
    if found is None or int(found[2]) > 59 or int(found[3] or 0) > 59 or int(found[1]) > 47:
        return None
    return int(found[1]) * 60.0 + int(found[2]) + int(found[3] or 0) / 60


def _row(cells: Cells) -> _Row | None:
    line, place = cells.needed("line"), cells.needed("stop")
    lon, lat = cells.decimal("lon", -180, 180), cells.decimal("lat", -90, 90)
    days = _days(cells.text("days"))
    if days is None:
        cells.blame("timetable_days", "days", cells.text("days"))
    parts = cells.text("times").replace(",", " ").replace(";", " ").split()
    times = tuple(None if part in SKIPPED else minutes(part) for part in parts)
    bad = [part for part, time in zip(parts, times, strict=True) if time is None and part not in SKIPPED]
    if bad or not parts:
        cells.blame("timetable_time", "times", bad[0] if bad else "")
    for name, value in (("lon", lon), ("lat", lat)):
        if value is None and not cells.text(name):
            cells.needed(name)
    if cells.issues or lon is None or lat is None or days is None:
        return None
    return _Row(line, days, place, lon, lat, times, cells.record.where)


def _days(text: str) -> frozenset[int] | None:
    plain = text.strip().lower()
    if plain in DAYS:
        return DAYS[plain]
    digits = plain.replace("-", "").replace(",", "").replace(" ", "")
    if not digits.isdigit() or not set(digits) <= set("1234567"):
        return None
    if re.fullmatch(r"[1-7]-[1-7]", plain):
        return frozenset(range(int(plain[0]) - 1, int(plain[2])))
    return frozenset(int(digit) - 1 for digit in digits)


def _calls(rows: Sequence[_Row], names: Sequence[str]) -> tuple[list[Call], list[Issue]]:
    numbers = {name: at for at, name in enumerate(names)}
    trips: dict[tuple[str, frozenset[int], int], int] = {}
    latest: dict[int, float] = {}
    calls: list[Call] = []
    issues: list[Issue] = []
    for row in rows:
        backwards = False
        for nth, time in enumerate(row.times):
            trip = trips.setdefault((row.line, row.days, nth), len(trips))
            if time is None:
                continue
            backwards |= time < latest.get(trip, 0.0)
            latest[trip] = time
            calls.append(Call(trip, numbers[row.stop], time, time))
        if backwards:
            issues.append(Issue("timetable_backwards", row.where, {"line": row.line}, Severity.NOTE))
    return calls, issues


def _moved(rows: Sequence[_Row], spots: Mapping[str, tuple[float, float]]) -> Iterator[Issue]:
    """Rows whose stop stood elsewhere before."""
    for row in rows:
        lon, lat = spots[row.stop]
        if abs(row.lon - lon) > SAME_DEGREES or abs(row.lat - lat) > SAME_DEGREES:
            yield Issue("timetable_stop_moved", row.where, {"stop": row.stop}, Severity.NOTE)


def _uneven(rows: Sequence[_Row]) -> Iterator[Issue]:
    """Rows with fewer times than another row of their line."""
    most: dict[tuple[str, frozenset[int]], int] = {}
    for row in rows:
        most[(row.line, row.days)] = max(most.get((row.line, row.days), 0), len(row.times))
    for row in rows:
        if len(row.times) < most[(row.line, row.days)]:
            values: Named = {"line": row.line, "n": len(row.times), "most": most[(row.line, row.days)]}
            yield Issue("timetable_uneven", row.where, values, Severity.NOTE)


def _alone(calls: Sequence[Call], file: str) -> Iterator[Issue]:
    """Trips with a single call."""
    n = sum(count == 1 for count in Counter(call.trip for call in calls).values())
    if n:
        yield Issue("timetable_alone", Where(file=file), {"n": n}, Severity.NOTE)
