"""How people function: the Washington Group's six questions, legal findings, unpaid care, evacuation."""

from scripts.make_demo.chance import Dice, logistic
from scripts.make_demo.people import Household, Person

DOMAINS = ("see", "hear", "walk", "remember", "selfcare", "communicate")
_YOUNG = {"see": 0.1, "hear": 0.1, "walk": 0.2, "remember": 0.28, "selfcare": 0.12, "communicate": 0.2}
_OLD = {"see": 0.19, "hear": 0.19, "walk": 0.34, "remember": 0.12, "selfcare": 0.13, "communicate": 0.03}


def add_functioning(home: Household) -> None:
    """Gives every member their functioning, and then what follows from it for the household."""
    for number, person in enumerate(home.members):
        dice = Dice(f"functioning/{home.id}/{number}")
        if person.age >= 5:
            _domains(dice, home, person)
        _legal(dice, person)
        if person.age >= 5:
            small_or_frail = {"small": 0.5, "frail": 0.6}.get(_frail(person.age), 0.0)
            stays = person.hard("walk", "see", "selfcare") or dice.yes(small_or_frail)
            person.answers["evacuate_alone"] = "no" if (stays or dice.yes(0.01)) else "yes"
    _care(home)


def _frail(age: int) -> str:
    return "small" if age <= 7 else "frail" if age >= 84 else ""


def _domains(dice: Dice, home: Household, person: Person) -> None:
    hard = dice.yes(_risk(home, person))
    weights = _OLD if person.age >= 50 else _YOUNG
    struck = {dice.one_of(weights) for _ in range(dice.one_of({1: 0.5, 2: 0.33, 3: 0.17}))} if hard else set()
    some = min(0.02 + 0.0045 * max(person.age - 20, 0), 0.3)
    for domain in DOMAINS:
        light = 2 if dice.yes(some * (1.6 if domain in ("see", "walk") else 0.6)) else 1
        person.answers[f"wg_{domain}"] = (4 if dice.yes(0.16) else 3) if domain in struck else light


def _risk(home: Household, person: Person) -> float:
    age = person.age
    if age < 18:
        score = -3.7
    elif age < 50:
        score = -3.5 + 0.022 * (age - 18)
    else:
        score = -2.55 + 0.064 * (age - 50)
    remote = {"roma": 0.5, "mountain": 0.2, "hills": 0.1}.get(home.settlement.stratum, 0.0)
    return logistic(score + remote - 0.15 * home.wealth)


def _legal(dice: Dice, person: Person) -> None:
    share = 0.015
    if person.hard(*DOMAINS):
        share = 0.58 if person.age < 65 else 0.22
    person.answers["legal_disability"] = "yes" if dice.yes(share) else "no"


def _care(home: Household) -> None:
    """Hours of unpaid care a week, for a person with a disability, an illness or old age."""
    dice = Dice(f"care/{home.id}")
    cared = [p for p in home.members if p.hard("selfcare", "walk", "remember", "communicate")]
    able = [p for p in home.members if p.age >= 15 and not p.hard("selfcare", "walk")]
    carers = [p for p in able if p not in cared]
    main = max(carers, key=lambda p: (p.sex == "f") * 20 - abs(p.age - 48), default=None)
    for person in home.members:
        if person.age < 15:
            continue
        hours = 0
        if cared and person is main:
            heavy = any(p.hard("selfcare") for p in cared)
            hours = max(2, round(dice.bell(30 if heavy else 13, 9)))
        elif cared and person in carers and dice.yes(0.35):
            hours = dice.whole(1, 8)
        elif 35 <= person.age <= 68 and dice.yes(0.07):
            hours = dice.whole(2, 12)
        person.answers["care_hours"] = hours
