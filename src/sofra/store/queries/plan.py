"""The plan of this period, its removed actions and its saved versions."""

from sofra.store.notes import ActionNote, PlanNote, VersionNote
from sofra.store.planning import ActionRow, PlanRow, PlanVersion
from sofra.store.queries.territory import municipality
from sofra.store.records import from_columns, from_record
from sofra.types.errors import NotFound, stop
from sofra.types.planning import Action


def plan(*, removed: bool = False) -> PlanNote:
    """The plan of this period; with `removed`, its removed actions only."""
    period = municipality().period
    row = PlanRow.objects.filter(period=period).first()
    if row is None:
        return PlanNote(0, period, ())
    actions = row.actions.filter(removed_on__isnull=not removed)
    return PlanNote(row.pk, period, tuple(action_note(found) for found in actions), row.versions.count())


def action(id: str) -> ActionNote:
    """One line of the plan. Raises NotFound."""
    row = ActionRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="action", id=id)
    return action_note(row)


def versions() -> list[VersionNote]:
    """The saved versions of the plan, newest first."""
    return [version_note(row) for row in PlanVersion.objects.filter(plan__period=municipality().period)]


def action_note(row: ActionRow) -> ActionNote:
    """What a row of the plan holds, with its version."""
    return ActionNote(from_columns(Action, row), row.version, row.removed_on is not None)


def version_note(row: PlanVersion) -> VersionNote:
    """What a saved version holds."""
    actions = tuple(from_record(Action, record) for record in row.content)
    return VersionNote(row.number, row.note, row.made_on, row.made_by, row.sha256, actions)
