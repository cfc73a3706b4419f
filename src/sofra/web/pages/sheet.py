"""One map as a page shows it: what the browser draws, its legend, its layers to switch, and the same numbers as tables.

Every page with a map describes it as a `types.document.Map`, calls `sheet`, and includes `sofra/parts/map_sheet.html`
(or `sofra/parts/map.html` where the page has a richer table of its own).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from sofra.packs.texts import Texts
from sofra.render.legend import PIN, Entry, class_of, color, entries, state_of
from sofra.render.look import PINS, SAND, WHITE
from sofra.render.outlines import drawn
from sofra.store import queries
from sofra.types.document import Layer, Map, Shape, Table

CODES = {"withheld": -1, "none": 0}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Switch:
    """One layer that the reader may switch: `key` is its name in the browser, `on` how it starts."""

    key: str
    words: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map ready for its template. `name` starts its ids; `data` is what map.js draws.

    `picture` and `excel` are the addresses of the PNG and of the workbook, `panel` the address of a place's side panel
    with PLACE for its id; each may be "". `metres` is the tolerance of the outlines, 0 where they are exact.
    """

    name: str
    map: Map
    data: Mapping[str, Any]
    legend: Sequence[Entry]
    switches: Sequence[Switch]
    tables: Sequence[Table]
    picture: str = ""
    excel: str = ""
    panel: str = ""
    metres: float = 0.0


def sheet(
    map_: Map, texts: Texts, *, name: str = "map", picture: str = "", excel: str = "", panel: str = "",
    geometry: str = "", links: Mapping[str, str] | None = None,
) -> Sheet:  # fmt: skip
    """The map for a page. `geometry` is the address of a GeoJSON with the shapes by id, so that a browser keeps them;
    without one the shapes go along. `links` are the addresses of pins by id.
    """  # fmt: skip
    outlines = drawn([] if geometry else [shape.geometry for shape in map_.shapes])
    tiles = _tiles()
    data = {
        "geometry": geometry,
        "shapes": [_shape(shape, map_) for shape in map_.shapes],
        "outlines": {s.id: g for s, g in zip(map_.shapes, outlines.geometries, strict=False) if g},
        "pins": _pins(map_, links or {}),
        "layers": [_layer(layer) for layer in map_.layers],
        "tiles": tiles,
    }
    switches = _switches(map_, texts, tiles=bool(tiles))
    return Sheet(name, map_, data, entries(map_, texts), switches, tables(map_, texts), picture, excel, panel,
                 outlines.metres)  # fmt: skip


def tables(map_: Map, texts: Texts) -> tuple[Table, ...]:
    """The numbers of a map as tables: its areas with their values, then its points with their layers."""
    found = []
    if map_.breaks or any(shape.text or shape.told for shape in map_.shapes):
        rows = tuple((shape.label, _words(shape, texts)) for shape in map_.shapes)
        head = (map_.subject or texts.say("maps.place"), map_.legend)
        found.append(Table(map_.title, head, rows, "lr", " ".join((*map_.notes, map_.source)).strip()))
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

    content = xlsx(tables(map_, texts))
    return HttpResponse(content, SHEET, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


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
            "sign": PINS[layers.index(pin.layer) % len(PINS)][0], "fill": PINS[layers.index(pin.layer) % len(PINS)][1],
        }
        for pin in map_.pins
    ]  # fmt: skip


def _layer(layer: Layer) -> dict[str, Any]:
    outlines = drawn([feature.get("geometry", feature) for feature in layer.features])
    return {"kind": layer.kind, "outlines": [geometry for geometry in outlines.geometries if geometry]}


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
