"""Keeping the inventory: add, change, close, reopen, remove, restore; nobody overwrites what another saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from sofra.resources.faults import Known, faults, stopping
from sofra.store.notes import Kept
from sofra.store.queries import one_kept, pack, places, whole_inventory
from sofra.types.catalogue import Pack
from sofra.types.columns import Record, kind_of
from sofra.types.errors import Conflict, NotAllowed, SourceError, stop
from sofra.types.supply import Equipment, Inventory, Planned, Provider, Service, Site
from sofra.work.acts import Actor, Done, act
from sofra.work.keeping import add, change, mark, remove, restore
from sofra.work.policy import may

R = TypeVar("R", bound=Record)


@act("inventory.add")
def add_record(actor: Actor, record: R) -> Done[Kept[R]]:
    """Add a record of any kind; an empty id gets one.

    Raises SourceError with everything that makes it impossible (unknown ids, days, ages, spots), NotAllowed for a
    secret place without the right to it.
    """
    sound = checked(actor, record, None)
    kept = add(sound, kind_of(sound).prefix)
    hide_sites(kept.thing, None)
    return _kept(kept)


@act("inventory.change")
def change_record(actor: Actor, record: R, version: int) -> Done[Kept[R]]:
    """Save a changed record over the version that was read. Raises Conflict when somebody saved meanwhile."""
    before = one_kept(type(record), record.id).thing
    kept = change(checked(actor, record, before), version)
    hide_sites(kept.thing, before)
    return _kept(kept)


@act("inventory.remove")
def remove_record(actor: Actor, kind: type[R], id: str) -> Done[Kept[R]]:
    """Remove a record that nothing else points at; it can be restored. Raises Conflict while something does."""
    there = whole_inventory()
    check_touch(actor, one_kept(kind, id).thing, None, there)
    free(kind, id, there)
    return _kept(remove(kind, id))


@act("inventory.restore")
def restore_record(actor: Actor, kind: type[R], id: str) -> Done[Kept[R]]:
    """Put a removed record back."""
    return _kept(restore(kind, id))


@act("inventory.close")
def close_service(actor: Actor, service: str, on: date) -> Done[Kept[Service]]:
    """Close a service from a day on; its places leave the supply from that day."""
    return _kept(mark(Service, service, closed_on=on))


@act("inventory.reopen")
def reopen_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Open a closed service again."""
    return _kept(mark(Service, service, closed_on=None, status="active"))


def sees_hidden(actor: Actor) -> bool:
    """True when this person may know where a safe house stands."""
    return may(actor.role, "inventory.see_hidden")


def known_now() -> Known:
    """What a record is held against today."""
    return Known(whole_inventory(), places(), pack(), timezone.localdate())


def checked(actor: Actor, record: R, before: R | None, known: Known | None = None) -> R:
    """The record as it may be saved. Raises SourceError or NotAllowed with all that stands against it."""
    against = known or known_now()
    check_touch(actor, record, before, against.inventory)
    sound = record
    if isinstance(record, Service) and not sees_hidden(actor):
        sound = replace(record, sites=_with_secret(record.sites, before, against.inventory))  # type: ignore[type-var]
    found = stopping(faults(sound, against))
    if found:
        raise SourceError(*found)
    return sound


def free(kind: type[Record], id: str, there: Inventory) -> None:
    """Nothing when no other record points at this one. Raises Conflict."""
    users: list[str] = []
    if kind is Provider:
        users = [one.id for one in there.services if one.provider == id]
        users += [one.id for one in there.providers if one.parent == id]
    elif kind is Site:
        users = [one.id for one in there.services if id in one.sites]
        users += [one.id for one in there.equipment if one.site == id]
    if users:
        raise stop(Conflict, "still_used", id=id, users=", ".join(users))


def hide_sites(record: Record, before: Record | None, known: Pack | None = None) -> list[Kept[Site]]:
    """A site newly tied to a service of a secret kind (a safe house) becomes secret; gives those as they stood before.

    It may be opened again by hand.
    """
    if not isinstance(record, Service):
        return []
    kinds = known or pack()
    if not _secret_kind(record, kinds):
        return []
    was = set(before.sites) if isinstance(before, Service) and _secret_kind(before, kinds) else set()
    found = [one_kept(Site, id) for id in record.sites if id not in was]
    for one in found:
        mark(Site, one.thing.id, hidden=True)
    return found


def check_touch(actor: Actor, record: Record, before: Record | None, there: Inventory | None = None) -> None:
    """Nothing where this person may change the record. Raises NotAllowed.

    A secret place, what stands in it, and where its services are to move is changed only by who may know of it.
    """
    if sees_hidden(actor):
        return
    if any(isinstance(one, Site) and one.hidden for one in (record, before)):
        raise stop(NotAllowed, "hidden_not_allowed")
    if isinstance(record, Equipment | Planned):
        known = there or whole_inventory()
        secret = {site.id for site in known.sites if site.hidden}
        if any(one is not None and _leads_to(one, secret, known) for one in (record, before)):
            raise stop(NotAllowed, "hidden_not_allowed")


def _leads_to(record: Record, secret: set[str], there: Inventory) -> bool:
    """True for what stands in a secret place, or is to become the next one."""
    if isinstance(record, Planned):
        moving = {service.id for service in there.services if not secret.isdisjoint(service.sites)}
        return not moving.isdisjoint(record.moves)
    return isinstance(record, Equipment) and record.site in secret


def _with_secret(sites: Sequence[str], before: Any, there: Inventory) -> tuple[str, ...]:
    """The sites that somebody chose, and the secret ones of before, which they could not see."""
    secret = {site.id for site in there.sites if site.hidden}
    kept = [id for id in (before.sites if before else ()) if id in secret]
    if any(id in secret and id not in kept for id in sites):
        raise stop(NotAllowed, "hidden_not_allowed")
    return tuple(dict.fromkeys([*sites, *kept]))


def _secret_kind(service: Service, known: Pack) -> bool:
    entry = known.services.get(service.kind)
    return entry is not None and entry.hidden


def _kept(kept: Kept[Any]) -> Done[Kept[Any]]:
    return Done(kept, f"{type(kept.thing).__name__.lower()} {kept.thing.id}", {"version": kept.version})
