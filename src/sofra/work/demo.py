"""The demo municipality, brought in through the same acts as anybody's files."""

from dataclasses import dataclass

from sofra.work.acts import Actor
from sofra.work.mapping import Progress, quiet

DEMO_PASSWORD = "trpeza-za-site-2026"  # noqa: S105 - printed on purpose: the demo is open to everybody
ACCOUNTS = (
    ("ana", "Ana", "coordinator"),
    ("besim", "Besim", "collector"),
    ("ceca", "Ceca", "approver"),
    ("guest", "Guest", "guest"),
)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo loaded: the release and counts by kind of file."""

    release: int
    loaded: dict[str, int]


def load_demo(actor: Actor, progress: Progress = quiet) -> DemoResult:
    """Load the demo files of `sofra/demo/files`, add the demo accounts, make the map."""
    raise NotImplementedError
