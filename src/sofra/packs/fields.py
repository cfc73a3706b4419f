"""A key of an entry of a pack, and a sort of entry: what may stand in it, in which files."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an entry.

    `kind` is "text", "number", "truth" (yes or no), "words" (several, in CSV parted by spaces), "day" (ISO text),
    "label" (one text in several languages, in CSV one column a language: label.en) or "tables" (a list of tables,
    TOML only). `low` and `high` bound a number.
    """

    kind: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sort of entry: which files hold it, the key that names an entry, its fields.

    `pattern` is a path inside the pack; `array` the name of the TOML array with the entries ("" when the file is one
    entry); `key` is "" when there is one entry only.
    """

    pattern: str
    key: str
    fields: Mapping[str, Field]
    array: str = ""
