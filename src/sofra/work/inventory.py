"""Keeping the list of services: add, change, close, reopen, remove, restore; nobody overwrites what another saved."""

from datetime import date

from sofra.store.notes import Kept
from sofra.types.supply import Contract, Provider, Service, Site
from sofra.work.acts import Actor, Done, act


@act("inventory.add")
def add_service(actor: Actor, service: Service) -> Done[Kept[Service]]:
    """Add a service; an empty id gets one. Raises SourceError for an unknown kind, provider, site or place."""
    raise NotImplementedError


@act("inventory.change")
def change_service(actor: Actor, service: Service, version: int) -> Done[Kept[Service]]:
    """Save a changed service over the version that was read. Raises Conflict when somebody saved meanwhile."""
    raise NotImplementedError


@act("inventory.close")
def close_service(actor: Actor, service: str, on: date) -> Done[Kept[Service]]:
    """Close a service from a day on; its places leave the supply from that day."""
    raise NotImplementedError


@act("inventory.reopen")
def reopen_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Open a closed service again."""
    raise NotImplementedError


@act("inventory.remove")
def remove_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Remove a service that was entered by mistake; it can be restored."""
    raise NotImplementedError


@act("inventory.restore")
def restore_service(actor: Actor, service: str) -> Done[Kept[Service]]:
    """Put a removed service back."""
    raise NotImplementedError


@act("inventory.add")
def add_provider(actor: Actor, provider: Provider) -> Done[Kept[Provider]]:
    """Add a provider; an empty id gets one."""
    raise NotImplementedError


@act("inventory.change")
def change_provider(actor: Actor, provider: Provider, version: int) -> Done[Kept[Provider]]:
    """Save a changed provider. Raises Conflict when somebody saved meanwhile."""
    raise NotImplementedError


@act("inventory.remove")
def remove_provider(actor: Actor, provider: str) -> Done[Kept[Provider]]:
    """Remove a provider that has no service; it can be restored."""
    raise NotImplementedError


@act("inventory.restore")
def restore_provider(actor: Actor, provider: str) -> Done[Kept[Provider]]:
    """Put a removed provider back."""
    raise NotImplementedError


@act("inventory.add")
def add_site(actor: Actor, site: Site) -> Done[Kept[Site]]:
    """Add a site; an empty id gets one. Raises SourceError for an unknown place."""
    raise NotImplementedError


@act("inventory.change")
def change_site(actor: Actor, site: Site, version: int) -> Done[Kept[Site]]:
    """Save a changed site. Raises Conflict when somebody saved meanwhile."""
    raise NotImplementedError


@act("inventory.remove")
def remove_site(actor: Actor, site: str) -> Done[Kept[Site]]:
    """Remove a site where no service is given; it can be restored."""
    raise NotImplementedError


@act("inventory.restore")
def restore_site(actor: Actor, site: str) -> Done[Kept[Site]]:
    """Put a removed site back."""
    raise NotImplementedError


@act("inventory.add")
def add_contract(actor: Actor, contract: Contract) -> Done[Kept[Contract]]:
    """Add a contract to a service; an empty id gets one."""
    raise NotImplementedError
