"""The three maps of the source method, as chosen: of services, of needs, of gaps; each a map with its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sofra.gaps.words import group_name, measure_name, service_name
from sofra.packs.texts import Texts
from sofra.resources.usable import total, usable_by_kind
from sofra.store import queries
from sofra.store.notes import ReleaseNote
from sofra.types.catalogue import Pack
from sofra.types.document import Map, Shape
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory
from sofra.web.pages.gaps import WORSE, Choice, measured, ordered
from sofra.web.pages.grounds import grounds, service_pins
from sofra.web.pages.picture import lent, source
from sofra.web.pages.released import Released, at_release
from sofra.web.pages.shades import Caption, Ground, Shade, common_breaks, shades, spot_of, themed

SERVICES, NEEDS, GAPS = "services", "needs", "gaps"
PRODUCTS = (SERVICES, NEEDS, GAPS)
MINUTES = ("minutes", "usable")
"""To the nearest service, and to the nearest that can be used in a wheelchair: two maps in the same classes."""

MEASURES = {SERVICES: ("points", *MINUTES), NEEDS: (), GAPS: ("without", "coverage", "minutes")}
"""What each map can show; one at a time."""

LEVELS = ("settlement", "area")
COMPARED = 4
"""So many periods share one legend: releases that are kept in memory anyway."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Which of the three maps and of what; every part exists.

    `subject` is a kind of service ("" for all) or, on the map of needs, an indicator; `period` a release, 0 for none.
    """

    product: str
    subject: str = ""
    group: str = EVERYONE
    measure: str = ""
    level: str = "settlement"
    period: int = 0

    @property
    def query(self) -> str:
        """The choice as a part of an address: opening it again shows the same map."""
        return urlencode({"product": self.product, "subject": self.subject, "group": self.group,
                          "measure": self.measure, "level": self.level, "period": self.period})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen, as pairs of code and words; empty where there is nothing to choose."""

    subjects: Sequence[tuple[str, str]]
    groups: Sequence[tuple[str, str]]
    measures: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str]]
    periods: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Here:
    """What every map is drawn from, read once for a page; the inventory without the spots of safe houses."""

    places: Sequence[Place]
    inventory: Inventory
    pack: Pack
    texts: Texts


def here(texts: Texts) -> Here:
    """What stands today."""
    return Here(queries.places(), queries.inventory(), queries.pack(), texts)


def periods() -> list[ReleaseNote]:
    """The newest map of each period that is not withdrawn, newest period first."""
    found: dict[str, ReleaseNote] = {}
    for note in queries.releases():
        if note.state != "withdrawn":
            found.setdefault(note.period, note)
    return sorted(found.values(), key=lambda note: note.period, reverse=True)[:COMPARED]


def offered(theme: Theme, here: Here) -> Offered:
    """What the reader may choose beside this choice."""
    released, notes, pack, texts = _released(theme), periods(), here.pack, here.texts
    kinds = {place.kind for place in here.places}
    levels = [(level, texts.say(f"maps.level.{level}")) for level in LEVELS if level in kinds]
    dated = [(str(note.id), texts.say("maps.period", period=note.period, day=texts.date(note.made_on, "medium")))
             for note in notes]  # fmt: skip
    return Offered(
        _subjects(theme.product, released, here),
        [(group, group_name(GroupId(group), pack, texts)) for group in _groups(theme, released)],
        [(one, texts.say(f"maps.measure.{one}")) for one in _measures(theme)],
        levels if len(levels) > 1 else (),
        dated if len(dated) > 1 and (theme.product != SERVICES or theme.measure in MINUTES) else (),
    )


def chosen(wishes: Mapping[str, str], here: Here) -> Theme:
    """A choice that exists: the wishes where they fit, else the first of what there is."""
    notes = periods()
    product = _one_of(wishes.get("product", ""), PRODUCTS if notes else (SERVICES,))
    period = int(_one_of(wishes.get("period", ""), [str(note.id) for note in notes]) or 0)
    theme = Theme(product, period=period)
    released = _released(theme)
    subjects = [code for code, _ in _subjects(product, released, here)]
    theme = replace(theme, subject=_one_of(wishes.get("subject", ""), subjects))
    theme = replace(theme, group=_one_of(wishes.get("group", ""), _groups(theme, released)) or EVERYONE)
    theme = replace(theme, measure=_one_of(wishes.get("measure", ""), _measures(theme)))
    kinds = {place.kind for place in here.places}
    return replace(theme, level=_one_of(wishes.get("level", ""), [level for level in LEVELS if level in kinds]))


