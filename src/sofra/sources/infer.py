"""What a column without a questionnaire holds, judged by its cells."""

from collections.abc import Sequence

from sofra.sources.cells import Bad, day, number
from sofra.types.answers import Choice, Kind, Variable

MISSING_WORDS = frozenset({"", "na", "n/a", "nan", "null", "none", "dk"})
MOST_CHOICES = 40
MOSTLY = 0.9
FEWEST = 8


def infer(header: str, cells: Sequence[str], table: str = "household") -> Variable:
    """The variable that these cells look like.

    Nine in ten numbers make a number, so that the odd text among them is found; few different words that come back
    make a choice; dates make a date; everything else is text. "NA" and "dk" are missing where numbers or codes stand.
    """
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell] = counts.get(cell, 0) + 1
    used = {cell: n for cell, n in counts.items() if cell.casefold() not in MISSING_WORDS}
    missing = tuple(sorted(cell for cell in counts if cell and cell not in used))
    label = {"en": header}
    if not used:
        return Variable(header, Kind.TEXT, label, table)
    if kind := _number_kind(used):
        return Variable(header, kind, label, table, missing=missing)
    if all(not isinstance(day(cell), Bad) and len(cell) >= 8 for cell in used):
        return Variable(header, Kind.DATE, label, table)
    total = sum(used.values())
    if len(used) <= MOST_CHOICES and total >= 3 * len(used) and max(map(len, used)) <= 80:
        choices = tuple(Choice(code, {"en": code}) for code in sorted(used))
        return Variable(header, Kind.CHOICE, label, table, choices, missing)
    return Variable(header, Kind.TEXT, label, table)


def _number_kind(used: dict[str, int]) -> Kind | None:
    numbers = {cell: value for cell in used if (value := number(cell)) is not None}
    total = sum(used.values())
    good = sum(used[cell] for cell in numbers)
    recurs = max((count for cell, count in used.items() if cell not in numbers), default=0)
    if good < total and (good < FEWEST or good < MOSTLY * total or recurs > 2):
        return None  # a word that keeps coming back is a code, not a slip
    if not numbers or any(len(cell) > 1 and cell[0] == "0" and cell.isdigit() for cell in numbers):
        return None  # "0042" is a code, and would lose its zeros
    return Kind.INTEGER if all(value.is_integer() for value in numbers.values()) else Kind.NUMBER
