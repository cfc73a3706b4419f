"""What the packs hold for mobile teams: the classes of need with how often to visit, and the kinds of help."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sofra.packs.files import Entry
from sofra.packs.load import lay
from sofra.packs.texts import PACKS
from sofra.types.errors import PackError
from sofra.types.keys import Label
from sofra.types.outreach import NeedClass


@dataclass(frozen=True, slots=True)
class Help:
    """A kind of help at the door; `unit` is what is counted of it ("packages"), "" when only that it was given."""

    code: str
    unit: str
    label: Label


def need_classes(country: str, office: Path | None = None, *, home: Path = PACKS) -> Mapping[str, NeedClass]:
    """The classes of need by id, the most urgent first. Raises PackError when a pack is not right."""
    return MappingProxyType({key: _need(entry) for key, entry in _entries("visits", country, office, home).items()})


def kinds_of_help(country: str, office: Path | None = None, *, home: Path = PACKS) -> Mapping[str, Help]:
    """The kinds of help by code, in the order of the pack. Raises PackError when a pack is not right."""
    return MappingProxyType(
        {
            key: Help(key, str(entry.fields.get("unit") or ""), MappingProxyType(dict(entry.fields["label"])))
            for key, entry in _entries("help", country, office, home).items()
        }
    )


def _need(entry: Entry) -> NeedClass:
    said = entry.fields
    return NeedClass(
        entry.key,
        MappingProxyType(dict(said["label"])),
        float(said["visits_per_month"]),
        int(said["minutes"]),
        int(said["weight"]),
        str(said.get("reference") or ""),
        bool(said.get("verified", False)),
    )


def _entries(sheet: str, country: str, office: Path | None, home: Path) -> Mapping[str, Entry]:
    laid = lay(country, office, home=home)
    if laid.issues:
        raise PackError(*laid.issues)
    return laid.entries[sheet]
