"""The rules of the house hold, and each of them notices an offence."""

from pathlib import Path

import pytest
from tests.rules.house import RULES

SRC = Path(__file__).parents[2] / "src" / "sofra"

OFFENCES = {
    "no module is named for nothing": ("gaps/utils.py", '"""Words."""\n'),
    "a module opens with a sentence": ("gaps/one.py", "x = 1\n"),
    "a module has at most 300 lines": ("gaps/one.py", '"""Words."""\n' + "x = 1\n" * 300),
    "a function fits in 30 lines": ("gaps/one.py", '"""Words."""\ndef f():\n' + "    x = 1\n" * 31),
    "what is public has a docstring": ("gaps/one.py", '"""Words."""\ndef f():\n    return 1\n'),
    "at most four arguments by position": ("gaps/one.py", '"""Words."""\ndef _f(a, b, c, d, e):\n    return 1\n'),
    "values are frozen with slots": ("gaps/one.py", '"""Words."""\n@dataclass(frozen=True)\nclass _A:\n    x: int\n'),
    "nobody catches Exception": ("gaps/one.py", '"""Words."""\ntry:\n    x = 1\nexcept Exception:\n    x = 2\n'),
    "no assert in shipped code": ("gaps/one.py", '"""Words."""\nassert 1\n'),
    "imports are absolute": ("gaps/one.py", '"""Words."""\nfrom . import two\n'),
    "no signals, no metaclasses": ("store/one.py", '"""Words."""\nfrom django.db.models.signals import post_save\n'),
    "the skins write only through work": ("web/one.py", '"""Words."""\nservice.save()\n'),
}


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_its_rule(name: str) -> None:
    assert RULES[name](SRC) == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_notices_an_offence(name: str, tmp_path: Path) -> None:
    place, code = OFFENCES[name]
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(code, encoding="utf-8")

    offences = RULES[name](tmp_path)

    assert len(offences) == 1
