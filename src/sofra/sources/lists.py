"""A list of people as a register or an association keeps it, made into pseudonyms while it is read, in memory only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sofra.sources.cells import Bad, day
from sofra.sources.columns import ColumnMap, Record, Wanted, pick, propose_columns
from sofra.sources.files import DEFAULT_LIMITS, Limits, taken
from sofra.sources.names import fold
from sofra.sources.pseudonyms import OLDEST, Known, band, from_number, looks_like_numbers, marks, near, personal_number
from sofra.sources.tables import Sheet, first_sheet
from sofra.types.errors import Issue, Severity, SourceError, Where, stop
from sofra.types.hidden import Trace

WANTED = (
    Wanted("given", ("given_name", "first_name", "name_first", "име", "ime", "emri", "ime osobe")),
    Wanted("surname", ("last_name", "family_name", "презиме", "prezime", "mbiemri")),
    Wanted("name", ("full_name", "person", "име и презиме", "презиме и име", "ime i prezime", "prezime i ime",
                    "emri dhe mbiemri", "emri mbiemri")),
    Wanted("born", ("birth_date", "date_of_birth", "dob", "датум на раѓање", "роден", "datum rodjenja",
                    "datum na raganje", "datum na rođenje",
                    "datum rođenja", "datelindja", "data e lindjes")),
    Wanted("year", ("birth_year", "year_of_birth", "година на раѓање", "godina rodjenja", "godina rođenja",
                    "viti i lindjes")),
    Wanted("sex", ("gender", "пол", "pol", "spol", "gjinia")),
    Wanted("settlement", ("place", "village", "населено место", "место", "naselje", "mesto", "vendbanimi")),
    Wanted("number", ("personal_number", "embg", "jmbg", "ембг", "матичен број", "jmb", "numri personal", "amza")),
    Wanted("code", ("pseudonym", "person_code", "шифра", "код", "šifra", "sifra", "kodi")),
)  # fmt: skip
SEXES = {
    "f": ("f", "female", "woman", "z", "zh", "zhensko", "zhenski", "zensko", "zenski", "zena", "zhena", "femer",
          "femra", "grua", "2"),
    "m": ("m", "male", "man", "mashko", "mashki", "masko", "muski", "mushki", "mashkull", "burre", "maz", "mazh", "1"),
}  # fmt: skip
READABLE = ("given", "surname", "name", "born", "number")
ROWS_TOLD = 8
LEAST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class People:
    """What a list gives: traces of its people, which fields they have, columns that were not read, every issue."""

    traces: Sequence[Trace]
    fields: Sequence[str]
    unread: Sequence[str]
    issues: Sequence[Issue]
    sha256: str


@dataclass(frozen=True, slots=True)
class _Faults:
    """Numbers of the rows with each fault; never what stands in them."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, code: str, row: int) -> None:
        self.rows.setdefault(code, []).append(row)

    def issues(self, where: Where) -> Iterator[Issue]:
        for code, rows in self.rows.items():
            told = ", ".join(map(str, rows[:ROWS_TOLD])) + (" …" if len(rows) > ROWS_TOLD else "")
            yield Issue(code, where, {"n": len(rows), "rows": told}, Severity.NOTE)


