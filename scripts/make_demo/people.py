"""Everybody who lives in Trpezica: households with their members, drawn once, whole, before anybody is asked."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scripts.make_demo.chance import Dice
from scripts.make_demo.places import SETTLEMENTS, Settlement

CIRCLE = {"town": 60, "roma": 4}
TYPES = ("old_alone", "old_couple", "alone", "couple", "family", "one_parent", "three_ages", "grown_children")
MIX = {
    "town": (0.11, 0.14, 0.07, 0.12, 0.26, 0.04, 0.12, 0.14),
    "roma": (0.03, 0.04, 0.03, 0.05, 0.45, 0.07, 0.28, 0.05),
    "plain": (0.09, 0.13, 0.04, 0.09, 0.25, 0.03, 0.20, 0.17),
    "hills": (0.17, 0.20, 0.05, 0.12, 0.18, 0.02, 0.12, 0.14),
    "mountain": (0.32, 0.30, 0.06, 0.10, 0.09, 0.01, 0.05, 0.07),
}
WEALTH = {"town": 0.30, "roma": -1.55, "plain": 0.0, "hills": -0.25, "mountain": -0.5}
TYPE_WEALTH = {"old_alone": -0.3, "one_parent": -0.6, "three_ages": -0.1, "couple": 0.25, "grown_children": 0.2}
MIXED = {"macedonian": 0.86, "albanian": 0.06, "turkish": 0.05, "serbian": 0.02, "other": 0.01}
PEOPLE_ARE = {
    "mixed": MIXED,
    "roma": {"roma": 0.9, "macedonian": 0.06, "turkish": 0.04},
    "albanian": {"albanian": 0.8, "macedonian": 0.2},
    "turkish": {"turkish": 0.7, "macedonian": 0.3},
}


@dataclass(slots=True)
class Person:
    """One person; `answers` are what they would say if asked."""

    age: int
    sex: str
    relation: str
    answers: dict[str, Any] = field(default_factory=dict)

    def hard(self, *domains: str) -> bool:
        """True when one of these functions is a lot of difficulty or impossible."""
        return any(self.answers.get(f"wg_{domain}", 1) >= 3 for domain in domains)


@dataclass(slots=True)
class Household:
    """One household with its place in the sample's frame and how well off it is (0 is the middle, 1 a step)."""

    id: str
    settlement: Settlement
    psu: str
    type: str
    wealth: float
    people: str
    members: list[Person]
    answers: dict[str, Any] = field(default_factory=dict)


@cache
def population() -> tuple[Household, ...]:
    """All households of the municipality."""
    return tuple(_household(place, number) for place in SETTLEMENTS for number in range(place.households))


def _household(place: Settlement, number: int) -> Household:
    name = f"{place.id}/{number}"
    dice = Dice(f"household/{name}")
    stratum = place.stratum
    circles = CIRCLE.get(stratum, 1)
    psu = place.id if circles == 1 else f"{place.id}-{number * circles // place.households + 1:02d}"
    kind = dice.one_of(dict(zip(TYPES, MIX[stratum], strict=True)))
    local = Dice(f"psu/{psu}").bell(0, 0.35)
    wealth = WEALTH[stratum] + TYPE_WEALTH.get(kind, 0.0) + local + dice.bell()
    members = _members(dice, kind, stratum)
    return Household(name, place, psu, kind, wealth, dice.one_of(PEOPLE_ARE[place.people_are]), members)


def _members(dice: Dice, kind: str, stratum: str) -> list[Person]:
    if kind in ("old_alone", "old_couple"):
        return _old(dice, kind == "old_couple", stratum)
    if kind == "alone":
        return [Person(dice.whole(24, 64), dice.one_of({"m": 0.6, "f": 0.4}), "head")]
    if kind == "couple":
        return _couple(dice, dice.whole(30, 62))
    if kind == "grown_children":
        parents = _couple(dice, dice.whole(47, 66))
        return parents + _children(dice, parents, dice.one_of({1: 0.45, 2: 0.45, 3: 0.1}), (18, 36))
    mother = dice.whole(20, 42) if stratum == "roma" else dice.whole(26, 48)
    parents = [Person(mother, "f", "head")] if kind == "one_parent" else _couple(dice, mother + 2)
    several = {1: 0.15, 2: 0.3, 3: 0.28, 4: 0.17, 5: 0.1} if stratum == "roma" else {1: 0.36, 2: 0.49, 3: 0.15}
    members = parents + _children(dice, parents, dice.one_of(several), (0, 17))
    if kind == "three_ages":
        members += _grandparents(dice, mother)
    return members


def _old(dice: Dice, two: bool, stratum: str) -> list[Person]:
    higher = 3 if stratum in ("hills", "mountain") else 0
    age = min(65 + int(abs(dice.bell(6, 9))) + dice.whole(0, higher), 97)
    if not two:
        return [Person(age, dice.one_of({"f": 0.71, "m": 0.29}), "head")]
    return [Person(age, "m", "head"), Person(max(age - dice.whole(-2, 5), 58), "f", "spouse")]


def _couple(dice: Dice, age: int) -> list[Person]:
    return [Person(age, "m", "head"), Person(max(age - dice.whole(-1, 6), 18), "f", "spouse")]


def _children(dice: Dice, parents: list[Person], count: int, ages: tuple[int, int]) -> list[Person]:
    oldest = max(min(ages[1], min(p.age for p in parents) - 17), ages[0])
    drawn = sorted((dice.whole(ages[0], oldest) for _ in range(count)), reverse=True)
    return [Person(age, dice.one_of({"m": 0.514, "f": 0.486}), "child") for age in drawn]


def _grandparents(dice: Dice, mother: int) -> list[Person]:
    age = min(mother + dice.whole(21, 31), 94)
    two = dice.yes(0.45)
    first = Person(age, "f", "parent")
    return [first, Person(min(age + dice.whole(0, 5), 96), "m", "parent")] if two else [first]
