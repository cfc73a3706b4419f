"""Codes that the form does not list: slips, which hold their row, and codes of another version of the form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sofra.sources.cells import Bad, reader
from sofra.sources.names import closest
from sofra.types.answers import Choice, Kind, Variable
from sofra.types.errors import Issue, Named, Severity, Where

OFTEN_ROWS = 20
OFTEN_SHARE = 0.05
A_SLIP = 85


def with_accepted(variable: Variable, accept: frozenset[str]) -> Variable:
    """The variable with the codes added that a person let pass ("water=lake")."""
    prefix = f"{variable.name}="
    return _with(variable, sorted(entry.removeprefix(prefix) for entry in accept if entry.startswith(prefix)))


def with_frequent(variable: Variable, cells: Sequence[str], where: Where) -> tuple[Variable, list[Issue]]:
    """The variable with the unlisted codes added that come too often to be slips, and one issue that names them.

    Too often: in at least 20 rows and one answer in twenty, and unlike every listed code. Such a code was on the form
    that people answered; holding its rows would leave out everybody who gave that answer.
    """
    if variable.kind not in (Kind.CHOICE, Kind.CHOICES) or not variable.choices:
        return variable, []
    known = [choice.code for choice in variable.choices]
    counts = _unlisted(variable, cells)
    answered = sum(1 for cell in cells if cell)
    often = [
        code
        for code, count in sorted(counts.items())
        if count >= OFTEN_ROWS and count >= OFTEN_SHARE * answered and not closest(code, known, A_SLIP)
    ]
    if sum(counts.values()) >= max(OFTEN_ROWS, answered // 2):
        often = sorted(counts)  # the list is not this column's at all
    if not often:
        return variable, []
    shown = ", ".join(often[:5]) + (", …" if len(often) > 5 else "")
    values: Named = {"n": sum(counts[code] for code in often), "codes": shown, "column": where.column}
    return _with(variable, often), [Issue("code_not_on_form", where, values, Severity.CELL)]


def _unlisted(variable: Variable, cells: Sequence[str]) -> Counter[str]:
    """How often each unlisted code comes; codes added one by one, since a cell names only its first bad one."""
    counts: Counter[str] = Counter()
    read = reader(variable)
    several = variable.kind is Kind.CHOICES
    for cell, count in Counter(cells).items():
        answer = read(cell)
        if not isinstance(answer, Bad):
            continue
        parts = {part for part in cell.split() if isinstance(read(part), Bad)} if several else {answer.value}
        for part in parts or {answer.value}:
            counts[part] += count
    return counts


def _with(variable: Variable, more: Sequence[str]) -> Variable:
    if not more:
        return variable
    return replace(variable, choices=(*variable.choices, *(Choice(code, {"en": code}) for code in more)))
