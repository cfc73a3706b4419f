"""Chapters 5 and 6: the municipality and its people, and who has a part in the matter."""

from collections.abc import Sequence

from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Chart, Mark, Paragraph, Section
from sofra.types.place import AgeSex, Place

OPEN_YEARS = 15
"""The years over which the open class (80 and over) is spread in the pyramid."""


def chapter(view: View) -> Section:
    """How many live where, by age and sex, and which dangers there are."""
    blocks: list[Block] = [Paragraph(_settlements(view))]
    parts = population(view)
    blocks += _partly_counted(view)
    if any(part.sex for part in parts):
        blocks += [_ages_table(view, parts), _pyramid(view, parts)]
    else:
        blocks.append(Paragraph(view.say("profile.no_population")))
    blocks += _areas(view)
    return Section(view.say("chapter.profile"), tuple(blocks), (_hazards(view),))


def population(view: View) -> Sequence[AgeSex]:
    """The people of the municipality by age and sex: its own count, otherwise the sum of its settlements or areas."""
    home = next((place for place in view.material.places if place.kind == "municipality"), None)
    if home and home.population:
        return home.population
    for kind in ("settlement", "area"):
        parts = [part for place in view.kind(kind) for part in place.population]
        if parts:
            return parts
    return ()


def actors(view: View) -> Section:
    """The stakeholders with role, influence and interest; an honest sentence when nobody listed them."""
    rows = [
        (
            view.name(who.name),
            _sector(who.kind, view),
            view.name(who.role),
            "–" if who.influence is None else view.texts.number(who.influence),
            "–" if who.interest is None else view.texts.number(who.interest),
        )
        for who in view.material.stakeholders
    ]
    if not rows:
        return Section(view.say("chapter.actors"), (Paragraph(view.say("actors.none")),))
    intro = Paragraph(view.say("actors.intro", n=len(rows)))
    return Section(view.say("chapter.actors"), (intro, table(view, "actors", rows, "lllrr")))


def _sector(kind: str, view: View) -> str:
    """The kind in the reader's language where it is one of the four sectors; otherwise as it was written."""
    return view.say(f"sector.{kind}") if view.texts.knows(f"report.sector.{kind}") else kind or "–"


def _settlements(view: View) -> str:
    people = sum(part.people for part in population(view))
    settlements, areas = len(view.kind("settlement")), len(view.kind("area"))
    name = view.name(view.material.municipality.name)
    if not settlements:
        return view.say("profile.no_places", municipality=name)
    key = "profile.places" if people else "profile.places_only"
    return view.say(
        key, municipality=name, people=people, settlements=view.say("profile.settlements", n=settlements),
        areas=view.say("profile.areas", n=areas),
    )  # fmt: skip


def _partly_counted(view: View) -> list[Block]:
    """A warning where the inhabitants of some settlements only are known, so that their sum is too small."""
    settlements = view.kind("settlement")
    known = sum(place.people is not None for place in settlements)
    if known in (0, len(settlements)):
        return []
    return [Paragraph(view.say("profile.partly_counted", known=known, n=len(settlements)))]


def _classes(parts: Sequence[AgeSex]) -> list[tuple[int, int | None]]:
    return sorted({(part.low, part.high) for part in parts}, key=lambda ages: ages[0])


def _years(low: int, high: int | None) -> int:
    """How many years of age a class holds: classes of unequal width would otherwise draw a false shape."""
    return OPEN_YEARS if high is None else high - low + 1


def _ages(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else f"{low}–{high}"


def _count(parts: Sequence[AgeSex], ages: tuple[int, int | None], sex: str) -> int:
    return sum(part.people for part in parts if (part.low, part.high) == ages and part.sex == sex)


def _ages_table(view: View, parts: Sequence[AgeSex]) -> Block:
    number, rows = view.texts.number, []
    for ages in _classes(parts):
        women, men = _count(parts, ages, "f"), _count(parts, ages, "m")
        rows.append((_ages(*ages), number(women), number(men), number(women + men)))
    women = sum(part.people for part in parts if part.sex == "f")
    men = sum(part.people for part in parts if part.sex == "m")
    rows.append((view.say("profile.together"), number(women), number(men), number(women + men)))
    return table(view, "ages", rows, "lrrr")


def _pyramid(view: View, parts: Sequence[AgeSex]) -> Block:
    names = (("f", view.say("profile.women")), ("m", view.say("profile.men")))
    marks = tuple(
        Mark(_ages(*ages), _count(parts, ages, sex) / _years(*ages), series=name)
        for ages in _classes(parts)
        for sex, name in names
    )
    people = sum(part.people for part in parts)
    old = sum(part.people for part in parts if part.low >= 65)
    title = view.say("chart.pyramid.title")
    return Chart(
        kind="pyramid",
        title=title,
        marks=marks,
        axis=view.say("chart.pyramid.axis", years=OPEN_YEARS),
        alt=view.say("chart.pyramid.alt", people=people, old=view.texts.percent(old / people if people else 0)),
        unit="people",
        source=view.say("source_population"),
    )


def _areas(view: View) -> list[Block]:
    """The areas with what is known of them; nothing where only their names are known."""
    number, rows = view.texts.number, []
    settlements = view.kind("settlement")
    for area in view.kind("area"):
        inside = [place for place in settlements if place.parent == area.id]
        people = area.people if area.people is not None else _sum([place.people for place in inside])
        households = area.households if area.households is not None else _sum([p.households for p in inside])
        rows.append(
            (
                view.name(area.name),
                number(len(inside)),
                "–" if people is None else number(people),
                "–" if households is None else number(households),
                _oldest(area, inside, view),
            )
        )
    known = any(cell not in ("0", "–") for row in rows for cell in row[1:])
    return [table(view, "areas", rows, "lrrrr")] if known or not rows else []


def _oldest(area: Place, inside: Sequence[Place], view: View) -> str:
    """The share of people aged 65 and more."""
    parts = list(area.population) or [part for place in inside for part in place.population]
    people = sum(part.people for part in parts)
    return view.texts.percent(sum(part.people for part in parts if part.low >= 65) / people) if people else "–"


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _hazards(view: View) -> Section:
    blocks: list[Block] = []
    for hazard in view.material.hazards:
        places = ", ".join(view.place(place) for place in hazard.places)
        key = "profile.hazard" if hazard.people is not None else "profile.hazard_uncounted"
        name = view.name(hazard.name)
        blocks.append(
            Paragraph(view.say(key, name=name, n=len(hazard.places), places=places, people=hazard.people or 0))
        )
    if not blocks:
        blocks.append(Paragraph(view.say("profile.no_hazards")))
    elif any(hazard.source for hazard in view.material.hazards):
        blocks.append(note(", ".join(hazard.source for hazard in view.material.hazards if hazard.source)))
    return Section(view.say("section.hazards"), tuple(blocks))
