"""What a person may see of the inventory now, with the versions to save against: what a book is held against."""

from collections.abc import Sequence
from dataclasses import replace

from sofra.packs.texts import LANGUAGES, Texts, texts
from sofra.resources.differences import Kept
from sofra.resources.faults import Known
from sofra.resources.listed import name_of
from sofra.resources.shown import without_secret
from sofra.resources.stock import Stock
from sofra.sources.inventory import kind_of_sheet
from sofra.store import queries
from sofra.store.queries.inventory import all_kept
from sofra.types.catalogue import Pack
from sofra.types.columns import KINDS
from sofra.types.errors import Issue, Where
from sofra.types.supply import Inventory, Service
from sofra.work.acts import Actor
from sofra.work.inventory import known_now, sees_hidden


def kept_now(actor: Actor, lang: str) -> Kept:
    """What this person may see of the inventory now, with its versions, for a workbook in this language."""
    known = known_now()
    there: Inventory = known.inventory if sees_hidden(actor) else without_secret(known.inventory)
    said = texts(lang if lang in LANGUAGES else LANGUAGES[0])
    stock = Stock(_as_kept(there), known.places, known.pack, said)
    versions = {f"{kind.name}/{one.thing.id}": one.version for kind in KINDS.values() for one in all_kept(kind.type)}
    return Kept(stock, versions, Known(there, known.places, known.pack, known.today, said.lang))


def _as_kept(inventory: Inventory) -> Inventory:
    """The services with the status that is kept: one closed from a day on is closed by its day, not by its status."""
    own = {one.thing.id: one.thing.status for one in all_kept(Service)}
    services = tuple(replace(one, status=own.get(one.id, one.status)) for one in inventory.services)
    return replace(inventory, services=services)


def headed(issues: Sequence[Issue], lang: str) -> list[Issue]:
    """The issues with the column that the officer sees above the cell, not by its name in here."""
    pack, said = queries.pack(), texts(lang if lang in LANGUAGES else LANGUAGES[0])
    return [replace(one, where=replace(one.where, column=_head(one.where, pack, said))) for one in issues]


def _head(where: Where, pack: Pack, said: Texts) -> str:
    kind, column = kind_of_sheet(where.sheet), "name_en" if where.column == "name" else where.column
    keys = (f"inventory.field.{kind}_{column}", f"inventory.field.{column}")
    if column.startswith("detail_") or any(said.knows(key) for key in keys):
        return name_of(kind, column, pack, said)
    return column
