"""How far a municipality is on the six steps of Home, as counts."""

from sofra.store.documents import DocumentRow
from sofra.store.evidence import VoiceRow
from sofra.store.mapping import Ranking, Release
from sofra.store.notes import Progress
from sofra.store.places import PlaceRow
from sofra.store.planning import PlanVersion
from sofra.store.queries.collection import rounds
from sofra.store.queries.plan import plan
from sofra.store.queries.releases import gaps, latest
from sofra.store.supply import ServiceRow
from sofra.types.keys import EVERYONE


def steps() -> list[Progress]:
    """How far this municipality is, step by step: needs, resources, gaps, priorities, plan, report."""
    newest = latest()
    return [
        _needs(newest is not None),
        _resources(newest is not None),
        _gaps(newest.id if newest else None),
        _priorities(newest.id if newest else None),
        _plan(),
        _report(newest.id if newest else None),
    ]


def _state(*, started: bool, done: bool) -> str:
    return "done" if done else "started" if started else "empty"


def _needs(mapped: bool) -> Progress:
    found = rounds()
    counts = {
        "households": sum(each.households for each in found),
        "held": sum(each.held for each in found),
        "places": PlaceRow.objects.count(),
        "voices": VoiceRow.objects.count(),
    }
    return Progress("needs", _state(started=bool(counts["places"]), done=bool(found) and mapped), counts)


def _resources(mapped: bool) -> Progress:
    standing = ServiceRow.objects.filter(removed_on__isnull=True)
    counts = {"services": standing.count(), "unverified": standing.filter(verified_on="").count()}
    return Progress(
        "resources", _state(started=bool(counts["services"]), done=bool(counts["services"]) and mapped), counts
    )


def _gaps(release: int | None) -> Progress:
    found = gaps(release) if release else ()
    roots = set(PlaceRow.objects.filter(kind="municipality").values_list("pk", flat=True))
    whole = [gap for gap in found if gap.group == EVERYONE and gap.place in roots]
    counts = {"gaps": len(found), "absent": sum(gap.kind == "absent" for gap in whole)}
    return Progress("gaps", _state(started=False, done=bool(release)), counts)


def _priorities(release: int | None) -> Progress:
    orders = Ranking.objects.filter(release_id=release).count() if release else 0
    return Progress("priorities", _state(started=bool(orders), done=orders > 1), {"rankings": orders})


def _plan() -> Progress:
    found = plan()
    saved = PlanVersion.objects.filter(plan_id=found.id).count()
    counts = {"actions": len(found.actions), "versions": saved}
    return Progress("plan", _state(started=bool(found.actions), done=bool(saved)), counts)


def _report(release: int | None) -> Progress:
    made = DocumentRow.objects.filter(release_id=release).count() if release else 0
    approved = Release.objects.filter(pk=release, state="approved").exists() if release else False
    return Progress("report", _state(started=bool(made), done=approved), {"documents": made})
