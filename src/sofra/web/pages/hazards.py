"""The page of hazards: which danger and group are shown, the map, the form of a disaster, the list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sofra.gaps.danger_names import danger_name
from sofra.gaps.hazards import NOTHING, Scene, lead, measure_words, past_table, tables, ways, year_table
from sofra.packs.texts import Texts
from sofra.store import queries
from sofra.types.document import Table
from sofra.types.hazard import Danger, Disaster, Hazards
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.web.forms import Pairs, amount, one_of, whole, words
from sofra.web.pages.danger_map import map_sheet
from sofra.work.hazards import Listed, ProtectionList, scene


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
        "sheet": map_sheet(danger, found),
    }


def kinds(found: Scene) -> list[tuple[str, str]]:
    """The dangers with their names."""
    return [(one.id, danger_name(one, found.texts)) for one in found.hazards.dangers]


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
