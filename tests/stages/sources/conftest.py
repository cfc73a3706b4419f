"""What the tests of sources share: files written in a line, and sentences that a clerk reads."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest

from sofra.packs.texts import texts
from sofra.types.errors import Issue, SofraError

Sheets = dict[str, Sequence[Sequence[object]]]


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "answers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(sheets: Sheets, name: str = "book.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def told() -> Callable[[Iterable[Issue] | SofraError], list[str]]:
    """The codes of the issues, once both languages have said what is wrong and what to do."""

    def tell(found: Iterable[Issue] | SofraError) -> list[str]:
        issues = list(found.issues if isinstance(found, SofraError) else found)
        for issue in issues:
            for lang in ("en", "mk"):
                said = texts(lang)
                assert len(said.what(issue)) > 10
                assert "{" not in said.what(issue) + said.remedy(issue)
        return [issue.code for issue in issues]

    return tell


@pytest.fixture
def shared() -> Path:
    """The folder of real files made elsewhere."""
    beside = Path(__file__).resolve().parents[4] / "shared"
    found = Path(os.environ.get("SOFRA_SHARED", beside)) / "data"
    if not found.is_dir():
        pytest.skip(f"LEFT OUT: the real files of ../shared/data are not here ({found.name}); set SOFRA_SHARED")
    return found
