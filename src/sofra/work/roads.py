"""Roads and timetables: brought in once, cut to the municipality, kept as networks; and removed."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from django.utils import timezone

from sofra.resources.travel.globe import KM_PER_DEGREE
from sofra.resources.travel.keep import packed
from sofra.resources.travel.kept import BUS, packed_timetable
from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.season import ALL_SEASON, all_season, packed_seasons
from sofra.resources.travel.streets import streets
from sofra.sources.elevation import Elevation, read_elevation
from sofra.sources.gtfs import read_gtfs
from sofra.sources.line_roads import read_line_roads
from sofra.sources.osm_roads import read_osm_roads
from sofra.sources.road_files import BEGIN_BYTES, OSM, wrong_file
from sofra.sources.roads import Box, Roads
from sofra.sources.timetable import Timetable, read_timetable
from sofra.store import queries
from sofra.store.documents import Blob
from sofra.store.inputs import Inputs
from sofra.store.mapping import Release
from sofra.store.queries.roads import KeptRoads
from sofra.store.records import as_record
from sofra.store.roads import RoadsRow
from sofra.types.answers import Origin
from sofra.types.errors import Conflict, Issue, NotFound, Severity, SourceError, Where, stop
from sofra.types.place import Place
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.compute import Progress
from sofra.work.mapping import quiet

MARGIN_KM = 10.0
"""So far beyond the municipality roads are kept: the way to a village may lead through the neighbours."""

MOST_DEGREES = 8.0
"""A box wider than this is no municipality: some place has a wrong spot."""


@dataclass(frozen=True, slots=True)
class Network:
    """What one mode travels on, ready to be kept."""

    mode: str
    origin: Origin
    content: bytes
    about: Mapping[str, float | str]
    beside: Mapping[str, str]
    issues: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in, by mode, and what is to be known of it."""

    kept: Sequence[KeptRoads]
    issues: Sequence[Issue]


def bring_roads(
    actor: Actor,
    file: Path,
    modes: Sequence[str] = (),
    *,
    heights: Sequence[Path] = (),
    season: str = "",
    progress: Progress = quiet,
) -> Brought:
    """Roads out of a file into one network for each mode (all three by default), cut to the municipality and 10 km.

    Beside them stands which roads are passable in all seasons, by their tags or by the column `season` of a layer.
    The networks of these modes that were there before are replaced; releases keep theirs. Raises NotFound for an
    unknown mode, Conflict when no place has a spot, SourceError for a file that cannot be used.
    """
    check_allowed(actor, "roads.bring")
    chosen = list(modes) or list(PROFILES)
    unknown = [mode for mode in chosen if mode not in PROFILES]
    if unknown:
        raise stop(NotFound, "roads_mode_unknown", mode=unknown[0], known=", ".join(PROFILES))
    box = around(queries.places())
    progress("roads", 5, 100)
    _refuse_wrong("roads", [file])
    _refuse_wrong("heights", heights)
    found = read_roads(file, box, season)
    high = read_elevation(*heights, box=box) if heights else None
    beside = dict(zip([one.name for one in heights], high.sha256, strict=True)) if high else {}
    made, issues = [], [*found.issues, *(high.issues if high else ())]
    for number, mode in enumerate(chosen):
        progress("network", 40 + 50 * number // len(chosen), 100)
        network = _network(found, mode, high, beside)
        if network is None:
            issues.append(Issue("roads_none_for_mode", Where(file=file.name), {"mode": mode}, Severity.NOTE))
            continue
        made.append(network)
        issues += _loose(network)
    if not made:
        raise SourceError(*issues)
    made.append(_seasons(found, season))
    return Brought(keep_networks(actor, made), issues)


def bring_timetable(actor: Actor, file: Path, on: date) -> Brought:
    """The buses of a day, from a GTFS feed (.zip) or a table that somebody typed in (.csv, .xlsx)."""
    check_allowed(actor, "roads.bring")
    _refuse_wrong("timetable", [file])
    table: Timetable = read_gtfs(file, on=on) if file.suffix.lower() == ".zip" else read_timetable(file, on=on)
    about = {"stops": len(table.stops), "rides": len(table.begin), "trips": len(set(table.trip.tolist())),
             "day": on.isoformat()}  # fmt: skip
    network = Network(BUS, table.origin, packed_timetable(table), about, {}, table.issues)
    return Brought(keep_networks(actor, [network]), table.issues)


def bring_uploaded(actor: Actor, arguments: Mapping[str, Any], progress: Progress) -> Brought:
    """What somebody uploaded, brought in; the files in their folder are deleted, whatever came of it.

    `arguments`: folder (its name under the workspace's `incoming`), file, modes, heights (names), season (a column),
    timetable (True for buses), on (ISO date).
    """
    folder = _uploaded(arguments)
    try:
        file = folder / PurePath(arguments["file"]).name
        if arguments.get("timetable"):
            return bring_timetable(actor, file, date.fromisoformat(arguments["on"]))
        heights = [folder / PurePath(name).name for name in arguments.get("heights", ())]
        season = arguments.get("season", "")
        return bring_roads(actor, file, arguments.get("modes", ()), heights=heights, season=season, progress=progress)
    finally:
        forget_upload(arguments)


def forget_upload(arguments: Mapping[str, Any]) -> None:
    """The files that somebody uploaded for a job, deleted."""
    shutil.rmtree(_uploaded(arguments), ignore_errors=True)


def incoming() -> Path:
    """Where uploads wait for their job: a folder of the workspace."""
    return Path(queries.workspace().folder) / "incoming"


@act("roads.bring")
def keep_networks(actor: Actor, networks: Sequence[Network]) -> Done[list[KeptRoads]]:
    """Networks in place of those of the same modes."""
    for one in networks:
        old = RoadsRow.objects.filter(mode=one.mode).first()
        name = hashlib.sha256(one.content).hexdigest()
        Blob.objects.get_or_create(sha256=name, defaults={"content": one.content})
        values = {"name": one.origin.name, "sha256": one.origin.sha256, "beside": dict(one.beside),
                  "about": dict(one.about), "content_id": name, "brought_on": timezone.now(),
                  "brought_by": actor.name, "issues": [as_record(issue) for issue in one.issues]}  # fmt: skip
        RoadsRow.objects.update_or_create(mode=one.mode, defaults=values)
        if old is not None and old.content_id != name:
            _drop(old.content_id)
    modes = [one.mode for one in networks]
    return Done([one for one in queries.roads() if one.mode in modes], ", ".join(modes), {"networks": len(networks)})


@act("roads.remove")
def remove_roads(actor: Actor, mode: str) -> Done[None]:
    """What a mode travels on, taken out; from the next map on a straight line counts. Raises NotFound."""
    row = RoadsRow.objects.filter(mode=mode).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="roads", id=mode)
    gone = [row]
    if not RoadsRow.objects.exclude(mode__in=(mode, BUS, ALL_SEASON)).exists():
        gone += RoadsRow.objects.filter(mode=ALL_SEASON)  # no roads are left of which it could speak
    for one in gone:
        content = one.content_id
        one.delete()
        _drop(content)
    return Done(None, mode)


