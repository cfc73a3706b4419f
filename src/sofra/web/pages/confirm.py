"""What a provider sees and says by a link: one thing a page, nothing but their own service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.packs.texts import Texts
from sofra.resources.confirmable import FIELDS, NUMBERS, STATUSES, asked
from sofra.types.confirming import Answered, Change
from sofra.types.supply import Opening, Service

SAID = "said_"
"""Before the name of a field that was said anew and is carried along from page to page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the list says, in words; `said` is what the provider says instead, None when it still holds."""

    field: str
    now: str
    said: str | None = None


def lines(service: Service, lang: str, said: Mapping[str, Answered], texts: Texts) -> list[Line]:
    """Everything that a provider may confirm of a service, in the order in which it is asked."""
    now = asked(service, lang)
    return [
        Line(field, in_words(field, now[field], texts), in_words(field, said[field], texts) if field in said else None)
        for field in FIELDS
    ]


def in_words(field: str, value: Answered, texts: Texts) -> str:
    """A value of an answer as a reader says it; words for what nobody knows."""
    if value is None or value == "":
        return texts.say("confirming.unknown")
    if field == "status" and value in STATUSES:
        return texts.say(f"confirming.status.{value}")
    return texts.number(value) if isinstance(value, int) else str(value)


def carried(sent: Mapping[str, str]) -> dict[str, Answered]:
    """What was said anew so far; a number that is none stays as it was typed, so that the check can name it."""
    return {
        name.removeprefix(SAID): typed(name.removeprefix(SAID), value)
        for name, value in sent.items()
        if name.startswith(SAID)
    }


def typed(field: str, value: str) -> Answered:
    """What somebody typed into a field; nothing at all is "nobody knows"."""
    text = value.replace("\0", "").strip()
    if field not in NUMBERS:
        return text or None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text or None


def as_sent(said: Mapping[str, Answered]) -> Sequence[tuple[str, str]]:
    """The same as hidden fields of the next page."""
    return [(f"{SAID}{field}", "" if value is None else str(value)) for field, value in said.items()]


def changes(found: Sequence[Change], now: Mapping[str, Answered], texts: Texts) -> list[tuple[str, str, str, str]]:
    """Each change as field, what the list said, what the provider says, and what the list says now if that moved."""
    return [
        (
            change.field,
            in_words(change.field, change.before, texts),
            in_words(change.field, change.after, texts),
            in_words(change.field, now[change.field], texts) if now[change.field] != change.before else "",
        )
        for change in found
    ]


def week(hours: Sequence[Opening], texts: Texts) -> list[tuple[str, str]]:
    """The table of hours: each day of the week with its times, days without one left out."""
    found = []
    for day in range(1, 8):
        times = [f"{opening.opens}–{opening.closes}" for opening in hours if opening.day == day]
        if times:
            found.append((texts.say(f"directory.day.d{day}"), ", ".join(times)))
    return found
