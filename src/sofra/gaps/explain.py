"""Why this number: formula, sentence to quote, interval, base, weight, source, date and verdict, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.find import need_of
from sofra.gaps.words import (
    GAP,
    SUPPLY,
    family,
    group_name,
    measure_name,
    number,
    place_name,
    service_name,
    service_of,
    written,
)
from sofra.packs.texts import Texts
from sofra.resources.supply import counted_on
from sofra.resources.travel.straight import DETOUR, SPEEDS_KMH
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact, SpreadKind, Status
from sofra.types.keys import EVERYONE, IndicatorId
from sofra.types.origin import Run
from sofra.types.place import Place
from sofra.types.supply import Inventory


@dataclass(frozen=True, slots=True)
class Input:
    """A number that went into another: what it is, and its value written out."""

    name: str
    value: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that a reader may ask of one number; an empty text means there is nothing to say.

    `quote` is the sentence to copy into a letter; `notes` are cautions (places shared, divided, the crow's way); `safe`
    and `precise` are the gate's two verdicts in words.
    """

    title: str
    value: str
    quote: str
    formula: str
    interval: str
    base: str
    weight: str
    source: str
    date: str
    status: str
    notes: Sequence[str] = ()
    inputs: Sequence[Input] = ()
    safe: str = ""
    precise: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What may be known around a fact: the other facts, the places with their names, the inventory."""

    facts: Sequence[Fact] = ()
    places: Sequence[Place] = ()
    inventory: Inventory | None = None


def explain(fact: Fact, pack: Pack, run: Run | None, texts: Texts, *, around: Around = Around()) -> Explanation:
    """Why this number is what it is, for facts of needs, supply, gaps and minutes.

    `around` adds what the fact does not hold: the numbers that went into it, the place's name, the day of
    the capacities. Of a withheld number neither base nor weight is told.
    """
    kind = family(fact.cell.indicator, pack)
    inputs = _inputs(fact, kind, pack, around)
    shown = fact.value is not None and fact.status is not Status.SUPPRESSED
    return Explanation(
        title=measure_name(fact.cell.indicator, pack, texts),
        value=written(fact, texts),
        quote=_quote(fact, pack, texts, around.places) if shown else texts.say("gaps.quote.none"),
        formula=texts.say(f"gaps.formula.{kind}"),
        interval=_interval(fact, texts) if shown else "",
        base=_base(fact, texts) if shown else "",
        weight=_weight(fact, texts) if shown else "",
        source=_source(fact, pack, run, texts),
        date=_date(_capacity_day(fact, pack, around.inventory), run, texts),
        status=texts.say("hidden.status" if kind == "hidden" and shown else f"gaps.status.{fact.status}"),
        notes=_notes(fact, kind, inputs, texts, travelled=assumed(run)),
        safe=_safe(fact, texts),
        precise=_precise(fact, texts),
        inputs=[Input(measure_name(f.cell.indicator, pack, texts), written(f, texts), f) for f in inputs],
    )


def _safe(fact: Fact, texts: Texts) -> str:
    """The first verdict: may the number give somebody away?"""
    withheld = fact.status is Status.SUPPRESSED and not fact.verdicts.precision
    reason = fact.verdicts.disclosure or (fact.reason if withheld else "")
    return texts.say(reason if reason and texts.knows(reason) else "verdict.safe")


def _precise(fact: Fact, texts: Texts) -> str:
    """The second verdict: is the number precise enough?"""
    reason = fact.verdicts.precision or (fact.reason if fact.status is Status.UNRELIABLE else "")
    if reason and texts.knows(reason):
        return texts.say(reason)
    if fact.status is Status.SUPPRESSED:
        return texts.say("gate.untold")
    return texts.say("verdict.counted" if fact.spread.kind is SpreadKind.NONE else "verdict.precise")


def _quote(fact: Fact, pack: Pack, texts: Texts, places: Sequence[Place]) -> str:
    kind = family(fact.cell.indicator, pack)
    named = kind in (*SUPPLY, *GAP, "need")
    who = "everyone" if fact.cell.group == EVERYONE else "group"
    return texts.say(
        f"gaps.quote.{kind}.{who}",
        value=written(fact, texts),
        n=round(fact.value or 0.0, 1 if kind == "places" else 0),
        service=service_name(service_of(fact.cell.indicator, pack), pack, texts) if named else "",
        indicator=measure_name(IndicatorId(fact.cell.indicator.removesuffix(":people")), pack, texts),
        group=group_name(fact.cell.group, pack, texts),
        place=place_name(fact.cell.place, places, texts),
        period=fact.cell.period,
    )


def _interval(fact: Fact, texts: Texts) -> str:
    low, high, kind = fact.spread.low, fact.spread.high, fact.spread.kind
    if kind is SpreadKind.NONE or low is None or high is None:
        return texts.say(f"gaps.interval.{'none' if kind is SpreadKind.NONE else 'unknown'}")
    return texts.say(f"gaps.interval.{kind}", low=number(low, fact.unit, texts), high=number(high, fact.unit, texts))


def _base(fact: Fact, texts: Texts) -> str:
    base = fact.base
    if base.n is None:
        return ""
    if fact.cell.indicator.partition(".")[0] in SUPPLY:
        return texts.say("gaps.base.services", n=base.n)
    if fact.cell.indicator.startswith("hidden."):
        return texts.say("hidden.base", n=base.n)
    return (
        texts.say("gaps.base.asked", n=base.n)
        if base.hits is None
        else texts.say("gaps.base.hits", n=base.n, hits=base.hits)
    )


def _weight(fact: Fact, texts: Texts) -> str:
    if fact.base.people is None:
        return ""
    people = round(fact.base.people)
    if fact.base.deff is None:
        return texts.say("gaps.weight.people", n=people)
    return texts.say("gaps.weight.deff", n=people, deff=texts.number(fact.base.deff, 2))


def _source(fact: Fact, pack: Pack, run: Run | None, texts: Texts) -> str:
    kind = fact.cell.indicator.partition(".")[0]
    entry = pack.indicators.get(IndicatorId(fact.cell.indicator.removesuffix(":people")))
    if kind == "gap":
        entry = pack.indicators.get(need_of(pack).get(service_of(fact.cell.indicator, pack), IndicatorId("")))
    inputs = ", ".join(_input(name, texts) for name in run.inputs) if run else ""
    definition = entry.source if entry else ""
    if inputs and definition:
        return texts.say("gaps.source.both", inputs=inputs, definition=definition)
    return texts.say("gaps.source.inputs", inputs=inputs) if inputs else definition


def _input(name: str, texts: Texts) -> str:
    """An input of a run in words; of answers the name of the file too."""
    head, _, file = name.partition(": ")
    return texts.say(f"gaps.input.{head}", file=file) if texts.knows(f"gaps.input.{head}") else name


def _capacity_day(fact: Fact, pack: Pack, inventory: Inventory | None) -> str:
    """The day to which the capacities behind a number of supply or a gap are known; "" when there is none."""
    counted = fact.cell.indicator.partition(".")[0] in ("places", "users", "waiting", "gap")
    return counted_on(inventory, service_of(fact.cell.indicator, pack)) if inventory and counted else ""


def _date(day: str, run: Run | None, texts: Texts) -> str:
    sentences = [texts.say("gaps.date.counted", day=texts.date(day))] if day else []
    sentences += [texts.say("gaps.date.computed", day=texts.date(run.made_on))] if run else []
    return " ".join(sentences)


def assumed(run: Run | None) -> dict[str, float]:
    """What numbers without roads were travelled at: the gaps of the sentences that say so, as the run states them."""
    settings = run.settings if run else {}
    speed, detour = (float(settings.get(name, "0") or 0) for name in ("speed_kmh", "detour"))
    return {**SPEEDS_KMH, "speed": speed or SPEEDS_KMH["car"], "detour": detour or DETOUR}


def _notes(
    fact: Fact, kind: str, inputs: Sequence[Fact], texts: Texts, *, travelled: Mapping[str, float]
) -> Sequence[str]:
    reasons = dict.fromkeys([fact.reason, *(f.reason for f in inputs)])
    notes = [texts.say(reason, **travelled) for reason in reasons if reason and texts.knows(reason)]
    if kind in GAP and fact.cell.group != EVERYONE:
        notes.append(texts.say("gaps.note.shared"))
    return notes


def _inputs(fact: Fact, kind: str, pack: Pack, around: Around) -> Sequence[Fact]:
    """The facts of the same place and group that this one was made from, as far as they are around."""
    cell = fact.cell
    if kind in ("need", "people"):
        wanted = [cell.indicator.removesuffix(":people")]
    elif kind in GAP:
        service = service_of(cell.indicator, pack)
        wanted = [f"{need_of(pack).get(service, '')}:people", f"places.{service}"]
    else:
        return []
    here = [f for f in around.facts if f.cell.place == cell.place and f.cell.period == cell.period]
    found = [_first(name, fact, here) for name in wanted]
    return [f for f in found if f is not None]


def _first(indicator: str, fact: Fact, here: Sequence[Fact]) -> Fact | None:
    same = [f for f in here if f.cell.indicator == indicator]
    own = [f for f in same if f.cell.group == fact.cell.group]
    everyone = [f for f in same if f.cell.group == EVERYONE and indicator.startswith("places.")]
    return next(iter([*own, *everyone]), None)
