"""Names and numbers in words: what a measure, a service, a group and a place are called, and a fact's value written."""

from collections.abc import Sequence

from sofra.gaps.danger_names import name_of
from sofra.packs.texts import Texts
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, ServiceKind
from sofra.types.place import Place

DECIMALS = {"hours": 1, "people_per_place": 1, "places_per_1000": 2, "score": 2, "ratio": 2, "index": 3}
GAP = ("without", "coverage", "per_place")
SUPPLY = ("places", "users", "waiting", "minutes", "minutes_step_free", "places_step_free", "choice", "reach")


def family(indicator: IndicatorId, pack: Pack) -> str:
    """What sort of measure this is: a key of the sentences that explain it.

    "without", "coverage", "per_place" (gaps); those of SUPPLY (supply); "need" for people who
    need a service, "people" for the number behind any other share; "share", "total" or "mean" as the pack's
    indicator says; "hidden" for people on no list; "hazard_people",
    "hazard_share" for people in a danger zone; "unequal_difference" and its like for comparisons of groups;
    "number" for anything else.
    """
    head, _, rest = indicator.partition(".")
    if head == "hazard":
        return "hazard_people" if indicator.endswith(":people") else "hazard_share"
    if head == "inequality":
        return f"unequal_{rest.partition(':')[0].partition('.')[0]}"
    if head == "gap":
        return rest.partition(".")[0]
    if head in SUPPLY or head == "hidden":
        return head
    entry = pack.indicators.get(IndicatorId(indicator.removesuffix(":people")))
    if indicator.endswith(":people"):
        return "need" if entry and entry.answered_by else "people"
    return entry.kind if entry and entry.kind in ("share", "total", "mean") else "number"


def service_of(indicator: IndicatorId, pack: Pack) -> ServiceKind:
    """The service kind that a measure of need, supply or gap is about: HOM-CARE for "gap.without.HOM-CARE"."""
    entry = pack.indicators.get(IndicatorId(indicator.removesuffix(":people")))
    return entry.answered_by if entry else ServiceKind(indicator.rpartition(".")[2])


def measure_name(indicator: IndicatorId, pack: Pack, texts: Texts) -> str:
    """What the measure is called, a service kind or an indicator named in it."""
    kind = family(indicator, pack)
    if kind.startswith("unequal_"):
        return _compared(indicator, kind, pack, texts)
    if kind.startswith("hazard_"):
        return _endangered(indicator, pack, texts)
    if kind in (*GAP, *SUPPLY, "need"):
        room = "resources" if kind in SUPPLY else "gaps"
        return texts.say(f"{room}.name.{kind}", service=service_name(service_of(indicator, pack), pack, texts))
    entry = pack.indicators.get(IndicatorId(indicator.removesuffix(":people")))
    if kind == "hidden":
        return texts.say(f"hidden.indicator.{indicator.partition('.')[2]}")
    label = texts.name(entry.label) if entry else indicator
    return texts.say("gaps.name.people", indicator=label) if kind == "people" else label


def _endangered(indicator: IndicatorId, pack: Pack, texts: Texts) -> str:
    """What a number of people in a danger is called: the help that they need, and the danger."""
    danger, _, measure = indicator.removesuffix(":people").removeprefix("hazard.").partition(".")
    lost, cut = measure.removeprefix("cut."), measure.startswith("cut.")
    entry = pack.indicators.get(IndicatorId(lost))
    about = texts.name(entry.label) if entry else texts.say("hazards.measure.live")
    return texts.say(f"hazards.measure.{'cut' if cut else 'inside'}", measure=about, danger=name_of(danger, texts))


def _compared(indicator: IndicatorId, kind: str, pack: Pack, texts: Texts) -> str:
    """What a comparison is called: its pair and what is compared."""
    head, _, of = indicator.partition(":")
    pair = next((one for one in pack.comparisons if one.id == head.rpartition(".")[2]), None)
    sides = [texts.name(one) for one in (pair.label, pair.first, pair.second)] if pair else ["", "", ""]
    about = measure_name(IndicatorId(of), pack, texts)
    return texts.say(f"gaps.name.{kind}", indicator=about, pair=sides[0], first=sides[1], second=sides[2])


def service_name(kind: ServiceKind, pack: Pack, texts: Texts) -> str:
    """The service kind's name; its code when the pack has none."""
    entry = pack.services.get(kind)
    return texts.name(entry.label) if entry else kind


def group_name(group: GroupId, pack: Pack, texts: Texts) -> str:
    """The group's name; its code when the pack has none."""
    if group == EVERYONE:
        return texts.say("everyone.label")
    entry = pack.groups.get(group)
    return texts.name(entry.label) if entry else group


def place_name(place: PlaceId, places: Sequence[Place], texts: Texts) -> str:
    """The place's name; its id when it is not among these places."""
    return next((texts.name(known.name) for known in places if known.id == place), place)


def written(fact: Fact, texts: Texts) -> str:
    """The fact's value as the language writes it; in a word when it is withheld or unknown."""
    if fact.status is Status.SUPPRESSED:
        return texts.say("gaps.value.withheld")
    if fact.value is None:
        return texts.say("gaps.value.unknown")
    return number(fact.value, fact.unit, texts)


def number(value: float, unit: str, texts: Texts) -> str:
    """A number in its unit, to the digits that mean something: shares as per cent, people whole."""
    if unit == "share":
        return texts.percent(value)
    if unit == "points":
        return texts.say("inequality.points", n=round(value * 100))
    if unit == "places":
        return texts.number(value, 0 if float(round(value, 1)).is_integer() else 1)
    return texts.number(value, DECIMALS.get(unit, 0))
