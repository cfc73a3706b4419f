"""A file that somebody brought, read as what it is said to be, and how it stands."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from sofra.sources.answers import Options, read_answers
from sofra.sources.columns import ColumnMap, propose_columns
from sofra.sources.guess import guess_kind
from sofra.sources.likeness import fits
from sofra.sources.links import apply, check, propose
from sofra.types.answers import Batch, Codebook, Link, Variable
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading
from sofra.types.keys import Label
from sofra.types.place import Place
from sofra.work.fitting import beside_places
from sofra.work.kinds import KINDS, read_as, sheet_and_wanted

ENOUGH = 5
"""A file with so many of the packs' own variables speaks their language: nobody has to link it first."""

STANDARD = {
    "weight": "base_weight",
    "stratum": "stratum",
    "unit": "psu",
    "units_in_stratum": "units_in_stratum",
    "households_in_unit": "households_in_unit",
    "place": "settlement",
}
"""The packs' own columns of the sampling design."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as somebody hands it over: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to one import: the file, the XLSForm and the files of persons of a file of answers."""

    main: Incoming
    form: Incoming | None = None
    persons: Sequence[Incoming] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person has said about a file so far. `links` None: nobody has looked at them yet.

    `accept` names columns and codes to let pass, `household` the column that ties persons together.
    """

    columns: ColumnMap | None = None
    links: Sequence[Link] | None = None
    design: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    accept: Sequence[str] = ()
    household: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How a file stands (see Outcome), and `things`: the Batch or Reading, None when it could not be read."""

    state: str
    kind: str
    issues: Sequence[Issue] = ()
    good: int = 0
    held: int = 0
    wanted: Sequence[str] = ()
    found: Sequence[str] = ()
    columns: ColumnMap | None = None
    links: Sequence[Link] = ()
    design: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    things: Batch | Reading[Any] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is held against: the packs, and the places that are there already."""

    pack: Pack
    places: Sequence[Place] = ()


def read(parts: Parts, kind: str, settled: Settled, known: Known) -> Found:
    """How the file stands as this kind ("" guesses); what stops the whole file is in the issues, never raised."""
    with on_disk(parts) as paths:
        try:
            chosen = kind or guess_kind(paths.main)
        except SourceError as error:
            return Found("refused", kind, error.issues)
        try:
            if chosen == "answers":
                return _answers(paths, settled, known)
            if chosen not in KINDS:
                raise stop(SourceError, f"kind_{chosen}" if chosen == "form" else "kind_unknown", _at(paths))
            return _table(paths.main, chosen, settled, known)
        except SourceError as error:
            return _stopped(paths.main, chosen, settled, error)


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the parts of an import lie while they are read."""

    main: Path
    form: Path | None
    persons: Sequence[Path]


@contextmanager
def on_disk(parts: Parts) -> Iterator[Paths]:
    """The parts as files under their own names, for as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="sofra-") as folder:
        main = _write(Path(folder, "main"), parts.main)
        form = _write(Path(folder, "form"), parts.form) if parts.form else None
        persons = [_write(Path(folder, f"persons{n}"), each) for n, each in enumerate(parts.persons)]
        yield Paths(main, form, persons)


def _write(folder: Path, file: Incoming) -> Path:
    # Only the last part of the name: a name from a browser may hold a path.
    folder.mkdir()
    path = folder / (PurePath(file.name.replace("\\", "/")).name or "file")
    path.write_bytes(file.content)
    return path


def _at(paths: Paths) -> Where:
    return Where(file=paths.main.name)


def _answers(paths: Paths, settled: Settled, known: Known) -> Found:
    batch = _batch(paths, settled, known)
    links = propose_links(batch.codebook, known.pack) if settled.links is None else list(settled.links)
    confirmed = [link for link in links if link.confirmed]
    wrong = check(confirmed, batch.codebook, known.pack.variables)
    linked = apply(batch, confirmed, known.pack.variables)
    looked_at = settled.links is not None or speaks(batch.codebook, known.pack.variables)
    stopped = any(issue.severity is Severity.FILE for issue in wrong) or not looked_at
    return Found(
        state="columns_wrong" if stopped else "rows_wrong" if batch.held else "ready",
        kind="answers",
        issues=(*wrong, *linked.issues),
        good=len(batch.tables["household"]),
        held=len(batch.held),
        wanted=tuple(known.pack.variables),
        found=tuple(variable.name for variable in batch.codebook.variables),
        links=links,
        design={**standard_design(linked.codebook), **{k: v for k, v in settled.design.items() if v}},
        things=batch,
    )


def _batch(paths: Paths, settled: Settled, known: Known) -> Batch:
    """The answers, held against the design's columns where the file has them."""
    names = frozenset(text for place in known.places for text in (place.id, *place.name.values()))
    design = {**STANDARD, **settled.design}
    options = Options(
        repeats=tuple(paths.persons),
        accept=frozenset(settled.accept),
        weight=design["weight"],
        household=settled.household,
        place=design["place"],
        places=names,
    )
    while True:
        try:
            return read_answers(paths.main, paths.form, options=options)
        except SourceError as error:
            weaker = _without_absent(options, error)
            if weaker is None:
                raise
            options = weaker


