"""Who works with this workspace, and in which of the five roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Member(AbstractUser):
    """A person who signs in. The role decides what they may do (work.policy); `language` is what they read."""

    class Role(models.TextChoices):
        """The cast: Ana maps, Besim collects, Ceca approves, Dara visits, Dana protects, a guest looks on."""

        COORDINATOR = "coordinator"
        COLLECTOR = "collector"
        APPROVER = "approver"
        TEAM = "team"
        GUEST = "guest"
        PROTECTION = "protection"

    first_name = None
    last_name = None
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.GUEST)
    language = models.CharField(max_length=12, default="en")
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name that pages show."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """The same name: nobody splits names here."""
        return self.get_full_name()
