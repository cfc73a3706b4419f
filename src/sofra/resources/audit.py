"""The score of an accessibility audit, and its verdict for somebody in a wheelchair."""

from collections.abc import Iterable, Mapping, Sequence

from sofra.types.auditing import NO, NOT_APPLICABLE, YES, Audit, AuditItem, Score


def asked(items: Iterable[AuditItem], kind: str) -> Sequence[AuditItem]:
    """The questions of one checklist ("building", "path", "stop", "information"), in the packs' order."""
    return tuple(item for item in items if kind in item.kinds)


def parts(items: Iterable[AuditItem]) -> Mapping[str, Sequence[AuditItem]]:
    """The questions by the part of the place that is looked at in one go, in the packs' order."""
    found: dict[str, list[AuditItem]] = {}
    for item in items:
        found.setdefault(item.part, []).append(item)
    return found


def score(items: Sequence[AuditItem], answers: Mapping[str, str]) -> Score:
    """The share of questions met among those seen, how many were not seen, and the verdict of the needed ones.

    Every question weighs the same. Unknown is not no: a needed question that was not seen leaves the verdict open
    (None) unless another needed one is not met. A checklist without needed questions, or one whose needed questions
    all do not apply, gives no verdict.
    """
    said = {item.id: answers.get(item.id, "") for item in items}
    met, unmet = _count(said, YES), _count(said, NO)
    not_applicable = _count(said, NOT_APPLICABLE)
    needed = [item.id for item in items if item.needed]
    barriers = tuple(id for id in needed if said[id] == NO)
    unknown = tuple(id for id in needed if said[id] not in (YES, NO, NOT_APPLICABLE))
    some_met = any(said[id] == YES for id in needed)
    return Score(
        met=met,
        unmet=unmet,
        not_applicable=not_applicable,
        unseen=len(items) - met - unmet - not_applicable,
        share=met / (met + unmet) if met + unmet else None,
        wheelchair=False if barriers else True if some_met and not unknown else None,
        barriers=barriers,
        open=unknown,
    )


def newest(audits: Iterable[Audit]) -> Mapping[tuple[str, str], Audit]:
    """The newest finished audit of each site and asset, by ("site" or "asset", id)."""
    finished = sorted(
        (audit for audit in audits if audit.finished_on is not None and not audit.removed),
        key=lambda audit: (audit.on, audit.id),
    )
    return {(audit.of, audit.target): audit for audit in finished}


def _count(said: Mapping[str, str], answer: str) -> int:
    return sum(one == answer for one in said.values())
