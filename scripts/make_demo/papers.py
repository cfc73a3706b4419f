"""Stakeholders, last period's social plan, the notes of two focus groups, the reading guide and the workspace's file."""

from scripts.make_demo.papers_text import PLAN, README, STAKEHOLDERS, WORKSPACE
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

NUMBERS = {"influence", "interest", "budget"}


def stakeholder_sheets() -> dict[str, list[list[Cell]]]:
    """The list of stakeholders."""
    return {"stakeholders": _table(STAKEHOLDERS), "about": _about()}


def plan_sheets() -> dict[str, list[list[Cell]]]:
    """The measures of the social plan 2022–2025 with what became of them."""
    return {"measures": _table(PLAN), "about": _about()}


def _about() -> list[list[Cell]]:
    return [["about", "за табелата"], [FICTION_EN, FICTION_MK]]


def _table(text: str) -> list[list[Cell]]:
    header, *lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    rows: list[list[Cell]] = [list(header)]
    for line in lines:
        pairs = zip(header, line, strict=True)
        rows.append([int(cell) if name in NUMBERS and cell else cell or None for name, cell in pairs])
    return rows


__all__ = ["README", "WORKSPACE", "plan_sheets", "stakeholder_sheets"]
