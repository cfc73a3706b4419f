"""Three lists of children with disabilities, coded before they left their keepers: they hold no name at all."""

from collections.abc import Iterator
from functools import cache

from scripts.make_demo.chance import Dice
from scripts.make_demo.functioning import DOMAINS
from scripts.make_demo.people import Household, Person
from scripts.make_demo.services_asked import everybody
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

HEADER = ("given_name", "surname", "birth_date", "sex", "settlement")
LETTERS = "bdfgklmnprstvz"
REACH = {"centre": (0.66, 0.3), "association": (0.52, 0.44), "red_cross": (0.4, 0.38)}
"""How likely each list knows somebody with a legal finding, and somebody without."""

SLIP, BLANK, OTHER_YEAR = 0.1, 0.06, 0.07


def list_sheets(which: str) -> dict[str, list[list[Cell]]]:
    """One list: people whom its keeper knows, with coded names, now and then a slip or an empty cell."""
    rows = [list(row) for row in _rows(which)]
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["First names and surnames are codes that the three keepers agreed on; no name is in this file.",
         "Имињата и презимињата се шифри за кои се договориле тројцата; во датотекава нема име."],
    ]  # fmt: skip
    return {"list": [list(HEADER), *rows], "about": about}


@cache
def people() -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """Every child from 5 with a disability: who it is, whether with a legal finding, the row as it should be."""
    return tuple(
        (f"{home.id}/{number}", person.answers["legal_disability"] == "yes", _row(home, person, number))
        for home in everybody()
        for number, person in enumerate(home.members)
        if 5 <= person.age < 18 and (person.hard(*DOMAINS) or person.answers["legal_disability"] == "yes")
    )


def _rows(which: str) -> Iterator[tuple[str, ...]]:
    with_finding, without = REACH[which]
    for name, legal, row in people():
        dice = Dice(f"list/{which}/{name}")
        if dice.yes(with_finding if legal else without):
            yield tuple(_typed(cell, column, dice) for column, cell in enumerate(row))


def _row(home: Household, person: Person, number: int) -> tuple[str, ...]:
    dice = Dice(f"list/person/{home.id}/{number}")
    given = _code(Dice(f"list/given/{dice.whole(1, 30)}"), 5)
    family = _code(Dice(f"list/family/{Dice(f'list/home/{home.id}').whole(1, 60)}"), 7)
    born = f"{2026 - person.age - 1}-{dice.whole(1, 12):02d}-{dice.whole(1, 28):02d}"
    return given, family, born, person.sex, home.settlement.name_en


def _code(dice: Dice, length: int) -> str:
    return "".join(dice.pick(LETTERS) for _ in range(length))


def _typed(cell: str, column: int, dice: Dice) -> str:
    """A cell as somebody types it: a letter of a code missing, a birth date a year off, a cell left empty."""
    if column < 2 and dice.yes(SLIP):
        place = dice.whole(1, len(cell) - 1)
        return cell[:place] + cell[place + 1 :]
    if column == 2 and dice.yes(OTHER_YEAR):
        return f"{int(cell[:4]) + 1}{cell[4:]}"
    return "" if column in (2, 4) and dice.yes(BLANK) else cell
