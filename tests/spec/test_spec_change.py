"""Change between two rounds against R's svyby on a stacked design with svycontrast."""

import csv
import json
import subprocess
from pathlib import Path

import pytest
from tests.spec.test_spec_poverty import jackknifed

from sofra.engine.frame import Frame, as_text, frame
from sofra.needs.survey.change import change, stacked
from sofra.needs.survey.design import Survey, survey, within
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.inequality import gini
from sofra.needs.survey.means import mean, ratio, total
from sofra.types.errors import DesignError

R = Path(__file__).parent / "r"
ROWS = json.loads((R / "change.json").read_text(encoding="utf-8"))
MEASURES = {
    "mean": lambda of, column: mean(of, column),
    "total": lambda of, column: total(of, column),
    "ratio": lambda of, _: ratio(of, "y", "x"),
    "replicates": lambda of, column: mean(of, column),
}


def rounds() -> list[Frame]:
    with (R / "change_people.csv").open(encoding="utf-8") as file:
        rows = [
            {key: cell if key == "round" else float(cell) for key, cell in row.items()} for row in csv.DictReader(file)
        ]
    return [frame([{**row, "round": None} for row in rows if row["round"] == one]) for one in "ab"]


def design(of: Frame) -> Survey:
    return survey(of, units=["unit"], strata=["stratum"], weight="w", nested=True)


def both() -> Survey:
    return design(stacked(rounds(), ["a", "b"]))


def parts(of: Survey) -> list[Survey]:
    return [within(of, f"round = '{one}'") for one in "ab"]


def found(row: dict[str, str]) -> Estimate:
    measured = MEASURES[row["what"]]
    if row["overlap"] == "independent":
        first, second = (measured(design(one), row["column"]) for one in rounds())
        return change(first, second)
    shared = jackknifed(both()) if row["what"] == "replicates" else both()
    first, second = (measured(one, row["column"]) for one in parts(shared))
    return change(first, second, shared)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join((row["what"], row["column"], row["overlap"])))
def test_a_change_equals_svycontrast_on_both_rounds_stacked(row):
    ours = found(row)

    assert (ours.value[0], ours.se[0]) == pytest.approx((row["value"], row["se"]), rel=1e-9)
    if row["df"]:
        assert ours.df == row["df"]


def test_the_change_of_a_gini_takes_out_what_shared_units_have_in_common():
    first, second = (gini(one, "y") for one in parts(both()))
    replicated = [gini(one, "y") for one in parts(jackknifed(both()))]

    assert change(first, second, both()).se[0] == pytest.approx(change(*replicated, jackknifed(both())).se[0], rel=0.1)


def test_a_column_that_one_round_lacks_is_unknown_there():
    one, two = frame([{"a": 1.0, "t": "x"}]), frame([{"a": 2.0}])

    made = stacked([one, two], ["first", "second"])

    assert made.column("t").known.tolist() == [True, False]
    assert as_text(made.column("round")) == ["first", "second"]
    assert made.column("a").values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda: change(mean(both(), "y"), mean(both(), "x")), "change_of_other_terms"),
        (lambda: change(*(mean(design(one), "y") for one in rounds()), both()), "change_of_other_designs"),
        (lambda: stacked([frame([{"a": 1.0}]), frame([{"a": "x"}])], ["1", "2"]), "change_column_of_two_kinds"),
    ],
)
def test_what_cannot_be_compared_is_refused(asked, code):
    with pytest.raises(DesignError, match=code):
        asked()


@pytest.mark.slow
def test_r_gives_these_changes_today(tmp_path):
    subprocess.run(["Rscript", str(R / "change.R"), str(tmp_path)], check=True)

    again = json.loads((tmp_path / "change.json").read_text())
    assert [row["se"] for row in again] == pytest.approx([row["se"] for row in ROWS], rel=1e-12)
