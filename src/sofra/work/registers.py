"""Registers that disagree: somebody writes down why."""

from django.utils import timezone

from sofra.store import queries
from sofra.store.lists import ExplainedRow
from sofra.types.errors import NotFound, stop
from sofra.work.acts import Actor, Done, act


@act("registers.explain")
def explain_discrepancy(actor: Actor, group: str, place: str, note: str) -> Done[None]:
    """Why registers disagree about a group in a place; an empty note takes the old one away.

    Both counts stand: no note makes one of them the official one. Raises NotFound where no registers disagree.
    """
    if not any(item.group == group and item.place == place for item in queries.discrepancies()):
        raise stop(NotFound, "not_found", thing="discrepancy", id=f"{group} / {place}")
    if not note.strip():
        ExplainedRow.objects.filter(group=group, place=place).delete()
    else:
        ExplainedRow.objects.update_or_create(
            group=group,
            place=place,
            defaults={"note": note.strip(), "written_on": timezone.now(), "written_by": actor.name},
        )
    return Done(None, f"{group} {place}", {"letters": len(note.strip())})
