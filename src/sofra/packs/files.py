"""The files of one pack read into raw entries, with every problem that a reader can see."""

import csv
import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from sofra.packs.fields import Field, Sheet
from sofra.packs.schema import EXAMPLE, SHEETS
from sofra.types.errors import Issue, Severity, Where

Fields: TypeAlias = Mapping[str, Any]
Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
NOT_READ = ("texts", "__pycache__")
PASSED_OVER = ("texts/", "__pycache__/", "README.md")
AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One raw entry of a pack: of which sheet, under which key, what it says, and where."""

    sheet: str
    key: str
    fields: Fields
    where: Where


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything read from one pack, and what was wrong with it."""

    entries: Sequence[Entry] = ()
    issues: Sequence[Issue] = field(default_factory=tuple)


def print_of(folder: Path) -> str:
    """The sha256 of a pack's files, names and bytes, whatever the machine's order or line of separators.

    Texts are left out: a corrected sentence changes no number, and a release must still come out again.
    """
    total = hashlib.sha256()
    for file in _all_files(folder):
        if file.relative_to(folder).parts[0] == "texts":
            continue
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def stamp_of(folder: Path) -> Stamp:
    """Name, time of the last change (ns) and size (bytes) of a pack's files, texts left out: enough to tell, without
    reading any of them, that one has changed since."""
    found: list[tuple[str, int, int]] = []
    for entry in os.scandir(folder):
        if entry.is_file():
            seen = entry.stat()
            found.append((entry.path, seen.st_mtime_ns, seen.st_size))
        elif entry.name not in NOT_READ:
            found.extend(stamp_of(Path(entry.path)))
    return tuple(sorted(found))


def read_folder(folder: Path, pack: str) -> Folder:
    """Every entry of the pack in this folder; unknown files, keys and kinds of value become Issues."""
    read = [_read_file(file, file.relative_to(folder).as_posix(), pack) for file in _all_files(folder)]
    entries = [entry for one in read for entry in one.entries]
    issues = [issue for one in read for issue in one.issues]
    return Folder(entries, [*issues, *_twice(entries)])


