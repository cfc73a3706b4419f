"""Pseudonyms: what a list says of a person, normalised and then hashed with the workspace's secret, field by field."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sofra.sources.names import fold

SHORT = 16
"""Hexadecimal digits kept of a hash: 64 bits; two people in ten million would share one by chance once in 100,000."""

NEAR = 12
"""How many hashes of shortened names are kept, so that their number does not tell the length of the name."""

SOUNDS = (
    ("dzh", "z"), ("xh", "z"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("kj", "c"), ("gj", "g"), ("dj", "g"),
    ("dh", "d"), ("th", "t"), ("lj", "l"), ("nj", "n"), ("dz", "z"), ("ll", "l"), ("rr", "r"), ("q", "c"), ("x", "z"),
    ("y", "i"), ("w", "v"), ("j", "i"), ("h", ""),
)  # fmt: skip
"""What is written in several ways in the region's languages, or left out by who types without their letters."""

PERSONAL_NUMBER = re.compile(r"\d{13}")
WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
OLDEST = 120
BANDS = ((18, "0-17"), (40, "18-39"), (65, "40-64"), (OLDEST + 1, "65+"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of somebody, in memory only: nothing of this is ever stored, told or logged."""

    given: str = ""
    surname: str = ""
    born: date | None = None
    year: int | None = None
    sex: str = ""
    settlement: str = ""
    number: str = ""
    code: str = ""


def marks(known: Known, secret: bytes) -> dict[str, str]:
    """One keyed hash a field (HMAC-SHA-256); fields that the row lacks have none.

    Names also by their sound, and together in no order (some write the surname first); the birth date also without the
    order of day and month, with the year and the rest apart.
    """
    plain = {
        "given": fold(known.given),
        "surname": fold(known.surname),
        "given_sound": sound(known.given),
        "surname_sound": sound(known.surname),
        "whole": sound(f"{known.given} {known.surname}") if known.given and known.surname else "",
        **_birth(known),
        "sex": known.sex,
        "settlement": fold(known.settlement),
        "number": known.number,
        "code": fold(known.code),
    }
    return {name: keyed(secret, name, text) for name, text in plain.items() if text}


def near(known: Known, secret: bytes) -> dict[str, tuple[str, ...]]:
    """For each name the hashes of its sound as it is and with each letter left out: names one slip apart share one.

    Filled up to a fixed number, sorted, so that neither the length nor the place of a letter can be read off.
    """
    out: dict[str, tuple[str, ...]] = {}
    for field, text in (("given", sound(known.given)), ("surname", sound(known.surname))):
        if len(text) > 2:
            shortened = {text, *(text[:place] + text[place + 1 :] for place in range(len(text)))}
            hashed = sorted(keyed(secret, f"{field}_near", one) for one in shortened)[:NEAR]
            filled = [keyed(secret, f"{field}_filling", f"{text} {place}") for place in range(NEAR - len(hashed))]
            out[field] = tuple(sorted([*hashed, *filled]))
    return out


def keyed(secret: bytes, field: str, text: str) -> str:
    """The hash of a text under a field's own key, so that a name is another code in another field."""
    return hmac.new(secret, f"{field}\0{text}".encode(), hashlib.sha256).hexdigest()[:SHORT]


def sound(name: str) -> str:
    """The name as it sounds, roughly: "Ѓорѓи", "Gjorgji" and "Gorgi" are one; words in alphabetical order, joined."""
    text = " ".join(sorted(fold(name).split()))
    for spelt, heard in SOUNDS:
        text = text.replace(spelt, heard)
    return re.sub(r"(.)\1+", r"\1", text.replace(" ", ""))


def personal_number(text: str) -> str:
    """The thirteen digits of a personal number (EMBG, JMBG), "" when it is none or its check digit is wrong."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 12:  # a spreadsheet drops the zero of the first nine days of a month
        digits = "0" + digits
    if not PERSONAL_NUMBER.fullmatch(digits) or _born_of(digits) is None:
        return ""
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11
    return digits if int(digits[12]) == (0 if rest > 9 else rest) else ""


def looks_like_numbers(cells: Sequence[str]) -> bool:
    """True when half of the filled cells of a column are 13 digits, whatever its header says."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(PERSONAL_NUMBER.fullmatch(cell) is not None for cell in filled) * 2 >= len(filled)


def from_number(number: str) -> tuple[date | None, str]:
    """The birth date and the sex ("f", "m") that a personal number tells."""
    return (_born_of(number), "f" if int(number[9:12]) >= 500 else "m") if number else (None, "")


def band(born: date | None, year: int | None, today: date) -> str:
    """The age in coarse bands on a day; "" when unknown."""
    if born is None and year is None:
        return ""
    age = today.year - (born.year if born else year or 0)
    return next(name for top, name in BANDS if age < top or top == BANDS[-1][0])


def _birth(known: Known) -> Mapping[str, str]:
    if known.born is None:
        return {"year": str(known.year) if known.year else ""}
    low, high = sorted((known.born.day, known.born.month))
    return {
        "born": known.born.isoformat(),
        "born_either": f"{known.born.year} {low} {high}",
        "year": str(known.born.year),
        "day": f"{known.born.month} {known.born.day}",
    }


def _born_of(digits: str) -> date | None:
    year = int(digits[4:7]) + (1000 if int(digits[4:7]) > 800 else 2000)
    try:
        return date(year, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
