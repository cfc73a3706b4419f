"""Register counts as they are shown: how they were protected, one table a cube, and what an attacker finds out."""

import re
from collections.abc import Mapping, Sequence

from sofra.report.numbers import WITHHELD
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section, Table
from sofra.types.keys import PlaceId
from sofra.types.protected import CubeNote

MOST_COLUMNS = 9
REFUSED, SUPPRESS = "refused", "suppress"


def chapter(view: View) -> Section:
    """The protection of counts, the counts themselves, the attacker."""
    notes = view.material.counts.notes
    blocks: list[Block] = []
    if notes:
        safe = [one for one in notes if one.way != REFUSED]
        blocks.append(Paragraph(view.say("counts.intro" if not _exact(safe) else "counts.suppressed")))
        blocks += [Paragraph(_refused(one, view)) for one in notes if one.way == REFUSED]
        blocks.append(table(view, "rounded", [_row(one, view) for one in safe], "llrrrr"))
        blocks += [_crossed(one, view) for one in safe if one.sexes or one.ages]
    return Section(view.say("counts.title"), (*blocks, *_attack(view)))


def _exact(notes: Sequence[CubeNote]) -> bool:
    return any(one.way == SUPPRESS for one in notes)


def _refused(one: CubeNote, view: View) -> str:
    return view.say("counts.refused", source=source(one.source, view), group=view.group(one.group))


def source(name: str, view: View) -> str:
    """The register in the reader's language where the file has it."""
    found = next((count for count in view.material.counts.shown if count.source == name), None)
    return view.source(found) if found else name


def _row(one: CubeNote, view: View) -> tuple[str, ...]:
    number = view.texts.number
    numbers = (number(one.cells), number(one.hidden), number(one.base), number(one.reach))
    return (source(one.source, view), view.group(one.group), *numbers)


def _crossed(one: CubeNote, view: View) -> Block:
    """The whole and its areas by sex and by age: every line and every column adds up."""
    people = {
        (count.place, count.sex, count.age): count.people
        for count in view.material.counts.shown
        if (count.source, count.group, count.counted_on) == (one.source, one.group, one.counted_on)
    }
    columns = [("", ""), *((sex, "") for sex in one.sexes), *(("", age) for age in by_age(one.ages))][:MOST_COLUMNS]
    header = [view.say("counts.place"), view.say("counts.all"), *(_name(sex or age, view) for sex, age in columns[1:])]
    places = [place for place in view.material.places if place.kind != "settlement"]
    rows = [
        (view.name(place.name), *(_cell(people, place.id, *column, view=view) for column in columns))
        for place in places
        if any((place.id, *column) in people for column in columns)
    ]
    gaps = {"group": view.group(one.group), "source": source(one.source, view)}
    said = "exact" if one.way == SUPPRESS else "note"
    words = view.say(f"table.crossed.{said}", base=one.base)
    return Table(view.say("table.crossed.caption", **gaps), header, rows, "l" + "r" * len(columns), words)


def _cell(people: Mapping[tuple[PlaceId, str, str], int], place: PlaceId, sex: str, age: str, *, view: View) -> str:
    found = people.get((place, sex, age))
    return WITHHELD if found is None else view.texts.number(found)


def _name(code: str, view: View) -> str:
    key = f"report.counts.{code}"
    return view.texts.say(key) if code in ("f", "m") else code


def by_age(ages: Sequence[str]) -> list[str]:
    """Classes of age from the youngest; those that name no number last."""
    return sorted(ages, key=lambda age: (int(found[0]) if (found := re.search(r"\d+", age)) else 999, age))


def _attack(view: View) -> list[Block]:
    attack = view.material.attack
    if attack is None:
        return []
    found = attack.narrowest
    if found is None and not attack.pinned:
        return [note(view.say("counts.nothing"))]
    gaps = {"n": attack.numbers, "releases": len(attack.releases)}
    blocks: list[Block] = [Paragraph(view.say("counts.attack", **gaps))]
    if found is not None:
        blocks.append(Paragraph(view.say("counts.narrowest", low=int(found.low), high=int(found.high))))
    if attack.pinned:
        blocks.append(Paragraph(view.say("counts.pinned", n=len(attack.pinned)), "lead"))
    return blocks
