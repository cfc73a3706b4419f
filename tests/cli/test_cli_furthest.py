"""`sofra furthest`: the plan is registered, and the ladder told."""

import re

import pytest
from tests.cli.test_cli import sofra
from tests.smalltown import SETTLEMENTS, answers

PLAN = 'indicator = "needs.home_care"\ncircumstances = ["sex", "age"]\ndepth = 2\n'


@pytest.mark.slow  # two whole maps by commands; the acts have their own tests
def test_a_plan_is_registered_and_the_next_map_searches_by_it(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (tmp_path / "survey.csv").write_text(answers(200), encoding="utf-8")
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=tmp_path)
    sofra("import", "settlements.csv", folder=tmp_path)

    registered = sofra("furthest", "--plan", "plan.toml", folder=tmp_path)
    sofra("import", "survey.csv", "--kind", "answers", folder=tmp_path)
    sofra("map", folder=tmp_path)
    told = sofra("furthest", folder=tmp_path)

    print_ = re.search(r"sha256 ([0-9a-f]{64})", registered.stdout)
    assert print_, registered.stderr
    assert print_[1] in told.stdout, told.stderr
    assert "The plan was registered before the answers arrived." in told.stdout
    assert "1 circumstance" in told.stdout


def test_a_plan_that_cannot_be_read_is_explained(tmp_path):
    (tmp_path / "plan.toml").write_text('indicator = "needs.home_care"\n', encoding="utf-8")
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=tmp_path)

    done = sofra("furthest", "--plan", "plan.toml", folder=tmp_path)

    assert done.returncode == 1
    assert "circumstances" in done.stderr
    assert "Traceback" not in done.stderr
