"""What workspace.toml may say, and how settings follow it."""

import pytest

from sofra.settings import _database
from sofra.store.workspace import read_workspace
from sofra.types.errors import Conflict, SourceError
from sofra.types.evidence import Municipality
from sofra.work.founding import create_workspace

TOWN = Municipality({"en": 'Town "by the river"', "mk": "Град"}, "mk", "2026", True, ("mk", "en"), "mk")


def test_a_new_workspace_says_whose_it_is(tmp_path):
    create_workspace(tmp_path / "w", TOWN, port=9000)

    found = read_workspace(tmp_path / "w")

    assert found.municipality == TOWN
    assert found.port == 9000
    assert len(found.secret_key) > 50


def test_two_workspaces_have_two_secrets(tmp_path):
    first, second = (read_workspace(create_workspace(tmp_path / name, TOWN)).secret_key for name in "ab")

    assert first != second


def test_a_workspace_is_not_made_over_another(tmp_path):
    create_workspace(tmp_path / "w", TOWN)
    secret = read_workspace(tmp_path / "w").secret_key

    with pytest.raises(Conflict):
        create_workspace(tmp_path / "w", TOWN)

    assert read_workspace(tmp_path / "w").secret_key == secret


@pytest.mark.parametrize(
    ("text", "code"),
    [("[municipality", "workspace_not_toml"), ('[municipality]\nname = "Town"', "workspace_lacks")],
)
def test_a_wrong_workspace_file_is_explained(tmp_path, text, code):
    (tmp_path / "workspace.toml").write_text(text)

    with pytest.raises(SourceError) as stopped:
        read_workspace(tmp_path)

    assert stopped.value.issues[0].code == code


def test_a_folder_without_a_file_is_an_empty_workspace(tmp_path):
    assert read_workspace(tmp_path).municipality.period == ""


def test_a_database_address_is_read_with_its_escapes():
    found = _database("postgresql://ana:p%40ss@%2Fvar%2Frun/town")

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["NAME"]) == ("ana", "p@ss", "/var/run", "town")


def test_without_an_address_the_database_is_a_file_in_the_folder():
    assert _database("")["ENGINE"] == "django.db.backends.sqlite3"


def test_nothing_is_left_to_warn_about_when_served_over_https(tmp_path):
    import os
    import subprocess
    import sys

    folder = create_workspace(tmp_path / "w", TOWN)
    file = folder / "workspace.toml"
    file.write_text(file.read_text("utf-8").replace("https = false", "https = true"), "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, "SOFRA_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "sofra.settings",
             "PYTHONPATH": "src"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
