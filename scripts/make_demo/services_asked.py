"""Who needs which service, and who of them gets it: as many as the inventory says, nearest first."""

from functools import cache

from scripts.make_demo.chance import Dice
from scripts.make_demo.emergency_asked import add_emergency
from scripts.make_demo.functioning import DOMAINS, add_functioning
from scripts.make_demo.living import add_living, yes
from scripts.make_demo.people import Household, Person, population
from scripts.make_demo.scales_asked import add_scales

USERS = {
    "home_care": 47, "day_care": 18, "assistance": 24, "counselling": 96, "transport": 38, "respite": 0,
    "work_support": 140, "information": 420, "mobile_team": 0,
}  # fmt: skip
FROM_AGE = {
    "home_care": 18, "day_care": 0, "assistance": 6, "counselling": 6, "transport": 0, "respite": 15,
    "work_support": 15, "information": 16, "mobile_team": 0,
}  # fmt: skip
TO_AGE = {"work_support": 64}
NEAR = {"town": 1.0, "roma": 0.4, "plain": 0.55, "hills": 0.22, "mountain": 0.07}
NOT_BEYOND = {"home_care": ("town", "roma", "plain"), "transport": ("town", "roma", "plain")}
BARRIERS = ("distance", "price", "information", "transport", "waiting", "documents", "attitude")
LATER = ("physical", "hours")
"""Asked after the others, by dice of their own: no other answer moves."""


def asked(service: str, age: int) -> bool:
    """True when the questionnaire asks a person of this age about the service."""
    return FROM_AGE[service] <= age <= TO_AGE.get(service, 200)


@cache
def everybody() -> tuple[Household, ...]:
    """All households with all their answers, as they would give them on the day of the interview."""
    homes = population()
    for home in homes:
        add_functioning(home)
        add_living(home)
        for number, person in enumerate(home.members):
            _needs(Dice(f"services/{home.id}/{number}"), home, person)
    for service, users in USERS.items():
        _serve(homes, service, users)
    for home in homes:
        _household(Dice(f"wishes/{home.id}"), home)
        add_scales(home)
        add_emergency(home)
    return homes


def _needs(dice: Dice, home: Household, person: Person) -> None:
    for service in USERS:
        draw = dice.share()
        if asked(service, person.age):
            person.answers[f"needs_{service}"] = yes(draw < _RISK[service](home, person))


def _severe(person: Person) -> bool:
    return person.hard("selfcare") or (person.age >= 65 and person.hard("walk"))


def _alone(home: Household) -> bool:
    return len(home.members) == 1


def _remote(home: Household) -> bool:
    return home.settlement.stratum in ("hills", "mountain")


def _home_care(home: Household, person: Person) -> float:
    if _severe(person):
        return 0.9 if _alone(home) or home.type == "old_couple" else 0.6
    if person.age >= 78 and _alone(home):
        return 0.5 if _remote(home) else 0.28
    if person.age >= 65:
        return 0.16 if home.settlement.stratum == "mountain" else 0.05
    return 0.12 if person.hard("walk", "remember") else 0.001


def _day_care(home: Household, person: Person) -> float:
    if person.age < 65 and person.hard("remember", "communicate", "selfcare"):
        return 0.62
    if person.age < 65 and person.hard(*DOMAINS):
        return 0.12
    if person.age >= 65 and person.hard("remember"):
        return 0.3
    return 0.05 if person.age >= 70 and _alone(home) else 0.001


def _assistance(_: Household, person: Person) -> float:
    if person.age < 65 and person.hard("walk", "see", "selfcare"):
        return 0.55
    return 0.06 if person.hard(*DOMAINS) else 0.0005


def _counselling(home: Household, person: Person) -> float:
    carer = person.answers.get("care_hours", 0) >= 10
    young = person.age <= 29 and person.answers.get("work") == "unemployed"
    poor = home.answers["social_assistance"] == "yes"
    if person.age < 14:
        return 0.008 + 0.05 * poor + 0.1 * person.hard(*DOMAINS)
    return 0.012 + 0.13 * carer + 0.05 * young + 0.06 * poor + 0.1 * (home.type == "one_parent")


