"""The wheel holds everything: installed into an empty environment, `sofra demo` makes the whole map."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HELD = (
    "sofra/py.typed",
    "sofra/demo/02_survey_kobo_export.xlsx",
    "sofra/fonts/NotoSans_400Regular.ttf",
    "sofra/packs/mk/norms.toml",
    "sofra/packs/base/texts/mk/general.toml",
    "sofra/store/migrations/0001_first.py",
    "sofra/web/static/vendor/leaflet/leaflet.js",
    "sofra/web/templates/",
    "sofra/render/report.typ",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("sofra-*.whl"))


@pytest.mark.parametrize("part", HELD)
def test_the_wheel_holds(part: str, wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert [name for name in names if name.startswith(part)]


def test_the_demo_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=True)
    programs = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", f"sofra[report] @ {wheel.as_uri()}"]
    subprocess.run(install, check=True, capture_output=True)

    ran = subprocess.run(
        [str(programs / "sofra"), "demo", str(tmp_path / "town")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "town" / "sofra.db").stat().st_size > 1_000_000
