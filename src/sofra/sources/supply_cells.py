"""The sheets of an inventory cell by cell: which header is which column, and what each cell says."""

import re
from collections.abc import Mapping, Sequence

from sofra.packs.texts import LANGUAGES, texts
from sofra.sources.cells import limits, number
from sofra.sources.columns import Wanted
from sofra.sources.names import fold, nearest
from sofra.sources.records import Cells
from sofra.types.columns import LANGUAGES as LABELLED
from sofra.types.columns import Column, Flat, Kind, Part

Lists = Mapping[str, Mapping[str, Sequence[str]]]
"""Every list of codes: code to the words by which people write it."""

TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")
FREE = frozenset({"free", "besplatno", "bez nadomest"})
NEEDED: Mapping[str, frozenset[str]] = {
    "providers": frozenset({"id", "name"}),
    "sites": frozenset({"id", "name", "place"}),
    "services": frozenset({"id", "kind", "provider"}),
    "contracts": frozenset({"id", "service", "funder"}),
    "equipment": frozenset({"id", "name", "site"}),
    "planned": frozenset({"id", "name", "place"}),
    "assets": frozenset({"id", "name", "asset_kind"}),
    "hours": frozenset({"service", "day", "opens", "closes"}),
    "team": frozenset({"service", "profession"}),
    "payments": frozenset({"service", "payer", "year"}),
}
"""The columns that a sheet cannot do without."""

ALSO: Mapping[str, Sequence[str]] = {
    "providers.id": ("provider_id", "code"),
    "providers.name": ("provider", "organisation", "назив", "име"),
    "providers.sector": ("type", "сектор", "вид"),
    "sites.id": ("site_id", "code"),
    "sites.name": ("site", "facility", "назив", "објект"),
    "place": ("settlement", "place_id", "settlement_id", "населено место", "место"),
    "lon": ("longitude", "x", "lng"),
    "lat": ("latitude", "y"),
    "step_free": ("accessible", "пристапен"),
    "sites.address": ("address_mk", "address_en"),
    "services.id": ("service_id", "code"),
    "services.kind": ("service_kind", "service_code", "вид"),
    "services.name": ("service", "назив", "услуга"),
    "services.provider": ("provider_id", "давател", "организација"),
    "services.sites": ("site_ids", "site", "site_id", "објекти", "објект"),
    "serves": ("serves_places", "територија", "опфат"),
    "groups": ("target_groups", "group", "целни групи"),
    "places": ("capacity", "капацитет", "места"),
    "users": ("clients", "корисници"),
    "waiting": ("waiting_list", "листа на чекање"),
    "counted_on": ("date", "as_of", "состојба на", "датум"),
    "source": ("извор",),
    "price": ("цена",),
    "opening": ("opening_hours", "hours", "работно време"),
    "staff": ("вработени", "персонал"),
    "cost_per_place_year": ("unit_cost", "цена на чинење", "трошок по место"),
    "verified_on": ("проверено на",),
    "verified_by": ("проверил",),
    "at_home": ("home", "во дом"),
    "contracts.id": ("contract_id", "code"),
    "service": ("service_id", "услуга"),
    "funder": ("payer", "финансиер"),
    "starts_on": ("start", "from", "почеток", "од"),
    "ends_on": ("end", "to", "до", "крај"),
    "amount_year": ("amount", "износ"),
    "equipment.id": ("equipment_id", "code"),
    "equipment.site": ("site_id", "објект"),
    "planned.id": ("planned_id", "code"),
    "assets.id": ("asset_id", "code"),
    "asset_kind": ("kind", "вид"),
}


def wanted(
    kind: Kind | Part, columns: Sequence[Column], owner: str = "", heads: Mapping[str, Sequence[str]] | None = None
) -> list[Wanted]:
    """The columns that the sheet of a kind may have, with the headers under which each usually stands.

    `owner` is the column of a part's sheet that names the record it belongs to.
    """
    names = ["id", "version"] if not owner else [owner]
    out = [_wanted(kind.name, name) for name in names]
    for column in columns:
        base, lang = _base(column)
        if lang and lang == LABELLED[0]:
            out.append(_wanted(kind.name, base, many=True))
        out.append(
            _wanted(
                kind.name,
                column.name,
                extra=(*(heads or {}).get(column.name, ()), *column.path[1:]) if column.section == "details" else (),
            )
        )
    return out


def _wanted(kind: str, name: str, *, many: bool = False, extra: Sequence[str] = ()) -> Wanted:
    also = (*ALSO.get(f"{kind}.{name}", ALSO.get(name, ())), *_heads(kind, name), *extra)
    return Wanted(name, also, needed=name in NEEDED[kind], many=many)