def read_people(  # noqa: PLR0913 - a list, its key, its day and what may be read of it
    name: str,
    data: bytes,
    *,
    secret: bytes,
    today: date,
    columns: ColumnMap | None = None,
    codes_only: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> People:
    """The people of a list as pseudonyms; the file itself is forgotten with this call.

    A row needs a code, a personal number, or a name with a birth date or year; others are left out and told by their
    row numbers. `codes_only` (for groups whom nobody may list by name) refuses readable fields. No issue and no error
    holds what a cell says. Raises SourceError when nothing in the file can be used.
    """
    content = taken(name, data, limits)
    sheet = first_sheet(content)
    where = Where(file=name, sheet=sheet.name)
    mapped = _columns(sheet, columns)
    _check(sheet, mapped, where, codes_only=codes_only)
    faults, traces = _Faults(), []
    for record in pick(sheet, WANTED, mapped):
        known = _known(record, today, faults)
        if not _usable(known):
            faults.add("list_rows_unusable", record.where.row or 0)
            continue
        found = _named(known)
        traces.append(
            Trace(record.where.row or 0, marks(found, secret), near(found, secret), band(found.born, found.year, today))
        )
    _enough(traces, where)
    fields = tuple(dict.fromkeys(mapped.columns))
    unread = tuple(head for head in sheet.header if head and head not in mapped.columns.values())
    issues = (*sheet.issues, *_notes(sheet, where), *faults.issues(where))
    return People(tuple(traces), fields, unread, issues, content.sha256)


def _columns(sheet: Sheet, given: ColumnMap | None) -> ColumnMap:
    """Which column is which field; a column full of 13 digits is the personal number, whatever it is called."""
    mapped = {**propose_columns(sheet, WANTED).columns, **(given.columns if given else {})}
    mapped = {name: head for name, head in mapped.items() if head and name in {one.name for one in WANTED}}
    for head in _numbers(sheet):
        mapped = {name: other for name, other in mapped.items() if other != head or name == "number"}
        mapped.setdefault("number", head)
    return ColumnMap(mapped)


def _numbers(sheet: Sheet) -> list[str]:
    return [
        head
        for place, head in enumerate(sheet.header)
        if head and looks_like_numbers([row[place] for row in sheet.rows])
    ]


def _check(sheet: Sheet, mapped: ColumnMap, where: Where, *, codes_only: bool) -> None:
    there = set(mapped.columns)
    named = there & {"name", "given", "surname"} and there & {"born", "year"}
    if not (there & {"code", "number"} or named):
        found = ", ".join(head for head in sheet.header if head and head not in _numbers(sheet))
        raise stop(SourceError, "list_no_fields", where, found=found[:300])
    if codes_only and there & set(READABLE):
        heads = ", ".join(mapped.columns[one] for one in READABLE if one in there)
        raise stop(SourceError, "list_special_names", where, columns=heads)


def _enough(traces: Sequence[Trace], where: Where) -> None:
    if not traces:
        raise stop(SourceError, "list_all_unusable", where)
    if len(traces) == 1:
        raise stop(SourceError, "list_one_person", where)


def _notes(sheet: Sheet, where: Where) -> Iterator[Issue]:
    for head in _numbers(sheet):
        at = replace(where, column=head)
        yield Issue("list_number_column", at, {"column": head}, Severity.NOTE)


def _known(record: Record, today: date, faults: _Faults) -> Known:
    row = record.where.row or 0
    number = _number(record.get("number"), row, faults)
    told_born, told_sex = from_number(personal_number(number))
    born = _born(record.get("born"), row, today, faults=faults) or told_born
    return Known(
        given=record.get("given"),
        surname=record.get("surname") or ("" if record.get("given") else record.get("name")),
        born=born,
        year=born.year if born else _year(record.get("year"), row, today, faults=faults),
        sex=_sex(record.get("sex")) or told_sex,
        settlement=record.get("settlement"),
        number=number,
        code=record.get("code"),
    )


def _number(text: str, row: int, faults: _Faults) -> str:
    """The personal number; another country's number as it is, without signs between; "" when it cannot be one."""
    if not text:
        return ""
    own = personal_number(text)
    plain = fold(text).replace(" ", "")
    if own or (plain.isdigit() and len(plain) in (12, 13)) or len(plain) < LEAST_NUMBER:
        if not own:
            faults.add("list_number_wrong", row)
        return own
    return plain


def _born(text: str, row: int, today: date, *, faults: _Faults) -> date | None:
    if not text or (len(text) == 4 and text.isdigit()):
        return None
    found = day(text)
    if isinstance(found, Bad):
        faults.add("list_born_wrong", row)
        return None
    born = date.fromisoformat(str(found))
    if born > today:
        faults.add("list_born_future", row)
        return None
    if born.year < today.year - OLDEST:
        faults.add("list_born_wrong", row)
        return None
    return born


def _year(text: str, row: int, today: date, *, faults: _Faults) -> int | None:
    if not text:
        return None
    year = int(text) if text.isdigit() and len(text) == 4 else 0
    if year > today.year:
        faults.add("list_born_future", row)
        return None
    if year < today.year - OLDEST:
        faults.add("list_born_wrong", row)
        return None
    return year


def _sex(text: str) -> str:
    folded = fold(text)
    return next((sex for sex, spellings in SEXES.items() if folded in spellings), "")


def _named(known: Known) -> Known:
    """A name in one column cut in two: its first word is the given name, unless the columns say."""
    if known.given or " " not in known.surname.strip():
        return known
    given, _, surname = known.surname.strip().partition(" ")
    return replace(known, given=given, surname=surname.strip())


def _usable(known: Known) -> bool:
    named = known.given or known.surname
    return bool(known.code or known.number or (named and (known.born or known.year)))
