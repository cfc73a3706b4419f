"""A fact written as a reader sees it: "27 % (20–35)", "1,284 people (1,100–1,470)", or that it is withheld."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sofra.packs.texts import Texts
from sofra.types.fact import Cell, Fact, Status

DECIMALS = {"people_per_place": 1, "places_per_1000": 2, "hours": 1, "score": 2, "ratio": 2, "index": 3}
"""Places behind the point by unit; a share is written in whole per cent, all else in whole numbers."""


NEVER_BELOW_ZERO = ("people", "households", "hours", "minutes", "places", "people_per_place")
"""Units whose interval, by Student's t, may end below zero, which nothing of them can."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in words: `value` with its sign, `span` the interval without it, `text` both in one line."""

    value: str
    span: str
    text: str
    known: bool


def figure(fact: Fact | None, texts: Texts) -> Figure:
    """The fact in words; without a value, the word for what is missing."""
    if fact is None:
        return _without(texts, "web.figure.none")
    if fact.status is Status.SUPPRESSED:
        return _without(texts, "web.figure.withheld")
    if fact.value is None:
        return _without(texts, "web.figure.none")
    value, span = amount(fact.value, fact.unit, texts), _span(fact, texts)
    value = texts.say("web.figure.modelled", value=value) if modelled(fact) else value
    value = texts.say("web.figure.not_drawn", value=value) if not_drawn(fact) else value
    return Figure(value, span, f"{value} ({span})" if span else value, known=True)


def modelled(fact: Fact | None) -> bool:
    """True for a number that nobody was asked about here: a model lent it, such as the share of the area."""
    return fact is not None and fact.value is not None and fact.reason.startswith("model.")


def by_model(fact: Fact | None) -> bool:
    """True for a number of Fay and Herriot's model, in which what was asked here may have its part."""
    return modelled(fact) and fact is not None and fact.reason.startswith("model.fay_herriot")


def not_drawn(fact: Fact | None) -> bool:
    """True for a number from a sample without known probabilities, or made from one: it says so wherever it stands."""
    return fact is not None and fact.value is not None and fact.reason.endswith("not_probability")


def amount(value: float, unit: str, texts: Texts) -> str:
    """A number of this unit as the language writes it; a share in per cent."""
    if unit == "points":
        return texts.say("inequality.points", n=round(value * 100))
    return texts.percent(value) if unit == "share" else texts.number(value, DECIMALS.get(unit, 0))


def address(cell: Cell) -> str:
    """The query that finds the cell again: indicator, place, group, period."""
    parts = {"indicator": cell.indicator, "place": cell.place, "group": cell.group, "period": cell.period}
    return urlencode(parts)


def _span(fact: Fact, texts: Texts) -> str:
    low, high = fact.spread.low, fact.spread.high
    if low is None or high is None or low == high:
        return ""
    low = max(0.0, low) if fact.unit in NEVER_BELOW_ZERO else low
    if low < 0:
        return texts.say("inequality.range", low=_plain(low, fact.unit, texts), high=_plain(high, fact.unit, texts))
    return f"{_plain(low, fact.unit, texts)}–{_plain(high, fact.unit, texts)}"


def _plain(value: float, unit: str, texts: Texts) -> str:
    return (
        texts.number(round(value * 100) + 0.0)
        if unit in ("share", "points")
        else texts.number(value, DECIMALS.get(unit, 0))
    )


def _without(texts: Texts, key: str) -> Figure:
    words = texts.say(key)
    return Figure(words, "", words, known=False)
