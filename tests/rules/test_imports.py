"""The import contracts hold, and each fails on a planted offence."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OFFENCES = {
    "The journey goes one way": ("gaps/planted.py", "import sofra.web.urls"),
    "The core knows no Django and no click": ("plan/planted.py", "import django"),
    "Behind the gate nobody sees rows": ("report/planted.py", "import sofra.sources.answers"),
    "Database and frame drivers live in the engine": ("work/planted.py", "import duckdb"),
    "The skins do not import the models that hold answers": ("web/planted.py", "import sofra.store.answers"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment(folder))


def environment(folder: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("*.pyc", "static", "demo", "fonts"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_planted_offence_breaks_its_contract(contract: str, copy_of_the_house: Path) -> None:
    place, offence = OFFENCES[contract]
    (copy_of_the_house / "src" / "sofra" / place).write_text(f'"""Planted."""\n\n{offence}\n', encoding="utf-8")

    result = lint(copy_of_the_house)

    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contract} BROKEN" in result.stdout


def test_a_folder_that_no_contract_names_is_refused(copy_of_the_house: Path) -> None:
    folder = copy_of_the_house / "src" / "sofra" / "attic"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Planted."""\n', encoding="utf-8")

    result = lint(copy_of_the_house)

    assert "attic" in result.stdout
    assert result.returncode == 1
