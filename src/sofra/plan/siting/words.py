"""A siting answer in sentences: how certain it is, who gains and loses, and what stands behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sofra.gaps.words import group_name, service_name
from sofra.packs.texts import Texts
from sofra.plan.siting.effect import Change, Effect
from sofra.plan.siting.ground import NEW, SHARED, Ground
from sofra.plan.siting.hand import Considered, Laid
from sofra.plan.siting.problem import Answer, worth_of
from sofra.plan.siting.wish import ADD, CLOSE, MOVE, SHARE
from sofra.types.catalogue import Pack
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.planning import Action, Proposal

FIVE = 5
"""Estimated people are told to the nearest five from here on: an estimate does not know its last digit."""


@dataclass(frozen=True, slots=True)
class Told:
    """One group's change in words: name, before, after, gained with its span, lost, and what is not counted."""

    group: str
    before: str
    after: str
    gained: str
    span: str
    lost: str
    note: str

    def more(self, texts: Texts) -> str:
        """What is gained with its span in one go."""
        return texts.say("siting.span", value=self.gained, span=self.span) if self.span else self.gained


def certainty(found: Answer, texts: Texts) -> str:
    """How far from the best this answer can be: always said."""
    if found.value is None or found.gap is None:
        return texts.say("siting.certain.none")
    if found.proved:
        return texts.say("siting.certain.proved")
    return texts.say("siting.certain.within", percent=_share(found.gap, texts))


def gap(found: Answer, texts: Texts) -> str:
    """The certified gap in a word: "proved", or a share that it does not exceed."""
    if found.gap is None:
        return "–"
    return (
        texts.say("siting.gap.proved")
        if found.proved
        else texts.say("siting.gap.within", percent=_share(found.gap, texts))
    )


def _share(gap: float, texts: Texts) -> str:
    return texts.percent(gap, 2 if gap < 0.01 else 1)


def worth(found: Answer, texts: Texts) -> str:
    """What the answer reaches in the unit of its aim, and what nothing can beat."""
    if found.value is None or found.bound is None:
        return texts.say("siting.certain.none")
    value, bound = (_whole(number, texts) for number in (found.value, found.bound))
    return texts.say(f"siting.worth.{found.objective}", value=value, bound=bound)


def yours(laid: Laid, objective: str, texts: Texts) -> str:
    """What the choice made by hand reaches, in the unit of the aim, to be compared with the best choice."""
    value = worth_of(laid.siting, laid.after, objective)
    if value is None:
        return texts.say("siting.yours.none")
    return texts.say(f"siting.yours.{objective}", value=_whole(value, texts))


def _whole(number: float, texts: Texts) -> str:
    return texts.number(number, 1 if abs(number) < 100 else 0)


def basis(ground: Ground, texts: Texts) -> str:
    """What the minutes stand on."""
    return texts.say(f"siting.basis.{ground.way.basis}", mode=texts.say(f"siting.mode.{ground.way.mode}"))


def minutes(value: float | None, texts: Texts) -> str:
    """Minutes in words; "out of reach" when nothing is in reach."""
    if value is None or value == float("inf"):
        return texts.say("siting.out_of_reach")
    return texts.number(value, 0)


def people(number: float, texts: Texts) -> str:
    """People as whole numbers, by fives where they are an estimate of some size."""
    return texts.number(FIVE * round(number / FIVE) if number >= 10 * FIVE else round(number))


def told(effect: Effect, pack: Pack, texts: Texts) -> Sequence[Told]:
    """Everybody in need first, then every group."""
    everybody = texts.say("siting.everyone")
    groups = ((group_name(GroupId(id), pack, texts), change) for id, change in effect.groups.items())
    return [_told(everybody, effect.everyone, texts), *(_told(name, change, texts) for name, change in groups)]


def evidence(found: Considered, pack: Pack, texts: Texts) -> str:
    """Where, for whom, at what minutes and how certain: the note that goes into the plan with a proposal."""
    return " ".join(_evidence(found, pack, texts))


def title(ground: Ground, laid: Laid, pack: Pack, texts: Texts) -> str:
    """What is done, where, in one line."""
    service = service_name(ground.wish.kind, pack, texts)
    acts = [step.act for step in laid.steps]
    if len(laid.steps) == 1:
        return texts.say(f"siting.title.{acts[0]}", service=service, place=_places(laid, texts))
    counts = {act: acts.count(act) for act in (ADD, MOVE, CLOSE, SHARE)}
    if set(acts) == {ADD}:
        return texts.say("siting.title.several", service=service, place=_places(laid, texts), n=counts[ADD])
    return texts.say("siting.title.mixed", service=service, **counts)


def as_action(found: Considered, pack: Pack, texts: Texts) -> Action:
    """The line of the plan: place, cost, people within the minutes before and after, and all evidence in its note."""
    wish, proposed = found.ground.wish, _proposal(found, pack)
    return Action(
        id="",
        title=title(found.ground, found.laid, pack, texts),
        proposal=proposed,
        cost=proposed.cost_year,
        currency=pack.currency if proposed.cost_year is not None else "",
        indicator=texts.say("siting.indicator", minutes=wish.within, mode=texts.say(f"siting.mode.{wish.mode}")),
        baseline=proposed.baseline,
        target=proposed.target,
        sdg=proposed.sdg,
        note=evidence(found, pack, texts),
    )


