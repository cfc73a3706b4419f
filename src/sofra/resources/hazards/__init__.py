"""Dangers against what there is: which part of a settlement, which services, which ways lie in a zone."""
