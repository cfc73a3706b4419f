"""The furthest behind as the page shows it: one ladder a search, its words ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from sofra.gaps.behind import (
    about,
    band,
    described,
    details,
    ladder,
    outcome,
    people,
    reach_lines,
    rung_name,
    sentence,
)
from sofra.packs.texts import Texts
from sofra.store.notes import ReleaseNote
from sofra.types.catalogue import Indicator, Pack
from sofra.types.errors import Issue
from sofra.types.furthest import CONFIRMED, DEPTHS, SIGNAL, UNCLEAR, FoundGroup, Furthest, Rung, Search, SearchPlan
from sofra.web.forms import Pairs, one_of, some_of

LOOKS = {CONFIRMED: ("worse", "absent"), SIGNAL: ("", "short"), UNCLEAR: ("unsure", "closed")}
"""How each verdict looks: its dot, and its mark."""


@dataclass(frozen=True, slots=True)
class Told:
    """One group: its name, its sentence, what stands behind it, its numbers in words, and how its marks look."""

    group: FoundGroup
    name: str
    sentence: str
    details: Sequence[str]
    band: str
    people: str
    css: str
    mark: str


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder."""

    rung: Rung
    name: str
    searched: str
    groups: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One search as the page shows it; `top` is the right end of the axis."""

    number: int
    title: str
    search: Search
    about: Sequence[str]
    steps: Sequence[Step]
    reach: Sequence[Sequence[str]]
    alt: str
    top: float
    plan: SearchPlan
    issues: Sequence[Issue]


class SearchForm(forms.Form):
    """The plan of the next search."""

    outcome = one_of(())
    circumstances = some_of(())
    depth = one_of(())

    def __init__(self, *args: Any, outcomes: Pairs, circumstances: Pairs, depths: Pairs) -> None:
        super().__init__(*args, initial={"circumstances": [code for code, _ in circumstances]})
        for name, pairs in (("outcome", outcomes), ("circumstances", circumstances), ("depth", depths)):
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


def ladders(found: Furthest, pack: Pack, texts: Texts, note: ReleaseNote | None) -> list[Ladder]:
    """Every search of a release, ready to be shown."""
    period = note.period if note else ""
    return [_ladder(number, search, pack, texts, period=period) for number, search in enumerate(found.searches)]


def outcomes(pack: Pack, texts: Texts) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen for the next plan: outcomes, circumstances, lengths, as pairs of code and words."""
    shares = [one for one in pack.indicators.values() if _searchable(one)]
    plain = [one for one in pack.circumstances.values() if one.sensitivity == "plain"]
    depths = [("0", texts.say("web.furthest.depth_0"))]
    return {
        "outcomes": [(str(one.id), texts.name(one.label)) for one in shares],
        "circumstances": [(one.id, texts.name(one.label)) for one in plain],
        "depths": [*depths, *((str(n), texts.say("web.furthest.depth_n", n=n)) for n in DEPTHS)],
    }


def _searchable(one: Indicator) -> bool:
    return one.kind == "share" and one.table == "person" and one.sensitivity == "plain"


def _ladder(number: int, search: Search, pack: Pack, texts: Texts, *, period: str) -> Ladder:
    highest = max((group.rate.high for group in search.groups), default=1.0)
    return Ladder(
        number,
        outcome(search, pack, texts),
        search,
        about(search, texts),
        [_step(search, rung, texts) for rung in search.rungs],
        reach_lines(search, texts),
        ladder(search, pack, texts, period).alt if search.rungs else "",
        min(1.0, max(0.1, round(highest + 0.05, 1))),
        search.registered.plan,
        search.issues,
    )


def _step(search: Search, rung: Rung, texts: Texts) -> Step:
    searched = texts.say("furthest.about.rung_searched", n=rung.searched)
    return Step(rung, rung_name(rung, texts), searched, [_told(search, group, texts) for group in rung.groups])


def _told(search: Search, group: FoundGroup, texts: Texts) -> Told:
    css, mark = LOOKS[group.verdict]
    return Told(
        group,
        described(search, group.parts, texts),
        sentence(search, group, texts),
        details(search, group, texts),
        band(group, texts),
        people(group.affected.value, texts),
        css,
        mark,
    )
