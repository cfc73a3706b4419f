"""Scales of the field that need more than a condition: the Rasch model of food insecurity, levels, missing items."""
