"""An XLSForm as a codebook: questions, choices in every language, limits, and which questions repeat for persons."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sofra.sources.constraint import Limit, limit
from sofra.sources.files import DEFAULT_LIMITS, Limits
from sofra.sources.names import closest
from sofra.sources.tables import Sheet, read_tables
from sofra.types.answers import Choice, Codebook, Kind, Variable
from sofra.types.errors import SourceError, Where, stop
from sofra.types.keys import Label

KINDS = {
    "integer": Kind.INTEGER, "decimal": Kind.NUMBER, "range": Kind.NUMBER, "select_one": Kind.CHOICE,
    "select_one_from_file": Kind.TEXT, "select_multiple": Kind.CHOICES, "rank": Kind.CHOICES, "date": Kind.DATE,
    "today": Kind.DATE, "text": Kind.TEXT, "calculate": Kind.TEXT, "barcode": Kind.TEXT, "time": Kind.TEXT,
    "datetime": Kind.TEXT, "start": Kind.TEXT, "end": Kind.TEXT, "hidden": Kind.TEXT, "acknowledge": Kind.TEXT,
}  # fmt: skip
LEFT_OUT = frozenset({
    "deviceid", "phonenumber", "phone_number", "username", "email", "subscriberid", "simserial", "audit", "note",
    "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "background-audio", "start-geopoint",
})  # fmt: skip
LANGUAGES = {
    "english": "en", "macedonian": "mk", "македонски": "mk", "makedonski": "mk", "albanian": "sq", "shqip": "sq",
    "serbian": "sr", "srpski": "sr", "bosnian": "bs", "bosanski": "bs", "turkish": "tr", "romani": "rom",
    "arabic": "ar", "french": "fr", "german": "de", "montenegrin": "cnr",
}  # fmt: skip
MISSING_CODES = ("dk", "na", "-99", "-98", "-97", "-88", "-77")
PERSONS = (
    "members",
    "member",
    "persons",
    "person",
    "people",
    "roster",
    "hh_members",
    "household_members",
    "lica",
    "clenovi",
)


@dataclass(frozen=True, slots=True)
class Form:
    """What an XLSForm says: the codebook, the path of every question, the repeat that holds persons.

    `left_out` are questions that are never imported: notes, pictures, device numbers, exact positions; `computed`
    are calculations, whose kind only their cells tell.
    """

    codebook: Codebook
    repeats: Sequence[str] = ()
    people: str = ""
    left_out: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    list_name: str
    cells: Mapping[str, str]
    repeat: str


def read_form(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> Form:
    """The form in an XLSForm workbook. Raises SourceError without a sheet "survey" with type and name."""
    sheets = {sheet.name.strip().casefold(): sheet for sheet in read_tables(path, limits)}
    survey = sheets.get("survey")
    if survey is None or not {"type", "name"} <= {_head(name) for name in survey.header}:
        known = ", ".join(sheets) or Path(path).name
        raise stop(SourceError, "form_not_xlsform", Where(file=Path(path).name), sheets=known)
    default = _default_language(sheets.get("settings"))
    lists = _lists(sheets.get("choices"), default)
    lines = list(_lines(survey))
    people = _people(lines)
    variables = [found for line in lines if (found := _variable(line, lists, default, people))]
    languages = _languages(survey.header, default)
    left_out = frozenset(line.cells.get("name", "") for line in lines if line.kind in LEFT_OUT)
    repeats = tuple(dict.fromkeys(line.repeat for line in lines if line.repeat))
    computed = frozenset(line.cells.get("name", "") for line in lines if line.kind in ("calculate", "hidden"))
    return Form(Codebook(tuple(_once(variables)), languages), repeats, people, left_out, computed)


def _once(variables: Iterable[Variable]) -> Iterator[Variable]:
    seen: set[str] = set()
    for variable in variables:
        if variable.name not in seen:
            seen.add(variable.name)
            yield variable


def _head(name: str) -> str:
    return name.strip().casefold()


def _records(sheet: Sheet | None) -> Iterator[dict[str, str]]:
    if sheet is None:
        return
    header = [_head(name) for name in sheet.header]
    for row in sheet.rows:
        yield dict(zip(header, row, strict=True))


def _lines(survey: Sheet) -> Iterator[_Line]:
    """The questions in their order, each with the innermost repeat around it."""
    around: list[tuple[str, str]] = []
    for cells in _records(survey):
        words = cells.get("type", "").replace(" from file", "_from_file").split()
        if not words:
            continue
        kind = words[0].casefold()
        two = " ".join(words[:2]).casefold().replace(" ", "_")
        if two in ("begin_group", "begin_repeat"):
            around.append((two, cells.get("name", "")))
        elif two in ("end_group", "end_repeat"):
            around = around[:-1]
        elif kind in ("begin_group", "begin_repeat"):
            around.append((kind, cells.get("name", "")))
        elif kind in ("end_group", "end_repeat"):
            around = around[:-1]
        else:
            repeat = next((name for what, name in reversed(around) if what == "begin_repeat"), "")
            yield _Line(kind, words[1] if len(words) > 1 else "", cells, repeat)


def _people(lines: Sequence[_Line]) -> str:
    """The repeat that holds persons: by its name, else the one that asks for age or sex, else the first."""
    repeats = list(dict.fromkeys(line.repeat for line in lines if line.repeat))
    for repeat in repeats:
        if repeat.casefold() in PERSONS:
            return repeat
    for line in lines:
        if line.repeat and re.search(r"(^|_)(age|sex|gender|vozrast|pol)($|_)", line.cells.get("name", "")):
            return line.repeat
    return repeats[0] if repeats else ""


def _variable(line: _Line, lists: Mapping[str, Sequence[Choice]], default: str, people: str) -> Variable | None:
    name = line.cells.get("name", "")
    if not name or line.kind not in KINDS or (line.repeat and line.repeat != people):
        return None
    kind = KINDS[line.kind]
    choices = lists.get(line.list_name, ()) if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    if kind is Kind.CHOICE and not choices:
        kind = Kind.TEXT
    found = limit(line.cells.get("constraint", ""), whole=kind is Kind.INTEGER)
    if kind not in (Kind.INTEGER, Kind.NUMBER):
        found = Limit()
    codes = tuple(choice.code for choice in choices if choice.code in MISSING_CODES)
    label = _label(line.cells, default) or {"en": name}
    table = "person" if line.repeat else "household"
    return Variable(name, kind, label, table, choices, (*codes, *found.missing), found.low, found.high)


def _lists(sheet: Sheet | None, default: str) -> dict[str, list[Choice]]:
    out: dict[str, list[Choice]] = {}
    for cells in _records(sheet):
        name = cells.get("list_name") or cells.get("list name") or ""
        code = cells.get("name") or cells.get("value") or ""
        if name and code:
            out.setdefault(name, []).append(Choice(code, _label(cells, default) or {"en": code}))
    return out


def _label(cells: Mapping[str, str], default: str) -> Label:
    out = {}
    for head, text in cells.items():
        if text and (head == "label" or head.startswith("label:")):
            out[_language(head, default)] = text
    if out and "en" not in out:
        out["en"] = out.get(default) or next(iter(out.values()))
    return out


def _language(head: str, default: str) -> str:
    """ "label::Macedonian (mk)" as "mk"; a bare "label" is the form's default language."""
    words = head.split(":")[-1].strip() if ":" in head else ""
    code = re.search(r"\(([a-z]{2,3}(-[a-z]+)?)\)", words)
    if code:
        return code[1]
    return LANGUAGES.get(words, words if re.fullmatch(r"[a-z]{2,3}", words) else default)


def _default_language(settings: Sheet | None) -> str:
    first = next(_records(settings), {})
    words = first.get("default_language", "")
    return _language(f"label::{words.casefold()}", "en") if words else "en"


def _languages(header: Sequence[str], default: str) -> tuple[str, ...]:
    heads = [_head(name) for name in header]
    found = [_language(head, default) for head in heads if head == "label" or head.startswith("label:")]
    return tuple(dict.fromkeys(found)) or ("en",)


def nearest_question(name: str, form: Form, taken: Iterable[str]) -> str:
    """The question that an unknown column probably means: much alike, and without a column so far."""
    free = {variable.name for variable in form.codebook.variables} - set(taken)
    return closest(name, sorted(free), least=80)
