"""Heights above the sea from SRTM tiles (.hgt, zipped or not) and GeoTIFF, asked at any spot."""

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sofra.sources.osm_roads import fingerprint
from sofra.sources.roads import Box
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop

SIDES = (1201, 3601)
UNKNOWN = -32768
TILE = re.compile(r"([NS])(\d{2})([EW])(\d{3})", re.IGNORECASE)
LARGEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Metres in rows from north to south; `west`, `north`: centre of the first cell; `step_x`, `step_y` its size in
    the units of `place`, which turns longitude and latitude into them (None: they are degrees). NaN: not measured."""

    metres: NDArray[np.float32]
    west: float
    north: float
    step_x: float
    step_y: float
    place: Callable[[NDArray[np.float64]], NDArray[np.float64]] | None = None

    def at(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        """(points,) metres between the four cells around each spot (bilinear); NaN outside and where one is unknown."""
        there = self.place(spots) if self.place else spots
        x = (there[:, 0] - self.west) / self.step_x
        y = (self.north - there[:, 1]) / self.step_y
        rows, columns = self.metres.shape
        inside = (x >= 0) & (y >= 0) & (x <= columns - 1) & (y <= rows - 1)
        x, y = np.where(inside, x, 0.0), np.where(inside, y, 0.0)
        left, top = np.minimum(x.astype(int), columns - 2), np.minimum(y.astype(int), rows - 2)
        right, down = x - left, y - top
        upper = self.metres[top, left] * (1 - right) + self.metres[top, left + 1] * right
        lower = self.metres[top + 1, left] * (1 - right) + self.metres[top + 1, left + 1] * right
        return np.where(inside, upper * (1 - down) + lower * down, np.nan)


@dataclass(frozen=True, slots=True)
class Elevation:
    """One or more grids; `sha256` of each file, in order; `issues`: which of the files were left out."""

    grids: Sequence[Grid]
    sha256: Sequence[str]
    issues: Sequence[Issue] = ()

    def at(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        """(points,) metres above the sea; NaN where no grid knows."""
        found = np.full(len(spots), np.nan)
        for grid in self.grids:
            open_ = np.isnan(found)
            found[open_] = grid.at(spots[open_])
        return found


def read_elevation(*paths: Path | str, box: Box | None = None) -> Elevation:
    """The heights in some files; a GeoTIFF is read inside `box` only.

    An SRTM tile says by its name where it lies (N42E001.hgt). A file that knows no height in `box` is left out, and
    told. Raises SourceError for a file that is absent or no grid of heights, or when none knows a height in `box`;
    MissingExtra for a GeoTIFF where rasterio is not installed.
    """
    files = [Path(path) for path in paths]
    found, beside = [], []
    for file in files:
        grid = _grid(file, box)
        known = box is None or (grid is not None and _knows(grid, box))
        if grid is not None and known:
            found.append(grid)
        else:
            beside.append(Issue("elevation_beside", Where(file=file.name), {"file": file.name}, Severity.NOTE))
    if files and not found:
        raise stop(SourceError, "elevation_nothing", Where(file=files[0].name), file=files[0].name)
    return Elevation(found, tuple(fingerprint(file) for file in files), beside)


def _knows(grid: Grid, box: Box) -> bool:
    """Whether any height of the grid may lie in the box; a GeoTIFF was cut to it already."""
    rows, columns = grid.metres.shape
    beside = grid.place is None and (
        grid.west > box[2]
        or grid.north < box[1]
        or grid.west + columns * grid.step_x < box[0]
        or grid.north - rows * grid.step_y > box[3]
    )
    return not beside and bool(np.isfinite(grid.metres).any())


def _grid(path: Path, box: Box | None) -> Grid | None:
    if not path.is_file():
        raise stop(SourceError, "file_absent", Where(file=path.name), file=path.name)
    if path.name.lower().endswith((".tif", ".tiff")):
        return _tiff(path, box)
    named = TILE.search(path.name)
    data = _bytes(path)
    side = round((len(data) / 2) ** 0.5)
    if named is None or side not in SIDES or side * side * 2 != len(data):
        raise stop(SourceError, "elevation_broken", Where(file=path.name), file=path.name)
    south = int(named[2]) * (1 if named[1].upper() == "N" else -1)
    west = int(named[4]) * (1 if named[3].upper() == "E" else -1)
    raw = np.frombuffer(data, dtype=">i2").reshape(side, side)
    metres = np.where(raw == UNKNOWN, np.nan, raw).astype(np.float32)
    return Grid(metres, float(west), float(south + 1), 1 / (side - 1), 1 / (side - 1))


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() != ".zip":
        return path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else b""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = next((one for one in archive.infolist() if one.filename.lower().endswith(".hgt")), None)
            if inside is None or inside.file_size > LARGEST_BYTES:
                return b""
            return archive.read(inside)
    except zipfile.BadZipFile:
        return b""


def _tiff(path: Path, box: Box | None) -> Grid | None:
    """What the GeoTIFF knows of the box; None where it lies beside it."""
    try:
        import rasterio
        from rasterio.errors import RasterioError, RasterioIOError, WindowError
        from rasterio.windows import Window, from_bounds
    except ImportError as absent:
        raise stop(MissingExtra, "extra_missing", extra="raster", needed="rasterio") from absent
    try:
        with rasterio.open(path) as opened:
            place = _into(opened.crs)
            whole = Window(0, 0, opened.width, opened.height)
            window = whole
            if box is not None:
                corners = np.array([(box[0], box[1]), (box[2], box[3]), (box[0], box[3]), (box[2], box[1])])
                there = place(corners) if place else corners
                low, high = there.min(axis=0), there.max(axis=0)
                wanted = from_bounds(low[0], low[1], high[0], high[1], opened.transform).round_offsets().round_lengths()
                window = whole.intersection(wanted)
            metres = opened.read(1, window=window, masked=True).astype(np.float32).filled(np.nan)
            move = opened.window_transform(window)
    except WindowError:
        return None
    except (RasterioError, RasterioIOError) as broken:
        raise stop(SourceError, "elevation_broken", Where(file=path.name), file=path.name) from broken
    return Grid(metres, move.c + move.a / 2, move.f + move.e / 2, move.a, -move.e, place)


def _into(crs: object) -> Callable[[NDArray[np.float64]], NDArray[np.float64]] | None:
    from pyproj import CRS, Transformer

    system = CRS.from_user_input(crs) if crs else CRS.from_epsg(4326)
    if system.is_geographic:
        return None
    change = Transformer.from_crs(CRS.from_epsg(4326), system, always_xy=True)
    return lambda spots: np.column_stack(change.transform(spots[:, 0], spots[:, 1]))
