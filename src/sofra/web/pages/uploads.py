"""Uploads as a page shows them: what was sent back in the forms for columns, links and corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.store.notes import Outcome
from sofra.types.answers import Held, Link, Row, Value, Variable
from sofra.types.catalogue import Pack
from sofra.types.keys import Label

DESIGN = ("weight", "stratum", "unit", "units_in_stratum", "households_in_unit", "place")


@dataclass(frozen=True, slots=True)
class Tied:
    """A link with the variable that it leads to, None when it leads nowhere."""

    link: Link
    variable: Variable | None


def counts(uploads: Sequence[Outcome]) -> Mapping[str, int]:
    """How many uploads stand in each way."""
    return {kind: sum(upload.kind == kind for upload in uploads) for kind in dict.fromkeys(u.kind for u in uploads)}


def tied(outcome: Outcome, pack: Pack) -> list[Tied]:
    """The links of an upload, the doubtful ones first."""
    found = [Tied(link, pack.variables.get(link.variable)) for link in outcome.links]
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


def links_from(sent: Mapping[str, str], outcome: Outcome) -> list[Link]:
    """The links as the page sent them; a column tied to nothing has no link."""
    kept = [replace(link, variable=sent.get(f"l_{link.column}", link.variable)) for link in outcome.links]
    return [link for link in kept if link.variable]


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
