"""What a provider may confirm or correct of one service, and the service after the municipality approved it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from sofra.types.confirming import Answered, Change, Reply
from sofra.types.errors import Issue, Severity, Where
from sofra.types.keys import Label
from sofra.types.supply import Service

NUMBERS = ("places", "users", "waiting")
WORDS = ("opening", "price", "way_in", "bring")
FIELDS = ("places", "users", "waiting", "status", *WORDS)
"""In the order in which they are asked; nothing else of the inventory is shown or taken."""
STATUSES = ("active", "planned", "closed")
LONGEST, MOST = 1000, 1_000_000


def asked(service: Service, lang: str) -> Mapping[str, Answered]:
    """What the list says of a service today, field by field; texts in the provider's language, None where unknown."""
    capacity = service.capacity
    return MappingProxyType(
        {
            "places": capacity.places,
            "users": capacity.users,
            "waiting": capacity.waiting,
            "status": service.status,
            "opening": service.opening or None,
            "price": service.price or None,
            "way_in": service.way_in.get(lang) or None,
            "bring": service.bring.get(lang) or None,
        }
    )


def reply(service: Service, said: Mapping[str, Answered], lang: str, note: str = "") -> Reply:
    """The answer of a provider who said these fields anew; every other field still holds. Empty texts are None."""
    now = asked(service, lang)
    given = {field: said[field] or None if field in WORDS else said[field] for field in FIELDS if field in said}
    changed = tuple(Change(field, now[field], value) for field, value in given.items() if value != now[field])
    told = {change.field for change in changed}
    return Reply(tuple(field for field in FIELDS if field not in told), changed, note.strip())


def is_stale(verified_on: str, today: date, days: int) -> bool:
    """True when nobody confirmed it for more than so many days, or never; a month or a year counts from its end."""
    whole = {4: f"{verified_on}-12-31", 7: f"{verified_on}-28"}.get(len(verified_on), verified_on)
    try:
        return today - date.fromisoformat(whole) > timedelta(days=days)
    except ValueError:
        return True


def wrong(said: Mapping[str, Answered], note: str = "") -> Iterable[Issue]:
    """What cannot stand in an answer: unknown fields, no whole number from 0 to a million, texts that are too long."""
    for field, value in said.items():
        if field not in FIELDS:
            yield Issue("answer_field", Where(column=field), {"field": field}, Severity.CELL)
        elif field in NUMBERS and value is not None and not (isinstance(value, int) and 0 <= value <= MOST):
            yield Issue("answer_number", Where(column=field), {"value": str(value)[:40]}, Severity.CELL)
        elif field == "status" and value not in STATUSES:
            yield Issue("answer_status", Where(column=field), {"value": str(value)[:40]}, Severity.CELL)
        elif field in WORDS and len(str(value or "")) > LONGEST:
            yield Issue("answer_long", Where(column=field), {"limit": LONGEST}, Severity.CELL)
    if len(note) > LONGEST:
        yield Issue("answer_long", Where(column="note"), {"limit": LONGEST}, Severity.CELL)


def approved(service: Service, answer: Reply, *, on: str, by: str, lang: str) -> Service:
    """The service as the provider says it is: numbers counted and checked on the day of the answer, by the provider.

    New opening hours in words clear the table of hours: two that disagree help nobody.
    """
    new = {change.field: change.after for change in answer.changed}
    numbers = {field: new[field] for field in NUMBERS if field in new}
    capacity = replace(service.capacity, **numbers, counted_on=on, source=by)  # type: ignore[arg-type]
    texts = {field: str(new[field] or "") for field in ("opening", "price") if field in new}
    labels = {field: _said(getattr(service, field), lang, new[field]) for field in ("way_in", "bring") if field in new}
    changed = replace(service, capacity=capacity, verified_on=on, verified_by=by, **texts, **labels)  # type: ignore[arg-type]
    changed = replace(changed, hours=()) if "opening" in new else changed
    return replace(changed, status=str(new["status"])) if "status" in new else changed


def _said(label: Label, lang: str, words: Answered) -> Label:
    kept = {code: text for code, text in label.items() if code != lang}
    return MappingProxyType(kept | ({lang: str(words)} if words else {}))
