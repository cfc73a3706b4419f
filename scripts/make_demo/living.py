"""How people live: income, dwelling, what they go without, school, work, health, rights."""

from scripts.make_demo.chance import Dice, logistic
from scripts.make_demo.functioning import DOMAINS
from scripts.make_demo.land import flooded, minutes_to_town
from scripts.make_demo.people import Household, Person

HOUSEHOLD_ITEMS = {
    "dep_arrears": -1.3, "dep_unexpected": 0.0, "dep_warm": -1.4, "dep_protein": -1.7, "dep_holiday": 0.3,
    "dep_car": -1.5, "dep_furniture": -0.3,
}  # fmt: skip
PERSON_ITEMS = {
    "dep_clothes": -1.5, "dep_shoes": -2.2, "dep_pocket": -1.2, "dep_leisure": -0.9, "dep_friends": -1.6,
    "dep_internet": -2.6,
}  # fmt: skip
WALK_TO_SHOP = {"town": 6, "roma": 11, "plain": 9, "hills": 20, "mountain": 48}
WALK_TO_BUS = {"town": 6, "roma": 14, "plain": 11, "hills": 24, "mountain": 62}


def add_living(home: Household) -> None:
    """Gives the household and its members all answers that do not concern services."""
    dice = Dice(f"living/{home.id}")
    _money(dice, home)
    _dwelling(dice, home)
    _ways(dice, home)
    home.answers |= {item: _item(dice, base, home.wealth) for item, base in HOUSEHOLD_ITEMS.items()}
    for number, person in enumerate(home.members):
        own = Dice(f"living/{home.id}/{number}")
        _status(own, home, person)
        _learning(own, home, person)
        _work(own, home, person)
        _health_and_rights(own, home, person)
        if person.age >= 16:
            person.answers |= {item: _item(own, base, home.wealth) for item, base in PERSON_ITEMS.items()}
    _income(dice, home)


def yes(truth: bool) -> str:
    """The code of a yes or no."""
    return "yes" if truth else "no"


def _item(dice: Dice, base: float, wealth: float) -> str:
    if dice.yes(logistic(base - 0.45 - 1.35 * wealth)):
        return "cannot"
    return "other" if dice.yes(0.04) else "yes"


def _money(dice: Dice, home: Household) -> None:
    poor = logistic(-4.6 - 2.1 * home.wealth + (0.3 if home.settlement.stratum == "roma" else 0))
    on_assistance = dice.yes(poor)
    lost = not on_assistance and dice.yes(min(0.35 * poor + 0.004, 0.12))
    home.answers["social_assistance"] = yes(on_assistance)
    home.answers["lost_assistance"] = yes(lost)


def _income(dice: Dice, home: Household) -> None:
    earners = sum(p.answers.get("work") == "employed" for p in home.members)
    pensions = sum(p.answers.get("work") == "retired" for p in home.members)
    step = 2.718 ** (0.22 * home.wealth + dice.bell(0, 0.15))
    money = 6500 + (27500 * earners + 15500 * pensions) * step
    if home.answers["social_assistance"] == "yes":
        money = min(money, 9000 + 2600 * len(home.members))
    home.answers["income_month"] = int(round(money, -2))


def _dwelling(dice: Dice, home: Household) -> None:
    stratum, wealth = home.settlement.stratum, home.wealth
    tenure = {"own": 0.9, "rent": 0.05, "informal": 0.02, "other": 0.03}
    water = {"piped_in": 0.93, "piped_yard": 0.03, "public": 0.01, "well": 0.03}
    toilet = {"inside_sewer": 0.1, "inside_septic": 0.8, "outside": 0.1}
    heating = {"wood": 0.62, "pellets": 0.16, "electricity": 0.16, "coal": 0.02, "other": 0.04}
    if stratum == "town":
        toilet = {"inside_sewer": 0.93, "inside_septic": 0.06, "outside": 0.01}
        heating = {"electricity": 0.34, "district": 0.14, "pellets": 0.17, "wood": 0.33, "coal": 0.02}
        tenure = {"own": 0.83, "rent": 0.13, "informal": 0.02, "other": 0.02}
    if stratum in ("hills", "mountain"):
        water = {"piped_in": 0.7, "piped_yard": 0.12, "public": 0.06, "well": 0.12}
        toilet = {"inside_septic": 0.66, "outside": 0.34}
        heating = {"wood": 0.9, "electricity": 0.06, "pellets": 0.03, "other": 0.01}
    if stratum == "roma":
        tenure = {"own": 0.34, "informal": 0.55, "rent": 0.05, "other": 0.06}
        water = {"piped_in": 0.56, "piped_yard": 0.27, "public": 0.14, "other": 0.03}
        toilet = {"inside_sewer": 0.22, "inside_septic": 0.26, "outside": 0.46, "none": 0.06}
        heating = {"wood": 0.86, "electricity": 0.08, "coal": 0.02, "other": 0.04}
    if wealth > 0.6 and "inside_septic" in toilet:
        toilet = {key: share for key, share in toilet.items() if key.startswith("inside")}
    names = {"tenure": tenure, "water": water, "toilet": toilet, "heating_fuel": heating}
    home.answers |= {name: dice.one_of(shares) for name, shares in names.items()}


