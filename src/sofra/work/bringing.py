"""What another directory or a map brings: a list of differences first, its records as they came kept with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from sofra.resources.brought import BROUGHT, Said, as_book, open_only, possible, renamed
from sofra.resources.exchange.hsds import organizations_out, services_out
from sofra.resources.shown import kept_secret, shown
from sofra.sources.flat import settle as place_sites
from sofra.sources.hsds.meaning import Tongue, within
from sofra.sources.hsds.read import Foreign, exchanged, meant, tongue_of
from sofra.store import queries
from sofra.store.exchange import ForeignRow
from sofra.store.imports import ImportRow
from sofra.store.records import as_record, from_record
from sofra.store.workbooks import WorkbookRow
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Reading
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.supply import Inventory, Provider, Service, Site
from sofra.work.acts import Actor
from sofra.work.exchange import about, known_codes
from sofra.work.inventory import sees_hidden
from sofra.work.standing import headed, kept_now

LISTED = ("hsds", "osm_services")
"""Kinds of files that are never taken in at once: what they would change is a list that somebody applies."""

OBJECTS: Mapping[str, str] = {"providers": "organization", "sites": "location", "services": "service"}
MAP = "map/"
SAID = ("record", "lang", "source")
TYPES: Mapping[str, type[Provider] | type[Site] | type[Service]] = {
    "providers": Provider,
    "sites": Site,
    "services": Service,
}


@dataclass(frozen=True, slots=True)
class _There:
    """What a file is held against; `names` is our id for the one under which a record of ours leaves."""

    whole: Inventory
    names: Mapping[tuple[str, str], str]
    pack: Pack
    places: Sequence[Place]


def bring(actor: Actor, row: ImportRow, reading: Reading[Any]) -> WorkbookRow:
    """The list of what the file would change, waiting; nothing of the inventory changes.

    A record of our own that went out and came back is known by its id. For whoever may not know of safe houses the
    secret places of the file are left out, and counted in the issues.
    """
    whole = queries.whole_inventory()
    there = _There(whole, _our_ids(whole) if row.kind == "hsds" else {}, queries.pack(), queries.places())
    now, foreign = _read(row.kind, reading, there.names)
    source, gone = _source(row, foreign)
    now = _settled(now, there)
    said = Said(now, _settled(_then(row.kind, foreign, there), there), whole)
    issues: list[Issue] = []
    if not sees_hidden(actor):
        said = replace(said, now=open_only(now, whole))
        issues += _left_out(row.name, now, said.now)
    book, told = possible(as_book(said, row.kind, gone), kept_now(actor, actor.language))
    return WorkbookRow.objects.create(
        name=row.name, sha256=row.sha256, state="waiting", secret=sees_hidden(actor) and _secret(said.now),
        book=as_record(book), issues=as_record([*issues, *_without_sheet(headed(told, actor.language))]),
        imported=row.pk,
        foreign=[as_record(one) | {"source": source} for one in foreign],
        received_on=timezone.now(), received_by=actor.name,
    )  # fmt: skip


def keep_foreign(row: WorkbookRow, left: frozenset[str]) -> None:
    """Keep the records of an applied list as they came, but those left unticked; what stood there goes into the row."""
    there = {(one.object, one.key): one for one in ForeignRow.objects.all()}
    taken = [one for one in row.foreign if f"{kind_of_object(one['object'])}/{one['id']}" not in left]
    before: list[dict[str, Any]] = []
    new: list[ForeignRow] = []
    for one in taken:
        said = {name: one[name] for name in SAID}
        kept = there.get((one["object"], one["id"]))
        was = {name: getattr(kept, name) for name in SAID} if kept else None
        before.append({"object": one["object"], "id": one["id"], "was": was})
        if kept is None:
            new.append(ForeignRow(object=one["object"], key=one["id"], **said))
        elif was != said:
            ForeignRow.objects.filter(pk=kept.pk).update(**said)
    ForeignRow.objects.bulk_create(new, batch_size=500)
    row.foreign = before


def forget_foreign(row: WorkbookRow) -> None:
    """The records of other directories as they were before the list was applied."""
    for one in row.foreign:
        there = ForeignRow.objects.filter(object=one["object"], key=one["id"])
        if one["was"] is None:
            there.delete()
        else:
            there.update(**one["was"])
    row.foreign = []


def kind_of_object(object: str) -> str:
    """The kind of our records that an object of a directory or a map is."""
    return next((kind for kind, name in OBJECTS.items() if name == object), object.removeprefix(MAP))


def _read(kind: str, reading: Reading[Any], names: Mapping[tuple[str, str], str]) -> tuple[Inventory, list[Foreign]]:
    """What the file says under our own ids, and each of its records as it came under the id that it has here."""
    (found,) = reading.items
    if kind != "hsds":
        kept = [Foreign(f"{MAP}{name}", one.id, as_record(one), "") for name in BROUGHT for one in getattr(found, name)]
        return found, kept
    foreign = [replace(one, id=names.get((kind_of_object(one.object), one.id), one.id)) for one in found.foreign]
    return renamed(found.inventory, names), foreign


def _our_ids(whole: Inventory) -> dict[tuple[str, str], str]:
    """Our id for the one under which a record of ours leaves; safe houses never do."""
    there, whose = shown(whole), about()
    return {
        (name, whose.uuid(OBJECTS[name], one.id)): one.id
        for name in BROUGHT
        for one in getattr(there, name)
        if not getattr(one, "hidden", False)
    }


def _then(kind: str, foreign: Sequence[Foreign], there: _There) -> Inventory:
    """What the same source said last time of these records; for a record of our own, what we would send out now."""
    wanted = {(one.object, one.id) for one in foreign}
    kept = [one for one in queries.foreign() if (one.object, one.id) in wanted]
    if kind != "hsds":
        return Inventory(
            **{name: tuple(from_record(TYPES[name], one.record) for one in kept if one.object == f"{MAP}{name}")
               for name in BROUGHT}
        )  # fmt: skip
    tongue = tongue_of(foreign[0].lang if foreign else "en", there.pack.services)
    last = renamed(meant(kept, tongue), there.names)
    known = {(name, one.id) for name in BROUGHT for one in getattr(last, name)}
    own = renamed(_sent(there.whole, tongue), there.names)
    return Inventory(
        **{name: (*getattr(last, name), *(one for one in getattr(own, name) if (name, one.id) not in known))
           for name in BROUGHT}
    )  # fmt: skip


def _sent(whole: Inventory, tongue: Tongue) -> Inventory:
    """What we would send out today, read as anybody's file."""
    whose = about(tongue.lang)
    services = [("service", one) for one in services_out(whole, whose)]
    organizations = [("organization", one) for one in organizations_out(whole, whose)]
    return exchanged([*services, *organizations], tongue).inventory