def _heads(kind: str, name: str) -> list[str]:
    keys = (f"inventory.field.{kind}_{name}", f"inventory.field.{name}")
    tongues = [texts(lang) for lang in LANGUAGES]
    return [one.say(key) for one in tongues for key in [next((k for k in keys if one.knows(k)), "")] if key]


def _base(column: Column) -> tuple[str, str]:
    """The name of a text in several languages and its language; no language for any other column."""
    before, _, lang = column.name.rpartition("_")
    return (before, lang) if lang in LABELLED and column.path[-1:] == (lang,) else (column.name, "")


def cells_of(columns: Sequence[Column], cells: Cells, lists: Lists) -> dict[str, Flat]:
    """What the cells say, column by column; only the columns that the sheet has. What is wrong gathers in `cells`."""
    out: dict[str, Flat] = {}
    for column in columns:
        base, lang = _base(column)
        if lang and any(name == base or name.startswith(f"{base}_") for name in cells.record.cells):
            out[column.name] = cells.label(base).get(lang, "")
        elif column.name in cells.record.cells:
            out[column.name] = read_cell(column, cells, lists)
    return out


def needed_cells(kind: Kind | Part, said: Mapping[str, Flat], cells: Cells) -> None:
    """Tells of each cell that must be filled and is not."""
    for name in sorted(NEEDED[kind.name] & set(said)):
        if said[name] in ("", None) and not any(issue.where.column == name for issue in cells.issues):
            cells.blame("cell_empty", name, "")
    names = [value for name, value in said.items() if name.startswith("name_")]
    if "name" in NEEDED[kind.name] and names and not any(names):
        cells.blame("cell_empty", "name", "")


def read_cell(column: Column, cells: Cells, lists: Lists) -> Flat:
    """What one cell says, as its column is read; None, "" or nothing where it is empty or wrong."""
    name = column.name
    if column.kind == "whole":
        return cells.whole(name, int(column.low or 0), None if column.high is None else int(column.high))
    if column.kind == "number":
        return _amount(name, cells, column)
    if column.kind == "percent":
        return _percent(name, cells)
    if column.kind == "day":
        return cells.day(name)
    if column.kind == "time":
        return _time(name, cells)
    if column.kind == "sure":
        return cells.sure(name)
    if column.several:
        return _several(column, cells, lists.get(column.of, {}))
    if column.kind == "code" and column.of in lists and column.of != "service_kind":
        return cells.one_of(name, lists[column.of])
    return code_of(cells.text(name), lists.get(column.of, {})) if column.kind == "code" else cells.text(name)


def code_of(text: str, spellings: Mapping[str, Sequence[str]]) -> str:
    """The code that a text means, by itself or by its words; the text as it is when it means none."""
    if text in spellings:
        return text
    folded = fold(text)
    return next((code for code, words in spellings.items() if folded in {fold(code), *map(fold, words)}), text)


def _amount(name: str, cells: Cells, column: Column) -> Flat:
    if column.name == "fee_amount" and fold(cells.text(name)) in FREE:
        return 0
    return cells.decimal(name, column.low, column.high)


def _percent(name: str, cells: Cells) -> Flat:
    text = cells.text(name)
    value = number(text.rstrip("% ")) if text else None
    if text and value is None:
        cells.blame("cell_not_number", name, text)
    elif value is not None and not 0 <= value <= 100:
        cells.blame("cell_out_of_range", name, text, limits(0, 100))
        return None
    return value


def _time(name: str, cells: Cells) -> str:
    text = cells.text(name)
    found = TIME.fullmatch(text)
    if found and int(found[1]) < 25 and int(found[2]) < 60:
        return f"{int(found[1]):02d}:{found[2]}"
    cells.blame("cell_not_time" if text else "cell_empty", name, text)
    return ""


def _several(column: Column, cells: Cells, spellings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    text = cells.text(column.name)
    parts = [part.strip() for part in text.split(";") if part.strip()] if ";" in text else [text] if text else []
    if (spellings and len(parts) == 1 and code_of(text, spellings) not in spellings) or not spellings:
        parts = list(cells.several(column.name))
    found = [code_of(part, spellings) for part in parts]
    for code in found:
        if spellings and code not in spellings:
            cells.blame("cell_code_unknown", column.name, code, nearest(code, spellings))
    return tuple(dict.fromkeys(code for code in found if not spellings or code in spellings))
