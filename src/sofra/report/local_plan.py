"""Chapters 13 and 14: how this enters the municipality's documents, the action plan, and how it is followed up."""

from collections import Counter

from sofra.plan.previous import again
from sofra.plan.programme import measured
from sofra.report.numbers import day, money
from sofra.report.pieces import note, table
from sofra.report.shortfall import of_municipality
from sofra.report.summary import told
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.evidence import Measure
from sofra.types.planning import Action


def chapter(view: View) -> Section:
    """Which document takes up what, last period's measures, and the action plan on pages of its own."""
    blocks = (Paragraph(view.say("plan.intro")), Bullets(tuple(view.say(f"plan.step{step}") for step in (1, 2, 3, 4))))
    return Section(view.say("chapter.plan"), blocks, (_measures(view), _actions(view)))


def monitoring(view: View) -> Section:
    """Who looks at what, when; one line for each action that has an indicator."""
    rows = [
        (
            action.title,
            action.indicator,
            measured(action.baseline, action, view.texts),
            measured(action.target, action, view.texts),
            day(action.deadline, view),
            action.responsible or "–",
        )
        for action in view.actions()
        if action.indicator
    ]
    blocks: list[Block] = [Paragraph(view.say("monitoring.intro"))]
    blocks.append(Bullets(tuple(view.say(f"monitoring.{when}") for when in ("quarter", "year", "round"))))
    blocks.append(table(view, "monitoring", rows, "llrrll"))
    return Section(view.say("chapter.monitoring"), tuple(blocks))


def _measures(view: View) -> Section:
    measures = view.material.measures
    if not measures:
        return Section(view.say("section.measures"), (Paragraph(view.say("plan.no_measures")),))
    count = Counter(measure.outcome for measure in measures)
    words = view.say(
        "plan.measures", n=len(measures), done=count["done"], partly=count["partly"], not_done=count["not done"],
        unknown=len(measures) - count["done"] - count["partly"] - count["not done"],
    )  # fmt: skip
    unfunded = sum(1 for measure in measures if measure.budget is None)
    blocks: list[Block] = [Paragraph(words)]
    if unfunded:
        blocks.append(Paragraph(view.say("plan.unfunded", n=unfunded)))
    blocks.append(table(view, "measures", [_measure(measure, view) for measure in measures], "lllrll"))
    open_still = [
        view.say(
            "plan.again", code=found.measure.code, measure=view.name(found.measure.title), gap=told(found.gap, view)
        )
        for found in again(measures, [gap for gap in of_municipality(view) if gap.without.value])
    ]
    if open_still:
        blocks += [Paragraph(view.say("plan.unfinished")), Bullets(tuple(open_still))]
    return Section(view.say("section.measures"), tuple(blocks))


def _measure(measure: Measure, view: View) -> tuple[str, ...]:
    outcome = {"done": "done", "partly": "partly", "not done": "not_done"}.get(measure.outcome, "unknown")
    return (
        measure.code,
        view.name(measure.title),
        measure.responsible or "–",
        money(measure.budget, measure.currency, view),
        view.say(f"plan.outcome_{outcome}"),
        view.name(measure.reason) or "–",
    )


def _actions(view: View) -> Section:
    actions = view.actions()
    if not actions:
        return Section(view.say("section.actions"), (Paragraph(view.say("plan.no_actions")),))
    blocks: list[Block] = [table(view, "actions", [_action(action, view) for action in actions], "lllrlrrrl")]
    uncosted = sum(1 for action in actions if action.cost is None)
    if uncosted:
        blocks.append(note(view.say("plan.uncosted", n=uncosted)))
    return Section(view.say("section.actions"), tuple(blocks))


def _action(action: Action, view: View) -> tuple[str, ...]:
    return (
        action.title,
        action.responsible or "–",
        day(action.deadline, view),
        money(action.cost, action.currency, view),
        ", ".join(part for part in (action.budget_line, action.funder) if part) or "–",
        measured(action.baseline, action, view.texts),
        measured(action.target, action, view.texts),
        ", ".join(action.sdg) or "–",
        view.say(f"plan.status_{action.status}"),
    )
