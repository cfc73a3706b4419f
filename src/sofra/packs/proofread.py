"""Are the sentences of all languages the same sentences: same keys, same gaps, the plural forms that each needs?"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import TypeAlias

from babel import Locale

from sofra.packs.texts import LOCALES, PACKS, read_sentences
from sofra.types.errors import Issue, Severity, Where

Sentence: TypeAlias = str | Mapping[str, str]
LEADING = "en"
"""The language that the others are held against."""


def proofread(home: Path = PACKS) -> list[Issue]:
    """Every key that a language lacks or has too many of, every gap and plural form that differs from English."""
    issues: list[Issue] = []
    folders = sorted(folder for folder in (home / "base" / "texts").iterdir() if folder.is_dir())
    read = {folder.name: _read(folder, issues) for folder in folders}
    leading = read.pop(LEADING, {})
    issues.extend(_broken(LEADING, leading))
    for lang, sentences in read.items():
        issues.extend(_broken(lang, sentences))
        issues.extend(_issue("text_missing", lang, key) for key in sorted(leading.keys() - sentences.keys()))
        issues.extend(_issue("text_extra", lang, key) for key in sorted(sentences.keys() - leading.keys()))
        for key in sorted(sentences.keys() & leading.keys()):
            issues.extend(_unlike(key, lang, leading[key], sentences[key]))
    return issues


def gaps(sentence: Sentence) -> frozenset[str]:
    """The names of the gaps; of a plural sentence those of its form "other". Raises ValueError for a broken brace."""
    text = sentence if isinstance(sentence, str) else sentence["other"]
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _read(folder: Path, issues: list[Issue]) -> dict[str, Sentence]:
    try:
        pairs = list(read_sentences(folder))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        reason = str(trouble)
        issues.append(Issue("text_file", Where(f"texts/{folder.name}"), MappingProxyType({"reason": reason})))
        return {}
    counted = Counter(key for key, _ in pairs)
    issues.extend(_issue("text_twice", folder.name, key) for key, times in counted.items() if times > 1)
    return dict(pairs)


def _broken(lang: str, sentences: Mapping[str, Sentence]) -> Iterable[Issue]:
    locale = Locale.parse(LOCALES.get(lang, lang.replace("-", "_")))
    needed = set(locale.plural_form.tags) | {"other"}
    for key, sentence in sentences.items():
        if not isinstance(sentence, str) and needed - set(sentence):
            yield _issue("text_plural", lang, key, forms=", ".join(sorted(needed)))
        for text in [sentence] if isinstance(sentence, str) else sentence.values():
            if not _sound(text):
                yield _issue("text_braces", lang, key)


def _sound(text: str) -> bool:
    try:
        return all(name.isidentifier() for name in gaps(text))
    except ValueError:
        return False


def _unlike(key: str, lang: str, leading: Sentence, sentence: Sentence) -> Iterable[Issue]:
    if isinstance(leading, str) != isinstance(sentence, str):
        yield _issue("text_plural", lang, key, forms="one, other")
        return
    if not (_sound(_other(leading)) and _sound(_other(sentence))):
        return
    if gaps(leading) != gaps(sentence):
        yield _issue("text_gaps", lang, key, here=_listed(sentence), there=_listed(leading))


def _other(sentence: Sentence) -> str:
    return sentence if isinstance(sentence, str) else sentence["other"]


def _listed(sentence: Sentence) -> str:
    return ", ".join(sorted(gaps(sentence)))


def _issue(code: str, lang: str, key: str, **values: str) -> Issue:
    return Issue(code, Where(f"texts/{lang}"), MappingProxyType({"lang": lang, "key": key, **values}), Severity.NOTE)
