"""The reviewer's checklist, filled in from the material: yes, partly or no, each with its evidence."""

from collections.abc import Callable
from dataclasses import dataclass

from sofra.report.pieces import table
from sofra.report.view import View
from sofra.types.document import Paragraph, Section
from sofra.types.furthest import BEFORE

YES, PARTLY, NO = "yes", "partly", "no"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the reviewer and how the material answers it; evidence: report.check.<id>.<answer>."""

    area: str
    id: str
    answer: Callable[[View], str]


def checklist(view: View) -> Section:
    """Every item with its answer; a "no" is printed as it is."""
    rows = []
    for item in ITEMS:
        answer = item.answer(view)
        key = f"check.{item.id}.{answer}"
        evidence = view.say(key) if view.texts.knows(f"report.{key}") else view.say("check.nothing")
        rows.append(
            (
                view.say(f"check.area.{item.area}"),
                view.say(f"check.{item.id}.item"),
                view.say(f"check.{answer}"),
                evidence,
            )
        )
    return Section(
        view.say("annex.checklist_title"), (Paragraph(view.say("annex.checklist")), table(view, "check", rows, "llll"))
    )


def _always(answer: str) -> Callable[[View], str]:
    return lambda _: answer


def _when(test: Callable[[View], bool], otherwise: str = NO, then: str = YES) -> Callable[[View], str]:
    return lambda view: then if test(view) else otherwise


def _of(there: Callable[[View], bool], whole: Callable[[View], bool]) -> Callable[[View], str]:
    """No where there is nothing to look at; else yes where all of it is in order, partly where some is."""
    return lambda view: NO if not there(view) else YES if whole(view) else PARTLY


def _survey(view: View) -> bool:
    return view.material.sample is not None


def _design(view: View) -> bool:
    sample = view.material.sample
    return sample is not None and sample.units > 0 and sample.strata > 0


def _services(view: View) -> bool:
    return bool(view.material.inventory.services)


def _dated(view: View) -> bool:
    services = view.material.inventory.services
    return bool(services) and all(service.capacity.counted_on and service.capacity.source for service in services)


def _occupied(view: View) -> bool:
    services = view.material.inventory.services
    return bool(services) and all(s.capacity.places is not None and s.capacity.users is not None for s in services)


def _opening(view: View) -> bool:
    services = view.material.inventory.services
    return bool(services) and all(service.opening for service in services)


def _some_opening(view: View) -> bool:
    return any(service.opening for service in view.material.inventory.services)


def _sites(view: View) -> bool:
    return bool(view.material.inventory.sites)


def _stepping(view: View) -> bool:
    return bool(view.material.inventory.sites) and all(s.step_free is not None for s in view.material.inventory.sites)


def _minutes(view: View) -> bool:
    return any(fact.cell.indicator.startswith("minutes.") for fact in view.material.facts)


def _norms(view: View) -> bool:
    return any(proposal.places_reason == "norm" for proposal in view.material.proposals)


def _missing(view: View) -> bool:
    return any(fact.base.missing is not None and fact.base.n for fact in view.material.facts)


def _probability(view: View) -> bool:
    return view.material.sample is not None and view.material.sample.probability


def _planned(view: View) -> bool:
    return bool(view.actions())


def _budgeted(view: View) -> bool:
    return all(action.budget_line and action.cost is not None for action in view.actions())


def _targeted(view: View) -> bool:
    return all(
        action.baseline is not None and action.target is not None and action.responsible for action in view.actions()
    )


def _advised(view: View) -> bool:
    return bool(view.material.proposals)


def _searched(view: View) -> bool:
    """True when a search for those furthest behind has results: its groups are tested, all at once."""
    found = view.material.furthest
    return found is not None and any(search.rungs for search in found.searches)


def _compared(view: View) -> bool:
    """True when groups were compared with design-based errors."""
    return view.material.inequality is not None and view.material.inequality.made > 0


def _tested(view: View) -> bool:
    return _compared(view) or _searched(view)


def _registered(view: View) -> bool:
    found = view.material.furthest
    return found is not None and bool(found.searches) and all(one.timing == BEFORE for one in found.searches)


def _attacked(view: View) -> bool:
    return view.material.attack is not None


ITEMS: tuple[Item, ...] = (
    Item("design", "population", _when(_survey, NO, PARTLY)),
    Item("design", "frame", _always(NO)),
    Item("design", "probability", _of(_survey, _probability)),
    Item("design", "response", _always(NO)),
    Item("design", "proxy", _always(NO)),
    Item("data", "codebook", _when(_survey)),
    Item("data", "missing", _when(_missing)),
    Item("data", "outliers", _when(_survey, NO, PARTLY)),
    Item("data", "interviewers", _always(NO)),
    Item("data", "language", _always(NO)),
    Item("estimates", "weights", _when(_survey)),
    Item("estimates", "intervals", _of(_survey, _design)),
    Item("estimates", "bases", _when(_survey)),
    Item("estimates", "effective", _when(_survey)),
    Item("estimates", "verdicts", _when(_survey)),
    Item("estimates", "small_cells", _when(_survey)),
    Item("estimates", "attack", _when(_attacked)),
    Item("estimates", "decimals", _when(_survey)),
    Item("comparison", "benchmark", _always(NO)),
    Item("comparison", "tests", _of(_tested, _compared)),
    Item("comparison", "multiple", _of(_survey, _tested)),
    Item("comparison", "registered", _of(_searched, _registered)),
    Item("resources", "dates", _of(_services, _dated)),
    Item("resources", "completeness", _always(NO)),
    Item("resources", "occupancy", _of(_services, _occupied)),
    Item("access", "speed", _when(_minutes)),
    Item("access", "opening", _of(_some_opening, _opening)),
    Item("access", "physical", _of(_sites, _stepping)),
    Item("gaps", "formula", _when(lambda view: bool(view.material.gaps))),
    Item("gaps", "norm", _when(_norms)),
    Item("gaps", "uncertainty", _when(lambda view: bool(view.material.gaps))),
    Item("priorities", "criteria", _when(lambda view: bool(view.material.ranked))),
    Item("priorities", "scorers", _always(NO)),
    Item("priorities", "stability", _when(lambda view: bool(view.material.ranked))),
    Item("qualitative", "quotes", _when(lambda view: bool(view.material.voices), NO, PARTLY)),
    Item("qualitative", "sampling", _always(NO)),
    Item("ethics", "consent", _always(NO)),
    Item("ethics", "protection", _always(PARTLY)),
    Item("participation", "who", _when(lambda view: bool(view.material.stakeholders), NO, PARTLY)),
    Item("advice", "chain", _when(_advised, NO, PARTLY)),
    Item("advice", "sdg", _when(_advised, NO, PARTLY)),
    Item("reproducibility", "run", _when(lambda view: view.material.run is not None)),
    Item("plan", "budget", _of(_planned, _budgeted)),
    Item("plan", "targets", _of(_planned, _targeted)),
)
