"""Records of other directories as they came in."""

from sofra.sources.hsds.read import Foreign
from sofra.store.exchange import ForeignRow


def foreign() -> list[Foreign]:
    """Every HSDS object that came from elsewhere, as it came."""
    return [Foreign(row.object, row.key, row.record, row.lang) for row in ForeignRow.objects.all()]
