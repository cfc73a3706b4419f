"""Which column of an export is which question: by name, path, R's spelling of it, or label in any language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sofra.sources.names import fold
from sofra.types.answers import Kind, Variable

META = frozenset({
    "start", "end", "today", "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
    "_submitted_by", "__version__", "_tags", "_index", "_parent_index", "_parent_table_name", "_submission__id",
    "_submission__uuid", "_submission__submission_time", "_submission__validation_status", "_submission__notes",
    "_submission__status", "_submission__submitted_by", "_submission__tags", "_submission___version__", "instanceid",
    "key", "parent_key", "submissiondate", "submitterid", "submittername", "attachmentspresent", "attachmentsexpected",
    "status", "reviewstate", "deviceid", "edits", "formversion", "instancename", "_attachments", "_geolocation",
    "formhub_uuid", "formhub/uuid", "meta/instanceid", "meta/rootuuid", "rootuuid", "meta_instanceid", "audit",
})  # fmt: skip
PRIVATE = frozenset({"deviceid", "_submitted_by", "submittername", "submitterid", "_geolocation", "audit"})
POSITION = re.compile(r"X?_.*_(latitude|longitude|altitude|precision)")
R_MARK = "X.U.FEFF."


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is: a question ("question"), one choice of it ("split"), bookkeeping ("meta") or "other".

    `name` is the question's name, the bookkeeping name, or the header as it stands; `choice` the code of a split.
    """

    what: str
    name: str
    choice: str = ""


def columns(
    header: Sequence[str], variables: Iterable[Variable], left_out: frozenset[str] = frozenset()
) -> list[Column]:
    """What each column of the header is, in its order; a question is taken once, by its first good match.

    Devices, user names, exact positions, and the form's own `left_out` are "private": never read, never kept.
    """
    index = _index(variables)
    out: list[Column] = []
    taken: set[tuple[str, str]] = set()
    for head in header:
        column = Column("private", head) if _private(head, left_out) else _column(head, index)
        if column.what in ("question", "split") and (column.name, column.choice) in taken:
            column = Column("other", head)
        taken.add((column.name, column.choice))
        out.append(column)
    return out


def _private(head: str, left_out: frozenset[str]) -> bool:
    last = re.split(r"[/:.\-]", head.removeprefix(R_MARK))[-1]
    position = POSITION.fullmatch(last)
    return meta_name(head) in PRIVATE or last in left_out or position is not None


def meta_name(head: str) -> str:
    """The bookkeeping name of a header ("X_uuid" is "_uuid", "meta/instanceID" too), "" for an ordinary one."""
    plain = head.removeprefix(R_MARK)
    for candidate in (plain, plain[1:] if plain.startswith("X_") else plain, re.split(r"[/:.\-]", plain)[-1]):
        if candidate.casefold() in META:
            return candidate.casefold()
    return ""


@dataclass(frozen=True, slots=True)
class _Index:
    names: Mapping[str, Variable]
    labels: Mapping[str, Variable]


def _index(variables: Iterable[Variable]) -> _Index:
    names: dict[str, Variable] = {}
    labels: dict[str, Variable] = {}
    for variable in variables:
        names[variable.name] = variable
        names.setdefault(_mangled(variable.name), variable)
        names.setdefault(variable.name.casefold(), variable)
        for words in variable.label.values():
            labels.setdefault(fold(words), variable)
    labels.pop("", None)
    return _Index(names, labels)


def _mangled(name: str) -> str:
    """The name as R's make.names writes it: "_uuid" is "X_uuid", "a-b/c" is "a.b.c"."""
    plain = re.sub(r"[^0-9A-Za-z_.]", ".", name)
    return plain if re.match(r"[A-Za-z]|\.(?!\d)", plain) else f"X{plain}"


def _column(head: str, index: _Index) -> Column:
    plain = head.removeprefix(R_MARK)
    whole = index.names.get(plain) or index.names.get(plain.casefold())
    if whole is None and (meta := meta_name(head)):
        return Column("meta", meta)
    variable = whole or index.labels.get(fold(plain))
    if variable:
        return Column("question", variable.name)
    return _by_path(plain, index) or Column("other", head)


def _by_path(head: str, index: _Index) -> Column | None:
    """ "group/question", "group.question-choice", "Label/Label of the choice", cut at every mark from the right."""
    cuts = [found.start() for found in re.finditer(r"[/.:\-]", head)]
    for cut in reversed(cuts):
        tail, before = head[cut + 1 :], head[:cut]
        if variable := index.names.get(tail):
            return Column("question", variable.name)
        owner = _owner(before, index)
        if owner and owner.kind is Kind.CHOICES and (code := _choice(tail, owner)):
            return Column("split", owner.name, code)
    slash = head.rfind("/")
    labelled = index.labels.get(fold(head[slash + 1 :])) if slash >= 0 else None
    return Column("question", labelled.name) if labelled else None


def _owner(path: str, index: _Index) -> Variable | None:
    last = re.split(r"[/:.\-]", path)[-1]
    return index.names.get(path) or index.names.get(last) or index.labels.get(fold(path))


def _choice(tail: str, variable: Variable) -> str:
    for choice in variable.choices:
        if tail in (choice.code, _mangled(choice.code), re.sub(r"[^0-9A-Za-z_.]", ".", choice.code)):
            return choice.code
    words = fold(tail)
    return next((choice.code for choice in variable.choices if words in map(fold, choice.label.values())), "")
