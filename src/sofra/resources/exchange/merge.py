"""A record that came from elsewhere with what changed here since: field by field, and inside lists part by part."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from sofra.sources.hsds import terms
from sofra.sources.hsds.fields import Record

KEYS: Mapping[str, Callable[[Record], Hashable]] = {
    "attributes": lambda one: tuple((one.get("taxonomy_term") or {}).get(name) for name in ("taxonomy", "code")),
    "languages": lambda one: one.get("code") or one.get("name"),
    "service_areas": lambda one: one.get("uri") or one.get("name"),
    "cost_options": lambda one: one.get("option"),
    "capacities": lambda one: (one.get("unit") or {}).get("name"),
    "funding": lambda one: one.get("id"),
    "phones": lambda one: one.get("number"),
    "organization_identifiers": lambda one: one.get("identifier"),
    "accessibility": lambda one: one.get("details"),
    "addresses": lambda one: one.get("address_type") or "physical",
    "service_at_locations": lambda one: (one.get("location") or {}).get("id"),
}
"""What makes two parts of a list the same part; other lists are written anew as a whole."""


def merged(came: Record, then: Record, now: Record) -> dict[str, Any]:
    """The record that came, with each field that differs between what it meant then and what is true now.

    Of a list only the parts that we understand change: what else stands in it stays as it came.
    """
    out = dict(came)
    for name in {**then, **now}:
        before, after = then.get(name), now.get(name)
        if before == after:
            continue
        told = _list(name, came.get(name), before, after)
        if told in (None, [], ""):
            out.pop(name, None)
        else:
            out[name] = told
    return out


def _list(name: str, came: Any, then: Any, now: Any) -> Any:
    if not isinstance(came, list) or not isinstance(then or [], list) or not isinstance(now or [], list):
        return now
    if name == "schedules":
        return [*(one for one in came if not _understood(one)), *(now or [])]
    return _parts(came, then or [], now or [], KEYS[name]) if name in KEYS else now


def _parts(
    came: Sequence[Record], then: Sequence[Record], now: Sequence[Record], key: Callable[[Record], Hashable]
) -> list[dict[str, Any]]:
    old, new = {key(one): one for one in then}, {key(one): one for one in now}
    kept: list[dict[str, Any]] = []
    seen: set[Hashable] = set()
    for one in came:
        part = key(one)
        if part in seen and part in old:
            kept.append(dict(one))
        elif part in old and part in new:
            kept.append(merged(one, old[part], new[part]))
        elif part not in old:
            kept.append(merged(one, {}, new[part]) if part in new else dict(one))
        seen.add(part)
    return [*kept, *(dict(one) for one in now if key(one) not in seen)]


def _understood(schedule: Record) -> bool:
    """True for a schedule from which we read hours or words; any other (once a month) is nothing that we change."""
    weekly = schedule.get("freq") == "WEEKLY" and schedule.get("opens_at") and schedule.get("closes_at")
    days = [one.strip() for one in str(schedule.get("byday") or "").split(",")]
    return bool(schedule.get("description") or (weekly and any(one in terms.DAYS for one in days)))
