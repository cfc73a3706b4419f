"""What many tests begin with, made by the real acts once a process and then put back row by row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, models

from sofra.store.events import Event
from sofra.store.queries.releases import forget


@dataclass(frozen=True)
class Made:
    """What making gave, the rows that stood then, and how many events were on record before."""

    value: Any
    rows: Sequence[tuple[type[models.Model], Sequence[models.Model]]]
    before: int


Kept = dict[str, Made]


def once(kept: Kept, name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives: made by the first test that asks, put back for every other.

    Each act leaves an event: where there are others before it than there were the first time, it is made anew.
    """
    before = Event.objects.count()
    if name in kept and kept[name].before == before:
        _put_back(kept[name].rows)
        return kept[name].value
    value = make()
    kept.setdefault(name, Made(value, _standing(), before))
    return value


def _standing() -> list[tuple[type[models.Model], Sequence[models.Model]]]:
    return [(model, list(model._base_manager.all())) for model in _models()]


def _put_back(rows: Sequence[tuple[type[models.Model], Sequence[models.Model]]]) -> None:
    for model, found in rows:
        model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
        model._base_manager.bulk_create(found)
    with connection.cursor() as cursor:  # PostgreSQL counts on from where the rows end; SQLite does so by itself
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in rows]):
            cursor.execute(sql)
    # Another test may have damaged the rows of this very run, and looked at them.
    forget()


def _models() -> list[type[models.Model]]:
    return list(apps.get_app_config("store").get_models(include_auto_created=True))
