"""Sofra: from a municipality's own files to its social map and its social plan, with honest numbers."""
