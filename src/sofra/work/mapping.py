"""Making the social map: from rows to a frozen release, and doing a release again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sofra.store.notes import ReleaseNote
from sofra.work.acts import Actor

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told as work goes on: stage (a key), how many done, of how many."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that came out otherwise: what it is, how it was released, how it came now."""

    what: str
    released: str
    now: str


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def make_map(actor: Actor, period: str = "", progress: Progress = quiet) -> ReleaseNote:
    """A new social map of everything in the workspace, as a draft release ("" means the workspace's period).

    Computes first, then writes in one transaction. Raises DesignError or SourceError when something is lacking.
    """
    raise NotImplementedError


def redo(actor: Actor, release: int, progress: Progress = quiet) -> Sequence[Difference]:
    """What differs when a release is computed again from what is kept; must be empty.

    Raises Conflict with a sentence when answers were erased since, or when packs or code are no longer the same.
    """
    raise NotImplementedError
