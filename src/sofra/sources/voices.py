"""Notes of focus groups and interviews: a small header, then statements as bullets, by category of speaker only."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from sofra.sources.cells import Bad, day
from sofra.sources.encoding import decode
from sofra.sources.files import DEFAULT_LIMITS, Content, Limits, take
from sofra.sources.names import fold
from sofra.types.answers import Held, Origin
from sofra.types.errors import Issue, MissingExtra, Severity, SourceError, Where, stop
from sofra.types.evidence import Reading, Voice
from sofra.types.keys import GroupId, PlaceId

FIELDS = {
    "session": ("session", "сесија", "средба", "title", "наслов"),
    "kind": ("kind", "type", "вид"),
    "group": ("group", "група", "целна група"),
    "place": ("place", "settlement", "место", "населено место"),
    "date": ("date", "held on", "датум"),
    "lang": ("lang", "language", "јазик"),
}
KINDS = {
    "focus group": ("focus group", "focus_group", "фокус група", "фокус-група"),
    "interview": ("interview", "expert interview", "интервју"),
}
HEADER = re.compile(r"[#*>\s]*([^:\[\]]{2,30}?)\**\s*:\**\s*(.+)")
BULLET = re.compile(r"\s*[-*•–]\s+(?:\[([^\]]+)\]\s*)?(.+)")
TRANSLATION = re.compile(r"\s+(?:[-*•–]\s+)?([a-z]{2})\s*:\s*(.+)")


def read_notes(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Reading[Voice]:
    """The statements of a note in .md, .txt or .docx.

    The header names session, kind, group, place, date and lang, each on its line; a statement is a bullet that begins
    with its [theme]; an indented line "en: …" below it is its translation. Bullets without a theme, or in a note
    without a session or group, are held. Raises SourceError when there is no statement.
    """
    content = take(path, limits)
    lines, encoding = _lines(content)
    header = dict(_header(lines))
    where = Where(file=content.name)
    voices = [voice for voice in _voices(lines, header) if voice]
    if not voices:
        raise stop(SourceError, "notes_without_statement", where, file=content.name)
    problems = list(_header_issues(header, where))
    if problems:
        raise SourceError(*problems)
    held = [
        Held("voice", {"line": number}, (Issue("notes_without_theme", replace(where, row=number), {}, Severity.ROW),))
        for number, voice in voices
        if not voice.theme
    ]
    issues = [*content.issues, *(issue for one in held for issue in one.issues)]
    good = tuple(voice for _, voice in voices if voice.theme)
    return Reading(good, Origin(content.name, content.sha256, content.format, encoding), tuple(issues), tuple(held))


def _lines(content: Content) -> tuple[Sequence[str], str]:
    if content.format == "docx":
        return _word_lines(content), ""
    if content.format not in ("csv", "json"):
        raise stop(SourceError, "notes_not_text", Where(file=content.name), file=content.name)
    text, encoding = decode(content.data)
    return text.splitlines(), encoding


def _word_lines(content: Content) -> list[str]:
    try:
        import docx
    except ImportError as absent:
        raise stop(MissingExtra, "notes_extra_missing", Where(file=content.name), file=content.name) from absent
    lines = []
    for paragraph in docx.Document(io.BytesIO(content.data)).paragraphs:
        bullet = "list" in (paragraph.style.name or "").casefold() if paragraph.style is not None else False
        marked = BULLET.fullmatch(paragraph.text) or TRANSLATION.fullmatch(paragraph.text)
        lines.append(f"- {paragraph.text}" if bullet and not marked else paragraph.text)
    return lines


def _header(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if BULLET.fullmatch(line):
            return
        found = HEADER.fullmatch(line.strip())
        if found:
            name = fold(found[1])
            field = next((key for key, names in FIELDS.items() if name in map(fold, names)), "")
            if field:
                yield field, found[2].strip()


def _header_issues(header: Mapping[str, str], where: Where) -> Iterator[Issue]:
    for field in ("session", "group"):
        if not header.get(field):
            yield Issue("notes_header_absent", where, {"field": field}, Severity.FILE)
    if header.get("date") and isinstance(day(header["date"]), Bad):
        values = {"value": header["date"], "expected": "", "column": "date"}
        yield Issue("cell_not_date", where, values, Severity.FILE)


def _voices(lines: Sequence[str], header: Mapping[str, str]) -> list[tuple[int, Voice]]:
    lang = header.get("lang", "")[:2].casefold()
    out: list[tuple[int, Voice]] = []
    for number, line in enumerate(lines, start=1):
        translation = TRANSLATION.fullmatch(line) if out else None
        if translation:
            text = {**out[-1][1].text, translation[1]: translation[2].strip()}
            out[-1] = (out[-1][0], replace(out[-1][1], text=MappingProxyType(text)))
        elif bullet := BULLET.fullmatch(line):
            out.append((number, _voice(header, lang, bullet[1] or "", bullet[2].strip())))
    return out


def _voice(header: Mapping[str, str], lang: str, theme: str, words: str) -> Voice:
    own = lang or ("mk" if any("Ѐ" <= letter <= "ӿ" for letter in words) else "en")
    kind = fold(header.get("kind", ""))
    held_on = day(header.get("date", ""))
    return Voice(
        session=header.get("session", ""),
        kind=next((code for code, names in KINDS.items() if kind in map(fold, names)), header.get("kind", "")),
        group=GroupId(header.get("group", "")),
        place=PlaceId(header["place"]) if header.get("place") else None,
        theme=theme.strip().casefold(),
        text=MappingProxyType({"en": words, own: words}),
        held_on="" if isinstance(held_on, Bad) else str(held_on),
    )
