"""The questions about an emergency: consent to be listed, medicine, electricity; drawn apart from all else."""

from scripts.make_demo.chance import Dice, logistic
from scripts.make_demo.people import Household

EMERGENCY = ("consent_list", "consent_list_own", "medicine_daily", "power_device")
"""Questions that came later: their cells draw chances of their own."""


def add_emergency(home: Household) -> None:
    """Gives the household and its members their answers; no other answer changes with them."""
    dice = Dice(f"emergency/{home.id}")
    home.answers["consent_list"] = "yes" if dice.yes(0.72) else "no"
    for number, person in enumerate(home.members):
        own = Dice(f"emergency/{home.id}/{number}")
        ill = logistic(-4.6 + 0.068 * person.age + 0.9 * person.hard("walk", "selfcare"))
        agrees = 0.85 if home.answers["consent_list"] == "yes" else 0.04
        person.answers["consent_list_own"] = "yes" if Dice(f"emergency/{home.id}/{number}/list").yes(agrees) else "no"
        person.answers["medicine_daily"] = "yes" if own.yes(ill) else "no"
        person.answers["power_device"] = "yes" if own.yes(0.09 if person.hard("selfcare") else 0.004) else "no"
