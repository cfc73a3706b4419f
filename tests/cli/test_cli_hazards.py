"""`sofra hazards`: a disaster is written down, and the dangers of the newest map are told."""

import pytest
from tests.cli.test_cli import sofra
from tests.smalltown import SETTLEMENTS
from tests.work.test_hazards import answers, zone


@pytest.mark.slow  # a whole map by commands; the acts have their own tests
def test_the_dangers_of_the_newest_map_are_told_with_their_history(tmp_path):
    files = {"settlements.csv": SETTLEMENTS, "survey.csv": answers(), "flood.geojson": zone(level="high")}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=tmp_path)
    sofra("import", "settlements.csv", folder=tmp_path)
    sofra("import", "flood.geojson", "--kind", "hazard", folder=tmp_path)
    sofra("import", "survey.csv", "--kind", "answers", folder=tmp_path)

    recorded = sofra("hazards", "--record", "2021-02", "flood", "--place", "A1", "--affected", "12", folder=tmp_path)
    sofra("map", folder=tmp_path)
    told = sofra("hazards", folder=tmp_path)

    assert "Written down" in recorded.stdout
    assert "flood, level “high”" in told.stdout, told.stderr
    assert "1,370" in told.stdout
    assert "Cannot leave the house alone in an emergency" in told.stdout


def test_a_disaster_that_cannot_be_is_explained(tmp_path):
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=tmp_path)

    done = sofra("hazards", "--record", "tomorrow", "storm", folder=tmp_path)

    assert done.returncode == 1
    assert "is no day, month or year" in done.stderr
    assert "Traceback" not in done.stderr
