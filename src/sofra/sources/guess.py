"""Which kind of source a dropped file is, judged by what it holds."""

import json
from collections.abc import Sequence
from pathlib import Path

from sofra.sources.features import AREAS, LINES
from sofra.sources.files import DEFAULT_LIMITS, Content, Limits, take
from sofra.sources.hsds.read import looks_like_hsds
from sofra.sources.misplaced import send_elsewhere
from sofra.sources.names import fold
from sofra.sources.settlements import age_class
from sofra.sources.tables import Sheet, sheets_of
from sofra.sources.voices import BULLET
from sofra.types.errors import SourceError, Where, stop

FORM_SHEETS = frozenset({"survey", "choices"})
SIGNS = (
    ("register", ("source register izvor", "group grupa", "people count lica broj")),
    ("stakeholders", ("influence vlijanie power", "interest interes")),
    ("disasters", ("date on day datum koga", "kind hazard type vid",
                   "affected people_affected pogodeni damage shteta")),
    ("measures", ("measure title merka title_en title_mk", "outcome deadline rok ishod status",
                  "responsible budget nositel budzhet objective objective_en")),
    ("settlements", ("name name_en name_mk naziv settlement", "lat latitude parent population naselenie",
                     "population naselenie households domakjinstva")),
    ("inventory", ("id service_id code", "kind value vid", "lat latitude places kapacitet provider provider_id")),
)  # fmt: skip
"""A kind of table and the columns that give it away: one of each group of names."""

WATER = frozenset({"river", "stream", "canal", "reka", "lake"})
HAZARD = frozenset({"flood", "hazard", "poplava", "return_period_years", "risk", "landslide", "zone", "flood_zone"})


def guess_kind(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> str:
    """ "form", "answers", "settlements", "boundaries", "roads", "hazard", "inventory", "register", "stakeholders",
    "measures", "disasters", "notes", or "unknown". Raises SourceError when the file cannot be taken in at all, or
    when another page reads it.
    """  # fmt: skip
    send_elsewhere(Path(path))
    content = take(path, limits)
    if content.format in ("sav", "dta"):
        return "answers"
    if content.format == "docx":
        return "notes"
    if content.format == "tif":
        return "hazard"
    if content.format in ("gpkg", "shp"):
        return _map(content)
    if content.format == "json":
        return _shapes(content)
    if content.format == "csv" and Path(path).suffix.lower() in (".md", ".txt"):
        return _text(content)
    return _tables([sheet for sheet in sheets_of(content) if sheet.header])


def _map(content: Content) -> str:
    """What the shapes of a GeoPackage or Shapefile are of, by their kind and the names of the file and its fields.

    Raises SourceError for lines and for points alone: the one belong to the roads, the other into a table.
    """
    from sofra.sources.zones import layer_words

    kinds, words = layer_words(content)
    for shape in ("Line", "Point"):
        if kinds and all(shape in kind for kind in kinds):
            raise stop(SourceError, f"map_of_{shape.lower()}s", Where(file=content.name), file=content.name)
    if any("Polygon" in kind for kind in kinds):
        return "hazard" if words & HAZARD else "boundaries"
    return "unknown"


def _text(content: Content) -> str:
    lines = content.data.decode("utf-8", errors="replace").splitlines()
    if any(BULLET.fullmatch(line) for line in lines):
        return "notes"
    return _tables([sheet for sheet in sheets_of(content) if len(sheet.header) > 1])


def _shapes(content: Content) -> str:
    try:
        found = json.loads(content.data.decode("utf-8-sig", errors="replace"))
        if "features" not in found and looks_like_hsds(found):
            return "hsds"
        features = found["features"]
        types = {feature["geometry"]["type"] for feature in features if feature.get("geometry")}
        words = {fold(str(word)).replace(" ", "_") for feature in features for pair in feature["properties"].items()
                 for word in pair}  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "unknown"
    if types and types <= set(LINES):
        return "unknown" if words & WATER else "roads"
    if types & set(AREAS):
        return "hazard" if words & HAZARD else "boundaries"
    return "unknown"


def _tables(sheets: Sequence[Sheet]) -> str:
    if not sheets:
        return "unknown"
    names = {fold(sheet.name) for sheet in sheets}
    if names >= FORM_SHEETS:
        return "form"
    if {"services", "uslugi"} & names and len(sheets) > 1:
        return "inventory"
    heads = {fold(head).replace(" ", "_") for head in sheets[0].header}
    if heads & {"uuid", "submission_time", "x_uuid", "instanceid", "submissiondate", "key"}:
        return "answers"
    if any(age_class(head) for head in sheets[0].header) and len(sheets[0].header) <= 80:
        return "settlements"
    for kind, signs in SIGNS:
        if all(heads & set(sign.split()) for sign in signs):
            return kind
    return "answers" if len(heads) >= 8 and len(sheets[0].rows) >= 30 else "unknown"
