"""Registered plans of searches for the furthest behind."""

from datetime import UTC

from sofra.store.records import from_record
from sofra.store.searches import SearchRow
from sofra.types.furthest import Registered, SearchPlan


def searches() -> list[Registered]:
    """The newest registered plan of every outcome, in the order of their registration."""
    newest = {row.indicator: row for row in SearchRow.objects.all()}
    return [registered(row) for row in sorted(newest.values(), key=lambda row: row.pk)]


def all_searches() -> list[Registered]:
    """Every plan that was ever registered, newest first."""
    return [registered(row) for row in SearchRow.objects.order_by("-id")]


def registered(row: SearchRow) -> Registered:
    """What this row keeps."""
    on = row.registered_on.astimezone(UTC).isoformat(timespec="microseconds")
    return Registered(from_record(SearchPlan, row.plan), row.digest, on, row.registered_by)
