"""Numbers as a report prints them: rounded to what they mean, with interval, base and a sign where care is due."""

from sofra.report.view import View
from sofra.types.fact import Fact, SpreadKind, Status

NOTHING = "–"
"""Nothing was asked or counted here."""

WITHHELD = ":"
"""The sign of the State Statistical Office for a protected number."""

CAUTION = "*"

MODELLED = "†"
"""Nobody was asked here: a model made the number from the area's."""

BY_MODEL = "‡"
"""Too few were asked here: a model of all settlements made the number (Fay and Herriot)."""
NOT_DRAWN = "◊"
"""The number comes from a sample without known probabilities."""

NO_BREAK = "\N{NO-BREAK SPACE}"


def value(fact: Fact | None, view: View) -> str:
    """The printed value with its sign: "38 %", "210*", ":" when withheld, "–" when there is none."""
    if fact is None:
        return NOTHING
    if fact.status is Status.SUPPRESSED:
        return WITHHELD
    if fact.value is None:
        return NOTHING
    return number(fact.value, fact, view) + _sign(fact)


def interval(fact: Fact | None, view: View) -> str:
    """The 95 % interval: "31–45 %"; "–" for a count, which has none."""
    if fact is None or fact.value is None or fact.status is Status.SUPPRESSED:
        return NOTHING
    low, high = fact.spread.low, fact.spread.high
    if low is None or high is None:
        return NOTHING
    first = view.texts.number(round(low * 100)) if fact.unit == "share" else number(low, fact, view)
    return view.say("range", low=first, high=number(high, fact, view))


def whole(fact: Fact | None, view: View) -> str:
    """Value and interval in one cell: "210 (140–280)"."""
    found = interval(fact, view)
    return value(fact, view) if found == NOTHING else view.say("with_range", value=value(fact, view), range=found)


def in_area(fact: Fact | None, view: View) -> str:
    """Value, interval and number asked in one cell."""
    found = interval(fact, view)
    if found == NOTHING:
        return value(fact, view)
    words = view.say("table.lacks_by_area.cell", value=value(fact, view), range=found, n=asked(fact, view))
    return words.replace(" ", NO_BREAK).replace(f";{NO_BREAK}", "; ")


def asked(fact: Fact | None, view: View) -> str:
    """How many were asked behind the number; "–" when it is a count."""
    if fact is None or fact.base.n is None:
        return NOTHING
    return WITHHELD if fact.status is Status.SUPPRESSED else view.texts.number(fact.base.n)


def verdict(fact: Fact | None, view: View) -> str:
    """What may be done with the number, in words, with the reason where the texts have one."""
    if fact is None:
        return NOTHING
    if fact.value is None and fact.status is not Status.SUPPRESSED:
        return view.say("status_none")
    return view.texts.say(f"status.{fact.status.value}")


def day(iso: str, view: View) -> str:
    """A day in its short form, never broken over two lines; "–" when there is none."""
    return view.texts.date(iso, "medium").replace(" ", NO_BREAK) if iso else NOTHING


def counted(people: int, view: View) -> str:
    """How many a register counts; ":" for so few that the number could give somebody away."""
    return view.texts.number(people) if people >= view.pack.gate.least_base else WITHHELD


def money(amount: float | None, currency: str, view: View) -> str:
    """An amount with its currency; "–" when nobody knows it."""
    if amount is None:
        return NOTHING
    return view.say("money", amount=view.texts.number(amount), currency=currency or view.pack.currency)


def number(amount: float, fact: Fact, view: View) -> str:
    """An amount in the unit of its fact: shares without decimals, estimated people in tens from a hundred up.

    The lower end of a mean's interval may fall below zero; hours, minutes and people do not.
    """
    amount = max(0.0, amount)
    if fact.unit == "share":
        return view.say("under_one") if 0 < amount < 0.005 else view.texts.percent(amount)
    if fact.unit in ("people", "households"):
        return view.texts.number(people(amount, estimated=fact.spread.kind is not SpreadKind.NONE))
    if fact.unit in ("hours", "people_per_place", "score"):
        return view.texts.number(amount, 1)
    return view.texts.number(amount)


def _sign(fact: Fact) -> str:
    if fact.reason.startswith("model.fay_herriot"):
        return BY_MODEL
    if fact.reason.endswith("not_probability"):
        return NOT_DRAWN
    if fact.spread.kind is SpreadKind.MODEL:
        return MODELLED
    return CAUTION if fact.status is Status.UNRELIABLE else ""


def people(amount: float, *, estimated: bool = True) -> int:
    """How many people, to their meaning: an estimate in tens from a hundred up, a count as it was counted."""
    return int(round(amount, -1)) if estimated and amount >= 100 else round(amount)