def _proposal(found: Considered, pack: Pack) -> Proposal:
    ground, laid, wish = found.ground, found.laid, found.ground.wish
    new = sum(spot is not None and spot.role == NEW for spot in laid.placed)
    shared = any(spot is not None and spot.role == SHARED for spot in laid.placed)
    places, entry = (wish.size or 0) * new, pack.services.get(wish.kind)
    known = places > 0 and ground.unit_cost is not None
    where = next((place.id for place in laid.near if place is not None), PlaceId(""))
    within = laid.effect.everyone
    return Proposal(
        gap_id=f"siting/{wish.kind}/{where}",
        service=wish.kind,
        group=EVERYONE,
        place=where,
        way="share" if shared and not new else "create",
        places=places,
        places_reason="siting",
        sdg=tuple(entry.sdg) if entry else (),
        baseline=round(within.before),
        target=round(within.after),
        cost_year=places * (ground.unit_cost or 0.0) if known else None,
        cost_basis=ground.cost_basis if known else "",
    )


def _told(name: str, change: Change, texts: Texts) -> Told:
    whole = change.whole
    if whole is not None and _hidden(change):
        numbers = (whole.before, whole.after, whole.gained, whole.lost)
        before, after, gained, lost = (texts.say("siting.lent", value=people(number, texts)) for number in numbers)
        span = f"{people(whole.low, texts)}–{people(whole.high, texts)}" if whole.high > 0 else ""
        return Told(name, before, after, gained, span, lost, texts.say("siting.whole"))
    gained = _counted(change.gained, change.unknown_gained, texts, lent=change.lent)
    wide = change.gained > 0 and change.high > change.low
    span = f"{people(change.low, texts)}–{people(change.high, texts)}" if wide else ""
    lost = _counted(change.lost, change.unknown_lost, texts, lent=change.lent)
    withheld = change.unknown_gained + change.unknown_lost
    notes = [("siting.unknown_homes", withheld), ("siting.lent_homes", change.lent)]
    note = " ".join(texts.say(key, n=number) for key, number in notes if number)
    around = (change.before, change.after)
    sides = [_counted(number, change.unknown, texts, lent=change.lent_within) for number in around]
    return Told(name, sides[0], sides[1], gained, span, lost, note)


def _counted(number: float, unknown: int, texts: Texts, *, lent: int = 0) -> str:
    """People in words: withheld where nothing is known, marked where homes are not counted or lent a number."""
    if not number:
        return texts.say("siting.withheld") if unknown else people(number, texts)
    value = texts.say("siting.lent", value=people(number, texts)) if lent else people(number, texts)
    return texts.say("siting.at_least", value=value) if unknown else value


def _evidence(found: Considered, pack: Pack, texts: Texts) -> Iterator[str]:
    ground, laid, best = found.ground, found.laid, found.answer
    effect, wish = laid.effect, ground.wish
    for step, spot, near in zip(laid.steps, laid.placed, laid.near, strict=True):
        if spot is not None and near is not None:
            spots = {"lat": f"{spot.lat:.4f}", "lon": f"{spot.lon:.4f}"}
            yield texts.say(f"siting.evidence.{step.act}", place=texts.name(near.name), **spots)
    first = told(effect, pack, texts)[0]
    yield texts.say("siting.evidence.gained", minutes=wish.within, gained=first.more(texts), lost=first.lost)
    yield from _groups(effect, pack, texts)
    if effect.mean_before is not None and effect.mean_after is not None:
        way = {"before": minutes(effect.mean_before, texts), "after": minutes(effect.mean_after, texts)}
        yield texts.say("siting.evidence.way", **way)
    if not ground.need:
        yield texts.say("siting.evidence.inhabitants")
    if found.by_hand:
        yield yours(laid, wish.objective, texts)
        yield worth(best, texts)
    yield certainty(best, texts)
    yield basis(ground, texts)


def _groups(effect: Effect, pack: Pack, texts: Texts) -> Iterator[str]:
    """The groups of which something is known to change, then those of which nothing may be told."""
    hidden = []
    for id, change in effect.groups.items():
        one = _told(group_name(GroupId(id), pack, texts), change, texts)
        if change.gained or change.lost or (one.note and change.whole and _hidden(change)):
            yield texts.say("siting.evidence.group", group=one.group, gained=one.more(texts), lost=one.lost)
            yield from [one.note] if one.note else []
        elif _hidden(change):
            hidden.append(one.group)
    if hidden:
        yield texts.say("siting.evidence.hidden", groups=", ".join(hidden), n=len(hidden))


def _hidden(change: Change) -> bool:
    """True when homes change whose number is not known."""
    return bool(change.unknown_gained or change.unknown_lost)


def _places(laid: Laid, texts: Texts) -> str:
    """The settlements next to the placed spots; for a site that is closed, its own name."""
    closed = {step.site for step in laid.steps if step.act == CLOSE}
    names = [texts.name(spot.name) for spot in laid.spots if spot.id in closed]
    near = [texts.name(place.name) for place in laid.near if place is not None]
    return ", ".join(dict.fromkeys([*near, *names]))
