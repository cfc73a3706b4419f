"""The legal framework as the packs mark it: what is said of a law, where it was read, and whether a jurist checked."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sofra.packs.texts import PACKS
from sofra.types.catalogue import Pack
from sofra.types.keys import Label


@dataclass(frozen=True, slots=True)
class Law:
    """One law, body or duty. `verified` is False until a jurist confirmed it."""

    title: Label
    says: Label
    reference: str
    verified: bool


def laws(pack: Pack, packs: Path = PACKS) -> Sequence[Law]:
    """The laws of all packs in force, the base first; empty when no pack has any."""
    found = []
    for name in pack.names:
        file = packs / name / "laws.toml"
        if file.is_file():
            entries = tomllib.loads(file.read_text(encoding="utf-8")).get("law", [])
            found += [Law(e["title"], e["says"], e.get("reference", ""), e.get("verified", False)) for e in entries]
    return tuple(found)
