"""How an indicator is counted: of whom, when it holds, from which questions, with its worked example."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.gaps.words import family
from sofra.report.view import View
from sofra.types.catalogue import Example, Indicator
from sofra.types.document import Table
from sofra.types.fact import Status
from sofra.types.keys import EVERYONE, GroupId

CLOSE = 6
"""Most digits of a value worked out by hand; fewer where they are zeros."""

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked example: a few made-up rows, the value that they give by hand, and how (English)."""

    table: Table
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a method page: lines of label and text, formulas as they stand in the pack, and sentences below.

    `formulas` are label and code; `code` is a block of commands; `worked` the examples.
    """

    id: str
    title: str
    lines: Sequence[Line] = ()
    formulas: Sequence[Line] = ()
    worked: Sequence[Worked] = ()
    notes: Sequence[str] = ()
    code: str = ""


def definition(indicator: Indicator, view: View, group: GroupId = EVERYONE, formula: str = "") -> Part:
    """What is counted: of whom, when, from which questions; whose wording it is; the pack's own worked example."""
    say = view.texts.say
    formula = formula or say(f"gaps.formula.{family(indicator.id, view.pack)}")
    rows = [
        ("formula", formula),
        ("of_whom", say(f"number.table.{indicator.table}")),
        ("group", _group(group, view)),
        ("questions", _questions(indicator, view)),
        ("better", say(f"number.better.{indicator.better}")),
        ("goals", ", ".join(indicator.sdg)),
        ("special", say("number.special") if indicator.sensitivity == "special" else ""),
        ("wording", indicator.source),
        ("licence", licence(indicator, view)),
    ]
    codes = (("base", indicator.base), ("where", indicator.where), ("value", indicator.value))
    return Part(
        "counted",
        say("number.part.counted"),
        tuple(line(key, text, view) for key, text in rows if text),
        tuple(line(key, code, view) for key, code in codes if code),
        tuple(worked(example, view) for example in indicator.examples),
    )


def licence(indicator: Indicator, view: View) -> str:
    """What may be done with the wording of the questions; empty where no pack says it."""
    scale = view.pack.scales.get(indicator.scale) if indicator.scale else None
    return view.name(scale.licence) if scale else ""


def worked(example: Example, view: View) -> Worked:
    """An example of the pack as a table; rows as they stand in its file, the value worked out by hand."""
    lines = [[cell.strip() for cell in row.split("|")] for row in example.rows.strip().splitlines()]
    header, rows = (tuple(lines[0]), tuple(map(tuple, lines[1:]))) if lines else ((), ())
    table = Table(view.texts.say("number.example"), header, rows, "l" * len(header))
    return Worked(table, _value(example.value, view), example.note)


def line(key: str, text: str, view: View) -> Line:
    """A label of the method page with its text."""
    return view.texts.say(f"number.line.{key}"), text


def _value(value: float | None, view: View) -> str:
    if value is None:
        return view.texts.say(f"status.{Status.SUPPRESSED}")
    digits = next((digits for digits in range(CLOSE) if round(value, digits) == value), CLOSE)
    return view.texts.number(value, digits)


def _group(group: GroupId, view: View) -> str:
    entry = view.pack.groups.get(group)
    if group == EVERYONE or entry is None:
        return ""
    return view.texts.say("number.group", name=view.name(entry.label), definition=view.name(entry.definition))


def _questions(indicator: Indicator, view: View) -> str:
    """The questions in words, each with its name in the data."""
    known = [(name, view.pack.variables.get(name)) for name in indicator.uses]
    told = [view.texts.say("number.question", label=view.name(v.label), name=n) if v else n for n, v in known]
    return "; ".join(told)
