"""Bad files on the command line, and work whose machine stops in the middle: sentences, and nothing half-written."""

import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.smalltown import SERVICES, SETTLEMENTS, answers

from sofra.packs.texts import LANGUAGES

SOURCE = Path(__file__).parents[2] / "src"
MAIN = "import sys; from sofra.cli.main import main; sys.exit(main())"


def python(code: str, *arguments: str, folder: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith(("SOFRA_", "DJANGO_"))}
    told |= {"PYTHONPATH": str(SOURCE), "SOFRA_LANG": lang, "PYTHONIOENCODING": "utf-8"}
    told |= {"SOFRA_WORKSPACE": str(folder / "workspace"), "DJANGO_SETTINGS_MODULE": "sofra.settings"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, env=told, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    """Smalltown with places and answers, on disk."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (folder / "survey.csv").write_text(answers(), encoding="utf-8")
    python(MAIN, "init", "workspace", "--name", "Smalltown", "--period", "2026", folder=folder)
    for command in (("settlements.csv", "--kind", "settlements"), ("survey.csv", "--kind", "answers")):
        done = python(MAIN, "import", *command, folder=folder)
        assert done.returncode == 0, done.stderr
    return folder


def counted(folder: Path) -> dict[str, int]:
    """Rows by table, but for the record of files brought and of what happened."""
    base = sqlite3.connect(f"file:{folder / 'workspace' / 'sofra.db'}?mode=ro", uri=True)
    tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
    kept = [name for name in tables if not name.endswith(("importrow", "event", "sqlite_sequence"))]
    return {name: base.execute(f'select count(*) from "{name}"').fetchone()[0] for name in kept}


def bomb() -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60 * 1024 * 1024)
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
BAD = {
    "column": (b"numero,designation\nM,Town\n", "settlements", "designation", "designation"),
    "twice": (answers().encode(), "answers", "brought and accepted already", "веќе е внесена и прифатена"),
    "empty": (b"", "settlements", "is empty", "е празна"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "answers", "is not a table", "не е табела"),
    "locked": (LOCKED, "answers", "password", "лозинка"),
    "bomb": (bomb(), "answers", "Unpacked", "Распакувана"),
    "large": (b"a,b\n" + b"1,2\n" * (15 * 1024 * 1024), "answers", "60 MB", "60 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words_and_nothing_of_it_stays(town, name):
    content, kind, *words = BAD[name]
    (town / f"{name}.csv").write_bytes(content)
    before = counted(town)

    for lang, expected in zip(LANGUAGES, words, strict=True):
        done = python(MAIN, "import", f"{name}.csv", "--kind", kind, folder=town, lang=lang)

        assert done.returncode == 1, done.stdout
        assert expected in done.stderr
        assert "Traceback" not in done.stderr
    assert counted(town) == before


def test_rows_that_are_wrong_are_told_and_a_check_takes_nothing_in(town):
    (town / "services.csv").write_bytes(
        (SERVICES + "S9,COM-DAY,Дневен центар,Red Cross,,,,many,5,2026-05-01\n").encode("cp1251")
    )
    before = counted(town)

    done = python(MAIN, "import", "services.csv", "--kind", "inventory", "--check", folder=town, lang="mk")

    assert done.returncode == 0, done.stderr
    assert "ред 6" in done.stderr
    assert "windows-1251" in done.stderr + done.stdout
    assert counted(town) == before


STOP = """
import os, sys, django; django.setup()
from sofra.work import jobs
from sofra.work.acts import KEEPER
asked, make_map = jobs.enqueue(KEEPER, "map"), jobs.TASKS["map"]
def stopped(actor, arguments, progress):
    make_map(actor, arguments, lambda stage, done, total: os._exit(9) if stage == "estimate" else None)
jobs.TASKS["map"] = stopped
jobs.run_next()
"""
GO_ON = """
import django; django.setup()
from sofra.store import queries
from sofra.work import jobs
before = [(job.state, queries.latest()) for job in queries.jobs()]
found, done = jobs.resume(), jobs.run_next()
print(before, found, done.state, len(queries.releases()))
"""


def test_a_map_whose_machine_stops_in_the_middle_is_made_after_the_start(town):
    died = python(STOP, folder=town)

    again = python(GO_ON, folder=town)

    assert died.returncode == 9, died.stderr
    assert again.stdout.strip() == "[('running', None)] 1 done 1", again.stderr