def _transport(home: Household, person: Person) -> float:
    if person.hard("walk", "see"):
        return 0.62
    far = {"mountain": 0.3, "hills": 0.14, "plain": 0.04}.get(home.settlement.stratum, 0.0)
    if person.age >= 68:
        return 0.07 + 1.2 * far
    return 0.004 + 0.12 * far * (home.answers["dep_car"] == "cannot")


def _respite(_: Household, person: Person) -> float:
    hours = int(person.answers.get("care_hours", 0))
    return 0.6 if hours >= 20 else 0.33 if hours >= 10 else 0.001


def _work_support(_: Household, person: Person) -> float:
    if person.answers.get("wants_work") != "yes":
        return 0.004
    return 0.6 if person.age <= 29 or person.hard(*DOMAINS) else 0.42


def _information(home: Household, person: Person) -> float:
    poor = home.answers["social_assistance"] == "yes" or home.answers["lost_assistance"] == "yes"
    unaware = person.answers["rights_known"] == "no"
    stratum = {"roma": 0.14, "mountain": 0.06}.get(home.settlement.stratum, 0.0)
    return 0.01 + 0.2 * poor + 0.14 * person.hard(*DOMAINS) + 0.04 * unaware + stratum


def _mobile_team(home: Household, person: Person) -> float:
    if home.settlement.stratum == "roma":
        return 0.3 if person.hard(*DOMAINS) or person.age >= 60 else 0.09
    heavy = _severe(person) or (person.age >= 78 and _alone(home))
    if _remote(home):
        return 0.65 if heavy else 0.18 if person.age >= 65 else 0.02
    return 0.16 if heavy and home.settlement.stratum == "plain" else 0.002


_RISK = {
    "home_care": _home_care, "day_care": _day_care, "assistance": _assistance, "counselling": _counselling,
    "transport": _transport, "respite": _respite, "work_support": _work_support, "information": _information,
    "mobile_team": _mobile_team,
}  # fmt: skip


def _serve(homes: tuple[Household, ...], service: str, users: int) -> None:
    """Gives the service to so many of those who need it; those who live far away come last."""
    queue = []
    for home in homes:
        for number, person in enumerate(home.members):
            if person.answers.get(f"needs_{service}") == "yes":
                person.answers[f"gets_{service}"] = "no"
                if home.settlement.stratum not in NOT_BEYOND.get(service, NEAR):
                    continue
                turn = Dice(f"turn/{service}/{home.id}/{number}").share() / NEAR[home.settlement.stratum]
                queue.append((turn, home.id, number, person))
    for place, (*_, person) in enumerate(sorted(queue, key=lambda item: item[:3])):
        person.answers[f"gets_{service}"] = yes(place < users)


def _household(dice: Dice, home: Household) -> None:
    """What the household names as its first wish and as standing in its way."""
    old = any(p.age >= 70 for p in home.members)
    young = any(p.age <= 14 for p in home.members)
    disabled = any(p.hard(*DOMAINS) for p in home.members)
    jobless = any(p.answers.get("work") == "unemployed" for p in home.members)
    stratum = home.settlement.stratum
    far = {"mountain": 4.0, "hills": 2.5, "plain": 1.2}.get(stratum, 0.4)
    home.answers["priority_1"] = dice.one_of({
        "work": 1 + 4 * jobless, "health": 1.6 + 1.5 * old, "care_old": 0.3 + 3 * old, "children": 0.2 + 1.8 * young,
        "care_disability": 0.1 + 3 * disabled, "transport": far, "roads": 0.6 * far, "water": 0.3 + 0.3 * far,
        "housing": 0.4 + (4 if stratum == "roma" else 0), "other": 0.4,
    })  # fmt: skip
    poor = home.wealth < -0.8
    shares = {
        "distance": far / 6, "price": 0.12 + 0.3 * poor, "information": 0.22, "transport": far / 7,
        "waiting": 0.2 if stratum == "town" else 0.1, "documents": 0.25 if stratum == "roma" else 0.03,
        "attitude": 0.3 if stratum == "roma" else 0.06,
    }  # fmt: skip
    own = Dice(f"barriers/{home.id}")
    later = {"physical": 0.45 if disabled else 0.15 if old else 0.03, "hours": 0.08 + 0.08 * bool(young)}
    found = [name for name in BARRIERS if dice.yes(shares[name])] + [name for name in LATER if own.yes(later[name])]
    home.answers["barriers"] = found or ["none"]
