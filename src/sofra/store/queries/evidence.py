"""What is known besides answers."""

from sofra.store.evidence import MeasureRow, RegisterRow, StakeholderRow, VoiceRow
from sofra.store.records import from_columns
from sofra.types.evidence import Discrepancy, Measure, RegisterCount, Stakeholder, Voice


def registers() -> list[RegisterCount]:
    """All register counts."""
    return [from_columns(RegisterCount, row) for row in RegisterRow.objects.all()]


def discrepancies() -> list[Discrepancy]:
    """Where two registers know different numbers of the same group in the same place."""
    from sofra.needs.registers import discrepancies as disagreements

    return disagreements(registers())


def voices() -> list[Voice]:
    """All statements of focus groups and interviews."""
    return [from_columns(Voice, row) for row in VoiceRow.objects.all()]


def stakeholders() -> list[Stakeholder]:
    """All organisations with a part in the matter."""
    return [from_columns(Stakeholder, row) for row in StakeholderRow.objects.all()]


def measures() -> list[Measure]:
    """The measures of last period's social plan."""
    return [from_columns(Measure, row) for row in MeasureRow.objects.all()]
