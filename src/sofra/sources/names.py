"""Names made comparable: Cyrillic and Latin, capitals, accents and marks folded away; the closest of several."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

CYRILLIC = dict(
    zip(
        "абвгдѓежзѕијклљмнњопрстќћуфхцчџшђщъыьэюя",
        ("a", "b", "v", "g", "d", "gj", "e", "zh", "z", "dz", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r",
         "s", "t", "kj", "c", "u", "f", "h", "c", "ch", "dzh", "sh", "dj", "sht", "a", "i", "", "e", "ju", "ja"),
        strict=True,
    )
)  # fmt: skip
LATIN = {"đ": "dj", "ë": "e", "ç": "ch", "č": "ch", "ć": "c", "š": "sh", "ž": "zh", "ı": "i", "ß": "ss"}
CLOSE_ENOUGH = 60.0


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The name in small Latin letters and digits, single spaces between words: "Населба, бр." is "naselba br"."""
    small = unicodedata.normalize("NFC", name).casefold()
    latin = "".join(CYRILLIC.get(letter) or LATIN.get(letter, letter) for letter in small)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", latin) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


def clean(name: str) -> str:
    """The name as a column that every engine accepts: small letters, digits, underscore, a letter first."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
    if not plain:
        return "column"
    return plain if plain[0].isalpha() else f"q_{plain}"


def unique(names: Iterable[str]) -> list[str]:
    """The names in their order; one that comes again gets a number: a, b, a_2."""
    seen: dict[str, int] = {}
    out: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out


def closest(name: str, known: Iterable[str], least: float = CLOSE_ENOUGH) -> str:
    """The known name most alike, "" when none is alike enough (0 to 100)."""
    folded = {candidate: fold(candidate) for candidate in known}
    found = process.extractOne(fold(name), folded, scorer=fuzz.ratio, score_cutoff=least)
    return str(found[2]) if found else ""


def nearest(name: str, known: Iterable[str], most: int = 5) -> str:
    """The closest known name; where none is close, the first few, for a sentence that shows what there is."""
    listed = list(known)
    return closest(name, listed) or ", ".join(listed[:most]) + (", …" if len(listed) > most else "")


def likeness(one: str, other: str) -> float:
    """How alike two names are once folded, 0 to 1; words may stand in another order."""
    a, b = fold(one), fold(other)
    if not a or not b:
        return 0.0
    return max(fuzz.ratio(a, b), 0.95 * fuzz.token_sort_ratio(a, b)) / 100


def by_fold(names: Mapping[str, str]) -> dict[str, str]:
    """The same table with its keys folded; the first of two that fold alike stays."""
    out: dict[str, str] = {}
    for key, value in names.items():
        out.setdefault(fold(key), value)
    return out
