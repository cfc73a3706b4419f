"""Accessibility as pages show it: what exists beside what is usable, sites with their scores, an audit part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.packs.texts import Texts
from sofra.resources.audit import asked, newest, parts, score
from sofra.resources.usable import Usable, total, usable_by_kind
from sofra.types.auditing import Audit, AuditItem, Photo, Score
from sofra.types.catalogue import Pack
from sofra.types.document import Table
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.supply import Inventory, Site
from sofra.web.pages.records import called


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the list of sites: `verdict` "yes", "no" or "unknown" is that of its newest audit.

    Without an audit it is what the list says of steps, which is less than whether a wheelchair can be used.
    """

    site: Site
    where: Place | None
    verdict: str
    audit: Audit | None
    score: Score | None
    asked: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an audit with its answer, note and photos."""

    item: AuditItem
    answer: str
    note: str
    photos: Sequence[Photo]


@dataclass(frozen=True, slots=True)
class Part:
    """One group of questions: its number among all, how many of them are answered."""

    id: str
    number: int
    questions: Sequence[Asked]
    answered: int


def verdict_of(step_free: bool | None) -> str:
    """What is known of steps as the packs' word for it."""
    return {True: "yes", False: "no", None: "unknown"}[step_free]


def exists_and_usable(inventory: Inventory, pack: Pack) -> tuple[Sequence[Usable], Usable]:
    """What exists and what is usable by kind of service, and the sum."""
    counted = usable_by_kind(inventory, pack.services)
    return counted, total(counted)


def sites(inventory: Inventory, places: Sequence[Place], audits: Sequence[Audit], pack: Pack) -> list[Audited]:
    """The sites by score, the least accessible first; then those with a verdict alone, then those nobody looked at."""
    byid, last = {place.id: place for place in places}, newest(audit for audit in audits if audit.kind == "building")
    lines = []
    for site in inventory.sites:
        audit = last.get(("site", site.id))
        items = asked(pack.audit, audit.kind) if audit else ()
        marked = score(items, audit.answers) if audit else None
        said = verdict_of(marked.wheelchair if marked else site.step_free)
        lines.append(Audited(site, byid.get(PlaceId(site.place)), said, audit, marked, len(items)))
    return sorted(lines, key=_worst_first)


def as_parts(audit: Audit, pack: Pack) -> list[Part]:
    """The questions of an audit, group by group, with what was answered so far."""
    grouped = parts(asked(pack.audit, audit.kind))
    return [
        Part(id, number, [_asked(item, audit) for item in items], sum(item.id in audit.answers for item in items))
        for number, (id, items) in enumerate(grouped.items(), start=1)
    ]


def beside(found: Sequence[Part], id: str) -> tuple[Part | None, str]:
    """A group of questions and the one after it ("" after the last)."""
    ids = [part.id for part in found]
    if id not in ids:
        return None, ""
    here = ids.index(id)
    return found[here], ids[here + 1] if here + 1 < len(ids) else ""


def typed(part: Part, sent: Mapping[str, str]) -> Part:
    """The group as it was sent: what could not be kept is not lost either."""
    questions = [
        replace(one, answer=sent.get(f"a.{one.item.id}", one.answer), note=sent.get(f"n.{one.item.id}", one.note))
        for one in part.questions
    ]
    return replace(part, questions=questions)


def kinds_table(counted: Sequence[Usable], whole: Usable, pack: Pack, texts: Texts) -> Table:
    """What exists and what is usable, by kind of service."""
    columns = ("exists", "usable", "not_usable", "unknown", "at_home", "places", "places_usable")
    header = (texts.say("web.access.kind"), *(texts.say(f"usable.{column}") for column in columns))
    rows = [
        (name, *("–" if (n := getattr(one, column)) is None else texts.number(n) for column in columns))
        for one, name in [
            *((one, texts.name(pack.services[one.kind].label)) for one in counted),
            (whole, texts.say("usable.all")),
        ]
    ]
    return Table(texts.say("usable.caption"), header, rows, "l" + "r" * len(columns), texts.say("usable.note"))


def sites_table(found: Sequence[Audited], texts: Texts) -> Table:
    """The sites with verdict and score."""
    keys = ("site", "verdict", "score", "c_unseen", "audited", "by")
    rows = [
        (
            called(one.site, texts),
            texts.say(f"audit.{'verdict' if one.audit else 'listed'}.{one.verdict}"),
            texts.percent(one.score.share) if one.score and one.score.share is not None else "–",
            texts.number(one.score.unseen) if one.score else "–",
            texts.date(one.audit.on, "medium") if one.audit else "–",
            one.audit.by if one.audit else "–",
        )
        for one in found
    ]
    return Table(texts.say("web.access.title"), tuple(texts.say(f"web.access.{key}") for key in keys), rows, "llrrll")


def answers_table(audits: Sequence[Audit], names: Mapping[tuple[str, str], str], pack: Pack, texts: Texts) -> Table:
    """Every answer of every finished audit, one a row."""
    keys = ("site", "audited", "c_kind", "question", "answer", "note")
    rows = [
        (
            names.get((audit.of, audit.target), audit.target),
            texts.date(audit.on, "medium"),
            texts.say(f"audit.kind.{audit.kind}"),
            texts.name(item.question),
            texts.say(f"audit.answer.{audit.answers.get(item.id) or 'unseen'}"),
            audit.notes.get(item.id, ""),
        )
        for audit in audits
        if audit.finished_on
        for item in asked(pack.audit, audit.kind)
    ]
    return Table(texts.say("web.access.answers"), tuple(texts.say(f"web.access.{key}") for key in keys), rows, "llllll")


def _asked(item: AuditItem, audit: Audit) -> Asked:
    pictures = [photo for photo in audit.photos if photo.item == item.id]
    return Asked(item, audit.answers.get(item.id, ""), audit.notes.get(item.id, ""), pictures)


def _worst_first(one: Audited) -> tuple[int, float, str]:
    share = one.score.share if one.score else None
    if share is not None:
        return 0, share, one.site.id
    return (1, 0.0 if one.verdict == "no" else 1.0, one.site.id) if one.verdict != "unknown" else (2, 0.0, one.site.id)
