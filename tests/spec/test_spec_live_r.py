"""The two real surveys estimated by our whole chain and by Debian's R side by side."""

import csv
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.spec.reference import SHARED

from sofra.needs.estimate import estimate
from sofra.needs.weights import weigh
from sofra.packs.load import load
from sofra.types.answers import Batch, Codebook, Design, Kind, Origin, Variable
from sofra.types.catalogue import Indicator
from sofra.types.fact import Fact
from sofra.types.keys import IndicatorId

SCRIPTS = Path(__file__).parent / "r"
EUSILC = SHARED / "data" / "eusilc" / "eusilc.csv"
TALAFAR = SHARED / "data" / "talafar_water_2021" / "clean_data.csv"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed (r-cran-survey)"),
    pytest.mark.skipif(not EUSILC.is_file(), reason=f"LEFT OUT: no {EUSILC}; set SOFRA_SHARED to the shared folder"),
]


def _r(script: str, data: Path) -> dict[tuple[str, str], tuple[float, float]]:
    command = ["Rscript", str(SCRIPTS / script), str(data)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
    lines = [line.split("\t") for line in told.splitlines() if line.strip()]
    return {(what, place): (float(value), float(se)) for what, place, value, se in lines}


def _batch(path: Path, numbers: tuple[str, ...]) -> Batch:
    variables = [Variable(name, Kind.NUMBER, {"en": name}) for name in numbers]
    with path.open(encoding="utf-8-sig") as file:
        rows = [
            {name.lower(): _cell(name.lower(), cell, numbers) for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]
    return Batch(Codebook(variables), {"household": rows}, Origin(path.name, "", "csv"))


def _cell(name: str, cell: str, numbers: tuple[str, ...]) -> str | float | None:
    if cell in ("", "NA"):
        return None
    return float(cell) if name in numbers else cell


def _share(name: str, where: str) -> Indicator:
    return Indicator(IndicatorId(name), "share", "share", "household", "", where, "", (), {"en": name}, "")


def _mean(name: str, value: str) -> Indicator:
    return Indicator(IndicatorId(name), "mean", "score", "household", "", "", value, (), {"en": name}, "")


def _facts(batch: Batch, design: Design, indicators: list[Indicator], by: str = "") -> dict[tuple[str, str], Fact]:
    pack = replace(load("base"), indicators={one.id: one for one in indicators}, groups={})
    facts = estimate(weigh(batch, design), pack, [], "2021", by=by)
    return {(fact.cell.indicator, fact.cell.place): fact for fact in facts}


def _same(facts: dict[tuple[str, str], Fact], expected: dict[tuple[str, str], tuple[float, float]]) -> None:
    ours = {key: (facts[key].value, facts[key].spread.se) for key in expected}
    assert {key: pair[0] for key, pair in ours.items()} == pytest.approx(
        {k: p[0] for k, p in expected.items()}, rel=1e-8
    )
    assert {key: pair[1] for key, pair in ours.items()} == pytest.approx(
        {k: p[1] for k, p in expected.items()}, rel=1e-6
    )


def test_incomes_of_eusilc_and_its_regions_are_as_in_r() -> None:
    batch = _batch(EUSILC, ("eqincome", "rb050", "age"))
    design = Design(weight="rb050", stratum="db040", unit="db030")

    facts = _facts(batch, design, [_share("poor", "eqincome < 10000"), _mean("income", "eqincome")], by="db040")

    _same(facts, _r("eusilc.R", EUSILC))


def test_the_water_survey_of_talafar_is_as_in_r() -> None:
    batch = _batch(TALAFAR, ("num_hh_member",))
    indicators = [
        _share("problems", "problems_water = 'yes'"),
        _share("piped", "water_source_drinking = 'piped'"),
        _mean("members", "num_hh_member"),
    ]

    facts = _facts(batch, Design(stratum="neighbourhood"), indicators)

    _same(facts, _r("talafar.R", TALAFAR))
