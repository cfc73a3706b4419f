"""People in a danger zone against R survey: shares, numbers and their errors, with and without known totals."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from sofra.needs.exposed import Exposed, exposed_facts
from sofra.needs.weights import Weighed, weigh
from sofra.packs.load import load
from sofra.types.answers import Batch, Codebook, Design, Kind, Origin, Variable
from sofra.types.fact import Fact
from sofra.types.hazard import ALONE
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.place import AgeSex, Place

R = Path(__file__).parent / "r"
PART = {"A1": 1.0, "A2": 0.35, "A3": 0.0, "B1": 0.6, "B2": 0.0}
KNOWN = tuple(
    AgeSex(sex, low, high, people)
    for sex, counts in (("f", (900, 2100, 700)), ("m", (950, 2150, 600)))
    for (low, high), people in zip(((0, 17), (18, 64), (65, None)), counts, strict=True)
)


def batch() -> Batch:
    numbers = ("w", "part", "age")
    with (R / "hazard.csv").open(encoding="utf-8") as file:
        rows = [
            {name: None if cell == "" else float(cell) if name in numbers else cell for name, cell in row.items()}
            | {"_id": str(number), "_parent": str(number)}
            for number, row in enumerate(csv.DictReader(file))
        ]
    named = [(name, Kind.NUMBER) for name in numbers]
    named += [("evacuate_alone", Kind.TEXT), ("sex", Kind.TEXT)]
    rows = [{**row, "evacuate_alone": row["alone"]} for row in rows]
    variables = [Variable(name, kind, {"en": name}, "person") for name, kind in named]
    return Batch(Codebook(variables), {"person": rows}, Origin("hazard.csv", "", "csv"))


def places(population: tuple[AgeSex, ...] = ()) -> list[Place]:
    whole = Place(PlaceId("M"), {"en": "M"}, "municipality", population=population)
    return [whole, *(Place(PlaceId(one), {"en": one}, "settlement", whole.id) for one in PART)]


def weighed(population: tuple[AgeSex, ...] = ()) -> Weighed:
    design = Design(weight="w", stratum="stratum", unit="psu", place="settlement")
    return weigh(batch(), design, places(population), load("mk"))


def found(answers: Weighed, people: float | None = None) -> dict[str, Fact]:
    part = {PlaceId(place): part for place, part in PART.items()}
    danger = Exposed("hazard.flood", part, None, {PlaceId("M"): people})
    facts = exposed_facts(answers, load("mk"), places(), "2026", dangers=[danger], measures=[ALONE])
    return {fact.cell.indicator: fact for fact in facts if fact.cell.group == EVERYONE and fact.cell.place == "M"}


@pytest.mark.parametrize("case", ["plain", "fitted"])
def test_shares_and_numbers_in_a_zone_equal_those_of_r(case: str):
    expected = json.loads((R / "hazard.json").read_text())[case]

    facts = found(weighed(KNOWN if case == "fitted" else ()))

    share, number = facts["hazard.flood.safety.evacuation"], facts["hazard.flood.safety.evacuation:people"]
    everybody = facts["hazard.flood.live:people"]
    assert [share.value, share.spread.se] == pytest.approx([expected["share"], expected["share_se"]], rel=1e-9)
    assert [number.value, number.spread.se] == pytest.approx([expected["total"], expected["total_se"]], rel=1e-9)
    assert [everybody.value, everybody.spread.se] == pytest.approx(
        [expected["everybody"], expected["everybody_se"]], rel=1e-9
    )


def test_with_registers_the_number_is_the_share_of_all_times_the_people_of_the_registers():
    expected = json.loads((R / "hazard.json").read_text())["plain"]

    facts = found(weighed(), people=2000.0)

    number = facts["hazard.flood.safety.evacuation:people"]
    assert number.value == pytest.approx(2000 * expected["whole"], rel=1e-9)
    assert number.spread.se == pytest.approx(2000 * expected["whole_se"], rel=1e-9)
    assert "hazard.flood.live:people" not in facts


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="LEFT OUT: Rscript is not installed (r-cran-survey)")
def test_the_script_still_gives_these_numbers(tmp_path: Path):
    shutil.copy(R / "hazard.csv", tmp_path)

    subprocess.run(["Rscript", str(R / "hazard.R"), str(tmp_path)], check=True, timeout=120)

    now, kept = (json.loads((folder / "hazard.json").read_text()) for folder in (tmp_path, R))
    for case, numbers in kept.items():
        assert now[case] == pytest.approx(numbers, rel=1e-9)
