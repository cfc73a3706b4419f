"""Heights that do not help say so: of elsewhere, and without a single height."""

from pathlib import Path

import numpy as np
import pytest

from sofra.sources.elevation import read_elevation
from sofra.types.errors import SourceError

BOX = (21.7, 41.3, 22.0, 41.6)


def heights(folder: Path, west: float, value: float, name: str = "heights") -> Path:
    """A GeoTIFF of 20 × 20 cells that begins at this longitude; -9999 is no data."""
    rasterio = pytest.importorskip("rasterio")
    file, shift = folder / f"{name}.tif", rasterio.Affine(0.02, 0.0, west, 0.0, -0.02, 41.65)
    form = {"driver": "GTiff", "height": 20, "width": 20, "count": 1, "dtype": "float32", "nodata": -9999}
    with rasterio.open(file, "w", crs="EPSG:4326", transform=shift, **form) as opened:
        opened.write(np.full((20, 20), value, dtype=np.float32), 1)
    return file


@pytest.mark.parametrize(("west", "value"), [(5.0, 600.0), (21.65, -9999.0)])
def test_heights_of_elsewhere_and_nothing_but_no_data_are_told(tmp_path, told, west, value):
    with pytest.raises(SourceError) as stopped:
        read_elevation(heights(tmp_path, west, value), box=BOX)

    assert told(stopped.value) == ["elevation_nothing"]


def test_a_tile_that_lies_elsewhere_is_told_under_its_name(tmp_path, told):
    tile = tmp_path / "N42E005.hgt"
    tile.write_bytes(np.full((1201, 1201), 600, dtype=">i2").tobytes())

    with pytest.raises(SourceError) as stopped:
        read_elevation(tile, box=BOX)

    assert told(stopped.value) == ["elevation_nothing"]


def test_heights_that_cover_the_place_are_asked(tmp_path):
    found = read_elevation(heights(tmp_path, 21.65, 600.0), box=BOX)

    assert found.at(np.array([(21.8, 41.5)]))[0] == pytest.approx(600)


def test_a_tile_beside_the_place_is_told_and_stops_no_other(tmp_path, told):
    beside, empty = heights(tmp_path, 5.0, 1.0, "beside"), heights(tmp_path, 21.65, -9999.0, "empty")

    found = read_elevation(beside, heights(tmp_path, 21.65, 600.0), empty, box=BOX)

    assert told(found.issues) == ["elevation_beside", "elevation_beside"]
    assert [issue.where.file for issue in found.issues] == ["beside.tif", "empty.tif"]
    assert found.at(np.array([(21.8, 41.5)]))[0] == pytest.approx(600)
    assert len(found.sha256) == 3
