"""On Austria's public-use file (laeken's eusilc) the exact search names the women whom a regression tree misses."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from sofra.engine.frame import frame
from sofra.needs.furthest.plan import digest
from sofra.needs.furthest.search import search
from sofra.types.furthest import Category, Circumstance, Registered, SearchPlan

FILE = Path(os.environ.get("SOFRA_SHARED", ""), "data", "eusilc", "eusilc.csv")
NEEDED = pytest.mark.skipif(not FILE.is_file(), reason="the shared data are not here")

TEXTS, NUMBERS = ("rb090", "db040"), ("age", "hsize", "eqIncome", "rb050", "db030")
SEX = ("sex", {"f": "rb090 = 'female'", "m": "rb090 = 'male'"})
AGE = ("age", {"child": "age < 18", "middle": "age >= 18 and age < 65", "old": "age >= 65"})
HOME = ("home", {"alone": "hsize = 1", "few": "hsize >= 2 and hsize <= 4", "many": "hsize >= 5"})


def weighted_median(values: np.ndarray, weight: np.ndarray) -> float:
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][np.searchsorted(cumulated, 0.5)])


@pytest.fixture(scope="module")
def found():
    with FILE.open(encoding="utf-8") as file:
        rows = [
            {k: row[k] if k in TEXTS else float(row[k]) for k in (*TEXTS, *NUMBERS)} for row in csv.DictReader(file)
        ]
    answers = frame(rows)
    regions = sorted({str(row["db040"]) for row in rows})
    told = [SEX, AGE, HOME, ("region", {region: f"db040 = '{region}'" for region in regions})]
    circumstances = [
        Circumstance(name, {"en": name}, [Category(code, {"en": code}, held) for code, held in categories.items()])
        for name, categories in told
    ]
    income, weight = answers.column("eqIncome").values, answers.column("rb050").values
    poor = (income < 0.6 * weighted_median(income, weight)).astype(float)
    plan = SearchPlan("eusilc", "arpr", circumstances, depth=3)
    household = answers.column("db030").values.astype(int)
    return search(Registered(plan, digest(plan)), answers, poor, weight=weight, unit=household)


def named(group) -> dict[str, str]:
    return {part.circumstance: part.category for part in group.parts}


@NEEDED
@pytest.mark.slow
@pytest.mark.parametrize(
    ("parts", "rate", "share"),
    [
        ({"sex": "f", "age": "old", "home": "alone"}, 0.333, 0.044),
        ({"sex": "f", "home": "alone"}, 0.290, 0.092),
    ],
)
def test_women_who_live_alone_are_confirmed_as_furthest_behind(found, parts, rate, share):
    group = next(group for group in found.groups if named(group) == parts)

    assert found.average == pytest.approx(0.1444, abs=0.0003)
    assert group.verdict == "confirmed"
    assert group.rate.low < rate < group.rate.high
    assert group.rate.value == pytest.approx(rate, abs=0.02)
    assert group.share == pytest.approx(share, abs=0.001)
