"""The buses of one day out of a GTFS feed (.zip)."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sofra.sources.gtfs_feed import WEEKDAYS, Feed, Line, open_feed
from sofra.sources.osm_roads import fingerprint
from sofra.sources.timetable import Call, Timetable, rides
from sofra.types.answers import Origin
from sofra.types.errors import Issue, Severity, SourceError, Where, stop

ADDED, REMOVED = "1", "2"
SHORTEST_SECONDS = 10
"""No bus comes more often; a headway below this is an error of writing and would make rides without end."""


@dataclass(frozen=True, slots=True)
class _Trips:
    """The trips of the day by name, numbered; `known` the names of all trips of the feed."""

    today: Mapping[str, int]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stops:
    """The stops that have a spot, numbered, with their spots; `known` the names of all stops of the feed."""

    numbers: Mapping[str, int]
    spots: Sequence[tuple[float, float]]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Often:
    """A trip that sets out every so many minutes, from the first time until before the last."""

    first: float
    last: float
    every: float


def read_gtfs(path: Path | str, *, on: date) -> Timetable:
    """The trips that run on a day (calendar and its exceptions), frequencies written out; 25:10:00 is ten past one.

    What cannot be used (a word for a time, an unknown stop, a bus that arrives before it left, …) is left out, and
    told in an Issue with the first line and how many there are. Raises SourceError, with everything that was found,
    for a file that is no feed, one that lacks tables or columns, and for a day on which nothing runs.
    """
    path = Path(path)
    where = Where(file=path.name)
    if not path.is_file():
        raise stop(SourceError, "file_absent", where, file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(open_feed(path.name, archive), path, on)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        # zipfile says RuntimeError for a password, NotImplementedError for a packing that it does not know.
        raise stop(SourceError, "gtfs_broken", where, file=path.name) from broken


def _read(feed: Feed, path: Path, on: date) -> Timetable:
    where = Where(file=path.name)
    trips = _trips(feed, on)
    stops = _stops(feed)
    calls = _calls(feed, trips, stops)
    alone = len(trips.today) - sum(len(one) > 1 for one in calls.values())
    runs = _repeated(feed, trips, calls)
    issues = feed.issues()
    if alone:
        issues.append(Issue("gtfs_trips_alone", where, {"n": alone}, Severity.NOTE))
    origin = Origin(path.name, fingerprint(path), "gtfs", "utf-8")
    found = rides(stops.spots, list(stops.numbers), runs, origin, issues=issues)
    if len(found.begin) == 0:
        raise SourceError(Issue("timetable_no_rides", where, {"day": on.isoformat()}, Severity.FILE), *issues)
    return found


def _trips(feed: Feed, on: date) -> _Trips:
    running, mentioned = _running(feed, on)
    today: dict[str, int] = {}
    known: set[str] = set()
    for number, line in enumerate(feed.lines("trips.txt")):
        trip, service = line.text("trip_id"), line.text("service_id")
        if trip in known:
            line.blame("gtfs_twice", "trip_id")
            continue
        known.add(trip)
        if service not in mentioned:
            line.blame("gtfs_service_unknown", "service_id")
        if service in running:
            today[trip] = number
    return _Trips(today, frozenset(known))


def _running(feed: Feed, on: date) -> tuple[set[str], set[str]]:
    """The services of the day, and all that any calendar knows."""
    found: set[str] = set()
    mentioned: set[str] = set()
    for line in feed.lines("calendar.txt"):
        first, last, runs = line.day("start_date"), line.day("end_date"), line.text(WEEKDAYS[on.weekday()])
        mentioned.add(line.text("service_id"))
        if runs not in {"0", "1"}:
            line.blame("gtfs_flag", WEEKDAYS[on.weekday()])
        if runs == "1" and first and last and first <= on <= last:
            found.add(line.text("service_id"))
    for line in feed.lines("calendar_dates.txt"):
        mentioned.add(line.text("service_id"))
        kind = line.text("exception_type")
        if kind not in {ADDED, REMOVED}:
            line.blame("gtfs_exception", "exception_type")
        elif line.day("date") == on:
            (found.add if kind == ADDED else found.discard)(line.text("service_id"))
    return found, mentioned


def _stops(feed: Feed) -> _Stops:
    spots: dict[str, tuple[float, float]] = {}
    known: set[str] = set()
    for line in feed.lines("stops.txt"):
        name, lon, lat = line.text("stop_id"), line.degrees("stop_lon", 180), line.degrees("stop_lat", 90)
        if name in known:
            line.blame("gtfs_twice", "stop_id")
        elif lon is not None and lat is not None:
            spots[name] = (lon, lat)
        known.add(name)
    return _Stops({name: at for at, name in enumerate(spots)}, list(spots.values()), frozenset(known))


def _calls(feed: Feed, trips: _Trips, stops: _Stops) -> dict[int, list[Call]]:
    """The calls of each trip of the day in the order of its route."""
    ordered: dict[int, list[tuple[int, Line, Call]]] = {}
    for line in feed.lines("stop_times.txt"):
        trip = trips.today.get(line.text("trip_id"))
        if trip is None:
            if line.text("trip_id") not in trips.known:
                line.blame("gtfs_trip_unknown", "trip_id")
            continue
        place, nth, call = _stop(line, stops), line.whole("stop_sequence"), _times(line)
        if place is not None and nth is not None and call is not None:
            ordered.setdefault(trip, []).append((nth, line, Call(trip, place, *call)))
    return {trip: _in_order(calls) for trip, calls in ordered.items()}


def _stop(line: Line, stops: _Stops) -> int | None:
    name = line.text("stop_id")
    if name in stops.numbers:
        return stops.numbers[name]
    line.blame("gtfs_stop_without_spot" if name in stops.known else "gtfs_stop_unknown", "stop_id")
    return None


def _times(line: Line) -> tuple[float, float] | None:
    """Arrival and departure; either stands for both."""
    arrive, depart = line.time("arrival_time"), line.time("departure_time")
    if arrive is None and depart is None:
        if not line.text("arrival_time") and not line.text("departure_time"):
            line.blame("gtfs_calls_left_out", "departure_time")
        return None
    arrive, depart = depart if arrive is None else arrive, arrive if depart is None else depart
    if arrive is None or depart is None or depart < arrive:
        line.blame("gtfs_backwards", "departure_time")
        return None
    return arrive, depart


def _in_order(calls: list[tuple[int, Line, Call]]) -> list[Call]:
    """By their number; one that the bus reaches before it left the stop ahead is blamed: nobody rides there."""
    found: list[Call] = []
    for _, line, call in sorted(calls, key=lambda one: one[0]):
        if found and call.arrive < found[-1].depart:
            line.blame("gtfs_backwards", "departure_time")
        found.append(call)
    return found


def _repeated(feed: Feed, trips: _Trips, calls: Mapping[int, list[Call]]) -> list[Call]:
    """All calls; a trip with frequencies once for every time that it sets out."""
    often: dict[int, list[_Often]] = {}
    for line in feed.lines("frequencies.txt"):
        trip = trips.today.get(line.text("trip_id"))
        if trip is None:
            if line.text("trip_id") not in trips.known:
                line.blame("gtfs_trip_unknown", "trip_id")
            continue
        often.setdefault(trip, []).extend(_often(line))
    found, free = [], max(trips.today.values(), default=0) + 1
    for trip, one in calls.items():
        if trip not in often:
            found += one
        for start in (start for period in often.get(trip, ()) for start in _starts(period)):
            move, free = start - one[0].depart, free + 1
            found += [Call(free, call.stop, call.arrive + move, call.depart + move) for call in one]
    return found


def _often(line: Line) -> Iterator[_Often]:
    first, last = line.time("start_time"), line.time("end_time")
    seconds = line.whole("headway_secs", SHORTEST_SECONDS)
    if first is None or last is None or last <= first:
        line.blame("gtfs_period", "end_time")
    elif seconds is not None:
        yield _Often(first, last, seconds / 60)


def _starts(period: _Often) -> Iterator[float]:
    start = period.first
    while start < period.last:
        yield start
        start += period.every
