"""The skeleton of a new country's pack: everything that somebody who knows the country has to fill in."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from sofra.packs.load import countries, load
from sofra.packs.texts import PACKS
from sofra.types.catalogue import Pack
from sofra.types.errors import PackError, Where, stop

COUNTRY = re.compile(r"[a-z]{2}")


def new(name: str, source: str = "mk", *, home: Path = PACKS) -> Path:
    """The folder of a new country's pack, made from the parameters of another, with every norm empty.

    Nothing of the source's law, categories or values is taken over. All or nothing is written.
    Raises PackError for a code that is none, or that has a pack already.
    """
    if not COUNTRY.fullmatch(name):
        raise stop(PackError, "country_code", Where(file="packs"), country=name)
    if (home / name).exists() or name in countries(home):
        raise stop(PackError, "country_exists", Where(file="packs"), country=name)
    model = load(source, home=home)
    with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as making:
        folder = Path(making) / name
        folder.mkdir()
        for file, text in _files(name, model).items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        return folder.rename(home / name)


def _files(name: str, model: Pack) -> Mapping[str, str]:
    return {
        "pack.toml": _about(name),
        "services.csv": _services(name, model),
        "norms.toml": "".join(_norms(model)),
        "laws.toml": LAWS,
    }


def _languages(name: str) -> list[str]:
    return ["en", *(lang.replace("_", "-") for lang in get_official_languages(name.upper()) if lang != "en")]


def _about(name: str) -> str:
    territory = name.upper()
    currency = next(iter(get_territory_currencies(territory)), "")
    languages = _languages(name)
    words = ", ".join(f'"{lang}"' for lang in languages)
    labels = "".join(f'{lang} = "{_name(territory, lang)}"\n' for lang in languages)
    return f'currency = "{currency}"\nlanguages = [{words}]\n\n[name]\n{labels}'


def _name(territory: str, lang: str) -> str:
    return Locale.parse(lang, sep="-").territories.get(territory) or territory


def _services(name: str, model: Pack) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    languages = _languages(name)
    writer.writerow(["kind", *(f"category.{lang}" for lang in languages), "reference"])
    writer.writerows([kind, *("" for _ in languages), ""] for kind in model.services)
    return text.getvalue()


def _norms(model: Pack) -> Iterable[str]:
    yield NORMS
    for norm in model.norms:
        unit = norm.unit.replace(model.currency, "") if model.currency else norm.unit
        yield f'\n[[norm]]\nid = "{norm.id}"\nservice = "{norm.service}"\nparameter = "{norm.parameter}"\n'
        yield f'unit = "{"money" + unit if unit.startswith("/") else unit}"\nverified = false\n'


NORMS = """\
# Type each value in from the official gazette, with reference and valid_from, then set verified = true.
# Leave it out where nobody knows: an empty norm is honest, a guessed one is not.
"""
LAWS = """\
# One entry for each matter:
# [[law]]
# id = "social_plan"
# reference = "…"
# verified = false
# [law.title]
# en = "…"
# [law.says]
# en = "…"
"""