def read_roads(file: Path, box: Box | None, season: str = "") -> Roads:
    """Roads of an OpenStreetMap extract or of a layer of lines, told apart by the file's ending.

    Raises SourceError where a column of seasons is named for an extract: its tags speak.
    """
    if not file.name.lower().endswith(OSM):
        return read_line_roads(file, box=box, season=season)
    if season:
        raise stop(SourceError, "roads_season_of_osm", Where(file=file.name), column=season[:60])
    return read_osm_roads(file, box=box)


def around(places: Sequence[Place]) -> Box:
    """West, south, east, north of all places and 10 km more. Raises Conflict when no place has a spot."""
    spots = [spot for place in places for spot in _spots(place)]
    if not spots:
        raise stop(Conflict, "roads_without_places")
    lon, lat = [x for x, _ in spots], [y for _, y in spots]
    if max(lon) - min(lon) > MOST_DEGREES or max(lat) - min(lat) > MOST_DEGREES:
        raise stop(Conflict, "roads_places_far_apart")
    north = MARGIN_KM / KM_PER_DEGREE
    east = north / 0.6  # enough up to 53 degrees north
    return min(lon) - east, min(lat) - north, max(lon) + east, max(lat) + north


def _uploaded(arguments: Mapping[str, Any]) -> Path:
    return incoming() / PurePath(arguments["folder"]).name


def _spots(place: Place) -> list[tuple[float, float]]:
    found = [(place.lon, place.lat)] if place.lon is not None and place.lat is not None else []
    if place.geometry is not None:
        from shapely.geometry import shape

        west, south, east, north = shape(place.geometry).bounds
        found += [(west, south), (east, north)]
    return found


def _network(roads: Roads, mode: str, heights: Elevation | None, beside: Mapping[str, str]) -> Network | None:
    made = streets(roads, PROFILES[mode], elevation=heights)
    if made.loose.segments == 0:
        return None
    about = {**asdict(made.loose), "points": len(made.pieces.spots), "crossings": made.net.courses // 2,
             "signs": made.pieces.turns.obeyed, "signs_unclear": made.pieces.turns.unclear}  # fmt: skip
    return Network(mode, roads.origin, packed(made), about, beside, _concerning(roads.issues, mode))


def _concerning(issues: Sequence[Issue], mode: str) -> list[Issue]:
    """What was told of the file, without signs about turning for somebody whom none concerns."""
    return [one for one in issues if PROFILES[mode].signs or not one.code.startswith("roads_turns")]


def _seasons(roads: Roads, column: str) -> Network:
    """Which of these roads are passable in all seasons, ready to be kept beside the networks."""
    found = all_season(roads, column=column)
    about = {**{f"km_{name}": km for name, km in found.km.items()}, "column": column}
    return Network(ALL_SEASON, roads.origin, packed_seasons(found), about, {})


def _loose(network: Network) -> list[Issue]:
    about, where = network.about, Where(file=network.origin.name)
    found = []
    for kind, largest in (("islands", "largest_island_km"), ("traps", "largest_trap_km")):
        if about[kind]:
            values = {"mode": network.mode, "n": about[kind], "km": round(float(about[largest]), 1)}
            found.append(Issue(f"roads_{kind}", where, values, Severity.NOTE))
    if about["signs_unclear"]:
        found.append(Issue("roads_turns_unclear", where, {"n": about["signs_unclear"]}, Severity.NOTE))
    if float(about["parts"]) > 1:
        values = {"mode": network.mode, "n": about["parts"]}
        found.append(Issue("roads_parts", where, values, Severity.NOTE))
    return found


def _refuse_wrong(what: str, files: Sequence[Path]) -> None:
    """Raises SourceError with everything that sizes, endings and first bytes tell about the files."""
    issues = [
        issue for one in files if one.is_file() for issue in wrong_file(what, one.name, one.stat().st_size, _begin(one))
    ]
    if issues:
        raise SourceError(*issues)


def _begin(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(BEGIN_BYTES)


def _drop(content: str) -> None:
    """Bytes that no mode and no release uses any more."""
    used = any(content in dict(given.networks).values() for given in _all_inputs())
    if not used and not RoadsRow.objects.filter(content_id=content).exists():
        Blob.objects.filter(pk=content).delete()


def _all_inputs() -> list[Inputs]:
    return [queries.inputs(number) for number in Release.objects.values_list("pk", flat=True)]
