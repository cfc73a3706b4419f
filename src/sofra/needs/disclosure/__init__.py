"""Counts of everybody: one cube, rounded or withheld so that nobody is given away, and the attacker who tries it."""
