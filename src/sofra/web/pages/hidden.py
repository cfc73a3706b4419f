"""The page of people on no list: the estimate in words, overlaps as bars, warnings, uncertain pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sofra.gaps.words import group_name
from sofra.packs.texts import Texts
from sofra.report.unlisted import how, letters, model_rows, on, people, sentences
from sofra.store.notes import KeptList, OnNoListNote, UncertainPair
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.errors import Issue, Severity
from sofra.types.hidden import OnNoList
from sofra.types.keys import EVERYONE

FIELDS = ("surname", "given", "born", "sex", "settlement", "number", "code")


@dataclass(frozen=True, slots=True)
class Bar:
    """People on exactly these lists: a dot for each list (True when on it), the number in words, the bar's width."""

    name: str
    dots: Sequence[bool]
    words: str
    width: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One group's estimate as the page shows it."""

    note: OnNoListNote
    first: str
    sentences: Sequence[str]
    how: Sequence[str]
    stops: Sequence[Issue]
    doubts: Sequence[Issue]
    bars: Sequence[Bar]
    models: Sequence[Sequence[str]]
    letters: str


@dataclass(frozen=True, slots=True)
class Question:
    """An uncertain pair: the two rows, how each field agrees in a key of the texts, how likely in per cent."""

    pair: UncertainPair
    agree: Sequence[tuple[str, str]]


def shown(note: OnNoListNote, texts: Texts) -> Shown:
    """The estimate in words."""
    one = note.estimate
    first, *others = sentences(one, texts)
    stops = [issue for issue in one.issues if issue.severity is Severity.FILE]
    doubts = [issue for issue in one.issues if issue.severity is not Severity.FILE]
    return Shown(
        note, first, others, how(one, texts), stops, doubts, bars(one, texts), model_rows(one, texts),
        letters(one, texts),
    )  # fmt: skip


def bars(one: OnNoList, texts: Texts) -> list[Bar]:
    """Overlaps, the largest first; a withheld one has no length."""
    top = max([overlap.people or 0 for overlap in one.overlaps], default=0) or 1
    found = [
        Bar(
            on(overlap, one.lists),
            tuple(place in overlap.lists for place in range(len(one.lists))),
            people(overlap.people, texts, "hidden.few"),
            f"{100 * (overlap.people or 0) / top:.1f}%",
            overlap.people is None,
        )
        for overlap in one.overlaps
    ]
    order = sorted(zip(one.overlaps, found, strict=True), key=lambda both: -(both[0].people or 1))
    return [bar for _, bar in order]


def questions(pairs: Sequence[UncertainPair]) -> list[Question]:
    """The uncertain pairs with the fields in their order."""
    return [Question(pair, [(name, pair.agree[name]) for name in FIELDS if name in pair.agree]) for pair in pairs]


def chosen(wish: str, pack: Pack, lists: Sequence[KeptList], notes: Sequence[OnNoListNote]) -> str:
    """The group of the page: the wished one, else the first with an estimate or with lists, else the first at all."""
    if wish in pack.groups and wish != EVERYONE:
        return wish
    known = [*(note.estimate.group for note in notes), *(one.group for one in lists)]
    return next(iter(known), next(group for group in pack.groups if group != EVERYONE))


def sheets(notes: Sequence[OnNoListNote], pack: Pack, texts: Texts) -> list[Table]:
    """Overlaps and models of every group as tables of a workbook."""
    tables = []
    for note in notes:
        one, group = note.estimate, group_name(note.estimate.group, pack, texts)
        rows = [(on(each, one.lists), people(each.people, texts, "hidden.few")) for each in one.overlaps]
        said = " ".join([*sentences(one, texts), *(texts.what(issue) for issue in one.issues)])
        tables.append(_table("unlisted", rows, texts, said=said, group=group))
        if one.models:
            named = {"group": group, "lists": letters(one, texts)}
            tables.append(_table("unlisted_models", model_rows(one, texts), texts, **named))
    return tables


def _table(key: str, rows: Sequence[Sequence[str]], texts: Texts, said: str = "", **gaps: str) -> Table:
    width = len(rows[0]) if rows else 2
    header = tuple(texts.say(f"report.table.{key}.c{number}") for number in range(1, width + 1))
    return Table(texts.say(f"report.table.{key}.caption", **gaps), header, tuple(map(tuple, rows)), "l" * width, said)
