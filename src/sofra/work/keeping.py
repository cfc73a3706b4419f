"""Saving a thing of the inventory: new, over the version that was read, removed, restored."""

import secrets
from dataclasses import replace
from typing import TypeVar

from django.db.models import F, Manager, Model, Q
from django.utils import timezone

from sofra.store.confirming import InvitationRow
from sofra.store.notes import Kept
from sofra.store.queries.inventory import TABLES, one_kept
from sofra.store.records import as_columns
from sofra.types.confirming import WAITING
from sofra.types.errors import Conflict, stop
from sofra.types.supply import Service

T = TypeVar("T")


def add(thing: T, prefix: str) -> Kept[T]:
    """A new row; an empty id gets one. Raises Conflict for an id that is taken."""
    named = thing if thing.id else replace(thing, id=new_id(prefix))  # type: ignore[attr-defined, type-var]
    table = _table(type(named))
    if table.filter(pk=named.id).exists():
        raise stop(Conflict, "id_taken", id=named.id)
    table.create(**as_columns(named))
    return one_kept(type(named), named.id)


def change(thing: T, version: int) -> Kept[T]:
    """A changed row, saved over the version that was read. Raises Conflict when somebody saved meanwhile.

    A service that another provider runs from now on is not confirmed by the links that the first one holds, nor by
    what it answered and nobody has decided on.
    """
    if isinstance(thing, Service) and one_kept(Service, thing.id).thing.provider != thing.provider:
        _close_links(thing.id)
    columns = {name: value for name, value in as_columns(thing).items() if name != "id"}
    return _over(type(thing), thing.id, version, columns)  # type: ignore[attr-defined]


def remove(kind: type[T], id: str) -> Kept[T]:
    """A row marked as removed; it can be restored."""
    return _over(kind, id, one_kept(kind, id).version, {"removed_on": timezone.now()})


def restore(kind: type[T], id: str) -> Kept[T]:
    """A removed row, back."""
    return _over(kind, id, one_kept(kind, id).version, {"removed_on": None})


def mark(kind: type[T], id: str, **columns: object) -> Kept[T]:
    """A row with these columns changed, whatever its version."""
    return _over(kind, id, one_kept(kind, id).version, columns)


def new_id(prefix: str) -> str:
    """A short id that nobody has: "SV-3f9a12c0"."""
    return f"{prefix}-{secrets.token_hex(4)}"


def _close_links(service: str) -> None:
    waits = Q(used_on=None) | Q(answer__state=WAITING)
    InvitationRow.objects.filter(waits, service=service, withdrawn_on=None).update(withdrawn_on=timezone.now())


def _over(kind: type[T], id: str, version: int, columns: dict[str, object]) -> Kept[T]:
    one_kept(kind, id)
    # One statement asks for the version and raises it, so that of two who save at once only one does.
    saved = _table(kind).filter(pk=id, version=version).update(**columns, version=F("version") + 1)
    if not saved:
        raise stop(Conflict, "changed_meanwhile", id=id)
    return one_kept(kind, id)


def _table(kind: type) -> Manager[Model]:
    return TABLES[kind].objects  # type: ignore[attr-defined]
