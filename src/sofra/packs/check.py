"""Is a pack right: do its examples come out, do its ids exist, is it translated, are its norms dated?"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from math import isclose
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from sofra.packs.codes import misfits
from sofra.packs.condition import ALWAYS, Expression, columns, parse, parse_value
from sofra.packs.condition import Condition as ParsedCondition
from sofra.packs.load import Laid, lay
from sofra.packs.proofread import proofread
from sofra.packs.scale_faults import scale_faults
from sofra.packs.schema import SHEETS
from sofra.packs.texts import PACKS
from sofra.packs.truth import WEIGHT, reckon, rows_of
from sofra.types.answers import Row
from sofra.types.catalogue import Indicator
from sofra.types.errors import Issue, Named, PackError, Severity, Where

Reckon: TypeAlias = Callable[[Indicator, Sequence[Row]], float | None]
Formula: TypeAlias = ParsedCondition | Expression


def check(
    country: str,
    office: Path | None = None,
    *,
    home: Path = PACKS,
    by: Reckon = reckon,
    on: date | None = None,
) -> list[Issue]:
    """Everything that is wrong with a country's pack, all at once; empty when it is right.

    `by` computes the examples (the specification in `truth`, or an engine); `on` is the day on which norms must hold,
    today when left out. Raises PackError only when there is no pack of this country.
    """
    laid = lay(country, office, home=home)
    day = (on or datetime.now(tz=UTC).date()).isoformat()
    issues = list(laid.issues)
    for indicator in _written(laid):
        issues.extend(_indicator(indicator, laid, by))
    for group in laid.pack.groups.values():
        where = _where(laid, "groups", group.id, "condition")
        issues.extend(_formula(group.condition, where, laid, parse)[1])
    for pair in laid.pack.comparisons:
        for name, condition in (("one", pair.one), ("other", pair.other)):
            where = _where(laid, "comparisons", pair.id, name)
            issues.extend(_formula(condition, where, laid, parse)[1])
    for circumstance in laid.pack.circumstances.values():
        where = _where(laid, "circumstances", circumstance.id, "condition")
        for category in circumstance.categories:
            issues.extend(_formula(category.condition, where, laid, parse)[1])
    issues.extend(_dead_ids(laid))
    issues.extend(_norms(laid, day))
    issues.extend(scale_faults(laid))
    issues.extend(_untranslated(laid))
    issues.extend(_speechless(laid, home))
    issues.extend(proofread(home))
    return issues


def _written(laid: Laid) -> Iterable[Indicator]:
    """The indicators that a file defines; those of the index follow from its own sheets."""
    return (one for key, one in laid.pack.indicators.items() if key in laid.entries["indicators"])


def _where(laid: Laid, sheet: str, key: str, column: str = "") -> Where:
    spot = laid.entries[sheet][key].where
    return Where(spot.file, spot.sheet, spot.row, column)


def _issue(code: str, where: Where, **values: str | int | float) -> Issue:
    return Issue(code, where, MappingProxyType(values))


def _indicator(indicator: Indicator, laid: Laid, by: Reckon) -> Iterable[Issue]:
    spot = laid.entries["indicators"][indicator.id].where
    asked = "value" if indicator.kind == "mean" else "where"
    if not getattr(indicator, asked):
        yield _issue("pack_formula_missing", Where(spot.file, column=asked), name=asked, kind=indicator.kind)
        return
    wanted: set[str] = set()
    broken = False
    for name in ("base", "where", "value"):
        read = parse_value if name == "value" and indicator.value else parse
        formula, issues = _formula(getattr(indicator, name), Where(spot.file, column=name), laid, read)
        wanted |= columns(formula)
        broken = broken or bool(issues)
        yield from issues
    if wanted != set(indicator.uses):
        needed = ", ".join(sorted(wanted))
        yield _issue("pack_uses", Where(spot.file, column="uses"), said=", ".join(indicator.uses), needed=needed)
    if not broken:
        yield from _examples(indicator, spot, laid, by)


def _formula(
    text: str, where: Where, laid: Laid, read: Callable[[str, Where], Formula]
) -> tuple[Formula, Sequence[Issue]]:
    """The formula that this text says, and what is wrong with it against the variables."""
    try:
        formula = read(text, where)
    except PackError as trouble:
        return ALWAYS, trouble.issues
    variables = laid.pack.variables
    unknown = sorted(columns(formula) - variables.keys())
    dead = [_dead("variable", name, variables, where) for name in unknown]
    return formula, [*dead, *misfits(formula, variables, where)]


def _examples(indicator: Indicator, spot: Where, laid: Laid, by: Reckon) -> Iterable[Issue]:
    for number, example in enumerate(indicator.examples, start=1):
        where = Where(spot.file, f"example {number}")
        try:
            rows = rows_of(example, laid.pack.variables)
        except ValueError:
            yield _issue("pack_example_rows", where)
            continue
        header = set(rows[0]) if rows else set()
        absent = sorted(set(indicator.uses) - header) + sorted(header - set(indicator.uses) - {WEIGHT})
        for name in absent:
            yield _issue("pack_example_column", where, name=name, uses=", ".join(indicator.uses))
        found = None if absent else by(indicator, rows)
        if not absent and not _same(found, example.value):
            yield _issue("pack_example", where, expected=_figure(example.value), found=_figure(found))


def _same(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.10g}"


def _dead_ids(laid: Laid) -> Iterable[Issue]:
    pack = laid.pack
    units = laid.entries["units"]
    lists = {str(entry.fields.get("list")) for entry in laid.entries["choices"].values()}
    for one in _written(laid):
        answered = [one.answered_by] if one.answered_by else []
        yield from _dead_among("service", answered, pack.services, _where(laid, "indicators", one.id, "answered_by"))
        yield from _dead_among("sdg", one.sdg, pack.sdg, _where(laid, "indicators", one.id, "sdg"))
        yield from _dead_among("unit", [one.unit], units, _where(laid, "indicators", one.id, "unit"))
    for service in pack.services.values():
        yield from _dead_among("sdg", service.sdg, pack.sdg, _where(laid, "services", service.kind, "sdg"))
        yield from _dead_among("unit", [service.unit], units, _where(laid, "services", service.kind, "unit"))
    for asset in pack.assets.values():
        ways = [asset.service] if asset.service else []
        yield from _dead_among("detail", asset.details, pack.details, _where(laid, "assets", asset.id, "details"))
        yield from _dead_among("service", ways, pack.services, _where(laid, "assets", asset.id, "service"))
    for norm in pack.norms:
        yield from _dead_among("service", [norm.service], pack.services, _where(laid, "norms", norm.id, "service"))
    for name, entry in laid.entries["searches"].items():
        asked, spot = [entry.fields["indicator"]], _where(laid, "searches", name, "indicator")
        yield from _dead_among("indicator", asked, pack.indicators, spot)
        named, spot = entry.fields["circumstances"], _where(laid, "searches", name, "circumstances")
        yield from _dead_among("circumstance", named, pack.circumstances, spot)
    for name, entry in laid.entries["questions"].items():
        wanted = [entry.fields["list"]] if entry.fields.get("list") else []
        yield from _dead_among("list", wanted, lists, _where(laid, "questions", name, "list"))


def _dead_among(kind: str, names: Iterable[str], known: Collection[str], where: Where) -> Iterable[Issue]:
    return (_dead(kind, name, known, where) for name in names if name not in known)


def _dead(kind: str, name: str, known: Iterable[str], where: Where) -> Issue:
    near = get_close_matches(name, list(known), n=1, cutoff=0.0)
    return _issue(f"pack_dead_{kind}", where, name=name, near=near[0] if near else "–")


def _norms(laid: Laid, day: str) -> Iterable[Issue]:
    for norm in laid.pack.norms:
        if norm.value is not None and not norm.reference:
            yield _issue("norm_no_reference", _where(laid, "norms", norm.id, "reference"), norm=norm.id)
        if norm.verified and not (norm.value is not None and norm.valid_from):
            yield _issue("norm_undated", _where(laid, "norms", norm.id, "valid_from"), norm=norm.id)
        if norm.valid_to and norm.valid_to < day:
            where = _where(laid, "norms", norm.id, "valid_to")
            yield _issue("norm_expired", where, norm=norm.id, day=norm.valid_to)


def _untranslated(laid: Laid) -> Iterable[Issue]:
    """One note a language that is not whole: how many labels of a hundred it has, and the first that it lacks."""
    labels = list(_labels(laid))
    for lang in laid.pack.languages:
        lacking = [where for where, label in labels if not label.get(lang)]
        if lacking:
            percent = int(100 * (len(labels) - len(lacking)) / len(labels))
            values: Named = {"lang": lang, "percent": percent, "n": len(lacking)}
            yield Issue("pack_untranslated", lacking[0], MappingProxyType(values), Severity.NOTE)


def _labels(laid: Laid) -> Iterable[tuple[Where, Mapping[str, str]]]:
    for sheet, rows in laid.entries.items():
        named = [name for name, field in SHEETS[sheet].fields.items() if field.kind == "label"]
        for key, entry in rows.items():
            for name in named:
                if name in entry.fields:
                    yield _where(laid, sheet, key, name), entry.fields[name]


def _speechless(laid: Laid, home: Path) -> Iterable[Issue]:
    known = sorted(folder.name for folder in (home / "base" / "texts").iterdir() if folder.is_dir())
    for lang in laid.pack.languages:
        if lang not in known:
            values = MappingProxyType({"lang": lang, "known": ", ".join(known)})
            yield Issue("language_unknown", Where("texts"), values, Severity.NOTE)
