"""Bringing files in: read, name the columns, hold what is wrong, accept what is good, correct, withdraw, erase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.store.notes import HeldNote, Outcome
from sofra.types.answers import Link, Row
from sofra.work.acts import Actor, Done, act

KINDS = (
    "answers",
    "settlements",
    "boundaries",
    "inventory",
    "register",
    "stakeholders",
    "measures",
    "voices",
    "roads",
    "flood",
)
"""What a file can be; "" lets sofra guess."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as somebody hands it over: its name and its bytes."""

    name: str
    content: bytes


@act("collect.upload")
def upload(actor: Actor, file: Incoming, *, kind: str = "", form: Incoming | None = None) -> Done[Outcome]:
    """Read a file and say how it stands; nothing enters the workspace before it is accepted.

    `form` is the XLSForm of a file of answers. A file that cannot be read gives the outcome "refused".
    """
    raise NotImplementedError


@act("collect.columns")
def confirm_columns(actor: Actor, outcome: int, columns: Mapping[str, str]) -> Done[Outcome]:
    """Say which column of the file ("" for none) holds what is wanted, and read the file again."""
    raise NotImplementedError


@act("collect.links")
def confirm_links(
    actor: Actor, outcome: int, links: Sequence[Link], design: Mapping[str, str] | None = None
) -> Done[Outcome]:
    """Tie columns of a file of answers to the packs' variables, name the design's columns, and read again."""
    raise NotImplementedError


@act("collect.accept")
def accept(actor: Actor, outcome: int, *, name: str = "", period: str = "") -> Done[Outcome]:
    """Take the good rows in, hold the others; wholly or not at all."""
    raise NotImplementedError


@act("collect.correct")
def correct_held(actor: Actor, held: int, row: Row) -> Done[HeldNote | None]:
    """Put a corrected row in; None when it is good now, else the row with what is still wrong."""
    raise NotImplementedError


@act("collect.leave_out")
def leave_out(actor: Actor, held: int) -> Done[None]:
    """Leave a held row out for good; its content is erased."""
    raise NotImplementedError


@act("collect.withdraw")
def withdraw(actor: Actor, outcome: int) -> Done[Outcome]:
    """Take an import back: what it brought leaves the workspace; releases made from it stay."""
    raise NotImplementedError


@act("collect.erase")
def erase(actor: Actor, round: int, key: str) -> Done[int]:
    """Forget one household: every version of its answers; gives how many rows went."""
    raise NotImplementedError
