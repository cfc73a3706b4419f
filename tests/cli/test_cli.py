"""The command line, as a person runs it: one process after the other in one workspace."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.smalltown import NOTES, SERVICES, SETTLEMENTS, answers

from sofra.cli.main import COMMANDS, main
from sofra.packs.texts import LANGUAGES

ROOT = Path(__file__).parents[2]


def sofra(*arguments: str, folder: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """One run of the command line, in its own process and folder."""
    code = "import sys; from sofra.cli.main import main; sys.exit(main())"
    told = {name: value for name, value in os.environ.items() if not name.startswith(("SOFRA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:sofra", "-c", code, *arguments],
        cwd=folder, env={**told, "PYTHONPATH": str(ROOT / "src"), "SOFRA_LANG": lang, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    """A folder with a workspace in it, made, filled and mapped by commands alone."""
    folder = tmp_path_factory.mktemp("town")
    for name, text in (("settlements.csv", SETTLEMENTS), ("services.csv", SERVICES), ("notes.md", NOTES),
                       ("survey.csv", answers())):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    made = sofra("init", "workspace", "--name", "Smalltown", "--name-mk", "Малград", "--period", "2026", folder=folder)
    assert made.returncode == 0, made.stderr
    for command in (
        ("import", "settlements.csv"),
        ("import", "services.csv", "--kind", "inventory"),
        ("import", "notes.md"),
        ("import", "survey.csv", "--kind", "answers", "--name", "Spring"),
        ("map",),
    ):
        done = sofra(*command, folder=folder)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("pack", "check"), ("pack", "new")])
def test_every_command_has_help_with_an_example_in_every_language(command, lang, capsys):
    code = main([*("--lang", lang), *command, "--help"])

    shown = capsys.readouterr().out
    assert code == 0
    assert {"en": "Usage", "mk": "Usage"}[lang] in shown
    if command:
        assert {"en": "Example: sofra", "mk": "Пример: sofra"}[lang] in shown
    assert (lang == "mk") == bool(re.search("[а-ш]", shown))


def test_help_loads_neither_django_nor_the_sentences(town):
    code = ("import sys; from sofra.cli.main import main; main(['--help']); "
            "print([m for m in ('django', 'babel', 'numpy', 'duckdb') if m in sys.modules])")  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_a_first_member_gets_a_password_shown_once(tmp_path):
    made = sofra("init", "w", "--name", "Town", "--period", "2026", "--member", "dragan", folder=tmp_path)

    assert re.search(r"Sign in as dragan with the password \S{12,}", made.stdout)


def test_a_map_made_by_commands_can_be_redone(town):
    done = sofra("redo", "1", folder=town)

    assert done.returncode == 0, done.stderr
    assert "to the last digit" in done.stdout


def test_the_attacker_may_try_a_release_at_any_time(town):
    done = sofra("audit", "1", folder=town)

    assert done.returncode == 0, done.stderr
    assert "Release 1: no register count" in done.stdout  # nobody brought a register


def test_a_report_is_written_where_it_is_asked_for(town):
    done = sofra("report", "--template", "council_page", "--format", "html", "--language", "mk", "--to", "page.html",
                 folder=town)  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "Малград" in (town / "page.html").read_text("utf-8")


def test_a_bundle_opened_in_another_folder_gives_the_same_page(town, tmp_path):
    assert sofra("bundle", str(tmp_path / "b.zip"), folder=town).returncode == 0

    opened = sofra("open", "b.zip", "elsewhere", folder=tmp_path)
    again = sofra("-w", "elsewhere", "report", "--template", "council_page", "--format", "html", "--language", "mk",
                  "--to", "page.html", folder=tmp_path)  # fmt: skip
    first = sofra("report", "--template", "council_page", "--format", "html", "--language", "mk", "--to",
                  str(tmp_path / "first.html"), folder=town)  # fmt: skip

    assert (opened.returncode, again.returncode, first.returncode) == (0, 0, 0), opened.stderr + again.stderr
    assert "coordinator (coordinator): new password" in opened.stdout
    assert (tmp_path / "page.html").read_text("utf-8") == (tmp_path / "first.html").read_text("utf-8")


def test_a_foreign_survey_is_linked_by_a_table_that_a_person_edits(town, tmp_path):
    text = "nr,Age of the person,Can the person walk,ort\n"
    text += "\n".join(f"{n},{20 + n % 60},{1 + n % 4},A1" for n in range(40))
    (tmp_path / "foreign.csv").write_text(text, encoding="utf-8")
    workspace = ("-w", str(town / "workspace"))

    first = sofra(*workspace, "import", "foreign.csv", "--kind", "answers", "--suggest-links", "l.csv", folder=tmp_path)
    (tmp_path / "links.csv").write_text(
        "column,variable,codes,factor,confirmed\nage_of_the_person,age,,1,yes\n", encoding="utf-8"
    )
    second = sofra(*workspace, "import", "foreign.csv", "--kind", "answers", "--links", "links.csv", "--design",
                   "place=ort", "--check", folder=tmp_path)  # fmt: skip

    assert first.returncode == 1
    assert "Nothing was accepted" in first.stdout
    assert second.returncode == 0, second.stderr + second.stdout


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("map", "-w"), 2, "-w"),
        (("coffee",), 2, "coffee"),
        (("import", "nowhere.csv"), 2, "nowhere.csv"),
        (("import", "settlements.csv", "--design", "colour=red"), 1, "colour=red"),
        (("init", "workspace", "--name", "A", "--period", "2026"), 1, "already"),
        (("open", "notes.md", "new"), 1, "not a bundle"),
        (("open", "nowhere.zip", "new"), 1, "nowhere.zip"),
        (("pack", "check", "zz"), 1, "zz"),
        (("-w", "elsewhere", "map"), 1, "no workspace"),
    ],
)
def test_what_goes_wrong_before_the_start_is_said_in_words(town, monkeypatch, capsys, command, code, words):
    monkeypatch.chdir(town)

    done = main(["--lang", "en", *command])

    told = capsys.readouterr().err
    assert done == code, told
    assert words in told


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("redo", "404"), "Nothing is kept here under “404”"),
        (("import", "settlements.csv", "--columns", "notes.md"), "column map"),
    ],
)
def test_what_goes_wrong_later_is_said_in_words_without_a_traceback(town, command, words):
    done = sofra(*command, folder=town)

    assert done.returncode == 1, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_is_explained_in_macedonian_to_who_reads_macedonian(town):
    done = sofra("--lang", "mk", "redo", "404", folder=town)

    assert "Овде нема ништо под „404“." in done.stderr


def test_bad_rows_are_named_with_row_and_column_and_the_good_ones_accepted(tmp_path):
    sofra("init", "workspace", "--name", "Town", "--period", "2026", folder=tmp_path)
    (tmp_path / "s.csv").write_text(SETTLEMENTS.replace(",500,", ",many,"), encoding="utf-8")

    done = sofra("import", "s.csv", "--kind", "settlements", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "row 5" in done.stderr
    assert "column" in done.stderr
    assert "5 good, 1 held" in done.stdout


def test_the_pack_that_we_ship_is_right(capsys):
    assert main(["pack", "check", "mk"]) == 0


def test_the_pages_are_served_and_long_work_is_done_beside_them(town):
    import socket
    import time
    import urllib.error
    import urllib.request

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    queue = ("import os, django; django.setup(); from sofra.work import jobs; from sofra.work.acts import KEEPER; "
             "print(jobs.enqueue(KEEPER, 'map').id)")  # fmt: skip
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("SOFRA_", "DJANGO_"))}
    told = {**outside, "PYTHONPATH": str(ROOT / "src"), "SOFRA_WORKSPACE": str(town / "workspace"),
            "DJANGO_SETTINGS_MODULE": "sofra.settings"}  # fmt: skip
    asked = subprocess.run([sys.executable, "-c", queue], env=told, capture_output=True, text=True, check=True)
    code = "import sys; from sofra.cli.main import main; sys.exit(main())"
    server = subprocess.Popen([sys.executable, "-c", code, "serve", "--port", str(port)], env=told)

    try:
        page, ends = "", time.monotonic() + 60
        while not page and time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5) as answer:
                    page, headers = answer.read().decode(), answer.headers
            except urllib.error.URLError:
                time.sleep(0.3)
        state = ""
        look = (
            f"import django; django.setup(); from sofra.store import queries; print(queries.job({asked.stdout}).state)"
        )
        while state not in ("done", "failed") and time.monotonic() < ends:
            time.sleep(0.5)
            state = subprocess.run(
                [sys.executable, "-c", look], env=told, capture_output=True, text=True
            ).stdout.strip()
    finally:
        server.terminate()
        server.wait(10)

    assert "Smalltown" in page
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert state == "done"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--country", "zz"), "Choose one of these: mk, base."),
        (("--language", "de"), "There are no texts in the language “de”."),
        (("--period", "soon"), "“soon” is neither a year nor a day."),
    ],
)
def test_a_workspace_that_could_not_work_is_not_made(tmp_path, wrong, said):
    refused = sofra("init", "w", "--name", "Town", "--period", "2026", *wrong, folder=tmp_path)

    assert refused.returncode == 1
    assert said in refused.stderr
    assert not (tmp_path / "w").exists()


def test_a_port_that_is_taken_is_named(town):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = str(listening.getsockname()[1])

        refused = sofra("serve", "--port", port, "--no-worker", folder=town)

    assert refused.returncode == 1
    assert f"listens on port {port}" in refused.stderr


def test_the_module_runs_as_the_command(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-m", "sofra", "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert shown.returncode == 0
    assert "sofra [OPTIONS]" in shown.stdout
