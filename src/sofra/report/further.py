"""Method, last part: what the numbers of lists, settlements and searches rest on, and what was tried against them."""

from collections.abc import Sequence

from sofra.gaps.behind import outcome
from sofra.report.view import View
from sofra.types.document import Bullets, Section
from sofra.types.fact import SpreadKind
from sofra.types.furthest import NEVER, Search

PRINT = 12
"""Letters of a plan's sha256 that stand in the report."""


def section(view: View) -> Section | None:
    """How further numbers were made, one sentence each; None where there are none of them."""
    told = [*_settlements(view), *_lists(view), *_searches(view), *_attack(view)]
    return Section(view.say("section.further"), (Bullets(tuple(told)),)) if told else None


def recruited(view: View) -> str:
    """How the people who were asked were found; empty where nobody said."""
    found = view.material.recruitment
    return view.say("further.recruited", way=view.texts.say(f"sample.recruitment.{found}")) if found else ""


def _settlements(view: View) -> list[str]:
    lent = any(f.spread.kind is SpreadKind.MODEL and f.reason.startswith("model.") for f in view.index.values())
    return [view.say(f"further.settlements_{view.pack.gate.settlements}")] if lent else []


def _lists(view: View) -> list[str]:
    found = view.material.hidden
    groups: Sequence[str] = [view.group(one.group) for one in found.groups] if found else ()
    return [view.say("further.lists", groups="; ".join(groups))] if groups else []


def _searches(view: View) -> list[str]:
    found = view.material.furthest
    return [_search(search, view) for search in found.searches] if found else []


def _search(search: Search, view: View) -> str:
    plan = search.registered
    if not search.rungs:
        gaps = {"indicator": outcome(search, view.pack, view.texts), "digest": plan.digest[:PRINT]}
        return view.say("further.search_without", **gaps)
    return view.say(
        f"further.search_{search.timing if plan.on else NEVER}",
        indicator=outcome(search, view.pack, view.texts), digest=plan.digest[:PRINT], n=search.searched,
        day=view.texts.date(plan.on[:10]) if plan.on else "", by=plan.by,
    )  # fmt: skip


def _attack(view: View) -> list[str]:
    attack = view.material.attack
    if attack is None or attack.narrowest is None:
        return []
    low, high = int(attack.narrowest.low), int(attack.narrowest.high)
    return [view.say("further.attack", low=low, high=high, n=len(attack.releases))]
