"""What the packs hold for reading rather than for computing: laws, the glossary, the words of the units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sofra.packs.files import Entry
from sofra.packs.load import lay
from sofra.packs.texts import PACKS
from sofra.types.errors import PackError
from sofra.types.keys import Label
from sofra.types.microdata import Key, Recipe


@dataclass(frozen=True, slots=True)
class Law:
    """What the law says about one matter. `verified` is False until a jurist has read it in the gazette."""

    id: str
    title: Label
    says: Label
    reference: str
    valid_from: str = ""
    valid_to: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the field: its word in each language, and what it means."""

    term: str
    word: Label
    meaning: Label


def laws(country: str, office: Path | None = None, *, home: Path = PACKS) -> Sequence[Law]:
    """The laws of a country as far as the packs know them. Raises PackError when a pack is not right."""
    return tuple(
        Law(
            id=key,
            title=_label(entry, "title"),
            says=_label(entry, "says"),
            reference=entry.fields["reference"],
            valid_from=entry.fields.get("valid_from", ""),
            valid_to=entry.fields.get("valid_to", ""),
            verified=entry.fields.get("verified", False),
        )
        for key, entry in _entries("laws", country, office, home).items()
    )


def glossary(country: str = "base", office: Path | None = None, *, home: Path = PACKS) -> Sequence[Term]:
    """The terms of the field in the order of the English word. Raises PackError when a pack is not right."""
    entries = _entries("glossary", country, office, home)
    return tuple(Term(key, _label(entries[key], "word"), _label(entries[key], "meaning")) for key in sorted(entries))


def units(country: str = "base", office: Path | None = None, *, home: Path = PACKS) -> Mapping[str, Label]:
    """The words of each unit of a Fact. Raises PackError when a pack is not right."""
    entries = _entries("units", country, office, home)
    return MappingProxyType({key: _label(entry, "label") for key, entry in entries.items()})


def recipe(country: str = "base", office: Path | None = None, *, home: Path = PACKS) -> Recipe:
    """Which answers may leave the office as a file, and how coarse. Raises PackError when a pack is not right."""
    fields = next(iter(_entries("microdata", country, office, home).values())).fields
    keys = [str(one).partition(":") for one in fields["keys"]]
    return Recipe(
        keys=[Key(column, [float(bound) for bound in bounds.split(",") if bound]) for column, _, bounds in keys],
        kept=list(fields["kept"]),
        sensitive=list(fields.get("sensitive", ())),
        k=int(fields["k"]),
        largest_share=float(fields["largest_share"]),
        suda_size=int(fields.get("suda_size", 3)),
        fewest=int(fields.get("fewest", 100)),
    )


def _entries(sheet: str, country: str, office: Path | None, home: Path) -> Mapping[str, Entry]:
    laid = lay(country, office, home=home)
    if laid.issues:
        raise PackError(*laid.issues)
    return laid.entries[sheet]


def _label(entry: Entry, name: str) -> Label:
    return MappingProxyType(dict(entry.fields.get(name, {})))
