"""Keeping the list of services: add, change, close, reopen, remove, restore; nobody overwrites what another saved."""

from collections.abc import Iterable
from datetime import date

from sofra.store.notes import Kept
from sofra.store.queries import inventory, pack, places
from sofra.types.errors import Conflict, Issue, Severity, SourceError, Where, stop
from sofra.types.supply import Contract, Inventory, Provider, Service, Site
from sofra.work.acts import Actor, Done, act
from sofra.work.keeping import add, change, mark, remove, restore


@act("inventory.add")
def add_service(actor: Actor, service: Service) -> Done[Kept[Service]]:
    """Add a service; an empty id gets one. Raises SourceError for an unknown kind, provider, site or place."""
    _check(_service_issues(service, inventory()))
    return _kept(add(service, "SV"))


@act("inventory.change")
def change_service(actor: Actor, service: Service, version: int) -> Done[Kept[Service]]:
    """Save a changed service over the version that was read. Raises Conflict when somebody saved meanwhile."""
    _check(_service_issues(service, inventory()))
    return _kept(change(service, version))


@act("inventory.close")
def close_service(actor: Actor, service: str, on: date) -> Done[Kept[Service]]:
    """Close a service from a day on; its places leave the supply from that day."""
    return _kept(mark(Service, service, closed_on=on))


@act("inventory.reopen")
def reopen_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Open a closed service again."""
    return _kept(mark(Service, service, closed_on=None, status="active"))


@act("inventory.remove")
def remove_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Remove a service that was entered by mistake; it can be restored."""
    return _kept(remove(Service, service))


@act("inventory.restore")
def restore_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Put a removed service back."""
    return _kept(restore(Service, service))


@act("inventory.add")
def add_provider(actor: Actor, provider: Provider) -> Done[Kept[Provider]]:
    """Add a provider; an empty id gets one."""
    return _kept(add(provider, "PR"))


@act("inventory.change")
def change_provider(actor: Actor, provider: Provider, version: int) -> Done[Kept[Provider]]:
    """Save a changed provider. Raises Conflict when somebody saved meanwhile."""
    return _kept(change(provider, version))


@act("inventory.remove")
def remove_provider(actor: Actor, provider: str) -> Done[Kept[Provider]]:
    """Remove a provider that has no service; it can be restored."""
    _free(provider, [each.id for each in inventory().services if each.provider == provider])
    return _kept(remove(Provider, provider))


@act("inventory.restore")
def restore_provider(actor: Actor, provider: str) -> Done[Kept[Provider]]:
    """Put a removed provider back."""
    return _kept(restore(Provider, provider))


@act("inventory.add")
def add_site(actor: Actor, site: Site) -> Done[Kept[Site]]:
    """Add a site; an empty id gets one. Raises SourceError for an unknown place."""
    _check(_unknown("place", [site.place], (place.id for place in places())))
    return _kept(add(site, "SI"))


@act("inventory.change")
def change_site(actor: Actor, site: Site, version: int) -> Done[Kept[Site]]:
    """Save a changed site. Raises Conflict when somebody saved meanwhile."""
    _check(_unknown("place", [site.place], (place.id for place in places())))
    return _kept(change(site, version))


@act("inventory.remove")
def remove_site(actor: Actor, site: str) -> Done[Kept[Site]]:
    """Remove a site where no service is given; it can be restored."""
    _free(site, [each.id for each in inventory().services if site in each.sites])
    return _kept(remove(Site, site))


@act("inventory.restore")
def restore_site(actor: Actor, site: str) -> Done[Kept[Site]]:
    """Put a removed site back."""
    return _kept(restore(Site, site))


@act("inventory.add")
def add_contract(actor: Actor, contract: Contract) -> Done[Kept[Contract]]:
    """Add a contract to a service; an empty id gets one."""
    _check(_unknown("service", [contract.service], (each.id for each in inventory().services)))
    return _kept(add(contract, "CO"))


def _kept(kept: Kept[Provider] | Kept[Site] | Kept[Service] | Kept[Contract]) -> Done:
    return Done(kept, f"{type(kept.thing).__name__.lower()} {kept.thing.id}", {"version": kept.version})


def _service_issues(service: Service, there: Inventory) -> Iterable[Issue]:
    known = pack()
    yield from _unknown("kind", [service.kind], known.services)
    yield from _unknown("provider", [service.provider], (each.id for each in there.providers))
    yield from _unknown("site", service.sites, (each.id for each in there.sites))
    yield from _unknown("place", service.serves, (place.id for place in places()))
    yield from _unknown("group", service.groups, known.groups)


def _unknown(column: str, ids: Iterable[str], known: Iterable[str]) -> Iterable[Issue]:
    there = frozenset(known)
    for id in ids:
        if id not in there:
            yield Issue("id_unknown", Where(column=column), {"id": id}, Severity.ROW)


def _check(issues: Iterable[Issue]) -> None:
    if found := tuple(issues):
        raise SourceError(*found)


def _free(id: str, users: list[str]) -> None:
    if users:
        raise stop(Conflict, "still_used", id=id, users=", ".join(users))
