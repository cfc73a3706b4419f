"""What is known besides answers."""

from sofra.store.evidence import MeasureRow, RegisterRow, StakeholderRow, VoiceRow
from sofra.store.queries.releases import annex, inputs, latest
from sofra.store.queries.territory import pack, places
from sofra.store.records import from_columns
from sofra.types.evidence import Discrepancy, Measure, RegisterCount, Stakeholder, Voice
from sofra.types.protected import Counts


def registers() -> list[RegisterCount]:
    """All register counts as they came in: for the act that makes a map, never for a page."""
    return [from_columns(RegisterCount, row) for row in RegisterRow.objects.all()]


def counts(release: int | None = None) -> Counts:
    """The register counts as a release shows them; without one as the newest does, and before that as the next would.

    Everybody sees the same rounded counts: two roundings of one register would tell more than each. No page reads the
    registers themselves: their small counts stay where they came in.
    """
    from sofra.needs.disclosure.protect import protect

    newest = latest() if release is None else None
    release = newest.id if newest is not None else release
    if release is None:
        return protect(registers(), places(), pack())[0]
    found = annex(release, "counts", Counts)
    if found is not None:
        return found
    # A release made before counts were protected has its registers only among its inputs.
    given = inputs(release)
    return protect(given.registers, given.places, pack())[0]


def discrepancies(release: int | None = None) -> list[Discrepancy]:
    """Where two registers know different numbers of the same group in the same place, as they may be shown."""
    from sofra.needs.registers import discrepancies as disagreements

    return disagreements(counts(release).shown)


def voices() -> list[Voice]:
    """All statements of focus groups and interviews."""
    return [from_columns(Voice, row) for row in VoiceRow.objects.all()]


def stakeholders() -> list[Stakeholder]:
    """All organisations with a part in the matter."""
    return [from_columns(Stakeholder, row) for row in StakeholderRow.objects.all()]


def measures() -> list[Measure]:
    """The measures of last period's social plan."""
    return [from_columns(Measure, row) for row in MeasureRow.objects.all()]