def _without_absent(options: Options, error: SourceError) -> Options | None:
    """The options without the design's column that the file does not have; None when that is not what is wrong."""
    absent = {str(issue.values.get("column")) for issue in error.issues if issue.code == "column_absent"}
    if options.weight and options.weight in absent:
        return replace(options, weight="")
    if options.place and options.place in absent:
        return replace(options, place="")
    return None


def choices_of(found: Found) -> dict[str, Mapping[str, Label]]:
    """The answers of every linked column that has a list of them: code to words, for tying codes to codes."""
    if not isinstance(found.things, Batch):
        return {}
    linked = {link.column for link in found.links}
    return {
        variable.name: {choice.code: choice.label for choice in variable.choices}
        for variable in found.things.codebook.variables
        if variable.name in linked and variable.choices
    }


def propose_links(codebook: Codebook, pack: Pack) -> list[Link]:
    """Proposals for every column that is not one of the packs' variables already."""
    own = {variable.name for variable in codebook.variables if _is(variable, pack.variables)}
    left = {name: variable for name, variable in pack.variables.items() if name not in own}
    foreign = tuple(variable for variable in codebook.variables if variable.name not in own)
    return propose(replace(codebook, variables=foreign), left)


def speaks(codebook: Codebook, variables: Mapping[str, Variable]) -> bool:
    """True when a file's columns are the packs' own, so that no link is needed."""
    own = sum(_is(variable, variables) for variable in codebook.variables)
    return own >= ENOUGH and own * 2 >= len(codebook.variables)


def standard_design(codebook: Codebook) -> dict[str, str]:
    """The columns of the sampling design that stand under the packs' own names."""
    return {part: name for part, name in STANDARD.items() if codebook.find(name)}


def _is(column: Variable, variables: Mapping[str, Variable]) -> bool:
    target = variables.get(column.name)
    return target is not None and fits(column, target)


def _table(path: Path, kind: str, settled: Settled, known: Known) -> Found:
    reading = read_as(kind, path, settled.columns, known.pack)
    beside = beside_places(kind, reading, known.places)
    if any(issue.severity is Severity.FILE for issue in beside):
        return Found("refused", kind, (*reading.issues, *beside))
    held = len(reading.held)
    good = sum(_size(item) for item in reading.items)
    columns = _columns(path, kind, settled)
    issues = (*reading.issues, *beside)
    return Found("rows_wrong" if held else "ready", kind, issues, good, held, **columns, things=reading)


def _stopped(path: Path, kind: str, settled: Settled, error: SourceError) -> Found:
    stopping = [issue for issue in error.issues if issue.severity is Severity.FILE]
    if not all(issue.code.startswith("column_") for issue in stopping):
        return Found("refused", kind, error.issues)
    return Found("columns_wrong", kind, error.issues, **_columns(path, kind, settled))


def _columns(path: Path, kind: str, settled: Settled) -> dict[str, Any]:
    """Which columns are wanted, which there are, and which is proposed for which; nothing for shapes and notes."""
    found = sheet_and_wanted(path, kind)
    if found is None:
        return {}
    sheet, wanted = found
    given = settled.columns or ColumnMap()
    proposed = propose_columns(sheet, wanted)
    chosen = {name: head for name, head in {**proposed.columns, **given.columns}.items() if head in sheet.header}
    return {
        "wanted": tuple(dict.fromkeys([*(each.name for each in wanted), *chosen])),
        "found": tuple(head for head in sheet.header if head),
        "columns": replace(given, columns=chosen),
    }


def _size(item: object) -> int:
    services = getattr(item, "services", None)
    return len(services) if services is not None else 1