def _ways(dice: Dice, home: Household) -> None:
    stratum = home.settlement.stratum
    slow = 1.0 if home.wealth > 0 else 1.35
    drive = minutes_to_town()[home.settlement.id] if stratum not in ("town", "roma") else 0
    around = {"town": 10, "roma": 17}.get(stratum, 8)
    home.answers["minutes_health"] = _round_five(drive * slow + around + dice.bell(0, 4))
    home.answers["minutes_shop"] = _round_five(WALK_TO_SHOP[stratum] * 2.718 ** dice.bell(0, 0.4))
    home.answers["minutes_bus"] = _round_five(WALK_TO_BUS[stratum] * 2.718 ** dice.bell(0, 0.4))
    at_risk = 0.42 if home.settlement.id in flooded() else (0.13 if stratum == "roma" else 0.015)
    home.answers["flood_before"] = yes(dice.yes(at_risk))


def _round_five(minutes: float) -> int:
    """Minutes as people say them: fives, below ten as they are."""
    return max(1, round(minutes)) if minutes < 10 else 5 * round(minutes / 5)


def _status(dice: Dice, home: Household, person: Person) -> None:
    person.answers["ethnicity"] = "no_answer" if dice.yes(0.035) else home.people
    if person.age < 15:
        return
    pairs = any(p.relation == "spouse" for p in home.members)
    if person.relation == "spouse" or (person.relation == "head" and pairs):
        person.answers["marital"] = "married"
    elif person.relation == "parent" or person.age >= 65:
        person.answers["marital"] = dice.one_of({"widowed": 0.84, "married": 0.02, "divorced": 0.06, "single": 0.08})
    else:
        person.answers["marital"] = dice.one_of({"single": 0.82, "divorced": 0.13, "widowed": 0.05})


def _learning(dice: Dice, home: Household, person: Person) -> None:
    roma = home.settlement.stratum == "roma"
    if 3 <= person.age <= 5:
        base = {"town": 0.1, "plain": -1.2, "hills": -2.3, "mountain": -3.0, "roma": -2.4}[home.settlement.stratum]
        person.answers["preschool"] = yes(dice.yes(logistic(base + 0.5 * home.wealth)))
    if 6 <= person.age <= 17:
        out = logistic(-4.6 + (1.6 if person.age >= 15 else 0) + (1.5 if roma else 0) - 0.4 * home.wealth)
        out += 0.14 if person.hard(*DOMAINS) else 0
        person.answers["school"] = "not_enrolled" if dice.yes(out) else "enrolled"


def _work(dice: Dice, home: Household, person: Person) -> None:
    age, stratum = person.age, home.settlement.stratum
    if age < 15:
        return
    if person.answers.get("school") == "enrolled":
        work = "student"
    elif age >= 65 or (age >= 60 and dice.yes(0.4)):
        work = "retired" if dice.yes(0.9) else "home"
    elif person.hard("walk", "selfcare", "communicate", "remember") and dice.yes(0.7):
        work = "unable"
    elif age <= 24 and dice.yes(0.12 if stratum == "roma" else 0.55):
        work = "student"
    else:
        work = _working(dice, home, person)
    person.answers["work"] = work
    if age <= 29:
        person.answers["training"] = yes(dice.yes(0.04))
    if age <= 64 and work in ("unemployed", "home", "unable"):
        share = {"unemployed": 0.82, "home": 0.28, "unable": 0.3}[work]
        person.answers["wants_work"] = yes(dice.yes(share))


def _working(dice: Dice, home: Household, person: Person) -> str:
    score = {"town": 0.95, "roma": -1.1, "plain": 0.65, "hills": 0.4, "mountain": 0.15}[home.settlement.stratum]
    score += 0.45 * home.wealth - (0.75 if person.sex == "f" else 0) - (0.5 if person.age < 30 else 0)
    score -= 0.8 if person.hard(*DOMAINS) else 0
    if dice.yes(logistic(score)):
        return "employed"
    at_home = 0.48 if person.sex == "f" and person.age > 24 else 0.08
    return "home" if dice.yes(at_home) else "unemployed"


def _health_and_rights(dice: Dice, home: Household, person: Person) -> None:
    age, stratum, wealth = person.age, home.settlement.stratum, home.wealth
    shares = {
        "no_need": 0.42 if age < 60 else 0.16,
        "met": 0.5,
        "cost": 0.02 + 0.06 * logistic(-1.5 - 1.6 * wealth) * 4,
        "distance": {"mountain": 0.15, "hills": 0.06, "plain": 0.02}.get(stratum, 0.004),
        "waiting": 0.04 if age < 60 else 0.07,
        "other": 0.01,
    }
    answers = person.answers
    answers["has_documents"] = yes(not dice.yes(0.07 if stratum == "roma" else 0.006))
    if age >= 6:
        gone = -5.5 + 0.075 * age - 0.55 * wealth + (0.7 if stratum == "mountain" else 0)
        answers["internet"] = yes(not dice.yes(logistic(gone)))
    if age >= 16:
        answers["unmet_medical"] = dice.one_of(shares)
        known = logistic(0.2 + 0.35 * wealth - (0.7 if stratum in ("mountain", "roma") else 0))
        answers["rights_known"] = yes(dice.yes(known))
        used = {"not_used": 0.6, "yes": 0.27, "no": 0.13}
        if stratum in ("mountain", "roma"):
            used = {"not_used": 0.66, "yes": 0.13, "no": 0.21}
        answers["satisfied_services"] = dice.one_of(used)
    if age >= 18:
        felt = 0.045 + (0.2 if home.people == "roma" else 0) + (0.1 if person.hard(*DOMAINS) else 0)
        answers["discriminated"] = yes(dice.yes(felt))
