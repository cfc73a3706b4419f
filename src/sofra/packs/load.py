"""A country's pack: base, country and office laid over each other, later wins key by key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sofra.packs.build import build
from sofra.packs.files import Entry, Fields, Stamp, print_of, read_folder, stamp_of
from sofra.packs.schema import EXAMPLE, SHEETS
from sofra.packs.texts import PACKS
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, PackError, Where, stop

BASE = "base"
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Laid:
    """The packs laid over each other: what could be built, the merged raw entries by sheet and key, every Issue."""

    pack: Pack
    entries: Mapping[str, Mapping[str, Entry]]
    issues: Sequence[Issue]


def load(country: str, office: Path | None = None, *, home: Path = PACKS) -> Pack:
    """Everything one country needs. Read once for as long as no file changes.

    `office` is a folder with the office's own pack files, `home` the folder that holds the packs.
    Raises PackError with every problem of every file at once.
    """
    laid = lay(country, office, home=home)
    if laid.issues:
        raise PackError(*laid.issues)
    return laid.pack


def lay(country: str, office: Path | None = None, *, home: Path = PACKS) -> Laid:
    """As `load`, but what is wrong is told instead of raised and the rest is built; entries that lack a key are not."""
    folders = [(BASE, home / BASE)]
    if country != BASE:
        folders.append((country, _country_folder(country, home)))
    if office is not None and office.is_dir():
        folders.append((OFFICE, office))
    return _laid(country, tuple((name, folder, stamp_of(folder)) for name, folder in folders))


def countries(home: Path = PACKS) -> list[str]:
    """The countries that have a pack, "base" left out."""
    return sorted(file.parent.name for file in home.glob("*/pack.toml") if file.parent.name != BASE)


def _country_folder(country: str, home: Path) -> Path:
    if country not in countries(home):
        known = ", ".join([*countries(home), BASE])
        raise stop(PackError, "country_unknown", Where(file="packs"), country=country, known=known)
    return home / country


@lru_cache(maxsize=16)
def _laid(country: str, folders: tuple[tuple[str, Path, Stamp], ...]) -> Laid:
    issues: list[Issue] = []
    merged: dict[str, dict[str, Entry]] = {sheet: {} for sheet in SHEETS}
    for name, folder, _ in folders:
        read = read_folder(folder, name)
        issues.extend(read.issues)
        for entry in read.entries:
            below = merged[entry.sheet].get(entry.key)
            merged[entry.sheet][entry.key] = over(below, entry) if below else entry
    issues.extend(_left_out(merged))
    whole = {sheet: {key: e for key, e in rows.items() if not _lacking(e)} for sheet, rows in merged.items()}
    prints = MappingProxyType({name: print_of(folder) for name, folder, _ in folders})
    return Laid(build(country, whole, prints), MappingProxyType(merged), tuple(issues))


def over(below: Entry, above: Entry) -> Entry:
    """The upper entry laid over the lower: its keys win, a label's languages one by one."""
    fields: dict[str, Any] = dict(below.fields)
    for name, value in above.fields.items():
        lower = fields.get(name)
        fields[name] = {**lower, **value} if isinstance(lower, dict) and isinstance(value, dict) else value
    return replace(above, fields=fields)


def _left_out(merged: Mapping[str, Mapping[str, Entry]]) -> Iterable[Issue]:
    for rows in merged.values():
        for entry in rows.values():
            for name in _lacking(entry):
                where = Where(entry.where.file, entry.where.sheet, entry.where.row, name)
                yield Issue("pack_key_left_out", where, MappingProxyType({"name": name, "key": entry.key}))


def _lacking(entry: Entry) -> list[str]:
    fields = SHEETS[entry.sheet].fields
    lacking = [name for name, field in fields.items() if field.required and not _says(entry.fields, name, field.kind)]
    for number, example in enumerate(entry.fields.get("example", ()), start=1):
        lacking += [f"example {number}: {name}" for name in EXAMPLE if EXAMPLE[name].required and name not in example]
    return lacking


def _says(fields: Fields, name: str, kind: str) -> bool:
    value = fields.get(name)
    return bool(value.get("en")) if kind == "label" and isinstance(value, dict) else value not in (None, "", [])
