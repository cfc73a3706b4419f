"""Timetables out of GTFS feeds and typed tables: what is read, and that nothing is left out without a word."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sofra.packs.texts import texts
from sofra.sources.gtfs import read_gtfs
from sofra.sources.timetable import read_timetable
from sofra.types.errors import Issue, SourceError

MONDAY = date(2026, 11, 23)


def feed(folder: Path, *, under: str = "", without: str = "", **files: str) -> Path:
    """A GTFS feed: one line on weekdays, not on 25 November, and a shuttle every half an hour."""
    whole = {
        "stops": "stop_id,stop_name,stop_lat,stop_lon\nA,Town,41.0,21.0\nB,Hill,41.1,21.1\n",
        "trips": "route_id,service_id,trip_id\n1,W,T1\n2,W,T2\n",
        "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,08:20:00,08:20:00,B,2\n"
        "T1,08:00:00,08:01:00,A,1\nT2,06:00:00,06:00:00,A,1\nT2,06:10:00,06:10:00,B,2\nT1,,,A,3\n",
        "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "W,1,1,1,1,1,0,0,20261101,20261231\n",
        "calendar_dates": "service_id,date,exception_type\nW,20261125,2\n",
        "frequencies": "trip_id,start_time,end_time,headway_secs\nT2,09:00:00,10:00:00,1800\n",
        **files,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in whole.items():
            if name != without:
                archive.writestr(f"{under}{name}.txt", text)
    path = folder / "feed.zip"
    path.write_bytes(content.getvalue())
    return path


def placed(issue: Issue) -> tuple[str, str, int | None, str]:
    return issue.code, issue.where.file, issue.where.row, issue.where.column


def told(issues) -> list[str]:
    """Every issue has its sentences in both languages."""
    for issue in issues:
        for lang in ("en", "mk"):
            assert "{" not in texts(lang).what(issue) + texts(lang).remedy(issue)
    return [issue.code for issue in issues]


def test_a_feed_gives_the_rides_of_its_day_in_order(tmp_path: Path) -> None:
    table = read_gtfs(feed(tmp_path, under="city/"), on=MONDAY)  # a folder in the archive is no harm

    assert table.depart.tolist() == [481, 540, 570]
    assert table.arrive.tolist() == [500, 550, 580]
    assert [(issue.code, issue.values["n"]) for issue in table.issues] == [("gtfs_calls_left_out", 1)]


def test_a_day_without_buses_and_a_file_that_is_no_feed_are_told(tmp_path: Path) -> None:
    for day in (date(2026, 11, 25), date(2026, 11, 28)):
        with pytest.raises(SourceError, match="timetable_no_rides"):
            read_gtfs(feed(tmp_path), on=day)
    for content in (b"no zip", feed(tmp_path).read_bytes()[:300], b""):
        (tmp_path / "torn.zip").write_bytes(content)
        with pytest.raises(SourceError, match="gtfs_broken"):
            read_gtfs(tmp_path / "torn.zip", on=MONDAY)


def test_a_feed_whose_packed_bytes_are_damaged_is_told(tmp_path: Path) -> None:
    content = bytearray(feed(tmp_path).read_bytes())
    content[content.index(b"Town")] = 0  # its checksum does not fit any more
    (tmp_path / "torn.zip").write_bytes(bytes(content))

    with pytest.raises(SourceError, match="gtfs_broken"):
        read_gtfs(tmp_path / "torn.zip", on=MONDAY)


def test_tables_and_columns_that_are_not_there_are_told_all_at_once(tmp_path: Path) -> None:
    path = feed(tmp_path, without="trips", stops="stop_id,stop_lon\n", frequencies="", calendar="service_id,monday\n",
                stop_times="trip_id,stop_id,arrival_time\n")  # fmt: skip

    with pytest.raises(SourceError) as problem:
        read_gtfs(path, on=MONDAY)

    issues = problem.value.issues
    lacking = {(str(one.values["table"]), str(one.values.get("column", ""))) for one in issues}
    assert {("trips.txt", ""), ("stops.txt", "stop_lat"), ("stop_times.txt", "stop_sequence"),
            ("frequencies.txt", "headway_secs"), ("calendar.txt", "sunday")} <= lacking  # fmt: skip
    assert ("stop_times.txt", "departure_time") not in lacking  # the arrival stands for it
    assert set(told(issues)) == {"gtfs_table_missing", "gtfs_column_missing"}


def test_a_feed_without_any_calendar_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    path = feed(tmp_path, without="calendar")
    with zipfile.ZipFile(path, "r") as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name != "calendar_dates.txt"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    with pytest.raises(SourceError) as problem:
        read_gtfs(path, on=MONDAY)
    assert told(problem.value.issues) == ["gtfs_calendar_missing"]

    with zipfile.ZipFile(feed(tmp_path, without="stops"), "a") as archive:
        archive.writestr("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,Град,41.0,21.0\n".encode("cp1251"))
    with pytest.raises(SourceError) as problem:
        read_gtfs(tmp_path / "feed.zip", on=MONDAY)
    assert placed(problem.value.issues[0])[:2] == ("gtfs_text", "feed.zip/stops.txt")
    told(problem.value.issues)


@pytest.mark.parametrize(
    ("table", "line", "code", "row", "column"),
    [
        ("stop_times", "T1,noon,08:30:00,A,4", "gtfs_time", 7, "arrival_time"),
        ("stop_times", "T1,08:30:00,08:30:00,A,four", "gtfs_number", 7, "stop_sequence"),
        ("stop_times", "T1,08:30:00,08:30:00,X,4", "gtfs_stop_unknown", 7, "stop_id"),
        ("stop_times", "T9,08:30:00,08:30:00,A,4", "gtfs_trip_unknown", 7, "trip_id"),
        ("stop_times", "T1,08:10:00,08:10:00,A,4", "gtfs_backwards", 7, "departure_time"),
        ("stop_times", "T1,08:40:00,08:30:00,A,4", "gtfs_backwards", 7, "departure_time"),
        ("stops", "C,Mill,north,21.0", "gtfs_degrees", 4, "stop_lat"),
        ("stops", "C,Mill,41.0,2100", "gtfs_degrees", 4, "stop_lon"),
        ("stops", "A,Mill,41.0,21.0", "gtfs_twice", 4, "stop_id"),
        ("trips", "1,W,T1", "gtfs_twice", 4, "trip_id"),
        ("trips", "1,Z,T3", "gtfs_service_unknown", 4, "service_id"),
        ("calendar", "Z,1,1,1,1,1,0,0,1.11.2026,20261231", "gtfs_day", 3, "start_date"),
        ("calendar", "Z,yes,1,1,1,1,0,0,20261101,20261231", "gtfs_flag", 3, "monday"),
        ("calendar_dates", "W,20261126,no", "gtfs_exception", 3, "exception_type"),
        ("calendar_dates", "W,tomorrow,2", "gtfs_day", 3, "date"),
        ("frequencies", "T2,11:00:00,10:00:00,600", "gtfs_period", 3, "end_time"),
        ("frequencies", "T2,11:00:00,12:00:00,0", "gtfs_number", 3, "headway_secs"),
        ("frequencies", "T9,11:00:00,12:00:00,600", "gtfs_trip_unknown", 3, "trip_id"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_where_it_stands_and_the_others_count(
    tmp_path: Path, table: str, line: str, code: str, row: int, column: str
) -> None:
    with zipfile.ZipFile(feed(tmp_path)) as archive:
        text = archive.read(f"{table}.txt").decode()

    found = read_gtfs(feed(tmp_path, **{table: text + line + "\n"}), on=MONDAY)

    assert (code, f"feed.zip/{table}.txt", row, column) in [placed(issue) for issue in found.issues]
    told(found.issues)
    assert found.arrive[:1].tolist() == [500]


def test_many_bad_lines_are_one_issue_with_their_number(tmp_path: Path) -> None:
    lines = "".join(f"T1,late,late,A,{nth}\n" for nth in range(4, 9))
    text = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,08:00:00,08:00:00,A,1\nT1,8:10:00,,B,2\n"

    found = read_gtfs(feed(tmp_path, stop_times=text + lines, without="frequencies"), on=MONDAY)

    bad = [issue for issue in found.issues if issue.code == "gtfs_time"]
    assert [(issue.where.row, issue.values["n"], issue.values["value"]) for issue in bad] == [(4, 5, "late")] * 2
    alone = [issue.values["n"] for issue in found.issues if issue.code == "gtfs_trips_alone"]
    assert alone == [1]  # T2 has no call at all


def test_after_midnight_hours_go_on_counting(tmp_path: Path) -> None:
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    text = head + "T1,23:50:00,23:50:30,A,1\nT1,25:10:00,25:10:00,B,2\n"

    found = read_gtfs(feed(tmp_path, stop_times=text, without="frequencies"), on=MONDAY)

    assert (found.depart.tolist(), found.arrive.tolist()) == ([1430.5], [1510])


def test_a_typed_table_tells_every_row_that_leads_astray(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(
        "line,days,stop,lon,lat,times\n"
        "1,daily,Mill,21.00,41.00,06:30 08:00 12:15\n"
        "1,daily,Hill,21.02,41.01,06:40 12:25\n"
        "1,daily,Town,21.05,41.02,06:35 08:20 12:40\n"
        "2,daily,Mill,21.30,41.00,09:00 10:00\n"
        "2,daily,Town,21.05,41.02,- 10:30\n",
        encoding="utf-8",
    )

    found = read_timetable(path, on=MONDAY)

    assert {(issue.code, issue.where.row) for issue in found.issues} == {
        ("timetable_stop_moved", 5), ("timetable_uneven", 3), ("timetable_backwards", 4), ("timetable_alone", None),
    }  # fmt: skip
    assert len(told(found.issues)) == 4
