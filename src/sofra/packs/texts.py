"""Sentences in the reader's language, with plurals, numbers and dates as that language writes them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from sofra.types.errors import Issue, PackError, Where, stop
from sofra.types.keys import Label

Gap: TypeAlias = str | int | float | date
PACKS = Path(__file__).parent
KEEPER = "keeper"
"""How the record names whoever types commands on the machine itself."""

LANGUAGES = ("en", "mk")
LOCALES = {"en": "en_GB"}
YEAR_SIGN = "г."
"""What Macedonian dates end in by Babel's patterns: inside a sentence it would give two full stops."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences of one language. A key that this language lacks is an error, never English by stealth."""

    lang: str
    sentences: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, /, **gaps: Gap) -> str:
        """The sentence of this key with its gaps filled; the gap `n` chooses the plural form.

        Numbers are written the language's way; text is put in as it is. Raises PackError for an unknown key
        or a gap without a value.
        """
        sentence = self.sentences.get(key)
        if sentence is None:
            raise stop(PackError, "text_unknown", Where(file=f"texts/{self.lang}"), key=key)
        if not isinstance(sentence, str):
            sentence = self._plural(key, sentence, gaps.get("n", 0))
        try:
            return sentence.format_map({name: self.write(value) for name, value in gaps.items()})
        except KeyError as gap:
            raise stop(PackError, "text_gap", Where(file=f"texts/{self.lang}"), key=key, gap=str(gap)) from gap

    def knows(self, key: str) -> bool:
        """True when there is a sentence under this key."""
        return key in self.sentences

    def name(self, label: Label) -> str:
        """The label in this language; in English where nobody translated it yet (names of places, forms)."""
        return label.get(self.lang) or label.get("en") or next(iter(label.values()), "")

    def person(self, name: str) -> str:
        """The name under which somebody signs in; whoever typed a command on the machine itself, in words."""
        return self.say("work.keeper") if name == KEEPER else name

    def write(self, value: Gap) -> str:
        """Text as it is; numbers and dates as this language writes them."""
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return self.date(value)
        return self.number(value, 0 if float(value).is_integer() else 1)

    def number(self, value: float, decimals: int = 0) -> str:
        """12345.678 as "12,345.7" or "12.345,7"."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def percent(self, share: float, decimals: int = 0) -> str:
        """0.384 as "38%" or "38 %"."""
        standard = self._locale.percent_formats[None].pattern
        pattern = standard.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
        return format_percent(share, format=pattern, locale=self._locale)

    def date(self, day: date | str, style: str = "long") -> str:
        """A day or an ISO text as this language writes it; the text as it is when it is no ISO date."""
        if isinstance(day, str):
            try:
                day = datetime.fromisoformat(day).date()
            except ValueError:
                return str(day)
        return str(format_date(day, format=style, locale=self._locale)).removesuffix(YEAR_SIGN).rstrip()

    def what(self, issue: Issue) -> str:
        """What is wrong, in a sentence."""
        return self.say(f"issues.{issue.code}.what", **issue.values)

    def remedy(self, issue: Issue) -> str:
        """What to do about it, in a sentence."""
        return self.say(f"issues.{issue.code}.remedy", **issue.values)

    def where(self, where: Where) -> str:
        """The spot in words: "answers.xlsx, sheet Data, row 12, column age"; empty when there is none."""
        parts = [where.file] if where.file else []
        if where.sheet:
            parts.append(self.say("where.sheet", name=where.sheet))
        if where.row is not None:
            parts.append(self.say("where.row", row=str(where.row)))
        if where.column:
            parts.append(self.say("where.column", name=where.column))
        return ", ".join(parts)

    @property
    def _locale(self) -> Locale:
        return Locale.parse(LOCALES.get(self.lang, self.lang.replace("-", "_")))

    def _plural(self, key: str, forms: Mapping[str, str], n: Gap) -> str:
        if not isinstance(n, int | float):
            raise stop(PackError, "text_gap", Where(file=f"texts/{self.lang}"), key=key, gap="n")
        other = forms["other"]
        found = forms.get(self._locale.plural_form(n)) or other
        # In Macedonian 21 takes the form of 1: a form that says "one" instead of the number is true of 1 alone.
        return found if n == 1 or ("{n}" in found) == ("{n}" in other) else other


@cache
def texts(lang: str) -> Texts:
    """The shipped sentences of a language. Raises PackError for a language that no pack has."""
    folder = PACKS / "base" / "texts" / lang
    if not folder.is_dir():
        raise stop(PackError, "language_unknown", Where(file="texts"), lang=lang, known=", ".join(LANGUAGES))
    return Texts(lang, dict(read_sentences(folder)))


def read_sentences(folder: Path) -> Iterable[tuple[str, str | Mapping[str, str]]]:
    """Every key with its sentence, or its plural forms, from all files of one language."""
    for file in sorted(folder.glob("*.toml")):
        yield from _flat(tomllib.loads(file.read_text(encoding="utf-8")), "")


PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flat(tree: Mapping[str, object], path: str) -> Iterable[tuple[str, str | Mapping[str, str]]]:
    for name, value in tree.items():
        key = f"{path}{name}"
        if isinstance(value, str) or (isinstance(value, dict) and "other" in value and set(value) <= PLURAL_FORMS):
            yield key, value
        elif isinstance(value, dict):
            yield from _flat(value, f"{key}.")
