"""The plan as a page shows and edits it: lines with what they still lack, and between an action and its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sofra.plan.ready import problems
from sofra.store.notes import ActionNote
from sofra.types.errors import Issue
from sofra.types.planning import Action
from sofra.web.pages.services import short

STATUSES = ("proposed", "planned", "running", "done", "dropped")


@dataclass(frozen=True, slots=True)
class Line:
    """One action with the problems that stand between it and the council; `late` when its deadline has passed."""

    action: Action
    version: int
    problems: Sequence[Issue]
    late: bool
    share: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind of thing that is missing, and how many actions miss it."""

    code: str
    actions: Sequence[Action]


def lines(notes: Sequence[ActionNote], today: date) -> list[Line]:
    """The actions in their order."""
    return [
        Line(note.action, note.version, problems(note.action), _late(note.action, today), is_share(note.action))
        for note in notes
    ]


def lacking(found: Sequence[Line]) -> list[Lack]:
    """What is missing before the session, by kind, the most frequent first."""
    by_code: dict[str, list[Action]] = {}
    for line in found:
        for issue in line.problems:
            by_code.setdefault(issue.code, []).append(line.action)
    return sorted((Lack(code, actions) for code, actions in by_code.items()), key=lambda lack: -len(lack.actions))


def is_share(action: Action) -> bool:
    """True when baseline and target are shares, which people write in per cent."""
    return action.proposal is not None and action.proposal.indicator.startswith("gap.coverage.")


def as_form(note: ActionNote) -> dict[str, Any]:
    """The fields of the form for an action; shares in per cent."""
    action, factor = note.action, 100 if is_share(note.action) else 1
    names = ("title", "responsible", "deadline", "currency", "budget_line", "funder", "indicator", "note")
    return {
        **{name: getattr(action, name) for name in names},
        "cost": short(action.cost),
        "baseline": short(_times(action.baseline, factor)),
        "target": short(_times(action.target, factor)),
        "sdg": ", ".join(action.sdg),
        "action_status": action.status,
        "version": note.version,
    }


def as_action(form: Mapping[str, Any], before: Action | None = None) -> Action:
    """The action that a valid form describes; its proposal stays as it was."""
    start = before or Action("", "")
    factor = 0.01 if is_share(start) else 1
    names = ("title", "responsible", "cost", "currency", "budget_line", "funder", "indicator", "note")
    return replace(
        start,
        **{name: form[name] for name in names},
        deadline=form["deadline"].isoformat() if form["deadline"] else "",
        baseline=_times(form["baseline"], factor),
        target=_times(form["target"], factor),
        sdg=tuple(part.strip() for part in form["sdg"].split(",") if part.strip()),
        status=form["action_status"],
    )


def _late(action: Action, today: date) -> bool:
    return bool(action.deadline) and action.deadline < today.isoformat() and action.status not in {"done", "dropped"}


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 6)
