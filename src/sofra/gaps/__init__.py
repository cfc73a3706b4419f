"""Needs against resources: what is missing, for whom and where, and why a number is what it is."""
