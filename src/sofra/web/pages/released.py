"""A release laid out for looking up: its facts by cell and its gaps by service, group and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sofra.store import queries
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE
from sofra.types.place import Place
from sofra.types.planning import Gap


@dataclass(frozen=True, slots=True)
class Released:
    """The numbers of one release. Facts by (indicator, place, group); gaps by (service, group, place)."""

    release: int
    run: str
    facts: Mapping[tuple[str, str, str], Fact]
    gaps: Mapping[tuple[str, str, str], Gap]

    def fact(self, indicator: str, place: str, group: str = EVERYONE) -> Fact | None:
        """One number, None when the release does not hold it."""
        return self.facts.get((indicator, place, group))

    def gap(self, service: str, group: str, place: str) -> Gap | None:
        """One gap, None when the release does not hold it."""
        return self.gaps.get((service, group, place))

    def groups(self) -> Sequence[str]:
        """The groups that any number speaks of, everybody first."""
        found = dict.fromkeys(group for _, _, group in self.facts)
        return [EVERYONE, *(group for group in found if group != EVERYONE)]


def latest() -> Released | None:
    """The newest release, None when no social map was made yet."""
    note = queries.latest()
    return _laid_out(note.id, note.run) if note else None


def at_release(release: int) -> Released:
    """One release by its number. Raises NotFound."""
    note = queries.release(release)
    return _laid_out(note.id, note.run)


def roots(places: Sequence[Place]) -> Place | None:
    """The municipality itself among its places."""
    return next((place for place in places if place.kind == "municipality"), places[0] if places else None)


@lru_cache(maxsize=4)
def _laid_out(release: int, run: str) -> Released:
    """Kept in memory under the Run's id: a release never changes."""
    facts = {(f.cell.indicator, f.cell.place, f.cell.group): f for f in queries.facts(release)}
    gaps = {(g.service, g.group, g.place): g for g in queries.gaps(release)}
    return Released(release, run, facts, gaps)
