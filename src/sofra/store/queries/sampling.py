"""The planned samples and their draws."""

from sofra.store.notes import SampleDrawNote, SamplePlanNote
from sofra.store.records import from_record
from sofra.store.sampling import SampleDrawRow, SamplePlanRow
from sofra.types.errors import NotFound, stop
from sofra.types.sampling import SampleDraw, SamplePlan


def sample_plans() -> list[SamplePlanNote]:
    """All planned samples that stand, newest first, with their draws."""
    return [plan_note(row) for row in SamplePlanRow.objects.filter(removed_on__isnull=True).prefetch_related("draws")]


def sample_plan(id: int) -> SamplePlanNote:
    """One planned sample. Raises NotFound."""
    row = SamplePlanRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="sample", id=str(id))
    return plan_note(row)


def sample_draw(id: int) -> SampleDrawNote:
    """One draw with everybody who was drawn. Raises NotFound."""
    row = SampleDrawRow.objects.filter(pk=id).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="draw", id=str(id))
    return draw_note(row)


def plan_note(row: SamplePlanRow) -> SamplePlanNote:
    """What a row of a plan holds."""
    draws = tuple(draw_note(one) for one in row.draws.all())
    return SamplePlanNote(row.pk, from_record(SamplePlan, row.content), row.made_on, row.made_by, draws)


def draw_note(row: SampleDrawRow) -> SampleDrawNote:
    """What a row of a draw holds."""
    return SampleDrawNote(row.pk, row.plan_id, from_record(SampleDraw, row.content))
