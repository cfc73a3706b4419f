"""The notebook page: its example runs on the shipped demo and prints what the page says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

import sofra

PAGE = Path(__file__).parents[2] / "docs" / "notebook.md"


def blocks(kind: str) -> list[str]:
    """The code blocks of one kind on the page."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_an_example_prints_what_the_page_says(number: int) -> None:
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(compile(blocks("python")[number], PAGE.name, "exec"), {})

    assert printed.getvalue() == blocks("text")[number]


def test_the_example_is_ten_lines_and_its_imports() -> None:
    lines = [line for line in blocks("python")[0].splitlines() if line and not line.startswith(("import", "from"))]

    assert len(lines) <= 12


@pytest.mark.parametrize("name", sofra.__all__)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    assert getattr(sofra, name).__doc__
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")


def test_an_unknown_name_is_no_attribute() -> None:
    assert not hasattr(sofra, "estimates")
