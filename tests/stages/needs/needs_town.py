"""A small town for the tests of needs: four villages in two areas, eight households, written as text."""

from dataclasses import replace

from sofra.packs.load import load
from sofra.types.answers import Batch, Codebook, Design, Kind, Origin, Row, Variable
from sofra.types.catalogue import Indicator, Pack, TargetGroup
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import AgeSex, Place

DESIGN = Design(weight="base_weight", stratum="stratum", unit="psu", place="settlement")
VARIABLES = [
    Variable("base_weight", Kind.NUMBER, {}),
    Variable("age", Kind.INTEGER, {}, table="person"),
    Variable("sex", Kind.CHOICE, {}, table="person"),
    Variable("help", Kind.CHOICE, {}, table="person", missing=("dk",)),
]
PLACES = [
    Place(PlaceId("M"), {"en": "Town"}, "municipality", households=160),
    Place(PlaceId("A"), {"en": "Plain"}, "area", PlaceId("M"), households=80),
    Place(PlaceId("B"), {"en": "Hill"}, "area", PlaceId("M"), households=80),
    Place(
        PlaceId("A1"), {"en": "Upper", "mk": "Горно"}, "settlement", PlaceId("A"), population=[AgeSex("f", 0, None, 60)]
    ),
    Place(PlaceId("A2"), {"en": "Lower"}, "settlement", PlaceId("A"), population=[AgeSex("m", 0, None, 60)]),
    Place(PlaceId("B1"), {"en": "Stone"}, "settlement", PlaceId("B"), population=[AgeSex("f", 0, None, 40)]),
    Place(PlaceId("B2"), {"en": "Wood"}, "settlement", PlaceId("B"), population=[AgeSex("m", 0, None, 40)]),
]
HELP = Indicator(
    IndicatorId("needs.help"), "share", "share", "person", "age >= 18", "help = 'yes'", "", (), {"en": "Help"}, ""
)


def households(copies: int = 1) -> list[Row]:
    """Two households in each village; every village is a unit, every area a stratum."""
    return [
        {
            "_id": f"{village}-{number}",
            "settlement": village,
            "psu": village,
            "stratum": village[0],
            "base_weight": 10.0,
        }
        for village in ("A1", "A2", "B1", "B2")
        for number in range(2 * copies)
    ]


def people(homes: list[Row]) -> list[Row]:
    """A woman of 40 and a man of 70 in every household; the man of each first household needs help."""
    return [
        {"_id": f"{home['_id']}-{sex}", "_parent": home["_id"], "age": age, "sex": sex, "help": help_}
        for home in homes
        for sex, age, help_ in (("f", 40, "no"), ("m", 70, "yes" if str(home["_id"]).endswith("-0") else "no"))
    ]


def batch(homes: list[Row] | None = None, members: list[Row] | None = None) -> Batch:
    """The answers of the town."""
    homes = households() if homes is None else homes
    tables = {"household": homes, "person": people(homes) if members is None else members}
    return Batch(Codebook(VARIABLES), tables, Origin("town.xlsx", "", "xlsx"))


def pack(*groups: TargetGroup, indicators: tuple[Indicator, ...] = (HELP,)) -> Pack:
    """A pack with these groups and one indicator."""
    return replace(load("base"), indicators={one.id: one for one in indicators}, groups={one.id: one for one in groups})


def fact(place: str, n: int, hits: int, *, group: str = EVERYONE, indicator: str = "x", unit: str = "people") -> Fact:
    """A fact with a base, ready for the gate."""
    cell = Cell(IndicatorId(indicator), PlaceId(place), GroupId(group), "2026")
    return Fact(cell, float(hits), unit, Spread(SpreadKind.SAMPLE, 0.1, 0.0, 9.0), Base(n, hits, float(n), 1.0, 9, 0))
