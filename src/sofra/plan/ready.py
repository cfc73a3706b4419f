"""Ready for the session: what an action still lacks before the council can vote it, listed like a spelling check."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from sofra.types.errors import Issue, Severity, Where
from sofra.types.planning import Action

LACKING: Mapping[str, Callable[[Action], bool]] = {
    "action_no_title": lambda action: not action.title.strip(),
    "action_no_budget": lambda action: action.cost is None or not action.budget_line.strip(),
    "action_no_responsible": lambda action: not action.responsible.strip(),
    "action_no_deadline": lambda action: not action.deadline.strip(),
    "action_no_indicator": lambda action: not action.indicator.strip(),
    "action_no_target": lambda action: action.baseline is None or action.target is None,
    "action_no_evidence": lambda action: action.proposal is None and not action.note.strip(),
}
"""What is asked of every action: the code of the issue, and when it is lacking."""


def problems(action: Action) -> list[Issue]:
    """Everything that this action still lacks; empty when it is ready. A dropped or finished action lacks nothing."""
    if action.status in ("dropped", "done"):
        return []
    return [_issue(code, action) for code, lacking in LACKING.items() if lacking(action)]


def problems_of(actions: Sequence[Action]) -> list[Issue]:
    """Everything that the plan still lacks, action by action, and actions that stand in it twice."""
    return [*_each(actions), *_twice(actions)]


def _each(actions: Sequence[Action]) -> Iterable[Issue]:
    for action in actions:
        yield from problems(action)


def _twice(actions: Sequence[Action]) -> Iterable[Issue]:
    seen: set[str] = set()
    for action in actions:
        if action.proposal is None or action.status == "dropped":
            continue
        if action.proposal.gap_id in seen:
            yield _issue("action_twice", action)
        seen.add(action.proposal.gap_id)


def _issue(code: str, action: Action) -> Issue:
    return Issue(code, Where(), MappingProxyType({"action": action.title or action.id}), Severity.NOTE)
