"""One problem, one objective, one answer: what is wrong with it, or what is best and how certain that is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from sofra.plan.siting.capacity import with_capacity
from sofra.plan.siting.center import worst_off
from sofra.plan.siting.cover import covered, everybody
from sofra.plan.siting.faults import fatal, faults
from sofra.plan.siting.nearest import nearest
from sofra.plan.siting.problem import Answer, Siting
from sofra.types.errors import Issue, Severity, Where

COVERS: Mapping[str, Callable[..., Answer]] = MappingProxyType(
    {"covered": covered, "everybody": everybody, "worst_off": worst_off}
)


def solve(siting: Siting, objective: str, *, seed: int = 0, seconds: float = 60.0) -> Answer:
    """The best sites for one of OBJECTIVES, with bound, gap and everything that is to be known.

    `value` is None when there is no answer; `issues` then say why. `seconds` limit each programme given to HiGHS; a
    limit that was reached shows as a gap. Sites that hold only so many count for "nearest" and "covered"; for the
    other two a note says that they do not.
    """
    found = faults(siting, objective)
    if fatal(found):
        return Answer(objective, issues=tuple(found))
    limited = len(siting.capacity) > 0
    if limited and objective in {"nearest", "covered"}:
        best = with_capacity(siting, objective, seconds=seconds, seed=seed)
    elif objective == "nearest":
        best = nearest(siting, seed=seed, seconds=seconds)
    else:
        best = COVERS[objective](siting, seconds=seconds)
        if limited:
            found.append(_issue("siting.capacity_not_counted", Severity.NOTE))
    if best.value is None:
        found.append(_issue("siting.no_answer", Severity.FILE))
    elif not best.chosen:
        found.append(_issue("siting.nothing_to_gain", Severity.NOTE))
    return replace(best, issues=tuple(found))


def _issue(code: str, severity: Severity) -> Issue:
    return Issue(code, Where(), MappingProxyType({}), severity)