def _settled(inventory: Inventory, there: _There) -> Inventory:
    """The inventory in our own codes, with settlements for its spots, and with what is secret marked so."""
    secret = frozenset(site.id for site in there.whole.sites if site.hidden)
    lists = known_codes(there.pack, there.places)
    inventory = replace(
        inventory,
        services=tuple(within(one, lists) for one in inventory.services),
        sites=tuple(
            one if one.place in lists["serves"] else replace(one, place=PlaceId("")) for one in inventory.sites
        ),
    )
    return kept_secret(place_sites(inventory, there.places), there.pack.services, secret)


def _source(row: ImportRow, foreign: Sequence[Foreign]) -> tuple[str, list[str]]:
    """The name of the source, and the keys of what came from it before and comes no more.

    A file belongs to the source from which most of its known records came; one that holds none is a new source.
    """
    rows = list(ForeignRow.objects.values_list("object", "key", "source"))
    there = {(object, key): source for object, key, source in rows}
    mine = {(one.object, one.id) for one in foreign}
    seen = Counter(there[key] for key in mine if key in there)
    if not seen:
        return f"{row.kind}:{row.pk}", []
    source = seen.most_common(1)[0][0]
    gone = [f"{kind_of_object(object)}/{key}" for object, key, of in rows if of == source and (object, key) not in mine
            and object.startswith(MAP) == (row.kind != "hsds")]  # fmt: skip
    return source, gone


def _secret(now: Inventory) -> bool:
    return any(site.hidden for site in now.sites)


def _without_sheet(issues: Sequence[Issue]) -> list[Issue]:
    """The issues of records that have no sheet: each says its record's name and its column."""
    return [replace(one, where=replace(one.where, sheet="")) for one in issues]


def _left_out(name: str, every: Inventory, some: Inventory) -> list[Issue]:
    n = len(every.sites) - len(some.sites)
    return [Issue("secret_left_out", Where(file=name), {"n": n}, Severity.NOTE)] if n else []