def compose(theme: Theme, here: Here, *, whole: bool = False) -> Map:
    """The chosen map. With `whole` its layers carry their features, for a picture."""
    layers = grounds(here.places, here.texts, whole=whole, level=theme.level)
    if theme.product == SERVICES:
        return _services(theme, here, Ground(layers))
    caption, ground = _caption(theme, here), _common(theme, here, Ground(layers))
    ground = replace(ground, notes=(*ground.notes, *_straight(theme, here)))
    if theme.product == GAPS:
        services = _of_kind(theme.subject, here.inventory)
        ground = replace(ground, pins=service_pins(here.inventory, here.pack, here.texts, services))
    return themed(_shades(theme, _released(theme), here), caption, here.texts, ground)


def _common(theme: Theme, here: Here, ground: Ground) -> Ground:
    """The classes that this map shares with those of other periods, and with its map of usable sites, and says so."""
    shared = [at_release(note.id) for note in periods()]
    measures = MINUTES if theme.product == SERVICES else (theme.measure,)
    found = [_shades(replace(theme, measure=one), released, here) for released in shared for one in measures]
    notes = [here.texts.say("maps.common_usable")] if theme.product == SERVICES else []
    if len(shared) > 1:
        first, last = periods()[-1].period, periods()[0].period
        notes.append(here.texts.say("maps.common", n=len(shared), first=first, last=last))
    return replace(ground, breaks=common_breaks(found), notes=(*ground.notes, *notes))


def _services(theme: Theme, here: Here, ground: Ground) -> Map:
    inventory, pack, texts, kind = here.inventory, here.pack, here.texts, theme.subject
    running = [s for s in inventory.services if s.status != "closed" and kind in ("", s.kind)]
    pins = service_pins(inventory, pack, texts, [s.id for s in running])
    spotless = len(running) - len({pin.id for pin in pins})
    counted = total(usable_by_kind(inventory, [ServiceKind(kind)] if kind else list(pack.services)))
    notes = (texts.say("maps.spotless", n=spotless),) if spotless else ()
    if counted.exists:
        notes += (texts.say("usable.sentence", n=counted.exists, usable=counted.usable, unknown=counted.unknown,
                            not_usable=counted.not_usable, at_home=counted.at_home),)  # fmt: skip
    ground = replace(ground, pins=pins, notes=notes)
    caption, released = _caption(theme, here), _released(theme)
    if theme.measure in MINUTES and kind and released and not _secret(kind, inventory):
        ground = _common(theme, here, ground)
        ground = replace(ground, notes=(*ground.notes, *_straight(theme, here)))
        return themed(_shades(theme, released, here), caption, texts, ground)
    shapes = tuple(Shape(p.id, texts.name(p.name), spot_of(p)) for p in here.places if p.kind == theme.level)
    alt = texts.say("maps.alt", title=caption.title, told=", ".join(dict.fromkeys(pin.layer for pin in pins)) or "–")
    return Map(caption.title, shapes, alt, "", pins, source=caption.source, layers=ground.layers, notes=notes)


def _shades(theme: Theme, released: Released | None, here: Here) -> list[Shade]:
    if released is None or (theme.measure in MINUTES and _secret(theme.subject, here.inventory)):
        return shades(here.places, theme.level, lambda _: None)
    return shades(here.places, theme.level, lambda place: _number(theme, released, place))


def _number(theme: Theme, released: Released, place: str) -> Fact | None:
    if theme.product == NEEDS:
        return released.fact(theme.subject, place, theme.group)
    if theme.measure == "usable":
        return released.fact(f"minutes_step_free.{theme.subject}", place)
    return measured(released, place, Choice(theme.subject, theme.group, theme.measure, "map"))


