"""Measurements against the figures that the issues set; never a test."""
