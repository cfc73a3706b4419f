"""The page of hazards: which danger and group are shown, the map's outlines, the form of a disaster, the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from sofra.gaps.danger_names import danger_name
from sofra.gaps.hazards import NOTHING, Scene, lead, measure_words, part, past_table, tables, ways, year_table
from sofra.packs.texts import Texts
from sofra.resources.hazards.zones import danger_id, zones_of
from sofra.store import queries
from sofra.types.document import Table
from sofra.types.hazard import SHELTER, Danger, Disaster, Exposure, Hazards
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.web.forms import Pairs, amount, one_of, whole, words
from sofra.work.hazards import Listed, ProtectionList, scene

CLASSES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Upper ends of the classes of the map: the part of a settlement that lies in the zone."""


class DisasterForm(forms.Form):
    """Something that happened."""

    happened_on = words(limit=10, inputmode="numeric", placeholder="2021-02-10")
    sort = one_of(())
    settlement = one_of((), required=False)
    affected = whole()
    damage = amount()
    damage_currency = words(required=False, limit=8)
    what_happened = words(required=False, long=True, limit=2000)
    told_by = words(required=False, limit=200)

    def __init__(self, *args: Any, places: Pairs, sorts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].choices = [("", "–"), *places]  # type: ignore[attr-defined]
        self.fields["sort"].choices = list(sorts)  # type: ignore[attr-defined]

    def disaster(self) -> Disaster:
        """What the form says, once it is valid."""
        told = self.cleaned_data
        return Disaster(
            on=told["happened_on"].strip(),
            kind=told["sort"],
            place=PlaceId(told["settlement"]),
            affected=told["affected"],
            damage=told["damage"],
            currency=told["damage_currency"],
            note=told["what_happened"],
            source=told["told_by"],
        )


def latest_scene(texts: Texts) -> Scene | None:
    """What the newest social map says of dangers; None without a map or without zones and disasters."""
    note = queries.latest()
    return scene(note.id, texts) if note else None


def screen(texts: Texts, wish: str, group: str) -> dict[str, Any]:
    """Everything that the page shows for these wishes."""
    found, disasters = latest_scene(texts), queries.disasters()
    danger = found.hazards.danger(wish) if found else None
    shown: dict[str, Any] = {"danger": danger, "mapped": queries.latest() is not None, "past": _past(disasters, texts)}
    if found is None or danger is None:
        return shown
    groups = _groups(danger, found)
    chosen = GroupId(group) if group in groups else EVERYONE
    return shown | {
        "name": danger_name(danger, texts),
        "dangers": [(one.id, danger_name(one, texts)) for one in found.hazards.dangers],
        "groups": groups,
        "group": chosen,
        "lead": lead(danger, found),
        "ways": ways(danger, found),
        "tables": tables(danger, found, chosen),
        "years": year_table(found.hazards.years, texts),
        "legend": legend(danger, texts),
    }


def kinds(found: Scene) -> list[tuple[str, str]]:
    """The dangers with their names."""
    return [(one.id, danger_name(one, found.texts)) for one in found.hazards.dangers]


def legend(danger: Danger, texts: Texts) -> list[tuple[int, str, int]]:
    """The classes of the map that occur: class, words, how many settlements."""
    counts: dict[int, int] = {}
    for one in danger.exposures:
        counts[level(one)] = counts.get(level(one), 0) + 1
    return [(number, texts.say(f"web.hazards.class.{number}"), counts[number]) for number in sorted(counts)]


def level(one: Exposure) -> int:
    """The class of a settlement: 0 outside, 1 to 4 by the part of it in the zone."""
    return next((number for number, end in enumerate(CLASSES) if one.part <= end), len(CLASSES) - 1)


def drawing(danger: Danger, found: Scene, texts: Texts) -> dict[str, Any]:
    """GeoJSON for the map: settlements with class and words, and the zones of the danger above them."""
    by_place = {one.place: one for one in danger.exposures}
    places = [place for place in found.places if place.id in by_place]
    note = queries.latest()
    given = queries.inputs(note.id).hazard if note else ()
    zones = [zone for zone in zones_of(given) if danger_id(zone) == danger.id]
    settlements = [_settlement(place, by_place[place.id], texts) for place in places]
    return {
        "settlements": [one for one in settlements if one["geometry"]],
        "zones": [_feature(zone.geometry, name=texts.name(zone.name)) for zone in zones],
        "shelters": _shelters(found),
    }


def household_table(read: ProtectionList, danger: Danger, found: Scene) -> Table:
    """The list as a table for the page alone."""
    texts = found.texts
    rows = tuple(
        (
            found.name(one.place),
            one.number,
            NOTHING if one.people is None else texts.number(one.people),
            _needed(one, found),
            texts.say("hazards.list.sure" if one.sure else "hazards.list.perhaps"),
        )
        for one in read.households
    )
    header = tuple(texts.say(f"hazards.table.list.c{number}") for number in range(1, 6))
    caption = texts.say("hazards.table.list.caption", danger=danger_name(danger, texts))
    note = "" if all(one.sure for one in read.households) else texts.say("hazards.table.list.note")
    return Table(caption, header, rows, "llrll", note)


def _needed(one: Listed, found: Scene) -> str:
    """The help of those who agreed, how many further need some, and the reason on record for doing without a yes."""
    texts = found.texts
    told = [texts.say("hazards.list.need", measure=measure_words(need, found), n=n) for need, n in one.needs]
    if one.further:
        told.append(texts.say("hazards.list.further" if told else "hazards.list.only", n=one.further))
    if one.override:
        told.append(texts.say(f"hazards.list.override.{one.override}"))
    return "; ".join(told)


def _past(disasters: Sequence[Disaster], texts: Texts) -> list[tuple[int, Sequence[str]]]:
    """Each disaster with its cells, so that it can be taken out."""
    place_names = queries.places()
    bare = Scene(Hazards(), (), place_names, queries.pack(), texts, {})
    return list(zip([one.id for one in disasters], past_table(disasters, bare).rows, strict=True))


def _groups(danger: Danger, found: Scene) -> list[str]:
    there = {fact.cell.group for fact in found.facts if fact.cell.indicator.startswith(f"hazard.{danger.id}.")}
    return [EVERYONE, *(group for group in found.pack.groups if group in there)]


def _settlement(place: Any, one: Exposure, texts: Texts) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lon is not None else None
    return _feature(place.geometry or point, name=texts.name(place.name), text=part(one, texts), level=level(one))


def _shelters(found: Scene) -> list[Mapping[str, Any]]:
    note = queries.latest()
    there = queries.inputs(note.id).inventory if note else None
    if there is None:
        return []
    wanted = {site for one in there.services if one.kind == SHELTER and one.status == "active" for site in one.sites}
    return [
        {"name": found.sites[site.id], "lon": site.lon, "lat": site.lat}
        for site in there.sites
        if site.id in wanted and site.lon is not None and not site.hidden
    ]


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
