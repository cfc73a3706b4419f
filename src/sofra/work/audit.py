"""The attacker at the door: what somebody who knows every published release finds out from the next one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db.models import Q

from sofra.needs.disclosure.differences import Answered, moved, rezoned
from sofra.needs.disclosure.knowledge import Published, tried
from sofra.needs.disclosure.protect import earlier
from sofra.store import queries
from sofra.store.inputs import Inputs
from sofra.store.mapping import Release
from sofra.types.errors import Conflict, Issue, Severity, Where
from sofra.types.evidence import RegisterCount
from sofra.types.fact import Fact
from sofra.types.protected import Attack, Counts, CubeNote, EarlierCount, Narrowed
from sofra.work.compute import COUNTS

MOST_TOLD = 5


def audit(release: int) -> Attack:
    """What an attacker who knows all releases that are public, withdrawn ones too, finds out from this one.

    Nothing is written. Raises NotFound for an unknown release.
    """
    given = queries.inputs(release)
    return audited(given, queries.counts(release), release, facts=queries.facts(release))


def audited(given: Inputs, counts: Counts, release: int, *, facts: Sequence[Fact]) -> Attack:
    """The same for a release that is not kept yet; `release` is 0 then, and it is called by the number it will have."""
    last = Release.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    number, pack = release or last + 1, queries.pack()
    older = list(_published(release))
    found = tried([*older, Published(number, given.places, counts, given.registers)], pack)
    answers = _prints(given)
    before = [
        Answered(one.release, one.places, queries.facts(one.release), answers) for one in older if _same(one, answers)
    ]
    released = [*before, Answered(number, given.places, facts, answers)]
    return replace(found, pinned=(*found.pinned, *moved(released, pack).pinned, *rezoned(released, pack).pinned))


def _same(one: Published, answers: str) -> bool:
    return _prints(queries.inputs(one.release)) == answers


def _prints(given: Inputs) -> str:
    """The prints of the answers: two releases with the same ones were made from the same households."""
    return " ".join(round.sha256 for round in given.rounds)


def earlier_counts() -> tuple[EarlierCount, ...]:
    """What all public releases showed of the registers, the newest last."""
    found: list[EarlierCount] = []
    for one in _published(0):
        found += earlier(one.truth, one.places, one.counts)
    newest = {(one.source, one.group, one.place, one.sex, one.age, one.true): one for one in found}
    return tuple(newest.values())


def refuse(release: int, attack: Attack) -> None:
    """Nothing when nobody can be found out. Raises Conflict that names table, cell, and what pins it."""
    if attack.pinned:
        raise Conflict(*(_issue(release, one) for one in attack.pinned[:MOST_TOLD]))


def _issue(release: int, found: Narrowed) -> Issue:
    values = {
        "release": release,
        "source": found.source,
        "group": found.group,
        "cell": " · ".join(part for part in (found.place, found.sex, found.age) if part),
        "low": int(found.low),
        "high": int(found.high),
        "needed": found.needed,
        "by": "; ".join(found.by),
    }
    return Issue("release_pins", Where(), values, Severity.FILE)


def _published(but: int) -> Iterator[Published]:
    """The releases that left the office, the oldest first: approved once, or made into a document."""
    public = Release.objects.filter(Q(approved_on__isnull=False) | Q(documents__isnull=False))
    for number in public.exclude(pk=but).order_by("pk").values_list("pk", flat=True).distinct():
        given = queries.inputs(number)
        kept = queries.annex(number, COUNTS, Counts)
        yield Published(number, given.places, _as_it_was(given) if kept is None else kept, given.registers)


def _as_it_was(given: Inputs) -> Counts:
    """A release made before counts were rounded showed exact numbers, of areas and the whole, from ten people up."""
    areas = {place.id for place in given.places if place.kind != "settlement"}
    least = queries.pack().gate.least_base
    shown = [one for one in given.registers if one.place in areas and one.people >= least]
    return Counts(tuple(shown), (), tuple(_exact(shown)))


def _exact(shown: Sequence[RegisterCount]) -> list[CubeNote]:
    return [CubeNote(*key, "exact") for key in dict.fromkeys((one.source, one.group, one.counted_on) for one in shown)]
