"""The page for R's users: every line of ours runs and gives R's numbers; every line of R's runs where R is."""

import ast
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sofra import survey
from sofra.needs.survey.by import Domains
from sofra.needs.survey.crosstab import Crosstab
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.proportion import Share
from sofra.needs.survey.quantile import Quantiles
from sofra.needs.survey.regression import Regression
from sofra.needs.survey.verdict import Verdict

HOME = Path(__file__).parents[2]
PAGE = HOME / "docs" / "for-r-users.md"
SAID = HOME / "tests" / "docs" / "r_users.json"


def test_every_line_of_ours_gives_the_numbers_of_r(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    expected = json.loads(SAID.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}

    for at, block in enumerate(_blocks("python")):
        shown = _shown(block, names)
        assert len(shown) == len(expected[at]), block
        for (line, ours), theirs in zip(shown, expected[at], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-6, err_msg=line)

    assert len(_blocks("python")) == len(_blocks("r")) == len(expected)


@pytest.mark.slow
def test_every_line_of_r_still_says_so() -> None:
    command = ["Rscript", "tests/docs/r_users.R", str(PAGE)]
    told = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True, timeout=300)

    for now, before in zip(json.loads(told.stdout), json.loads(SAID.read_text(encoding="utf-8")), strict=True):
        for one, other in zip(now, before, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9)


@pytest.mark.parametrize("name", survey.__all__)
def test_every_name_of_the_bench_is_there_and_explained(name: str) -> None:
    assert getattr(survey, name).__doc__


def test_an_unknown_name_is_no_attribute() -> None:
    assert not hasattr(survey, "svymean")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _shown(block: str, names: dict[str, Any]) -> list[tuple[str, np.ndarray]]:
    """What each line shows that is an expression; the others run."""
    shown = []
    for part in ast.parse(block).body:
        if isinstance(part, ast.Expr):
            value = eval(compile(ast.Expression(part.value), PAGE.name, "eval"), names)
            shown.append((ast.unparse(part), _numbers(value)))
        else:
            exec(compile(ast.Module([part], []), PAGE.name, "exec"), names)
    return shown


def _numbers(value: Any) -> np.ndarray:
    match value:
        case Domains():
            return _numbers(value.estimate)
        case Regression():
            return _numbers(value.estimate)
        case Estimate() | Quantiles():
            return np.concatenate([value.value, value.se])
        case Share():
            return np.array([value.value, value.low, value.high])
        case Verdict():
            return np.array([value.statistic, value.p])
        case Crosstab():
            return value.counts.ravel(order="F")
        case _:
            return np.ravel(value, order="F") if not isinstance(value, tuple) else np.concatenate(value)
