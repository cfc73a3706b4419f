"""The tables of a GTFS feed line by line, with everything that is wrong in them counted and placed."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from types import MappingProxyType

from sofra.sources.timetable import minutes
from sofra.types.errors import Issue, Severity, SourceError, Where

LARGEST_MB = 400.0
"""A table that would be larger than this unpacked is not opened."""

NEEDED: Mapping[str, Sequence[str]] = MappingProxyType({
    "stops.txt": ("stop_id", "stop_lat", "stop_lon"),
    "trips.txt": ("trip_id", "service_id"),
    "stop_times.txt": ("trip_id", "stop_id", "stop_sequence", "departure_time"),
})  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDARS: Mapping[str, Sequence[str]] = MappingProxyType({
    "calendar.txt": ("service_id", *WEEKDAYS, "start_date", "end_date"),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
})  # fmt: skip
OPTIONAL: Mapping[str, Sequence[str]] = MappingProxyType({
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
})  # fmt: skip
INSTEAD = MappingProxyType({"departure_time": "arrival_time"})
WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at some lines of a table in the same manner: the first line, what stands there, how many lines."""

    line: int
    value: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class Feed:
    """An open feed: `members` the tables that it has, by name, and their names in the archive; `troubles` by code,
    table and column."""

    name: str
    archive: zipfile.ZipFile
    members: Mapping[str, str]
    troubles: dict[tuple[str, str, str], Trouble] = field(default_factory=dict)

    def lines(self, table: str) -> Iterator["Line"]:
        """The lines of a table, none when the feed does not have it. Raises SourceError where they are no text."""
        if table not in self.members:
            return
        where = Where(file=f"{self.name}/{table}")
        try:
            with self.archive.open(self.members[table]) as stream:
                reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
                head = [name.strip() for name in next(reader, [])]
                for cells in reader:
                    if any(cells):
                        found = dict(zip(head, (cell.strip() for cell in cells), strict=False))
                        yield Line(self, table, reader.line_num, found)
        except (UnicodeDecodeError, csv.Error) as broken:
            raise SourceError(Issue("gtfs_text", where, {"table": table}, Severity.FILE), *self.issues()) from broken

    def head(self, table: str) -> Sequence[str]:
        """The names of the columns of a table, none when it is empty."""
        with self.archive.open(self.members[table]) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="replace")
            return [name.strip() for name in next(csv.reader(text), [])]

    def issues(self) -> list[Issue]:
        """All that was wrong, one Issue for each manner, at its first line, with how many lines."""
        return [
            Issue(code, Where(file=f"{self.name}/{table}", row=one.line or None, column=column),
                  {"value": one.value, "n": one.n, "table": table, "column": column}, Severity.NOTE)
            for (code, table, column), one in self.troubles.items()
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table; what cannot be read as what it should be is blamed and None."""

    feed: Feed
    table: str
    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The text, "" when empty or not there."""
        return self.cells.get(column, "")

    def time(self, column: str) -> float | None:
        """Minutes after midnight, also of 25:10:00; None when empty."""
        text = self.text(column)
        found = minutes(text)
        if found is None and text:
            self.blame("gtfs_time", column)
        return found

    def whole(self, column: str, least: int = 0) -> int | None:
        """A whole number from `least` on."""
        text = self.text(column)
        if WHOLE.fullmatch(text) and int(text) >= least:
            return int(text)
        self.blame("gtfs_number", column)
        return None

    def degrees(self, column: str, most: float) -> float | None:
        """Degrees between -most and most; None when empty: not every stop has a spot of its own."""
        text = self.text(column)
        try:
            found = float(text) if text else None
        except ValueError:
            found = float("nan")
        if found is not None and not abs(found) <= most:
            self.blame("gtfs_degrees", column)
            return None
        return found

    def day(self, column: str) -> date | None:
        """A day written as 20261123."""
        try:
            return datetime.strptime(self.text(column), "%Y%m%d").date()  # noqa: DTZ007 - a day of the calendar
        except ValueError:
            self.blame("gtfs_day", column)
            return None

    def blame(self, code: str, column: str) -> None:
        """Note that this line cannot be used."""
        key, troubles = (code, self.table, column), self.feed.troubles
        before = troubles.get(key)
        now = (
            Trouble(before.line, before.value, before.n + 1) if before else Trouble(self.number, self.text(column)[:60])
        )
        troubles[key] = now


def open_feed(name: str, archive: zipfile.ZipFile) -> Feed:
    """The feed with its tables, wherever in the archive they lie.

    Raises SourceError with every table and every column that is needed and not there, and every table too large.
    """
    parts = {PurePosixPath(one.filename).name: one for one in archive.infolist() if not one.is_dir()}
    known = {**NEEDED, **CALENDARS, **OPTIONAL}
    feed = Feed(name, archive, {table: parts[table].filename for table in known if table in parts})
    issues = [*_absent(feed), *_too_large(feed, [parts[table] for table in feed.members])]
    if not any(one.code == "gtfs_table_too_large" for one in issues):
        issues += [issue for table in feed.members for issue in _columns(feed, table, known[table])]
    if issues:
        raise SourceError(*issues)
    return feed


def _absent(feed: Feed) -> Iterator[Issue]:
    where = Where(file=feed.name)
    for table in NEEDED:
        if table not in feed.members:
            yield Issue("gtfs_table_missing", where, {"table": table}, Severity.FILE)
    if not any(table in feed.members for table in CALENDARS):
        yield Issue("gtfs_calendar_missing", where, {}, Severity.FILE)


def _too_large(feed: Feed, parts: Sequence[zipfile.ZipInfo]) -> Iterator[Issue]:
    for one in parts:
        size = one.file_size / 1_000_000
        if size > LARGEST_MB:
            table = PurePosixPath(one.filename).name
            yield Issue("gtfs_table_too_large", Where(file=feed.name),
                        {"table": table, "size": round(size), "limit": round(LARGEST_MB)}, Severity.FILE)  # fmt: skip


def _columns(feed: Feed, table: str, needed: Sequence[str]) -> Iterator[Issue]:
    there = feed.head(table)
    for column in needed:
        if column not in there and INSTEAD.get(column) not in there:
            where = Where(file=f"{feed.name}/{table}", row=1)
            yield Issue("gtfs_column_missing", where, {"table": table, "column": column}, Severity.FILE)
