"""The streets of a workspace, from the layer of roads that somebody brought in."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sofra.resources.travel.profile import PROFILES
from sofra.resources.travel.way import Way
from sofra.types.errors import SourceError


def streets_here(roads: Sequence[Mapping[str, Any]], mode: str) -> Way | None:
    """The streets for this mode over the features of the roads' layer.

    None where there are none, where they cannot carry anybody of this mode, or where the extra "roads" that reads
    layers is not installed: straight lines are taken then, and every number says so.
    """
    if not roads or mode not in PROFILES:
        return None
    try:
        from sofra.resources.travel.streets import streets
        from sofra.sources.line_roads import read_line_roads
    except ImportError:
        return None
    with tempfile.TemporaryDirectory(prefix="sofra-") as folder:
        file = Path(folder, "roads.geojson")
        file.write_text(json.dumps({"type": "FeatureCollection", "features": list(roads)}, default=dict), "utf-8")
        try:
            return streets(read_line_roads(file), PROFILES[mode])
        except (SourceError, ImportError):
            return None
