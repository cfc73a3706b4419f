"""What happened before: the history of disasters."""

from sofra.store.hazards import DisasterRow
from sofra.store.records import from_columns
from sofra.types.hazard import Disaster


def disasters() -> list[Disaster]:
    """All disasters that somebody wrote down, the newest first."""
    return [from_columns(Disaster, row) for row in DisasterRow.objects.all()]
