"""The search for the furthest behind: its plan put on record before the answers come, and the search in a map."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from sofra.needs.furthest.municipal import search_round, with_areas
from sofra.needs.furthest.plan import digest, faults, special_columns
from sofra.needs.weights import Weighed
from sofra.store import queries
from sofra.store.inputs import Inputs, RoundInput
from sofra.store.queries.searches import registered
from sofra.store.records import as_record
from sofra.store.searches import SearchRow
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, PackError, Severity
from sofra.types.furthest import AFTER, BEFORE, NEVER, Furthest, Registered, Search, SearchPlan
from sofra.types.keys import IndicatorId
from sofra.work.acts import Actor, Done, act

KIND = "furthest"
"""The kind of the annex of a release."""


@act("needs.register_search")
def register_search(actor: Actor, plan: SearchPlan) -> Done[Registered]:
    """Put a plan on record, with the time and its sha256; from now on nobody can change it, only register another.

    A plan that stands as the newest of its outcome already is not registered again. Raises PackError with everything
    that is wrong with the plan.
    """
    whole = with_areas(plan, queries.places())
    found = faults(whole, queries.pack())
    if found:
        raise PackError(*found)
    print_, counts = digest(whole), {"circumstances": len(whole.circumstances)}
    newest = SearchRow.objects.filter(indicator=whole.indicator).last()
    if newest is not None and newest.digest == print_:
        return Done(registered(newest), f"search {print_[:12]}", counts)
    row = SearchRow.objects.create(
        digest=print_,
        indicator=whole.indicator,
        plan=as_record(whole),
        registered_on=timezone.now(),
        registered_by=actor.name,
    )
    return Done(registered(row), f"search {print_[:12]}", counts)


def register_usual(actor: Actor) -> list[Registered]:
    """Put the packs' own plans on record."""
    return [register_search(actor, plan) for plan in queries.pack().searches]


def planned(indicator: str, circumstances: Sequence[str], depth: int = 0) -> SearchPlan:
    """A plan from what somebody chose on a page: an outcome and circumstances of the packs.

    Raises PackError with every circumstance that no pack has or that is under special protection.
    """
    pack = queries.pack()
    unknown = [one for one in circumstances if one not in pack.circumstances]
    if unknown:
        guarded, known = special_columns(pack), ", ".join(pack.circumstances)
        raise PackError(*(_unusable(one, known, guarded=one in guarded) for one in unknown))
    chosen = [pack.circumstances[one] for one in circumstances]
    return SearchPlan(indicator, IndicatorId(indicator), chosen, depth)


def _unusable(circumstance: str, known: str, *, guarded: bool) -> Issue:
    code = "furthest_special" if guarded else "furthest_circumstance_unknown"
    return Issue(code, values={"circumstance": circumstance, "known": known}, severity=Severity.FILE)


def furthest(given: Inputs, pack: Pack, weighed: Sequence[tuple[RoundInput, Weighed]]) -> Furthest:
    """All searches of a map, each in the newest round that can carry it; `weighed` newest first.

    Without any registered plan the packs' own are searched, and the result says that nobody registered them.
    """
    plans = given.searches or [Registered(plan, digest(plan)) for plan in pack.searches]
    return Furthest([_newest(one, given, pack, weighed) for one in plans] if weighed else [])


def _newest(one: Registered, given: Inputs, pack: Pack, weighed: Sequence[tuple[RoundInput, Weighed]]) -> Search:
    found: Search | None = None
    for round, answers in weighed:
        tried = search_round(answers, one, pack, places=given.places, timing=timing(one, round))
        if not tried.issues:
            return tried
        found = found or tried
    return found or Search(one)


def timing(one: Registered, round: RoundInput) -> str:
    """Whether the plan was on record before the first answers of this round arrived."""
    if not one.on or not round.arrived:
        return NEVER if not one.on else AFTER
    return BEFORE if datetime.fromisoformat(one.on) < datetime.fromisoformat(round.arrived) else AFTER
