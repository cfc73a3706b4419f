"""The list of services as it stands on a day."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from sofra.resources.shown import shown
from sofra.store.notes import Kept
from sofra.store.records import from_columns
from sofra.store.supply import AssetRow, ContractRow, EquipmentRow, PlannedRow, ProviderRow, ServiceRow, SiteRow
from sofra.types.errors import NotFound, stop
from sofra.types.supply import Asset, Contract, Equipment, Inventory, Planned, Provider, Service, Site

T = TypeVar("T")

TABLES: dict[type, type[Model]] = {
    Provider: ProviderRow,
    Site: SiteRow,
    Service: ServiceRow,
    Contract: ContractRow,
    Equipment: EquipmentRow,
    Planned: PlannedRow,
    Asset: AssetRow,
}


def inventory(on: date | None = None) -> Inventory:
    """Everything there is on a day (today), without the spots of hidden sites: what pages, maps and releases use."""
    return shown(whole_inventory(on))


def whole_inventory(on: date | None = None) -> Inventory:
    """Everything there is on a day (today), hidden sites with their spots: for those with the right to see them.

    Removed things are left out; services closed by then are "closed".
    """
    day = on or timezone.localdate()
    return Inventory(
        _things(Provider),
        _things(Site),
        tuple(_on(kept, day) for kept in all_kept(Service)),
        _things(Contract),
        _things(Equipment),
        _things(Planned),
        _things(Asset),
    )


def services(*, removed: bool = False) -> list[Kept[Service]]:
    """All services with the version to save against; with `removed`, the removed ones only."""
    return all_kept(Service, removed=removed)


def service(id: str) -> Kept[Service]:
    """One service, removed or not. Raises NotFound."""
    return one_kept(Service, id)


def provider(id: str) -> Kept[Provider]:
    """One provider. Raises NotFound."""
    return one_kept(Provider, id)


def site(id: str) -> Kept[Site]:
    """One site. Raises NotFound."""
    return one_kept(Site, id)


def all_kept(kind: type[T], *, removed: bool = False) -> list[Kept[T]]:
    """All things of one kind, removed ones only or none of them."""
    rows = TABLES[kind].objects.filter(removed_on__isnull=not removed)  # type: ignore[attr-defined]
    return [kept_of(kind, row) for row in rows]


def one_kept(kind: type[T], id: str) -> Kept[T]:
    """One thing of a kind, removed or not. Raises NotFound."""
    row = TABLES[kind].objects.filter(pk=id).first()  # type: ignore[attr-defined]
    if row is None:
        raise stop(NotFound, "not_found", thing=kind.__name__.lower(), id=id)
    return kept_of(kind, row)


def kept_of(kind: type[T], row: Model) -> Kept[T]:
    """What a row of the inventory holds, with its version."""
    thing = from_columns(kind, row)
    return Kept(thing, row.version, row.removed_on is not None, getattr(row, "closed_on", None))  # type: ignore[attr-defined]


def _things(kind: type[T]) -> tuple[T, ...]:
    return tuple(kept.thing for kept in all_kept(kind))


def _on(kept: Kept[Service], day: date) -> Service:
    closed = kept.closed_on is not None and kept.closed_on <= day
    return replace(kept.thing, status="closed") if closed else kept.thing
