"""Two registers that count the same groups and disagree, because each counts what it has in its drawer."""

from collections import Counter
from collections.abc import Callable

from scripts.make_demo.chance import Dice
from scripts.make_demo.functioning import DOMAINS
from scripts.make_demo.people import Household, Person
from scripts.make_demo.places import AREAS, BY_ID, MUNICIPALITY
from scripts.make_demo.services_asked import everybody
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

Rule = Callable[[Dice, Household, Person], bool]
LEAST = 5


def _disabled_centre(dice: Dice, _: Household, p: Person) -> bool:
    return p.age >= 18 and p.answers["legal_disability"] == "yes" and dice.yes(0.8)


def _children_centre(dice: Dice, _: Household, p: Person) -> bool:
    return p.age < 18 and p.answers["legal_disability"] == "yes" and dice.yes(0.85)


def _old_centre(dice: Dice, home: Household, p: Person) -> bool:
    return p.age >= 65 and len(home.members) == 1 and dice.yes(0.5)


def _poor_centre(_: Dice, home: Household, __: Person) -> bool:
    return home.answers["social_assistance"] == "yes"


def _lost_centre(_: Dice, home: Household, __: Person) -> bool:
    return home.answers["lost_assistance"] == "yes"


def _disabled_association(dice: Dice, _: Household, p: Person) -> bool:
    known = p.hard(*DOMAINS) or p.answers["legal_disability"] == "yes"
    return p.age >= 18 and (dice.yes(0.83) if known else dice.yes(0.012))


def _children_association(dice: Dice, _: Household, p: Person) -> bool:
    return 5 <= p.age < 18 and p.hard(*DOMAINS) and dice.yes(0.6)


def _old_association(dice: Dice, home: Household, p: Person) -> bool:
    return p.age >= 65 and all(m.age >= 65 for m in home.members) and dice.yes(0.55)


CENTRE = ("Centre for social work", "Центар за социјална работа", "2026-06-30", (
    ("PWD-A", _disabled_centre, "Adults with a finding of the commission and a cash right on that ground",
     "Полнолетни лица со наод од комисијата и со право на паричен надоместок по тој основ"),
    ("PWD-C", _children_centre, "Children with a finding of the commission", "Деца со наод од комисијата"),
    ("OLD", _old_centre, "People of 65 and over living alone who turned to the centre in the last two years",
     "Лица на 65 и повеќе години што живеат сами и се обратиле во центарот во последните две години"),
    ("POOR", _poor_centre, "Members of households that receive the guaranteed minimum assistance",
     "Членови на домаќинства што примаат гарантирана минимална помош"),
    ("LEAVE", _lost_centre, "Members of households whose right to assistance ended in the last 12 months",
     "Членови на домаќинства на кои правото на помош им престанало во последните 12 месеци"),
))  # fmt: skip
ASSOCIATION = ("Association “Together at the Table”", "Здружение „Заедно на маса“", "2026-05-15", (
    ("PWD-A", _disabled_association, "Adults known to the association's volunteers, with or without a finding",
     "Полнолетни лица што ги познаваат волонтерите на здружението, со наод или без наод"),
    ("PWD-C", _children_association, "Children known to the association, with or without a finding",
     "Деца што ги познава здружението, со наод или без наод"),
    ("OLD", _old_association, "People of 65 and over who live alone or only with other people of 65 and over",
     "Лица на 65 и повеќе години што живеат сами или само со други лица на 65 и повеќе години"),
))  # fmt: skip


def register_sheets(which: tuple, settlements: bool) -> dict[str, list[list[Cell]]]:  # type: ignore[type-arg]
    """One register: people by group for the municipality, and for areas and settlements with at least five."""
    source, source_mk, day, groups = which
    rows: list[list[Cell]] = [
        ["source", "source_mk", "group", "place", "place_name", "people", "counted_on", "definition", "definition_mk"]
    ]
    for group, rule, definition, definition_mk in groups:
        counts = _count(f"{source}/{group}", rule)
        for place, name in _places(settlements):
            if place != MUNICIPALITY[0] and counts[place] < LEAST:
                continue
            rows.append([source, source_mk, group, place, name, counts[place], day, definition, definition_mk])
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        [f"Places with fewer than {LEAST} people of a group are not listed; the rows of the whole include them.",
         f"Местата со помалку од {LEAST} лица од групата не се наведени; вклучени се во збирниот ред."],
    ]  # fmt: skip
    return {"register": rows, "about": about}


AGES = {
    "PWD-A": (("18–39", 18, 39), ("40–64", 40, 64), ("65–79", 65, 79), ("80+", 80, 200)),
    "PWD-C": (("0–6", 0, 6), ("7–13", 7, 13), ("14–17", 14, 17)),
}
SEXES = ("f", "m")


def crossed_sheets(which: tuple) -> dict[str, list[list[Cell]]]:  # type: ignore[type-arg]
    """The same register once more, people with disabilities by settlement, sex and age: every cell, however small.

    Such a table never leaves the office as it stands; it is here so that the rounding of counts has its cube.
    """
    source, source_mk, day, groups = which
    rows: list[list[Cell]] = [["source", "source_mk", "group", "place", "sex", "age", "people", "counted_on"]]
    for group, rule, *_ in groups:
        if group in AGES:
            counts = _crossed(f"{source}/{group}", rule, AGES[group])
            rows += [
                [source, source_mk, group, place, sex, age, counts[place, sex, age], day]
                for place in BY_ID
                for sex in SEXES
                for age, *_ in AGES[group]
            ]
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["Exact counts, also of one person: for the office only. What is released is rounded.",
         "Точни броеви, и за едно лице: само за службата. Она што се објавува е заокружено."],
    ]  # fmt: skip
    return {"register": rows, "about": about}


def _crossed(name: str, rule: Rule, ages: tuple[tuple[str, int, int], ...]) -> Counter[tuple[str, str, str]]:
    """The people whom `_count` counts, by settlement, sex and age: the dice fall the same way."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for home in everybody():
        dice = Dice(f"register/{name}/{home.id}")
        for person in home.members:
            if rule(dice, home, person):
                age = next(label for label, low, high in ages if low <= person.age <= high)
                counts[home.settlement.id, person.sex, age] += 1
    return counts


def _places(settlements: bool) -> list[tuple[str, str]]:
    found = [(MUNICIPALITY[0], MUNICIPALITY[2]), *[(area, en) for area, (_, en) in AREAS.items()]]
    return found + [(s.id, s.name_en) for s in BY_ID.values()] if settlements else found


def _count(name: str, rule: Rule) -> Counter[str]:
    counts: Counter[str] = Counter()
    for home in everybody():
        dice = Dice(f"register/{name}/{home.id}")
        known = sum(rule(dice, home, person) for person in home.members)
        for place in (MUNICIPALITY[0], home.settlement.area, home.settlement.id):
            counts[place] += known
    return counts
