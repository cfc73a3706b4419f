"""What stands in the repository names no machine, no registry, and locks what it needs."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
REGISTRIES = ("pypi" + ".org", "files.pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org")
MACHINE = ("/work" + "/main", "/work" + "/venv", "/root" + "/", "/home" + "/user")


def tracked_texts() -> list[tuple[str, str]]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    files = [name for name in names if name and "/vendor/" not in name and (ROOT / name).is_file()]
    return [(name, text) for name in files if (text := read_text(ROOT / name)) is not None]


def read_text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_names_a_registry_or_this_machine() -> None:
    found = [(name, word) for name, text in tracked_texts() for word in (*REGISTRIES, *MACHINE) if word in text]

    assert found == []


def test_every_requirement_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *extras["report"], *extras["spss"], *extras["postgres"]]
    lock = (ROOT / "requirements" / "demo.txt").read_text(encoding="utf-8")
    locked = {normal(line.split("==")[0]) for line in lock.splitlines() if "==" in line and not line.startswith(" ")}

    missing = [name for line in wanted if (name := normal(line)) not in locked]

    assert missing == []
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", lock) if "==" in block.split("\n")[0])


def normal(requirement: str) -> str:
    return re.split(r"[\[<>=;! ]", requirement)[0].lower().replace("_", "-")


def test_every_dependency_has_its_line_in_the_decisions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *(line for extra in extras.values() for line in extra)]
    page = (ROOT / "docs" / "decisions" / "2026-11-dependencies.md").read_text(encoding="utf-8").lower()

    assert [name for line in wanted if f"| {(name := normal(line))} " not in page] == []
