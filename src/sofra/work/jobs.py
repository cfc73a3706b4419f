"""Long work in a queue: asked for, taken up one by one, told as it goes on, and taken up again after a restart."""

from collections.abc import Mapping

from sofra.store.notes import JobNote
from sofra.work.acts import Actor, Done, act


@act("jobs.ask")
def enqueue(actor: Actor, task: str, arguments: Mapping[str, str | int] | None = None) -> Done[JobNote]:
    """Ask for long work: "map" {period}, "document" {release, template, lang, format} or "demo" {}."""
    raise NotImplementedError


@act("jobs.cancel")
def cancel(actor: Actor, job: int) -> Done[JobNote]:
    """Call off work that waits or runs; running work stops at its next step."""
    raise NotImplementedError


def run_next() -> JobNote | None:
    """Do the work that has waited longest; None when nothing waits."""
    raise NotImplementedError


def resume() -> int:
    """Put work that was running when the machine stopped back to waiting; gives how many."""
    raise NotImplementedError
