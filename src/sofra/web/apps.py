"""The web skin as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and tags of the pages."""

    name = "sofra.web"
    label = "web"
