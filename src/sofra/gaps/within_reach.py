"""What a settlement reaches, in words: the number as the language writes it, or why there is none."""

from sofra.gaps.words import number
from sofra.packs.texts import Texts
from sofra.resources.minutes import WHY
from sofra.resources.reach.state import Reach, State
from sofra.resources.reach.town import Town


def told(reach: Reach, home: int, unit: str, texts: Texts) -> str:
    """One settlement's number in its unit; where there is none, why."""
    value, state = reach.at(home)
    return texts.say(f"reach.short.{WHY[state].partition('.')[2]}") if value is None else number(value, unit, texts)


def minutes_told(reach: Reach, home: int, within: float, texts: Texts) -> str:
    """Whole minutes; with a decimal where a whole number would stand on the other side of the limit."""
    value = reach.at(home)[0]
    if value is not None and (value > within) != (round(value) > within):
        return texts.number(value, 1)
    return told(reach, home, "minutes", texts)


def usable_told(town: Town, home: int, within: float, texts: Texts) -> str:
    """Minutes to the nearest site that is known to be step-free; where there is none, whether somebody looked."""
    value, _ = town.minutes.at(home)
    if value is None and town.unlooked:
        return texts.say("reach.short.unlooked")
    return minutes_told(town.minutes, home, within, texts)


def farthest_first(reach: Reach) -> list[int]:
    """The settlements' numbers by their minutes: no way is farther than any, no number at all comes last."""
    every = [reach.at(home) for home in range(len(reach.value))]
    known = [
        value if value is not None else -1.0 if state in (State.NO_SPOT, State.UNLOCATED) else float("inf")
        for value, state in every
    ]
    return sorted(range(len(known)), key=lambda home: -known[home])
