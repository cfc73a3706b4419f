"""Making documents from a release, and approving a release."""

from sofra.store.notes import DocumentNote, ReleaseNote
from sofra.types.document import Document
from sofra.work.acts import Actor, Done, act


def compose_document(release: int, template: str, lang: str) -> Document:
    """The report of a release as a tree of plain values, for a preview on a page."""
    raise NotImplementedError


@act("publish.document")
def make_document(actor: Actor, release: int, template: str, lang: str, format: str) -> Done[DocumentNote]:
    """A report of a release as a file; the same report is made once and kept. `format` is a key of render.formats."""
    raise NotImplementedError


@act("publish.approve")
def approve_release(actor: Actor, release: int) -> Done[ReleaseNote]:
    """Approve a draft release; from now on it is the municipality's word."""
    raise NotImplementedError


@act("publish.withdraw")
def withdraw_release(actor: Actor, release: int) -> Done[ReleaseNote]:
    """Withdraw a release; it stays readable, and no page takes it as the newest."""
    raise NotImplementedError
