"""Any kind of record of the inventory as pages show it: its list with filters, its form, its values in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sofra.packs.texts import Texts
from sofra.resources.confirmable import is_stale
from sofra.resources.faults import Known, faults
from sofra.resources.listed import codes, detail_columns, links, name_of
from sofra.resources.stock import Stock
from sofra.types.catalogue import Pack
from sofra.types.cells import built, flat, line
from sofra.types.columns import KINDS, Column, Flat, Kind, Part, Record, columns_of
from sofra.types.errors import Issue
from sofra.types.supply import Site
from sofra.web.record_forms import Choices, RecordForm

TABS = ("services", "providers", "sites", "contracts", "equipment", "planned", "assets")
LISTED: Mapping[str, Sequence[str]] = {
    "providers": ("sector", "kind", "phone", "email", "licence_until", "verified_on"),
    "sites": ("place", "address", "step_free", "located_by", "verified_on"),
    "contracts": ("service", "starts_on", "ends_on", "amount_year", "currency"),
    "equipment": ("site", "equipment_kind", "count", "state", "year"),
    "planned": ("place", "opens_on", "moves", "cost", "currency", "funder"),
    "assets": ("asset_kind", "place", "owner", "verified_on"),
}
"""The columns that the list of each kind shows."""

FILTERS: Mapping[str, Sequence[str]] = {
    "providers": ("sector", "kind"),
    "sites": ("place", "step_free"),
    "contracts": ("service",),
    "equipment": ("equipment_kind", "state"),
    "planned": ("place",),
    "assets": ("asset_kind", "place"),
}
"""The columns by which the list of each kind is filtered, besides words and staleness."""

SURE = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a list: its name, its cells in words with the heads above them, what is doubtful about it."""

    id: str
    name: str
    cells: Sequence[tuple[str, str, str]]
    stale: str = ""
    secret: bool = False
    notes: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its column, what it is called, the values to choose with their words, the one chosen."""

    name: str
    words: str
    options: Sequence[tuple[str, str]]
    chosen: str = ""


def columns(kind: Kind, pack: Pack, asset: str = "") -> tuple[Column, ...]:
    """The columns of a kind; of assets with the details of one kind of asset."""
    return columns_of(kind, detail_columns(pack, asset) if asset else ())


def records(kind: Kind, stock: Stock, wishes: Mapping[str, str]) -> list[Any]:
    """The records that fit: words in any name or cell, every filter, staleness."""
    found = []
    named = shown_columns(kind, stock.pack, wishes.get("asset_kind", ""))
    stem = [column for column in kind.columns if column.name in FILTERS[kind.name]]
    wanted = wishes.get("q", "").casefold().strip()
    names = words(columns_of(kind), stock)
    for record in getattr(stock.inventory, kind.name):
        said = flat(record, [*stem, *named])
        told = " ".join([*getattr(record, "name", {}).values(), record.id, getattr(record, "funder", ""),
                         *(in_words(said[column.name], column, names, stock) for column in named)])  # fmt: skip
        if wanted and wanted not in told.casefold():
            continue
        if all(not wishes.get(one.name) or _key(said[one.name]) == wishes[one.name] for one in stem):
            found.append(record)
    return found


def lines(found: Sequence[Any], stock: Stock, known: Known, *, kind: Kind, asset: str = "") -> list[Line]:
    """The records as the list shows them, by name."""
    named = shown_columns(kind, stock.pack, asset)
    names = words(named, stock)
    made = [_line(record, named, names, stock=stock, known=known) for record in found]
    return sorted(made, key=lambda one: one.name.casefold())


def filters(kind: Kind, stock: Stock, wishes: Mapping[str, str]) -> list[Filter]:
    """The filters of a list, each with the values that any record has."""
    made = []
    for column in kind.columns:
        if column.name in FILTERS[kind.name]:
            names = words([column], stock)
            there = {_key(flat(one, [column])[column.name]) for one in getattr(stock.inventory, kind.name)} - {""}
            options = [(value, names.get(column.of, {}).get(value, value)) for value in there]
            head = name_of(kind.name, column.name, stock.pack, stock.texts)
            chosen = sorted(options, key=lambda one: one[1].casefold())
            made.append(Filter(column.name, head, chosen, wishes.get(column.name, "")))
    return made


def shown_columns(kind: Kind, pack: Pack, asset: str = "") -> list[Column]:
    """The columns that a list shows; of one kind of asset its own details instead of the kind."""
    by_name = {column.name: column for column in kind.columns}
    listed = [by_name[name] for name in LISTED[kind.name]]
    own = detail_columns(pack, asset) if asset else ()
    return [*(one for one in listed if not (own and one.name == "asset_kind")), *own]


def words(named: Sequence[Column], stock: Stock) -> dict[str, Mapping[str, str]]:
    """The words of every list and the names of every record that these columns use."""
    found: dict[str, Mapping[str, str]] = {"sure": _yes_no(stock)}
    for column in named:
        if column.kind in ("code", "codes"):
            found[column.of] = codes(column.of, stock.pack, stock.texts)
        elif column.kind in ("link", "links"):
            found[column.of] = links(column.of, stock.inventory, stock.places, stock.texts)
        elif column.kind == "sure":
            found[column.of] = _yes_no(stock)
    return found


def in_words(value: Flat, column: Column, names: Mapping[str, Mapping[str, str]], stock: Stock) -> str:
    """A cell as a reader reads it; "" where it is empty."""
    if value is None or value in ("", ()):
        return ""
    known = names.get(column.of, {})
    if isinstance(value, bool):
        return names["sure"][SURE[value]]
    if isinstance(value, tuple):
        return ", ".join(known.get(one, one) for one in value)
    if column.kind == "day":
        return stock.texts.date(str(value), "medium") if len(str(value)) > 7 else str(value)
    if isinstance(value, int | float):
        return _number(column, value, stock)
    return known.get(value, value)


def told_lines(part: Part, found: Sequence[Any], stock: Stock) -> list[str]:
    """The lines of a part in words: "Monday 08:00–16:00", "Nurse – Posts: 2, Training: first aid"."""
    names = words(part.columns, stock)
    return [_told_line(part, flat(one, part.columns), names, stock) for one in found]


def called(thing: Record, texts: Texts) -> str:
    """What a thing of the inventory is called: its name, or its funder, else its id; a veiled site has none."""
    name = texts.name(getattr(thing, "name", {}))
    if not name and isinstance(thing, Site) and thing.hidden:
        return texts.say("web.access.protected")
    return name or getattr(thing, "funder", "") or thing.id


def _told_line(part: Part, said: Mapping[str, Flat], names: Mapping[str, Mapping[str, str]], stock: Stock) -> str:
    first, *rest = ((column, in_words(said[column.name], column, names, stock)) for column in part.columns)
    times = [text for column, text in rest if column.kind == "time"]
    if times:
        return f"{first[1]} {'–'.join(times)}"
    named = [f"{name_of(part.name, column.name, stock.pack, stock.texts)}: {text}" for column, text in rest if text]
    return f"{first[1]} – {', '.join(named)}" if named else first[1]


def choices(named: Sequence[Column], parts: Sequence[Part], stock: Stock) -> Choices:
    """What may be chosen in a form with these columns, as pairs of code and words."""
    found = words([*named, *(one for part in parts for one in part.columns)], stock)
    yes_no = _yes_no(stock)
    secret = {site.id for site in stock.inventory.sites if site.hidden and not site.name}
    return {
        **{of: [(code, word) for code, word in known.items() if of != "sites" or code not in secret]
           for of, known in found.items()},
        "sure": [("", stock.texts.say("inventory.unknown")), *yes_no.items()],
        "plain": [("no", yes_no["no"]), ("yes", yes_no["yes"])],
    }  # fmt: skip


def form_for(
    record: Any, stock: Stock, data: Any, *, asked: Sequence[Column], parts: Sequence[Part] = (),
    version: int | None = None,
) -> RecordForm:  # fmt: skip
    """The form of a record, or of some of its columns and parts."""
    said = flat(record, asked)
    initial = {name: SURE.get(value, "") if isinstance(value, bool) else value for name, value in said.items()}  # type: ignore[call-overload]
    held = {part.name: [flat(one, part.columns) for one in getattr(record, part.name)] for part in parts}
    chosen = choices(asked, parts, stock)
    return RecordForm(
        data, columns=asked, parts=parts, choices=chosen, initial={**initial, "version": version}, lines=held
    )


def from_form(form: RecordForm, kind: Kind, before: Any) -> Any:
    """The record that a valid form describes; what it does not ask stays as it was."""
    record = built(kind, form.cells(), before, columns=form.columns)
    return replace(record, **{part.name: tuple(line(part, one) for one in form.lines(part)) for part in form.parts})


def stale_since(record: Record, known: Known) -> str:
    """The day since which a record counts as not confirmed, "never" where nobody did; "" where it is fresh."""
    told = record.verified_on if hasattr(record, "verified_on") else getattr(record, "told", None)
    if told is None:
        return ""
    on = told if isinstance(told, str) else told.verified_on or told.on
    return (on or "never") if is_stale(on, known.today, known.pack.upkeep.stale_days) else ""


def _line(
    record: Any, named: Sequence[Column], names: Mapping[str, Mapping[str, str]], *, stock: Stock, known: Known
) -> Line:
    kind = next(one for one in KINDS.values() if one.type is type(record))
    said = flat(record, named)
    secret = isinstance(record, Site) and record.hidden
    cells = [
        (name_of(kind.name, column.name, stock.pack, stock.texts), in_words(said[column.name], column, names, stock),
         "num" if column.kind in ("whole", "number", "percent") else "")
        for column in named
    ]  # fmt: skip
    name = stock.texts.name(getattr(record, "name", {})) or getattr(record, "funder", "")
    if secret:
        name = stock.texts.say("web.records.secret_name", id=record.id)
    notes = () if secret else faults(record, known)
    return Line(record.id, name or record.id, cells, stale_since(record, known), secret, notes)


def _number(column: Column, value: float, stock: Stock) -> str:
    if column.name in ("year", "lat", "lon"):
        return str(value)
    decimals = 0 if float(value).is_integer() else 2
    return stock.texts.number(value, decimals) + (" %" if column.kind == "percent" else "")


def _yes_no(stock: Stock) -> dict[str, str]:
    return {"yes": stock.texts.say("inventory.yes"), "no": stock.texts.say("inventory.no")}


def _key(value: Flat) -> str:
    return SURE[value] if isinstance(value, bool) else str(value or "")


def summary(record: Any, kind: Kind, stock: Stock, asked: Sequence[Column]) -> list[tuple[str, str, bool]]:
    """Every column that is filled: what it is called, what it says, whether it is a long text."""
    names = words(asked, stock)
    said = flat(record, asked)
    found = [
        (name_of(kind.name, column.name, stock.pack, stock.texts), in_words(said[column.name], column, names, stock),
         column.kind == "long")
        for column in asked
    ]  # fmt: skip
    return [one for one in found if one[1]]
