"""One map as a page shows it: what the browser draws, its legend, its layers to switch, and the same numbers as tables.

Every page with a map describes it as a `types.document.Map`, calls `sheet`, and includes `sofra/parts/map_sheet.html`
(or `sofra/parts/map.html` where the page has a richer table of its own).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse

from sofra.packs.texts import Texts
from sofra.render.legend import PIN, Entry, class_of, color, entries, state_of
from sofra.render.look import SAND, WHITE, pin_look
from sofra.render.outlines import drawn
from sofra.store import queries
from sofra.types.document import Layer, Map, Shape, Table
from sofra.web.downloads import spreadsheet

CODES = {"withheld": -1, "none": 0}


@dataclass(frozen=True, slots=True)
class Switch:
    """One layer that the reader may switch: `key` is its name in the browser, `on` how it starts."""

    key: str
    words: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things of a map are; each may be left empty.

    `picture` gives the PNG, `excel` the workbook, `panel` the side panel of a place (PLACE stands for its id).
    `outlines` is a GeoJSON of the shapes by id, which a browser keeps; without it the shapes go along with the page.
    `pins` are the pages of the pins by id, `layers` those of layers without features, by kind.
    """

    picture: str = ""
    excel: str = ""
    panel: str = ""
    outlines: str = ""
    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    layers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map ready for its template. `name` starts its ids; `data` is what map.js draws.

    `metres` is the tolerance of the outlines that went along, 0 where they are exact.
    """

    name: str
    map: Map
    at: Addresses
    data: Mapping[str, Any]
    legend: Sequence[Entry]
    switches: Sequence[Switch]
    tables: Sequence[Table]
    metres: float = 0.0

    @property
    def data_id(self) -> str:
        """The id of the script that carries the data."""
        return f"{self.name}-data"

    @property
    def numbers(self) -> str:
        """The id of the tables beside the map."""
        return f"{self.name}-numbers"


def sheet(map_: Map, texts: Texts, at: Addresses = Addresses(), name: str = "map") -> Sheet:
    """The map for a page; two maps on one page need two names."""
    outlines = drawn([] if at.outlines else [shape.geometry for shape in map_.shapes])
    tiles = _tiles()
    data = {
        "geometry": at.outlines,
        "shapes": [_shape(shape, map_) for shape in map_.shapes],
        "outlines": {s.id: dict(g) for s, g in zip(map_.shapes, outlines.geometries, strict=False) if g},
        "pins": _pins(map_, at.pins),
        "layers": [_layer(layer, at.layers) for layer in map_.layers],
        "tiles": tiles,
    }
    switches = _switches(map_, texts, tiles=bool(tiles))
    return Sheet(name, map_, at, data, entries(map_, texts), switches, tables(map_, texts), outlines.metres)


def tables(map_: Map, texts: Texts) -> tuple[Table, ...]:
    """The numbers of a map as tables: its areas with their values, then its points with their layers."""
    found = []
    if map_.breaks or any(shape.text or shape.told for shape in map_.shapes):
        rows = tuple((shape.label, _words(shape, texts)) for shape in map_.shapes)
        head = (map_.subject or texts.say("maps.place"), map_.legend)
        found.append(Table(texts.say("maps.table", title=map_.title), head, rows, "lr"))
    if map_.pins:
        lines = tuple((pin.label, pin.layer, pin.text) for pin in map_.pins)
        heads = (texts.say("maps.pin"), texts.say("maps.pin_layer"), texts.say("maps.pin_text"))
        found.append(Table(texts.say("maps.pins_table"), heads, lines, "lll"))
    return tuple(found)


def as_png(map_: Map, lang: str, name: str) -> HttpResponse:
    """The map as a PNG for Word, title, legend, source and day inside; `name` without its ending."""
    from sofra.render.svg import picture_png  # heavy, and seldom asked for

    answer = HttpResponse(picture_png(map_, lang), "image/png")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.png"'
    return answer


def as_excel(map_: Map, texts: Texts, name: str) -> HttpResponse:
    """The map's numbers as a workbook; `name` without its ending."""
    from sofra.render.xlsx import xlsx

    note = " ".join((*map_.notes, map_.source)).strip()
    content = xlsx([replace(table, note=note) for table in tables(map_, texts)])
    return spreadsheet(content, f"{name}.xlsx")


def _shape(shape: Shape, map_: Map) -> dict[str, Any]:
    state = state_of(shape)
    known = state == "value" and shape.value is not None and map_.breaks
    number = class_of(shape.value, map_.breaks) if known and shape.value is not None else 0
    return {
        "id": shape.id,
        "name": shape.label,
        "text": shape.told or shape.text,
        "label": shape.text,
        "state": state if map_.breaks or state == "withheld" else "plain",
        "model": shape.model and bool(known),
        "c": number + 1 if known else CODES.get(state, 0),
        "fill": color(number, map_) if known else SAND if state != "none" or not map_.breaks else WHITE,
    }


def _pins(map_: Map, links: Mapping[str, str]) -> list[dict[str, Any]]:
    layers = list(dict.fromkeys(pin.layer for pin in map_.pins))
    return [
        {
            "id": pin.id, "lon": pin.lon, "lat": pin.lat, "name": pin.label, "text": pin.text,
            "href": links.get(pin.id, ""), "layer": layers.index(pin.layer),
            "sign": pin_look(layers.index(pin.layer))[0], "fill": pin_look(layers.index(pin.layer))[1],
        }
        for pin in map_.pins
    ]  # fmt: skip


def _layer(layer: Layer, addresses: Mapping[str, str]) -> dict[str, Any]:
    if not layer.features and layer.kind in addresses:
        return {"kind": layer.kind, "address": addresses[layer.kind]}
    outlines = drawn([feature.get("geometry", feature) for feature in layer.features])
    return {"kind": layer.kind, "outlines": [dict(geometry) for geometry in outlines.geometries if geometry]}


def _switches(map_: Map, texts: Texts, *, tiles: bool) -> list[Switch]:
    found = [Switch(f"layer-{n}", layer.label) for n, layer in enumerate(map_.layers) if layer.label]
    found += [Switch(f"pins-{entry.number}", entry.words) for entry in entries(map_, texts) if entry.kind == PIN]
    if any(shape.text for shape in map_.shapes):
        found.append(Switch("names", texts.say("maps.names")))
    return [*found, *([Switch("tiles", texts.say("maps.tiles"), on=False)] if tiles else [])]


def _tiles() -> dict[str, str] | None:
    """Where background pictures come from, when the workspace names a server; none by default."""
    found = queries.workspace().tiles
    return {"address": found.address, "attribution": found.attribution} if found else None


def _words(shape: Shape, texts: Texts) -> str:
    if shape.told or shape.text:
        return shape.told or shape.text
    return texts.say("web.figure.withheld" if state_of(shape) == "withheld" else "web.figure.none")
