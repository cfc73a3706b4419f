"""The roads that were brought, and the ways of travelling over them; what was opened once stays in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.functions import Length

from sofra.resources.travel.keep import unpacked
from sofra.resources.travel.kept import WALK, opened
from sofra.resources.travel.metric import metric
from sofra.resources.travel.season import ALL_SEASON, Seasoned, unpacked_seasons
from sofra.resources.travel.way import Way
from sofra.store.documents import Blob
from sofra.store.records import from_record
from sofra.store.roads import RoadsRow
from sofra.types.errors import Issue, SourceError, stop

KEEP = 2
"""Sets of networks kept in memory: today's, and that of a release which somebody looks at."""


@dataclass(frozen=True, slots=True)
class KeptRoads:
    """What one mode travels on, without the network itself. `about`: counts and kilometres by name; `issues`: what was
    told when it came in, so that the page can tell it again."""

    mode: str
    name: str
    sha256: str
    beside: Mapping[str, str]
    about: Mapping[str, float | str]
    content: str
    size: int
    brought_on: datetime
    brought_by: str
    issues: tuple[Issue, ...] = ()


def roads() -> list[KeptRoads]:
    """What every mode travels on, by the name of the mode."""
    return [_kept(row) for row in _sized().exclude(mode=ALL_SEASON)]


def kept_seasons() -> KeptRoads | None:
    """What is known of the roads' seasons, without the points themselves; None where nobody brought roads."""
    row = _sized().filter(mode=ALL_SEASON).first()
    return None if row is None else _kept(row)


def seasons() -> Seasoned | None:
    """The points along the roads by what is said of their seasons; None where nobody brought roads."""
    name = RoadsRow.objects.filter(mode=ALL_SEASON).values_list("content_id", flat=True).first()
    return None if name is None else _seasons(name)


def metric_walk() -> Way | None:
    """The streets on foot with every metre at one speed: a distance, not a time. None where nobody brought any."""
    name = RoadsRow.objects.filter(mode=WALK).values_list("content_id", flat=True).first()
    return None if name is None else _metric(name)


def networks() -> dict[str, str]:
    """The sha256 of each mode's packed network or timetable, as it stands now: what a map's inputs name."""
    return dict(RoadsRow.objects.exclude(mode=ALL_SEASON).values_list("mode", "content_id"))


def ways(named: Mapping[str, str] | None = None) -> dict[str, Way]:
    """The ways over roads by mode: today's, or those that some inputs name. Empty where nobody brought roads.

    Raises SourceError when a network is not here any more or its bytes are damaged.
    """
    chosen = networks() if named is None else named
    return dict(_opened(tuple(sorted(chosen.items()))))


@lru_cache(maxsize=KEEP)
def _opened(named: tuple[tuple[str, str], ...]) -> dict[str, Way]:
    found = {blob.pk: bytes(blob.content) for blob in Blob.objects.filter(pk__in=[name for _, name in named])}
    if any(name not in found for _, name in named):
        raise stop(SourceError, "roads_kept_damaged")
    return opened({mode: found[name] for mode, name in named})


@lru_cache(maxsize=KEEP)
def _metric(name: str) -> Way:
    return metric(unpacked(bytes(Blob.objects.get(pk=name).content)))


@lru_cache(maxsize=KEEP)
def _seasons(name: str) -> Seasoned:
    return unpacked_seasons(bytes(Blob.objects.get(pk=name).content))


def _sized() -> QuerySet[RoadsRow]:
    """The size is asked of the database, so that no network is read for it."""
    return RoadsRow.objects.annotate(size=Length("content__content"))


def _kept(row: RoadsRow) -> KeptRoads:
    told = tuple(from_record(Issue, one) for one in row.issues)
    return KeptRoads(
        row.mode, row.name, row.sha256, row.beside, row.about, row.content_id, row.size, row.brought_on, row.brought_by,
        told,
    )  # fmt: skip
