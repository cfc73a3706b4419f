"""The programme as a table: one row for each action with its indicator, ready for a spreadsheet or a report."""

from collections.abc import Sequence

from sofra.packs.texts import Texts
from sofra.types.document import Table
from sofra.types.planning import Action

COLUMNS = {
    "number": "r",
    "action": "l",
    "responsible": "l",
    "deadline": "l",
    "cost": "r",
    "budget_line": "l",
    "funder": "l",
    "indicator": "l",
    "baseline": "r",
    "target": "r",
    "sdg": "l",
    "status": "l",
}
"""The columns in their order with their alignment; plan.column.<name> is the heading."""


def table(actions: Sequence[Action], texts: Texts) -> Table:
    """One row for each action that was not dropped, written as the language writes; an unknown number is "–"."""
    kept = [action for action in actions if action.status != "dropped"]
    return Table(
        caption=texts.say("plan.programme.caption"),
        header=[texts.say(f"plan.column.{name}") for name in COLUMNS],
        rows=[_row(number, action, texts) for number, action in enumerate(kept, start=1)],
        align="".join(COLUMNS.values()),
        note=texts.say("plan.programme.note", n=len(kept)),
    )


def measured(value: float | None, action: Action, texts: Texts) -> str:
    """A baseline or target as the indicator is counted: a share as per cent, anything else as a number."""
    if value is None:
        return "–"
    share = action.proposal is not None and action.proposal.indicator.startswith("gap.coverage.")
    return texts.percent(value) if share else texts.number(value)


def _row(number: int, action: Action, texts: Texts) -> Sequence[str]:
    cost = "–" if action.cost is None else f"{texts.number(action.cost)} {action.currency}".strip()
    return [
        str(number),
        action.title,
        action.responsible or "–",
        texts.date(action.deadline, "medium") if action.deadline else "–",
        cost,
        action.budget_line or "–",
        action.funder or "–",
        action.indicator or "–",
        measured(action.baseline, action, texts),
        measured(action.target, action, texts),
        ", ".join(action.sdg) or "–",
        texts.say(f"plan.status.{action.status}"),
    ]
