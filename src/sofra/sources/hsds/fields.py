"""The objects and fields of HSDS 3.1, from a table of our own: names, types and which of them are required."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeAlias

Record: TypeAlias = Mapping[str, Any]
"""One HSDS object as JSON."""

VERSION = "3.1"


@dataclass(frozen=True, slots=True)
class HsdsField:
    """One field of an object.

    `type` is "text", "number", "uuid", "uri", "email", "date", "day" (a date or a date-time), "time",
    "date-time", "choice", "list" or "object";
    `of` names the choices (parted by |) or the object that a list or object holds.
    """

    name: str
    required: bool
    type: str
    of: str = ""


@cache
def fields() -> Mapping[str, Mapping[str, HsdsField]]:
    """Every object of the standard by its name, with its fields by theirs."""
    found: dict[str, dict[str, HsdsField]] = {}
    text = files("sofra.sources.hsds").joinpath("fields.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        field = HsdsField(row["field"], row["required"] == "yes", row["type"], row["of"])
        found.setdefault(row["object"], {})[field.name] = field
    return MappingProxyType({name: MappingProxyType(parts) for name, parts in found.items()})
