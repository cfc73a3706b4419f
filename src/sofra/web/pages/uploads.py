"""Uploads as a page shows them: what was sent back in the forms for columns, links and corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.store.notes import Outcome
from sofra.types.answers import Held, Link, Row, Value, Variable
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue
from sofra.types.keys import Label

WAITING = "household_held"
DESIGN = ("weight", "stratum", "unit", "units_in_stratum", "households_in_unit", "place")


OPEN = "?"
"""The choice of a code about which nobody has said anything yet."""


@dataclass(frozen=True, slots=True)
class CodePair:
    """One answer of somebody's question, and which of our codes it is: "" is unknown, OPEN not said yet."""

    name: str
    code: str
    label: Label
    own: str


@dataclass(frozen=True, slots=True)
class Tied:
    """A link with the variable that it leads to, None when it leads nowhere, and the codes of both."""

    link: Link
    variable: Variable | None
    codes: Sequence[CodePair] = ()


def counts(uploads: Sequence[Outcome]) -> Mapping[str, int]:
    """How many uploads stand in each way."""
    return {kind: sum(upload.kind == kind for upload in uploads) for kind in dict.fromkeys(u.kind for u in uploads)}


def tied(outcome: Outcome, pack: Pack) -> list[Tied]:
    """The links of an upload, the doubtful ones first."""
    if outcome.kind not in ("columns_wrong", "rows_wrong", "ready"):
        return []
    ties = [(link, pack.variables.get(link.variable)) for link in outcome.links]
    found = [Tied(link, variable, _pairs(link, variable, outcome)) for link, variable in ties]
    return sorted(found, key=lambda tie: (tie.link.confirmed, tie.link.score))


def cells(held: Held, pack: Pack) -> list[tuple[str, Label | str, Value]]:
    """The cells to correct with their question: only those that an issue names, since the rest is nobody's business.

    A row that is wrong as a whole (a duplicate, say) shows all its cells.
    """
    named = {issue.where.column for issue in held.issues if issue.where.column in held.row}
    shown = [name for name in held.row if not name.startswith("_") and (name in named or not named)]
    return [(name, pack.variables[name].label if name in pack.variables else name, held.row[name]) for name in shown]


def columns_from(sent: Mapping[str, str], outcome: Outcome) -> dict[str, str]:
    """For each thing wanted the column of the file that holds it, "" for none."""
    return {name: sent.get(f"c_{name}", "") for name in outcome.wanted}


def links_from(sent: Mapping[str, str], outcome: Outcome, pack: Pack) -> list[Link]:
    """The links as the page sent them, codes and all; a column tied to nothing has no link."""
    kept = [_link_from(sent, link, outcome, pack) for link in outcome.links]
    return [link for link in kept if link.variable]


def _link_from(sent: Mapping[str, str], link: Link, outcome: Outcome, pack: Pack) -> Link:
    """One link; codes chosen for one variable say nothing about another."""
    variable = sent.get(f"l_{link.column}", link.variable)
    if variable != link.variable:
        return replace(link, variable=variable, codes={})
    pairs = _pairs(link, pack.variables.get(variable), outcome)
    chosen = {pair.code: sent.get(pair.name, pair.own) for pair in pairs}
    said = {code: own for code, own in chosen.items() if own != OPEN}
    same = all(code == own for code, own in said.items()) and OPEN not in chosen.values()
    others = {code: own for code, own in link.codes.items() if code not in chosen}
    return replace(link, codes=others if same else {**others, **said})


def _pairs(link: Link, variable: Variable | None, outcome: Outcome) -> list[CodePair]:
    """Every answer of the column beside our code for it; nothing where either side has no list of answers."""
    if variable is None or not variable.choices:
        return []
    known = {*(choice.code for choice in variable.choices), *variable.missing}
    theirs = outcome.choices.get(link.column, {})
    return [
        CodePair(f"k_{link.column}_{number}", code, label, _own(link, code, known))
        for number, (code, label) in enumerate(theirs.items())
    ]


def _own(link: Link, code: str, known: set[str]) -> str:
    if link.codes:
        return link.codes.get(code, OPEN)
    return code if code in known else OPEN


def alone(issues: Sequence[Issue]) -> list[Issue]:
    """The issues without those of members who only wait for their household."""
    return [issue for issue in issues if issue.code != WAITING]


def design_from(sent: Mapping[str, str]) -> dict[str, str] | None:
    """The columns of the sampling design; None when the page did not ask."""
    named = {name: sent[f"d_{name}"] for name in DESIGN if f"d_{name}" in sent}
    return named or None


def answer_from(sent: Mapping[str, str], held: Held) -> Row:
    """The corrected row: what the form sent over what was there; an emptied cell is unknown."""
    return {
        name: _value(sent[f"v_{name}"], value) if f"v_{name}" in sent else value for name, value in held.row.items()
    }


def _value(text: str, before: Value) -> Value:
    words = text.strip()
    if words == ("" if before is None else str(before)):
        return before
    return _number(words) if isinstance(before, int | float) and not isinstance(before, bool) else words or None


def _number(words: str) -> Value:
    try:
        return float(words) if "." in words else int(words)
    except ValueError:
        return words or None
