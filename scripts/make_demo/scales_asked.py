"""The scales of the field: food, children's functioning, well-being and daily activities, drawn apart from all else."""

from scripts.make_demo.chance import Dice, logistic
from scripts.make_demo.people import Household, Person

FOOD = {
    "fies_worried": -1.22, "fies_healthy": -0.85, "fies_few_foods": -1.11, "fies_skipped": 0.35, "fies_ate_less": -0.31,
    "fies_ran_out": 0.51, "fies_hungry": 0.75, "fies_whole_day": 1.88,
}  # fmt: skip
BASIC = {"bathing": 0.0, "dressing": 0.6, "eating": 1.6, "toilet": 1.0, "bed": 0.8}
HOME = {"shopping": -1.2, "cooking": -0.4, "housework": -1.0, "medicine": 0.3, "money": 0.2, "phone": 0.8,
        "transport": -1.1}  # fmt: skip
SMALL = ("see", "hear", "walk", "dexterity", "understand", "understood", "learn", "play")
GROWING = ("see", "hear", "walk100", "walk500", "selfcare", "inside", "outside", "learn", "remember", "concentrate",
           "change", "behaviour", "friends")  # fmt: skip
SAME_AS = {"see": "see", "hear": "hear", "walk100": "walk", "walk500": "walk", "selfcare": "selfcare",
           "inside": "communicate", "outside": "communicate", "remember": "remember",
           "concentrate": "remember"}  # fmt: skip
PREFIXES = ("fies_", "adl_", "iadl_", "cfm2_", "cfm5_", "who5_")
"""How the names of these questions begin: their cells draw chances of their own too."""


def add_scales(home: Household) -> None:
    """Gives the household and its members their answers to the scales; no other answer changes with them."""
    dice = Dice(f"scales/{home.id}")
    hunger = dice.bell(-3.1 - 1.25 * home.wealth, 1.1)
    home.answers |= {item: _yes(dice.yes(logistic(hunger - severity))) for item, severity in FOOD.items()}
    for number, person in enumerate(home.members):
        own = Dice(f"scales/{home.id}/{number}")
        if person.age >= 65:
            _daily(own, person)
        if person.age >= 16:
            _wellbeing(own, home, person)
        if 2 <= person.age <= 4:
            _small(own, person)
        elif 5 <= person.age <= 17:
            _growing(own, home, person)


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _daily(dice: Dice, person: Person) -> None:
    frail = -5.6 + 0.075 * (person.age - 65) + 2.3 * person.hard("selfcare") + 1.6 * person.hard("walk", "remember")
    frail = dice.bell(frail + 1.6, 0.9)
    for prefix, items in (("adl", BASIC), ("iadl", HOME)):
        for item, severity in items.items():
            needs = dice.yes(logistic(frail - severity))
            unable = dice.yes(0.3)
            person.answers[f"{prefix}_{item}"] = ("cannot" if unable else "help") if needs else "alone"


def _wellbeing(dice: Dice, home: Household, person: Person) -> None:
    mood = dice.bell(3.1 + 0.35 * home.wealth - 0.9 * person.hard("walk", "selfcare", "see"), 0.8)
    mood -= 0.4 * (person.answers.get("work") == "unemployed")
    for item in range(1, 6):
        person.answers[f"who5_{item}"] = min(5, max(0, round(dice.bell(mood, 0.8))))


def _small(dice: Dice, person: Person) -> None:
    for item in SMALL:
        person.answers[f"cfm2_{item}"] = dice.one_of({1: 0.945, 2: 0.04, 3: 0.012, 4: 0.003})
    shares = {"not_at_all": 0.3, "less": 0.2, "same": 0.4, "more": 0.08, "lot_more": 0.02}
    person.answers["cfm2_behaviour"] = dice.one_of(shares)


def _growing(dice: Dice, home: Household, person: Person) -> None:
    """Where a child has the same domain in the short set, the module says the same."""
    for item in GROWING:
        drawn = dice.one_of({1: 0.94, 2: 0.045, 3: 0.012, 4: 0.003})
        known = SAME_AS.get(item)
        person.answers[f"cfm5_{item}"] = person.answers.get(f"wg_{known}", drawn) if known else drawn
    daily = 0.035 + 0.02 * (home.wealth < -0.8)
    for item in ("anxious", "sad"):
        shares = {"daily": daily, "weekly": 0.08, "monthly": 0.12, "yearly": 0.3, "never": 0.46}
        person.answers[f"cfm5_{item}"] = dice.one_of(shares)
