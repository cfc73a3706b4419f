"""A made-up town as large as the issue says: 5,000 answers of 200 columns, 60 indicators, 20 groups, 40 places."""

from dataclasses import replace

import numpy as np

from sofra.packs.load import load
from sofra.types.answers import Batch, Choice, Codebook, Design, Kind, Origin, Row, Variable
from sofra.types.catalogue import Indicator, Pack, TargetGroup
from sofra.types.keys import GroupId, IndicatorId, PlaceId
from sofra.types.place import AgeSex, Place

PEOPLE = 5000
COLUMNS = 200
INDICATORS = 60
GROUPS = 20
SETTLEMENTS = 40
UNITS = 500
DESIGN = Design(
    weight="base_weight", stratum="stratum", unit="psu", units_in_stratum="units_in_stratum", place="settlement"
)


def town(seed: int = 2026) -> tuple[Batch, list[Place], Pack]:
    """The answers (one household a person), the places and a pack with as many indicators and groups as asked."""
    return (
        Batch(_codebook(), _tables(np.random.default_rng(seed)), Origin("town", "0" * 64, "made")),
        _places(),
        _pack(),
    )


def _codebook() -> Codebook:
    yes_no = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
    design = [Variable(name, Kind.TEXT, {"en": name}) for name in ("settlement", "stratum", "psu")]
    design += [
        Variable(name, Kind.NUMBER, {"en": name}) for name in ("units_in_stratum", "households_in_unit", "base_weight")
    ]
    questions = [
        Variable("age", Kind.INTEGER, {"en": "Age"}, "person"),
        Variable("sex", Kind.CHOICE, {"en": "Sex"}, "person", (Choice("f", {"en": "F"}), Choice("m", {"en": "M"}))),
    ]
    questions += [Variable(f"q{i}", Kind.CHOICE, {"en": f"q{i}"}, "person", yes_no) for i in range(COLUMNS - 8)]
    return Codebook((*design, *questions))


def _tables(random: np.random.Generator) -> dict[str, list[Row]]:
    units = random.integers(0, UNITS, PEOPLE)
    age = random.integers(0, 95, PEOPLE)
    answers = random.random((PEOPLE, COLUMNS - 8))
    limits = random.uniform(0.05, 0.6, COLUMNS - 8)
    households: list[Row] = [_household(i, int(unit)) for i, unit in enumerate(units)]
    people: list[Row] = [
        {"_id": f"p{i}", "_parent": f"h{i}", "age": int(age[i]), "sex": "fm"[i % 2]}
        | {f"q{j}": "yes" if answers[i, j] < limits[j] else "no" for j in range(COLUMNS - 8)}
        for i in range(PEOPLE)
    ]
    return {"household": households, "person": people}


def _household(number: int, unit: int) -> Row:
    settlement = unit % SETTLEMENTS
    return {
        "_id": f"h{number}",
        "settlement": f"T-{settlement:02d}",
        "stratum": f"s{settlement % 4}",
        "psu": f"u{unit}",
        "units_in_stratum": 400,
        "households_in_unit": 60,
        "base_weight": 5.0 + unit % 7,
    }


def _places() -> list[Place]:
    areas = [Place(PlaceId(f"T-A{i}"), {"en": f"Area {i}"}, "area", PlaceId("T")) for i in range(4)]
    return [
        Place(PlaceId("T"), {"en": "Town"}, "municipality"),
        *areas,
        *(
            Place(
                PlaceId(f"T-{i:02d}"),
                {"en": f"Settlement {i}"},
                "settlement",
                PlaceId(f"T-A{i % 4}"),
                population=tuple(
                    AgeSex(sex, low, high, 60) for sex in "fm" for low, high in ((0, 17), (18, 64), (65, None))
                ),
            )
            for i in range(SETTLEMENTS)
        ),
    ]


def _pack() -> Pack:
    indicators = {IndicatorId(f"bench.q{i}"): _indicator(i) for i in range(INDICATORS)}
    groups = {GroupId(f"G{i}"): _group(i) for i in range(GROUPS)}
    return replace(load("mk"), indicators=indicators, groups=groups)


def _group(number: int) -> TargetGroup:
    return TargetGroup(GroupId(f"G{number}"), {"en": f"Group {number}"}, {"en": ""}, f"q{100 + number} = 'yes'")


def _indicator(number: int) -> Indicator:
    return Indicator(
        IndicatorId(f"bench.q{number}"),
        "share",
        "share",
        "person",
        "age >= 18",
        f"q{number} = 'yes'",
        "",
        ("age", f"q{number}"),
        {"en": f"Question {number}"},
        "made for the measurement",
    )
