"""Every issue that sources can raise has its two sentences in both languages, with the same gaps."""

import re
import string
from pathlib import Path

import pytest

import sofra.sources
from sofra.packs.texts import texts

FOLDER = Path(sofra.sources.__path__[0])
RAISED = re.compile(r'(?:Issue\(|stop\(\s*\w+,|_issue\(|Bad\(|blame\()\s*(?:"file_locked" if locked else )?"([a-z_]+)"')


def _raised():
    return sorted({code for file in FOLDER.glob("*.py") for code in RAISED.findall(file.read_text(encoding="utf-8"))})


def _gaps(sentence):
    forms = [sentence] if isinstance(sentence, str) else sentence.values()
    return {gap for form in forms for _, gap, _, _ in string.Formatter().parse(form) if gap}


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("part", ["what", "remedy"])
def test_every_issue_has_its_sentences(lang, part):
    codes = _raised()

    assert len(codes) > 55
    assert [code for code in codes if not texts(lang).knows(f"issues.{code}.{part}")] == []


def test_both_languages_name_the_same_values():
    english, macedonian = (texts(lang).sentences for lang in ("en", "mk"))
    keys = [f"issues.{code}.{part}" for code in _raised() for part in ("what", "remedy")]

    assert [key for key in keys if _gaps(english[key]) != _gaps(macedonian[key])] == []
