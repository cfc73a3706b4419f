"""Answers read back for the map: the only reading that gives rows, for `work` alone."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from django.db.models import Q

from sofra.store.answers import Round, Submission
from sofra.store.imports import ImportRow
from sofra.store.inputs import RoundInput
from sofra.store.records import from_record
from sofra.types.answers import Batch, Codebook, Design, Held, Link, Origin, Row

NOTHING = Held("household", {}, ())
"""A held row of which only the number counts."""


def round_input(round: Round) -> RoundInput:
    """A round as an input of a map: its standing households by number, and the sha256 of what they hold."""
    ids = tuple(round.submissions.filter(replaced_on__isnull=True).values_list("id", flat=True))
    return RoundInput(
        id=round.pk,
        name=round.name,
        codebook=from_record(Codebook, round.codebook.content),
        design=from_record(Design, round.design),
        links=tuple(from_record(Link, link) for link in round.links),
        origin=from_record(Origin, round.origin),
        submissions=ids,
        held=round.held.filter(state="held").count(),
        sha256=print_of(documents(ids)),
        arrived=_arrived(round),
    )


def _arrived(round: Round) -> str:
    """When these answers were first brought in, before anybody accepted them, also if they were taken back since."""
    brought = (
        ImportRow.objects.filter(Q(round=round) | Q(sha256=round.origin.get("sha256", "")))
        .order_by("received_on")
        .values_list("received_on", flat=True)
    )
    first = min([round.received_on, *brought[:1]])
    return first.astimezone(UTC).isoformat(timespec="microseconds")


def batch_of(given: RoundInput) -> Batch:
    """The answers of a round as a batch again; held rows are there as a number only."""
    found = list(documents(given.submissions))
    tables: dict[str, Sequence[Row]] = {"household": tuple(each["household"] for each in found)}
    persons = tuple(person for each in found for person in each["persons"])
    if persons or any(variable.table == "person" for variable in given.codebook.variables):
        tables["person"] = persons
    return Batch(given.codebook, tables, given.origin, held=(NOTHING,) * given.held)


def erased(given: RoundInput) -> int:
    """How many households of this input were forgotten since."""
    return len(given.submissions) - sum(1 for _ in documents(given.submissions))


def documents(ids: Sequence[int]) -> Iterable[dict[str, object]]:
    """The documents of these households, in the order of their numbers."""
    wanted = frozenset(ids)
    if not wanted:
        return
    # A range, since thousands of numbers in one statement are more than SQLite takes.
    found = Submission.objects.filter(pk__gte=min(wanted), pk__lte=max(wanted)).order_by("pk")
    for id, document in found.values_list("pk", "document").iterator(chunk_size=2000):
        if id in wanted:
            yield document


def print_of(found: Iterable[dict[str, object]]) -> str:
    """The sha256 of documents in their order, as canonical JSON."""
    digest = hashlib.sha256()
    for document in found:
        digest.update(canonical(document))
    return digest.hexdigest()


def canonical(value: object) -> bytes:
    """A value as JSON that is the same wherever it is written: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