def _all_files(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted((f for f in files if "__pycache__" not in f.parts and f.suffix != ".pyc"), key=Path.as_posix)


def _patterns() -> list[str]:
    return [sheet.pattern for sheet in SHEETS.values()]


def _read_file(file: Path, name: str, pack: str) -> Folder:
    where = Where(file=f"{pack}/{name}")
    sheet = next((one for one in SHEETS if _matches(name, SHEETS[one].pattern)), "")
    if not sheet:
        unknown = _unknown("pack_file_unknown", name, where, _patterns())
        return Folder() if name.startswith(PASSED_OVER) else Folder((), [unknown])
    try:
        text = file.read_text(encoding="utf-8-sig")
        rows = list(_toml(text, SHEETS[sheet], where) if file.suffix == ".toml" else _csv(text, SHEETS[sheet], where))
    except UnicodeDecodeError:
        return Folder((), [Issue("pack_not_utf8", where, severity=Severity.FILE)])
    except tomllib.TOMLDecodeError as trouble:
        line = AT_LINE.search(str(trouble))
        spot = Where(where.file, row=int(line[1]) if line else None)
        return Folder((), [Issue("pack_not_toml", spot, severity=Severity.FILE)])
    except csv.Error:
        return Folder((), [Issue("pack_not_csv", where, severity=Severity.FILE)])
    return _entries(sheet, rows)


def _matches(name: str, pattern: str) -> bool:
    return Path(name).match(pattern) and name.count("/") == pattern.count("/")


def _entries(sheet: str, rows: Iterable[tuple[object, Where]]) -> Folder:
    issues: list[Issue] = []
    entries: list[Entry] = []
    for raw, spot in rows:
        if not isinstance(raw, dict):
            issues.append(_wrong("pack_not_tables", spot, raw))
            continue
        fields = _checked(raw, SHEETS[sheet].fields, spot, issues)
        entries.append(Entry(sheet, _key(fields, SHEETS[sheet]), fields, spot))
    return Folder(entries, issues)


def _key(fields: Fields, sheet: Sheet) -> str:
    return " ".join(str(fields.get(part, "")) for part in sheet.key.split())


def _toml(text: str, sheet: Sheet, where: Where) -> Iterable[tuple[object, Where]]:
    tree = tomllib.loads(text)
    if not sheet.array:
        yield tree, where
        return
    rows = tree.pop(sheet.array, [])
    if tree:
        yield tree, where  # its keys are unknown and will be named as such
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        yield row, Where(where.file, sheet=f"{sheet.array} {number}")


def _csv(text: str, sheet: Sheet, where: Where) -> Iterable[tuple[Fields, Where]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = [name.strip() for name in next(reader, [])]
    for row in reader:
        if any(cell.strip() for cell in row):
            spot = Where(where.file, row=reader.line_num)
            if len(row) > len(header):
                yield {**_gathered(header, row, sheet), "(more cells than the header)": "x"}, spot
            else:
                yield _gathered(header, row, sheet), spot


def _gathered(header: Sequence[str], row: Sequence[str], sheet: Sheet) -> Fields:
    fields: dict[str, Any] = {}
    for name, cell in zip(header, row, strict=False):
        first, dot, lang = name.partition(".")
        kind = sheet.fields[first].kind if first in sheet.fields else "text"
        if not cell.strip():
            if first not in sheet.fields:
                fields[name] = ""
            continue
        if dot and kind == "label":
            fields.setdefault(first, {})[lang] = cell.strip()
        else:
            fields[name] = _typed(cell.strip(), kind)
    return fields


def _typed(cell: str, kind: str) -> Any:
    """The cell as its kind says; as it stands where it does not fit, so that the check can name it."""
    if kind == "words":
        return cell.split()
    if kind == "truth":
        return {"yes": True, "no": False}.get(cell, cell)
    if kind == "number":
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell


def _checked(raw: Fields, known: Mapping[str, Field], where: Where, issues: list[Issue]) -> Fields:
    """The fields that are known and of their kind; the others become Issues."""
    good: dict[str, Any] = {}
    for name, value in raw.items():
        spot = Where(where.file, where.sheet, where.row, name)
        if name not in known:
            issues.append(_unknown("pack_key_unknown", name, spot, list(known)))
        elif not _fits(value, known[name].kind):
            issues.append(_wrong(f"pack_not_{known[name].kind}", spot, value))
        elif known[name].options and value not in known[name].options:
            issues.append(_wrong("pack_option", spot, value, options=", ".join(known[name].options)))
        elif known[name].kind == "number" and not known[name].low <= value <= known[name].high:
            issues.append(_wrong("pack_range", spot, value, low=known[name].low, high=known[name].high))
        else:
            good[name] = value
    for number, example in enumerate(good.get("example", ()), start=1):
        _checked(example, EXAMPLE, Where(where.file, f"example {number}"), issues)
    return good


def _fits(value: object, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "day":
            return isinstance(value, str) and _is_day(value)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "truth":
            return isinstance(value, bool)
        case "words":
            return isinstance(value, list) and all(isinstance(word, str) for word in value)
        case "label":
            return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown(code: str, name: str, where: Where, known: Sequence[str]) -> Issue:
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    return Issue(code, where, MappingProxyType({"name": name, "near": near[0] if near else ""}))


def _wrong(code: str, where: Where, value: object, **more: str | float) -> Issue:
    return Issue(code, where, MappingProxyType({"value": str(value)[:60], **more}))


def _twice(entries: Iterable[Entry]) -> Iterable[Issue]:
    seen: dict[tuple[str, str], Where] = {}
    for entry in entries:
        first = seen.setdefault((entry.sheet, entry.key), entry.where)
        if first is not entry.where:
            yield Issue("pack_twice", entry.where, MappingProxyType({"key": entry.key, "first": first.file}))
