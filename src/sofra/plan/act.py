"""An action: a proposal as a line of the plan that people edit and the council votes."""

from collections.abc import Sequence

from sofra.gaps.words import group_name, measure_name, place_name, service_name
from sofra.packs.texts import Texts
from sofra.types.catalogue import Pack
from sofra.types.place import Place
from sofra.types.planning import Action, Proposal
from sofra.types.supply import Service


def as_action(
    proposal: Proposal,
    pack: Pack,
    texts: Texts,
    *,
    id: str = "",
    places: Sequence[Place] = (),
    services: Sequence[Service] = (),
) -> Action:
    """The proposal in words, with cost, indicator, baseline, target and SDG targets filled in.

    Responsible, deadline, budget line and funder stay empty: a person decides them. `id` is the gap's when
    none is given. `places` and `services` give the place and the service of the unit cost their names.
    """
    return Action(
        id=id or proposal.gap_id,
        title=title(proposal, pack, texts, places),
        proposal=proposal,
        cost=proposal.cost_year,
        currency=pack.currency if proposal.cost_year is not None else "",
        indicator=measure_name(proposal.indicator, pack, texts),
        baseline=proposal.baseline,
        target=proposal.target,
        sdg=tuple(proposal.sdg),
        note=note(proposal, pack, texts, services),
    )


def title(proposal: Proposal, pack: Pack, texts: Texts, places: Sequence[Place] = ()) -> str:
    """What is done, for whom, where and how large, in one line."""
    way = proposal.way if proposal.places else f"{proposal.way}_unknown"
    return texts.say(
        f"plan.title.{way}",
        service=service_name(proposal.service, pack, texts),
        group=group_name(proposal.group, pack, texts),
        place=place_name(proposal.place, places, texts),
        n=proposal.places,
    )


def note(proposal: Proposal, pack: Pack, texts: Texts, services: Sequence[Service] = ()) -> str:
    """Where the number of places and the cost come from, in sentences."""
    sentences = [texts.say(f"plan.places.{proposal.places_reason}", n=proposal.places)]
    if proposal.cost_year is None:
        sentences.append(texts.say("plan.cost.unknown"))
    else:
        unit = round(proposal.cost_year / proposal.places)
        name = next((texts.name(one.name) for one in services if one.id == proposal.cost_basis), proposal.cost_basis)
        sentences.append(texts.say("plan.cost.known", unit=unit, currency=pack.currency, service=name))
    return " ".join(sentences)