def _straight(theme: Theme, here: Here) -> list[str]:
    """The sentence under minutes that were worked out along a straight line, where no roads are known."""
    found = _shades(theme, _released(theme), here) if theme.measure in MINUTES else []
    reasons = [shade.fact.reason for shade in found if shade.fact is not None]
    crow = any("straight_line" in reason or reason == "minutes.crow_flies" for reason in reasons)
    return [here.texts.say("maps.straight")] if crow else []


def _caption(theme: Theme, here: Here) -> Caption:
    pack, texts = here.pack, here.texts
    whose, note = queries.municipality(), next((n for n in periods() if n.id == theme.period), None)
    town = texts.name(whose.name)
    group = group_name(GroupId(theme.group), pack, texts)
    if theme.product == NEEDS:
        legend = measure_name(IndicatorId(theme.subject), pack, texts)
        title = texts.say("maps.title.needs", measure=legend, group=group, municipality=town, period=_period(note))
        entry = pack.indicators.get(IndicatorId(theme.subject))
        worse = "low" if entry and entry.better == "more" else "high"
    else:
        legend = texts.say(f"maps.measure.{theme.measure}")
        subject = service_name(ServiceKind(theme.subject), pack, texts) if theme.subject else texts.say("maps.all")
        points = theme.product == SERVICES and (theme.measure not in MINUTES or not theme.subject)
        key = f"maps.title.{'services' if points else theme.measure if theme.measure in MINUTES else 'gaps'}"
        title = texts.say(key, measure=legend, service=subject, group=group, municipality=town)
        worse = WORSE.get(theme.measure, "high")
    return Caption(title, legend, _source(theme, note, here), worse)


def _source(theme: Theme, note: ReleaseNote | None, here: Here) -> str:
    texts = here.texts
    if theme.product == SERVICES or note is None:
        fictional = [texts.say("web.fictional")] if queries.municipality().fictional else []
        return " · ".join([texts.say("maps.source.services", day=texts.date(_today())), *fictional])
    return source(note, queries.municipality(), texts, lent(_shades(theme, _released(theme), here)))


def _subjects(product: str, released: Released | None, here: Here) -> list[tuple[str, str]]:
    pack, texts = here.pack, here.texts
    if product == SERVICES:
        there = {service.kind for service in here.inventory.services if service.status != "closed"}
        kinds = [(str(kind), texts.name(entry.label)) for kind, entry in pack.services.items() if kind in there]
        return [("", texts.say("maps.all")), *kinds]
    if released is None:
        return []
    if product == GAPS:
        root = next((place.id for place in here.places if place.kind == "municipality"), "")
        return [(gap.service, service_name(gap.service, pack, texts)) for gap in ordered(released, root)]
    known = {indicator for indicator, _, _ in released.facts}
    first = list(pack.headline)
    codes = [one for one in (*first, *pack.indicators) if one in known]
    return [(str(one), measure_name(one, pack, texts)) for one in dict.fromkeys(codes)]


def _measures(theme: Theme) -> Sequence[str]:
    """What this map can show: minutes lead to one kind of service, never to all kinds at once."""
    measures = MEASURES[theme.product]
    return measures if theme.product != SERVICES or (theme.subject and theme.period) else measures[:1]


def _groups(theme: Theme, released: Released | None) -> list[str]:
    if released is None or theme.product == SERVICES:
        return []
    if theme.product == GAPS:
        there = {group for service, group, _ in released.gaps if service == theme.subject}
    else:
        there = {group for indicator, _, group in released.facts if indicator == theme.subject}
    return [group for group in released.groups() if group in there]


def _released(theme: Theme) -> Released | None:
    return at_release(theme.period) if theme.period else None


def _of_kind(kind: str, inventory: Inventory) -> list[str]:
    return [s.id for s in inventory.services if s.kind == kind and s.status != "closed"]


def _secret(kind: str, inventory: Inventory) -> bool:
    """True where a site of this kind is a safe house: minutes to it would give its spot away."""
    hidden = {site.id for site in inventory.sites if site.hidden}
    return any(hidden & set(service.sites) for service in inventory.services if service.kind == kind)


def _period(note: ReleaseNote | None) -> str:
    return note.period if note else ""


def _one_of(wish: str, there: Sequence[str]) -> str:
    return wish if wish in there else next(iter(there), "")


def _today() -> str:
    from django.utils import timezone

    return timezone.localdate().isoformat()
