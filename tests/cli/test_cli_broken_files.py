"""What a clerk's broken files get on the command line: a sentence in the language, and nothing half-written."""

import pytest
from tests.cli.test_cli import sofra
from tests.smalltown import SETTLEMENTS, answers

from sofra.packs.texts import texts


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    (folder / "zero.csv").write_text(answers().replace(",25.0,", ",0,"), encoding="utf-8")
    (folder / "share.csv").write_text("margin,category,total\narea,A,70%\narea,B,30 %\n", encoding="utf-8")
    (folder / "plan.toml").write_text("indicator = \n", encoding="utf-8")
    sofra("init", "workspace", "--name", "Smalltown", "--period", "2026", folder=folder)
    sofra("import", "settlements.csv", "--kind", "settlements", folder=folder)
    return folder


@pytest.mark.parametrize(
    ("command", "english", "macedonian"),
    [
        (("import", "zero.csv", "--kind", "answers"), "All 40 rows of the file are wrong", "Погрешни се сите редови"),
        (("weigh", "share.csv"), "“30 %” is a share, and a number is wanted", "„30 %“ е удел, а тука се бара број"),
        (("weigh",), "There is no survey round yet.", "Сѐ уште нема круг на анкетата."),
        (("furthest", "--plan", "no.toml"), "There is no file or folder no.toml", "Нема датотека или папка no.toml"),
        (("furthest", "--plan", "plan.toml"), "plan.toml, row 1", "plan.toml, ред 1"),
        (("index",), "social map", "социјална мапа"),
    ],
)
def test_a_clerk_is_told_in_the_language_what_is_wrong(town, command, english, macedonian):
    for lang, words in (("en", english), ("mk", macedonian)):
        done = sofra(*command, folder=town, lang=lang)

        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_whoever_types_commands_is_named_in_words():
    assert texts("en").person("keeper") == "whoever keeps this computer"
    assert texts("mk").person("keeper") == "чуварот на овој компјутер"
    assert texts("mk").person("ana") == "ana"
