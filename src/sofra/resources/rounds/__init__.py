"""Rounds of a mobile team: who is due, what fits into the shifts, and the fixed day in a village beside it."""
