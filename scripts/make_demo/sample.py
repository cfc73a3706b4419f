"""The sample: circles and villages drawn in each stratum, ten households drawn in each."""

from dataclasses import dataclass
from functools import cache

from scripts.make_demo.chance import Dice
from scripts.make_demo.people import Household
from scripts.make_demo.services_asked import everybody

UNITS_DRAWN = {"town": 16, "roma": 4, "plain": 9, "hills": 8, "mountain": 8}
HOUSEHOLDS_A_UNIT = 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """One household of the sample; `weight` is how many households it stands for by the design.

    `units_in_stratum` circles or villages its stratum has, `households_in_unit` households its circle or village.
    """

    home: Household
    units_in_stratum: int
    households_in_unit: int
    weight: float


@cache
def sample() -> tuple[Drawn, ...]:
    """The households to be asked, stratum by stratum, unit by unit."""
    frame: dict[str, dict[str, list[Household]]] = {}
    for home in everybody():
        frame.setdefault(home.settlement.stratum, {}).setdefault(home.psu, []).append(home)
    drawn: list[Drawn] = []
    for stratum, count in UNITS_DRAWN.items():
        units = frame[stratum]
        for unit in Dice(f"sample/{stratum}").some(sorted(units), count):
            homes = units[unit]
            weight = round(len(units) / count * len(homes) / HOUSEHOLDS_A_UNIT, 4)
            asked = Dice(f"sample/{unit}").some(homes, HOUSEHOLDS_A_UNIT)
            drawn += [Drawn(home, len(units), len(homes), weight) for home in asked]
    return tuple(drawn)
