"""Keeping the inventory: add, change, close, reopen, remove, restore; nobody overwrites what another saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from sofra.resources.faults import Known, faults, stopping
from sofra.store.notes import Kept
from sofra.store.queries import one_kept, pack, places, whole_inventory
from sofra.types.columns import Record, kind_of
from sofra.types.errors import Conflict, NotAllowed, SourceError, stop
from sofra.types.supply import Contract, Equipment, Inventory, Provider, Service, Site
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
    _may_touch(actor, one_kept(kind, id).thing, None)
    free(kind, id, whole_inventory())
    return _kept(remove(kind, id))


@act("inventory.restore")
def restore_record(actor: Actor, kind: type[R], id: str) -> Done[Kept[R]]:
    """Put a removed record back."""
    return _kept(restore(kind, id))


def add_service(actor: Actor, service: Service) -> Kept[Service]:
    """Add a service. A service of a kind that is kept secret hides the sites where it is given."""
    return add_record(actor, service)


def change_service(actor: Actor, service: Service, version: int) -> Kept[Service]:
    """Save a changed service over the version that was read."""
    return change_record(actor, service, version)


@act("inventory.close")
def close_service(actor: Actor, service: str, on: date) -> Done[Kept[Service]]:
    """Close a service from a day on; its places leave the supply from that day."""
    return _kept(mark(Service, service, closed_on=on))


@act("inventory.reopen")
def reopen_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Open a closed service again."""
    return _kept(mark(Service, service, closed_on=None, status="active"))


def remove_service(actor: Actor, service: str) -> Kept[Service]:
    """Remove a service that was entered by mistake."""
    return remove_record(actor, Service, service)


def restore_service(actor: Actor, service: str) -> Kept[Service]:
    """Put a removed service back."""
    return restore_record(actor, Service, service)


def add_provider(actor: Actor, provider: Provider) -> Kept[Provider]:
    """Add a provider."""
    return add_record(actor, provider)


def change_provider(actor: Actor, provider: Provider, version: int) -> Kept[Provider]:
    """Save a changed provider over the version that was read."""
    return change_record(actor, provider, version)


def remove_provider(actor: Actor, provider: str) -> Kept[Provider]:
    """Remove a provider that has no service."""
    return remove_record(actor, Provider, provider)


def restore_provider(actor: Actor, provider: str) -> Kept[Provider]:
    """Put a removed provider back."""
    return restore_record(actor, Provider, provider)


def add_site(actor: Actor, site: Site) -> Kept[Site]:
    """Add a site."""
    return add_record(actor, site)


def change_site(actor: Actor, site: Site, version: int) -> Kept[Site]:
    """Save a changed site over the version that was read."""
    return change_record(actor, site, version)


def remove_site(actor: Actor, site: str) -> Kept[Site]:
    """Remove a site where no service is given."""
    return remove_record(actor, Site, site)


def restore_site(actor: Actor, site: str) -> Kept[Site]:
    """Put a removed site back."""
    return restore_record(actor, Site, site)


def add_contract(actor: Actor, contract: Contract) -> Kept[Contract]:
    """Add a contract to a service."""
    return add_record(actor, contract)


def sees_hidden(actor: Actor) -> bool:
    """True when this person may know where a safe house stands."""
    return may(actor.role, "inventory.see_hidden")


def known_now() -> Known:
    """What a record is held against today."""
    return Known(whole_inventory(), places(), pack(), timezone.localdate())


def checked(actor: Actor, record: R, before: R | None, known: Known | None = None) -> R:
    """The record as it may be saved. Raises SourceError or NotAllowed with all that stands against it."""
    _may_touch(actor, record, before)
    sound = record
    if isinstance(record, Service) and not sees_hidden(actor):
        sound = replace(record, sites=_with_secret(record.sites, before))  # type: ignore[type-var]
    found = stopping(faults(sound, known or known_now()))
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


def hide_sites(record: Record, before: Record | None) -> None:
    """A site newly tied to a service of a secret kind (a safe house) becomes secret; it may be opened again by hand."""
    if not isinstance(record, Service) or not _secret_kind(record):
        return
    was = set(before.sites) if isinstance(before, Service) and _secret_kind(before) else set()
    for id in record.sites:
        if id not in was:
            mark(Site, id, hidden=True)


def _may_touch(actor: Actor, record: Record, before: Record | None) -> None:
    """A secret place, and what stands in it, is changed only by who may know of it."""
    if sees_hidden(actor):
        return
    secret = any(isinstance(one, Site) and one.hidden for one in (record, before))
    if isinstance(record, Equipment):
        secret = any(site.id == record.site and site.hidden for site in whole_inventory().sites)
    if secret:
        raise stop(NotAllowed, "hidden_not_allowed")


def _with_secret(sites: Sequence[str], before: Any) -> tuple[str, ...]:
    """The sites that somebody chose, and the secret ones of before, which they could not see."""
    secret = {site.id for site in whole_inventory().sites if site.hidden}
    kept = [id for id in (before.sites if before else ()) if id in secret]
    if any(id in secret and id not in kept for id in sites):
        raise stop(NotAllowed, "hidden_not_allowed")
    return tuple(dict.fromkeys([*sites, *kept]))


def _secret_kind(service: Service) -> bool:
    entry = pack().services.get(service.kind)
    return entry is not None and entry.hidden


def _kept(kept: Kept[Any]) -> Done[Kept[Any]]:
    return Done(kept, f"{type(kept.thing).__name__.lower()} {kept.thing.id}", {"version": kept.version})
