"""People on no list, in words and tables: the same for the page and for the report."""

from collections.abc import Sequence

from sofra.gaps.words import group_name
from sofra.packs.texts import Texts
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.errors import Severity
from sofra.types.hidden import HiddenNote, ListNote, OnNoList, Overlap, Span

LETTERS = "ABCDEFGHIJ"
MODELS = 5


def section(view: View) -> Section | None:
    """A section with a part for each group whose lists were linked; None when no lists were."""
    found: HiddenNote | None = view.material.hidden
    if found is None or not found.groups:
        return None
    parts = tuple(Section(view.group(one.group), tuple(_blocks(one, view))) for one in found.groups)
    return Section(view.say("unlisted.title"), (Paragraph(view.say("unlisted.intro")),), parts)


def sentences(one: OnNoList, texts: Texts) -> list[str]:
    """The estimate in a few sentences, the most important first; without an estimate, that there is none."""
    if one.unlisted is None or one.total is None:
        return [texts.say("hidden.none")]
    told = [
        texts.say("hidden.unlisted", **_ends(one.unlisted, texts)),
        texts.say("hidden.total", seen=people(one.seen, texts), **_ends(one.total, texts)),
    ]
    if one.range:
        told.append(texts.say("hidden.range", low=one.range.low, high=people(one.range.high, texts)))
    if one.simple:
        key = "hidden.simple_two" if one.method == "chapman" else "hidden.simple_more"
        told.append(texts.say(key, **_ends(one.simple, texts)))
    if one.least:
        told.append(texts.say("hidden.least", **_ends(one.least, texts)))
    return told


def how(one: OnNoList, texts: Texts) -> list[str]:
    """How people were recognised and how the number was made."""
    told = [texts.say(f"hidden.linked.{one.linked_by}")]
    return [*told, texts.say(f"hidden.method.{one.method}")] if one.method else told


def people(number: int | None, texts: Texts, withheld: str = "hidden.open_end") -> str:
    """A number of people in words; what stands for none is a key of the texts."""
    return texts.say(withheld) if number is None else texts.number(number)


def on(overlap: Overlap, lists: Sequence[ListNote]) -> str:
    """The lists of an overlap: "Red Cross + Centre"."""
    return " + ".join(lists[place].name for place in overlap.lists if place < len(lists))


def model_rows(one: OnNoList, texts: Texts) -> list[tuple[str, str, str, str]]:
    """Each model: terms, how far behind, weight, total with its interval."""
    rows = []
    for line in one.models:
        ends = _ends(line.total, texts)
        total = f"{ends['people']} ({texts.say('hidden.between', low=ends['low'], high=ends['high'])})"
        rows.append((line.terms, texts.number(line.behind, 1), texts.percent(line.weight), total))
    return rows


def letters(one: OnNoList, texts: Texts) -> str:
    """Which letter of the models is which list."""
    pairs = zip(LETTERS, one.lists, strict=False)
    return "; ".join(texts.say("hidden.letter", letter=letter, name=note.name) for letter, note in pairs)


def _ends(span: Span, texts: Texts) -> dict[str, str]:
    return {name: people(getattr(span, name), texts) for name in ("people", "low", "high")}


def _blocks(one: OnNoList, view: View) -> list[Block]:
    texts = view.texts
    first, *others = sentences(one, texts)
    blocks: list[Block] = [Paragraph(first, "lead"), *(Paragraph(sentence) for sentence in others)]
    warned = [
        view.say("unlisted.warning", what=texts.what(issue), remedy=texts.remedy(issue))
        for issue in sorted(one.issues, key=lambda issue: issue.severity is not Severity.FILE)
    ]
    blocks += [Bullets(tuple(warned))] if warned else []
    blocks += [note(view.say("unlisted.compared", lists="; ".join(_list(each, view) for each in one.lists)))]
    rows = [(on(each, one.lists), people(each.people, texts, "hidden.few")) for each in one.overlaps]
    group = group_name(one.group, view.pack, texts)
    blocks.append(table(view, "unlisted", rows, "lr", group=group))
    if one.models:
        models = model_rows(one, texts)[:MODELS]
        blocks.append(table(view, "unlisted_models", models, "lrrr", group=group, lists=letters(one, texts)))
    return [*blocks, *(note(sentence) for sentence in how(one, texts))]


def _list(each: ListNote, view: View) -> str:
    day = view.texts.date(each.taken_on) if each.taken_on else view.say("unlisted.undated")
    return view.say("unlisted.list", name=each.name, people=people(each.rows, view.texts, "hidden.few"), day=day)
