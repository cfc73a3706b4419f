"""Numbers of the demo's report, worked out from the shipped files with pandas alone, beside what the product says."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

import sofra
from sofra.needs.estimate import estimate
from sofra.needs.weights import weigh
from sofra.packs.load import load
from sofra.sources.answers import read_answers
from sofra.sources.settlements import read_settlements
from sofra.types.answers import Design
from sofra.types.keys import EVERYONE, GroupId, IndicatorId

DEMO = Path(sofra.__path__[0]) / "demo"
DESIGN = Design("base_weight", "stratum", "psu", "units_in_stratum", "settlement")
CLASSES = {"0_5": 5, "6_14": 14, "15_17": 17, "18_29": 29, "30_49": 49, "50_64": 64, "65_79": 79, "80_plus": 200}
JOINED = {"f_15_17": "f_15_29", "f_18_29": "f_15_29"}
"""Only 9 girls of 15 to 17 were interviewed, so that their class is joined to the next."""


@pytest.fixture(scope="module")
def told() -> Mapping[tuple[str, str], float | None]:
    places, pack = read_settlements(DEMO / "03_settlements.xlsx").items, load("mk")
    batch = read_answers(DEMO / "02_survey_kobo_export.xlsx", DEMO / "01_xlsform.xlsx")
    facts = estimate(
        weigh(batch, DESIGN, places, pack), pack, places, "2026",
        indicators=[IndicatorId("housing.cold"), IndicatorId("needs.home_care")], groups=[GroupId("PWD-A")],
    )  # fmt: skip
    return {(fact.cell.indicator, fact.cell.group): fact.value for fact in facts if fact.cell.place == "TRP"}


@pytest.fixture(scope="module")
def known() -> pd.DataFrame:
    return pd.read_excel(DEMO / "03_settlements.xlsx").set_index("code")


@pytest.fixture(scope="module")
def homes(known: pd.DataFrame) -> pd.DataFrame:
    found = pd.read_excel(DEMO / "02_survey_kobo_export.xlsx", sheet_name=0)
    area = found.settlement.map(known.parent)
    return found.assign(weight=found.base_weight * area.map(known.households / found.groupby(area).base_weight.sum()))


@pytest.fixture(scope="module")
def adults(known: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    people = pd.read_excel(DEMO / "02_survey_kobo_export.xlsx", sheet_name=1)
    people = people[people.age.between(0, 120) & (people.work != "retird")]  # The two rows that the import holds.
    people = people.merge(homes[["_index", "base_weight"]], left_on="_parent_index", right_on="_index")
    ages = pd.cut(people.age, [-1, *CLASSES.values()], labels=list(CLASSES)).astype(str)
    cell = (people.sex + "_" + ages).replace(JOINED)
    counted = known.loc["TRP", [f"{sex}_{ages}" for sex in "fm" for ages in CLASSES]]
    totals = counted.groupby(lambda name: JOINED.get(name, name)).sum().astype(float)
    weight = people.base_weight * cell.map(totals / people.base_weight.groupby(cell).sum())
    people = people.assign(weight=weight, need=people.needs_home_care == "yes")
    return people[(people.age >= 18) & people.needs_home_care.isin(["yes", "no"])]


def test_households_that_cannot_keep_warm_are_those_counted_by_hand(told, homes):
    asked = homes[homes.dep_warm.isin(["yes", "cannot", "other"])]

    by_hand = asked.weight[asked.dep_warm == "cannot"].sum() / asked.weight.sum()

    assert told["housing.cold", EVERYONE] == pytest.approx(by_hand, rel=1e-10)
    assert round(by_hand, 6) == 0.186133


def test_people_who_need_care_at_home_are_those_counted_by_hand(told, adults):
    by_hand = adults.weight[adults.need].sum()

    assert told["needs.home_care:people", EVERYONE] == pytest.approx(by_hand, rel=1e-10)
    assert told["needs.home_care", EVERYONE] == pytest.approx(by_hand / adults.weight.sum(), rel=1e-10)
    assert round(by_hand, 2) == 1433.33


def test_adults_with_disabilities_in_need_of_care_are_those_counted_by_hand(told, adults):
    difficulty = adults.filter(like="wg_").apply(pd.to_numeric, errors="coerce").ge(3).any(axis=1)

    by_hand = adults.weight[adults.need & difficulty].sum()

    assert told["needs.home_care:people", "PWD-A"] == pytest.approx(by_hand, rel=1e-10)
    assert round(by_hand, 2) == 1119.17
