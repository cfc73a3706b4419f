"""Who lacks what: weights, estimates with their errors, and the gate behind which nobody sees rows."""

from sofra.needs.note import sample_note

__all__ = ["sample_note"]
