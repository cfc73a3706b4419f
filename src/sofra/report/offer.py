"""Chapter 9: what there is: services with places and users, who pays, where they stand, whether one can get in."""

from collections.abc import Sequence

from sofra.report.numbers import day, money
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.report.ways import ways
from sofra.resources.shown import shown
from sofra.resources.usable import total, usable_by_kind
from sofra.types.document import Block, Map, Paragraph, Pin, Section, Shape
from sofra.types.keys import ServiceKind
from sofra.types.supply import Service

LONG = 60
"""Services from which on the list leaves out facilities."""


def chapter(view: View) -> Section:
    """The inventory; an honest sentence when nobody made one."""
    services = active(view)
    if not services:
        return Section(view.say("chapter.offer"), (Paragraph(view.say("offer.none")),))
    blocks: list[Block] = [
        Paragraph(_counted(view)),
        Paragraph(view.say("offer.reading")),
        table(view, "services", [_row(service, view) for service in _listed(services, view)], "lllrrrl"),
    ]
    if len(_listed(services, view)) < len(services):
        blocks.append(note(view.say("offer.facilities_below", n=len(services) - len(_listed(services, view)))))
    drawn = services_map(view)
    if drawn:
        blocks.append(drawn)
    else:
        blocks.append(Paragraph(view.say("offer.no_map")))
    way = ways(view)
    parts = (_kinds(view), *([way] if way else []), _money(view), _doors(view))
    return Section(view.say("chapter.offer"), tuple(blocks), parts)


def active(view: View) -> list[Service]:
    """The services that run today, by kind in the order of the catalogue, then by name."""
    order = {kind: number for number, kind in enumerate(view.pack.services)}
    running = [service for service in view.material.inventory.services if service.status == "active"]
    return sorted(running, key=lambda service: (order.get(service.kind, 999), view.name(service.name)))


def _listed(services: Sequence[Service], view: View) -> Sequence[Service]:
    """The services of the table: in a long inventory without schools, stops and the like, which are counted by kind."""
    if len(services) <= LONG:
        return services
    return [service for service in services if not (e := view.pack.services.get(service.kind)) or not e.facility]


def services_map(view: View) -> Map | None:
    """The sites of the active services on the municipality's areas; None when no site has a spot on the map."""
    pins = []
    sites = [site for site in shown(view.material.inventory).sites if not site.hidden]
    for service in active(view):
        layer = _layer(service.kind, view)
        pins += [
            Pin(view.name(service.name), site.lon, site.lat, layer)
            for site in sites
            if site.id in service.sites and site.lon is not None and site.lat is not None
        ]
    if not pins:
        return None
    places = [place for place in view.kind("area") if place.geometry] or [p for p in view.material.places if p.geometry]
    shapes = tuple(Shape(str(p.id), view.name(p.name), p.geometry, 0.0) for p in places)
    layers = ", ".join(dict.fromkeys(pin.layer for pin in pins))
    return Map(
        title=view.say("chart.services.title"),
        shapes=shapes,
        alt=view.say("chart.services.alt", n=len(pins), layers=layers),
        legend=view.say("chart.services.legend"),
        pins=tuple(sorted(pins, key=lambda pin: pin.layer)),
        lines=tuple(view.material.roads),
        source=view.say("source_inventory"),
    )


def _layer(kind: ServiceKind, view: View) -> str:
    entry = view.pack.services.get(kind)
    return (view.name(entry.category) if entry else "") or view.say("offer.other_layer")


def _counted(view: View) -> str:
    running = active(view)
    known = [service for service in running if service.capacity.places is not None]
    providers = len({service.provider for service in running if service.provider})
    key = "offer.counted" if providers else "offer.counted_unnamed"
    return view.say(key, n=len(running), providers=providers, known=len(known))


def _row(service: Service, view: View) -> tuple[str, ...]:
    provider = next((p for p in view.material.inventory.providers if p.id == service.provider), None)
    capacity = service.capacity
    return (
        view.name(service.name),
        view.service(service.kind),
        view.name(provider.name) if provider else service.provider or "–",
        _number(capacity.places, view),
        _number(capacity.users, view),
        _number(capacity.waiting, view),
        day(capacity.counted_on, view),
    )


def _number(amount: int | None, view: View) -> str:
    return "–" if amount is None else view.texts.number(amount)


def _kinds(view: View) -> Section:
    """Places, users and waiting by kind of service, and the kinds of the catalogue that nobody offers."""
    running, rows, missing = active(view), [], []
    for kind, entry in view.pack.services.items():
        those = [service for service in running if service.kind == kind]
        if those:
            counts = [
                _total([getattr(s.capacity, part) for s in those], view) for part in ("places", "users", "waiting")
            ]
            rows.append((view.name(entry.label), view.texts.number(len(those)), *counts))
        else:
            missing.append(view.name(entry.label))
    blocks: list[Block] = [table(view, "kinds", rows, "lrrrr"), note(view.say("offer.at_least"))]
    if missing:
        blocks.append(Paragraph(view.say("offer.missing", n=len(missing), services=", ".join(missing))))
    return Section(view.say("section.kinds"), tuple(blocks))


def _total(values: list[int | None], view: View) -> str:
    """The sum; "at least" before it where one of the services has no count; "–" where none has."""
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    total = view.texts.number(sum(known))
    return view.say("at_least", value=total) if len(known) < len(values) else total


def _money(view: View) -> Section:
    names = {service.id: view.name(service.name) for service in view.material.inventory.services}
    rows = [
        (
            names.get(contract.service, contract.service),
            contract.funder or "–",
            day(contract.ends_on, view),
            money(contract.amount_year, contract.currency, view),
        )
        for contract in view.material.inventory.contracts
    ]
    if not rows:
        return Section(view.say("section.money"), (Paragraph(view.say("offer.no_contracts")),))
    return Section(view.say("section.money"), (table(view, "contracts", rows, "lllr"),))


def _doors(view: View) -> Section:
    """Whether one can get in without a step, as far as somebody looked."""
    sites = view.material.inventory.sites
    free = sum(1 for site in sites if site.step_free is True)
    steps = sum(1 for site in sites if site.step_free is False)
    unknown = len(sites) - free - steps
    key = "offer.doors" if sites else "offer.no_sites"
    words = view.say(key, n=len(sites), free=free, steps=steps, unknown=unknown)
    return Section(view.say("section.doors"), (Paragraph(words), *_usable(view), note(view.say("offer.how_usable"))))


def _usable(view: View) -> list[Block]:
    """What exists and what somebody in a wheelchair can use, side by side: two numbers, never one."""
    counted = usable_by_kind(view.material.inventory, view.pack.services)
    if not counted:
        return []
    whole, columns = total(counted), ("exists", "usable", "not_usable", "unknown", "at_home", "places", "places_usable")
    rows = [
        (name, *(_number(getattr(one, column), view) for column in columns))
        for one, name in [*((one, view.service(one.kind)) for one in counted), (whole, view.say("offer.all_kinds"))]
    ]
    sentence = view.say(
        "offer.usable", n=whole.exists, usable=whole.usable, not_usable=whole.not_usable, unknown=whole.unknown,
        at_home=whole.at_home,
    )  # fmt: skip
    return [Paragraph(sentence), table(view, "usable", rows, "lrrrrrrr")]
