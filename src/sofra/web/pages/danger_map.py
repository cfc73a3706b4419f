"""The map of one danger: settlements by the part of them in its zones, the zones, shelters, services inside."""

from dataclasses import replace

from django.urls import reverse

from sofra.gaps.danger_names import danger_name
from sofra.gaps.hazards import Scene, part, place_table
from sofra.packs.texts import Texts
from sofra.resources.hazards.zones import danger_id, zones_of
from sofra.resources.shown import kept_secret
from sofra.store import queries
from sofra.types.document import Layer, Map, Shape
from sofra.types.hazard import SHELTER, Danger, Exposure
from sofra.types.place import Place
from sofra.types.supply import Inventory
from sofra.web.pages.grounds import addresses, grounds, outlines_address, pin_links, service_pins
from sofra.web.pages.shades import spot_of
from sofra.web.pages.sheet import Addresses, Sheet, sheet

BREAKS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Upper ends of the classes: the part of a settlement that lies in the zones; the first are those outside."""

TOLD = 40
"""Settlements that the text alternative names; the table has them all."""


def map_sheet(danger: Danger, found: Scene) -> Sheet:
    """The map for the page; beside it the settlements that the zones touch, with the people there."""
    drawn = danger_map(danger, found)
    query = f"danger={danger.id}"
    at = Addresses(
        picture=f"{reverse('hazards_picture')}?{query}",
        outlines=outlines_address(),
        pins=pin_links(drawn.pins),
        layers=addresses(),
    )
    table = place_table(danger, found)
    return replace(sheet(drawn, found.texts, at), tables=(table,) if table.rows else ())


def danger_map(danger: Danger, found: Scene, *, whole: bool = False) -> Map:
    """The map as a value; `whole` with the features of the layers under it, for a picture."""
    texts, name = found.texts, danger_name(danger, found.texts)
    by_place = {one.place: one for one in danger.exposures}
    shapes = [_shape(place, by_place[place.id], texts) for place in found.places if place.id in by_place]
    title = texts.say("web.hazards.map_title", danger=name, municipality=texts.name(queries.municipality().name))
    told = "; ".join(f"{shape.label}: {shape.text}" for shape in shapes[:TOLD] if shape.value)
    note, under = queries.latest(), grounds(found.places, texts, whole=whole)
    given = queries.inputs(note.id) if note else None
    zones = [zone.geometry for zone in zones_of(given.hazard if given else ()) if danger_id(zone) == danger.id]
    there = kept_secret(given.inventory, found.pack.services) if given else None
    named = {one.service for one in danger.services}
    return Map(
        title=title,
        shapes=shapes,
        alt=texts.say("maps.alt", title=title, told=told or "–"),
        legend=texts.say("hazards.table.places.c2"),
        pins=service_pins(there, found.pack, texts, named | _shelters(there)) if there else (),
        breaks=BREAKS,
        unit="share",
        source=texts.say("web.picture.source", period=note.period, day=texts.date(note.made_on)) if note else "",
        layers=(*(layer for layer in under if layer.kind != "hazard"), Layer("hazard", name, zones)),
        worse="high",
        notes=[texts.say("hazards.lead.source", source=", ".join(danger.sources))] if danger.sources else (),
    )


def _shape(place: Place, one: Exposure, texts: Texts) -> Shape:
    label = part(one, texts) if one.part else ""
    outside = texts.say("web.hazards.outside")
    return Shape(place.id, texts.name(place.name), spot_of(place), one.part, label, told="" if label else outside)


def _shelters(there: Inventory) -> set[str]:
    return {one.id for one in there.services if one.kind == SHELTER and one.status == "active"}
