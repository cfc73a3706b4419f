"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables of one workspace; the label stands in the names of the tables."""

    name = "sofra.store"
    label = "store"
