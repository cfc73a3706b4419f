"""A longitude or latitude as people write it: 41.4525, 41,4525, 41°27'09"N, N 41°27.15'."""

import re

from sofra.sources.cells import number

PART = r"(\d{1,3}(?:[.,]\d+)?)"
MINUTES = rf"(?:\s*{PART}\s*['′’])?(?:\s*{PART}\s*(?:[\"″”]|''))?"
WRITTEN = re.compile(rf"([NSEW])?\s*([+-]?){PART}\s*[°º]?{MINUTES}\s*([NSEW])?", re.IGNORECASE)
BACKWARDS = frozenset("SW")


def degrees(text: str) -> float | None:
    """Decimal degrees; degrees, minutes and seconds are added up, south and west count below zero. None for a text."""
    plain = number(text.replace(",", ".", 1))
    found = WRITTEN.fullmatch(text.strip())
    if plain is not None or found is None:
        return plain
    before, sign, whole, minutes, seconds, after = found.groups()
    if before and after:
        return None
    parts = [float((part or "0").replace(",", ".")) for part in (whole, minutes, seconds)]
    if max(parts[1:]) >= 60:
        return None
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    backwards = (before or after or "").upper() in BACKWARDS or sign == "-"
    return round(-size if backwards else size, 7)
