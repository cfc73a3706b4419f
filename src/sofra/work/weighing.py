"""A round's weights raked to an office's own totals: tried, looked at, then kept for the next map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sofra.needs.moved import moved
from sofra.needs.survey.diagnose import Diagnosis
from sofra.needs.weights import Weighed, weigh
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.answers import Round
from sofra.store.records import as_record
from sofra.store.rows import batch_of, round_input
from sofra.types.answers import KnownTotal
from sofra.types.errors import Issue, NotFound, stop
from sofra.work.acts import Actor, Done, act, check_allowed


@dataclass(frozen=True, slots=True)
class Weighing:
    """What fitting does to a round: its name and number, the totals, the diagnosis of its weights, what to know."""

    round: int
    name: str
    totals: Sequence[KnownTotal]
    diagnosis: Diagnosis
    issues: Sequence[Issue] = ()


def try_totals(actor: Actor, round: int = 0, totals: Sequence[KnownTotal] | None = None) -> Weighing:
    """The round's weights as they would be with these totals (None: with those it has); nothing is written.

    `round` 0 is the newest. Raises NotFound without a round, DesignError with every fault of the totals at once.
    """
    check_allowed(actor, "collect.weigh")
    given = round_input(_round(round))
    design = given.design if totals is None else replace(given.design, totals=tuple(totals))
    places, pack = queries.places(), queries.pack()
    weighed: Weighed = weigh(apply(batch_of(given), given.links, pack.variables), design, places, pack)
    return Weighing(given.id, given.name, design.totals, moved(weighed, design.totals, places), weighed.issues)


@act("collect.weigh")
def keep_totals(actor: Actor, round: int, totals: Sequence[KnownTotal]) -> Done[Weighing]:
    """The round is raked to these totals from the next map on; none: to the places' own totals alone, as before.

    Released maps keep what they were made with. Raises as `try_totals`, before anything is written.
    """
    tried = try_totals(actor, round, totals)
    row = _round(tried.round)
    row.design = {**row.design, "totals": as_record(tuple(totals))}
    row.save(update_fields=["design"])
    return Done(tried, str(row.pk), {"totals": len(totals)})


def _round(number: int) -> Round:
    found = Round.objects.filter(withdrawn_on__isnull=True)
    row = found.filter(pk=number).first() if number else found.last()
    if row is None:
        raise stop(NotFound, "no_round" if number else "no_round_yet", round=number)
    return row
