"""The buses of one day out of a GTFS feed (.zip)."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from sofra.sources.osm_roads import fingerprint
from sofra.sources.timetable import Call, Timetable, minutes, rides
from sofra.types.answers import Origin
from sofra.types.errors import Issue, Severity, SourceError, Where, stop

NEEDED = ("stops.txt", "trips.txt", "stop_times.txt")
LARGEST_BYTES = 400_000_000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED, REMOVED = "1", "2"


def read_gtfs(path: Path | str, *, on: date) -> Timetable:
    """The trips that run on a day (calendar and its exceptions), frequencies written out.

    Calls without a time or at a stop without a spot are left out and counted in an Issue. Raises SourceError for a
    file that is no feed, and for a day on which nothing runs.
    """
    path = Path(path)
    where = Where(file=path.name)
    if not path.is_file():
        raise stop(SourceError, "file_absent", where, file=path.name)
    try:
        with zipfile.ZipFile(path) as feed:
            return _read(feed, path, on)
    except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error) as broken:
        raise stop(SourceError, "gtfs_broken", where, file=path.name) from broken


def _read(feed: zipfile.ZipFile, path: Path, on: date) -> Timetable:
    where = Where(file=path.name)
    present = {one.filename: one.file_size for one in feed.infolist()}
    missing = [name for name in NEEDED if name not in present]
    if missing or max(present.values()) > LARGEST_BYTES:
        raise stop(SourceError, "gtfs_incomplete", where, file=path.name, missing=", ".join(missing) or "–")
    services = _running(feed, present, on)
    trips = {row["trip_id"]: at for at, row in enumerate(_rows(feed, "trips.txt")) if row["service_id"] in services}
    stops = {row["stop_id"]: spot for row in _rows(feed, "stops.txt") if (spot := _spot(row))}
    numbers = {name: at for at, name in enumerate(stops)}
    calls, left_out = _calls(feed, trips, numbers)
    runs = _repeated(feed, present, trips, calls)
    issues = [Issue("gtfs_calls_left_out", where, {"n": left_out}, Severity.NOTE)] if left_out else []
    origin = Origin(path.name, fingerprint(path), "gtfs", "utf-8")
    found = rides(list(stops.values()), list(stops), runs, origin, issues=issues)
    if len(found.begin) == 0:
        raise stop(SourceError, "timetable_no_rides", where, day=on.isoformat())
    return found


def _rows(feed: zipfile.ZipFile, name: str) -> Iterator[Mapping[str, str]]:
    with feed.open(name) as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))


def _running(feed: zipfile.ZipFile, present: Mapping[str, int], on: date) -> set[str]:
    day, name = on.strftime("%Y%m%d"), WEEKDAYS[on.weekday()]
    found = set()
    if "calendar.txt" in present:
        for row in _rows(feed, "calendar.txt"):
            if row["start_date"] <= day <= row["end_date"] and row[name] == "1":
                found.add(row["service_id"])
    if "calendar_dates.txt" in present:
        for row in _rows(feed, "calendar_dates.txt"):
            if row["date"] == day:
                (found.add if row["exception_type"] == ADDED else found.discard)(row["service_id"])
    return found


def _spot(row: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        return float(row.get("stop_lon") or ""), float(row.get("stop_lat") or "")
    except ValueError:
        return None


def _calls(
    feed: zipfile.ZipFile, trips: Mapping[str, int], stops: Mapping[str, int]
) -> tuple[dict[int, list[Call]], int]:
    ordered: dict[int, list[tuple[int, Call]]] = {}
    left_out = 0
    for row in _rows(feed, "stop_times.txt"):
        trip, place = trips.get(row["trip_id"]), stops.get(row["stop_id"])
        if trip is None:
            continue
        arrive, depart = minutes(row["arrival_time"]), minutes(row["departure_time"])
        arrive, depart = arrive if arrive is not None else depart, depart if depart is not None else arrive
        if place is None or arrive is None or depart is None:
            left_out += 1
            continue
        ordered.setdefault(trip, []).append((int(row["stop_sequence"]), Call(trip, place, arrive, depart)))
    return {
        trip: [call for _, call in sorted(calls, key=lambda one: one[0])] for trip, calls in ordered.items()
    }, left_out


def _repeated(
    feed: zipfile.ZipFile, present: Mapping[str, int], trips: Mapping[str, int], calls: Mapping[int, list[Call]]
) -> list[Call]:
    """All calls; a trip with a frequency once for every time that it sets out."""
    often: dict[int, list[tuple[float, float, float]]] = {}
    if "frequencies.txt" in present:
        for row in _rows(feed, "frequencies.txt"):
            trip, first, last = trips.get(row["trip_id"]), minutes(row["start_time"]), minutes(row["end_time"])
            if trip is not None and first is not None and last is not None:
                often.setdefault(trip, []).append((first, last, float(row["headway_secs"]) / 60))
    found, free = [], len(trips) + max(trips.values(), default=0) + 1
    for trip, one in calls.items():
        if trip not in often:
            found += one
            continue
        for first, last, every in often[trip]:
            start = first
            while start < last and every > 0:
                move = start - one[0].depart
                found += [Call(free, call.stop, call.arrive + move, call.depart + move) for call in one]
                free, start = free + 1, start + every
    return found
