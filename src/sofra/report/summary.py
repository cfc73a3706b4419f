"""Chapter 1: what a mayor has to know, in one page."""

from collections.abc import Sequence

from sofra.report.numbers import people, whole
from sofra.report.view import View
from sofra.resources.supply import offered
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.keys import EVERYONE, ServiceKind
from sofra.types.planning import Gap

TOP = 3


def chapter(view: View) -> Section:
    """Who was asked, the first three gaps, what is proposed, and how sure all this is."""
    blocks: list[Block] = [Paragraph(_who(view), "lead")]
    gaps = leading(view)
    if gaps:
        key = "summary.first" if view.material.ranked else "summary.gaps"
        blocks += [Paragraph(view.say(key, n=len(gaps))), Bullets(tuple(told(g, view) for g in gaps), True)]
    else:
        blocks.append(Paragraph(view.say("summary.no_gaps")))
    blocks.append(Paragraph(_absent(view)))
    blocks.append(Paragraph(_proposed(view)))
    blocks.append(Paragraph(view.say("summary.how_sure")))
    return Section(view.say("chapter.summary"), tuple(blocks))


def leading(view: View, most: int = TOP) -> Sequence[Gap]:
    """The first gaps of the ranking that are real; without a ranking, those with most people without a place."""
    if view.material.ranked:
        ordered = [entry.gap for entry in sorted(view.material.ranked, key=lambda entry: entry.rank)]
    else:
        ordered = sorted(view.material.gaps, key=lambda gap: -(gap.without.value or 0))
        ordered = [gap for gap in ordered if gap.place == view.home]
    return tuple([gap for gap in ordered if gap.kind in ("absent", "short") and gap.without.value][:most])


def absent_kinds(view: View) -> Sequence[ServiceKind]:
    """The kinds of services that nobody offers anywhere in the municipality, in the order of the catalogue."""
    offered = {service.kind for service in view.material.inventory.services if service.status == "active"}
    absent = {gap.service for gap in view.material.gaps if gap.kind == "absent" and gap.service not in offered}
    return [kind for kind in view.pack.services if kind in absent] + sorted(absent - set(view.pack.services))


def told(gap: Gap, view: View) -> str:
    """One gap in one sentence: service, for whom, where, how many are without, with the interval."""
    amount = gap.without.value or 0
    places = gap.places.value or 0
    where = "" if gap.place == view.home else "_in"
    return view.say(
        f"gap.{_supplied(gap, view)}{where}",
        service=view.service(gap.service),
        group=view.group(gap.group),
        place=view.place(gap.place),
        without=whole(gap.without, view),
        places=round(places),
        n=people(amount),
    )


def _supplied(gap: Gap, view: View) -> str:
    """Whether nobody offers the service, only others may use it, some places are open to the group, or to all."""
    if gap.kind == "absent":
        return "closed" if offered(view.material.inventory, gap.service) else "absent"
    return "short" if gap.group == EVERYONE else "short_group"


def _who(view: View) -> str:
    municipality, sample = view.name(view.material.municipality.name), view.material.sample
    if sample is None:
        return view.say("summary.no_survey", municipality=municipality)
    key = "summary.survey" if sample.probability else "summary.survey_not_random"
    return view.say(
        key if sample.people else f"{key}_homes",
        municipality=municipality,
        households=view.texts.say("count.households", n=sample.households),
        people=view.texts.say("count.people", n=sample.people),
    )


def _absent(view: View) -> str:
    if not view.material.inventory.services:
        return view.say("offer.none")
    absent = [view.service(kind) for kind in absent_kinds(view)]
    if not absent:
        return view.say("summary.no_absent")
    return view.say("summary.absent", n=len(absent), services=", ".join(absent))


def _proposed(view: View) -> str:
    actions = view.actions()
    if not actions:
        return view.say("summary.no_actions")
    costs = [action.cost for action in actions if action.cost is not None]
    if not costs:
        return view.say("summary.actions", n=len(actions))
    currency = next((action.currency for action in actions if action.currency), view.pack.currency)
    return view.say(
        "summary.actions_cost", n=len(actions), costed=len(costs), cost=view.texts.number(sum(costs)), currency=currency
    )
