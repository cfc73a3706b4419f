"""Groups compared in words: pairs, everybody's ladder and the index of one indicator, from what a release holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.words import group_name, measure_name, number, place_name
from sofra.packs.texts import Texts
from sofra.types.catalogue import Comparison, Indicator, Pack
from sofra.types.fact import Fact, Status
from sofra.types.inequality import DIFFERENCE, FIRST, INDEX, RATIO, REST, SECOND, Gap, Index, Inequality
from sofra.types.keys import EVERYONE, GroupId, PlaceId
from sofra.types.place import Place

CHANCE = 0.05
LEAST_PART = 0.01
"""A circumstance that explains less than this is not named."""

CLEAR, HINT, SAME, WITHHELD, NONE = "clear", "hint", "same", "withheld", "none"
Facts = Mapping[tuple[str, str, str], Fact]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups side by side: their numbers, difference and ratio, the verdict and what it means in a sentence.

    `verdict`: "clear" (also among all comparisons of this indicator, by Holm), "hint" (alone it would be clear),
    "same" (the survey cannot tell them apart), "withheld", "none" (a number has no meaning).
    """

    id: str
    title: str
    first_name: str
    second_name: str
    first: Fact
    second: Fact
    difference: Fact
    ratio: Fact
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A group or an area against everybody else: its own number, the difference, the verdict and a sentence."""

    name: str
    own: Fact
    difference: Fact
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that is compared for one indicator. `index` is None for means and where nobody was asked enough."""

    indicator: Indicator
    name: str
    whole: Fact
    pairs: Sequence[Pair]
    rungs: Sequence[Rung]
    index: Fact | None
    index_sentences: Sequence[str]
    many: str


def compared(
    indicator: Indicator, facts: Facts, found: Inequality, pack: Pack, *, texts: Texts, places: Sequence[Place]
) -> Compared | None:
    """One indicator's comparisons for the municipality; None when the release has none of it."""
    home = next((place.id for place in places if place.kind == "municipality"), PlaceId(""))
    whole = facts.get((indicator.id, home, EVERYONE))
    gaps = {(gap.pair, gap.group, gap.place): gap for gap in found.gaps if gap.indicator == indicator.id}
    if whole is None or not gaps:
        return None
    pairs = [
        _pair(pair, indicator, facts, gap=gaps.get((pair.id, EVERYONE, home)), texts=texts) for pair in pack.comparisons
    ]
    rungs = [_rung(gap, facts, pack, texts, places=places) for gap in gaps.values() if not gap.pair]
    told = [one for one in rungs if one is not None]
    index = next((one for one in found.indexes if one.indicator == indicator.id), None)
    return Compared(
        indicator,
        measure_name(indicator.id, pack, texts),
        whole,
        sorted((pair for pair in pairs if pair is not None), key=lambda pair: pair.verdict in (WITHHELD, NONE)),
        sorted(told, key=lambda rung: -1.0 if rung.own.value is None else rung.own.value, reverse=True),
        facts.get((f"{INDEX}:{indicator.id}", home, EVERYONE)) if index else None,
        _index(index, pack, texts) if index else (),
        _many(list(gaps.values()), found, texts),
    )


def strongest(found: Inequality, pack: Pack, count: int) -> list[Gap]:
    """The pairs that differ most surely, at most one of each indicator, the smallest chance first."""
    sure = [gap for gap in found.gaps if gap.pair and gap.fdr is not None and gap.fdr <= CHANCE]
    chosen: dict[str, Gap] = {}
    for gap in sorted(sure, key=lambda gap: (gap.p or 0.0, gap.indicator, gap.pair)):
        if gap.indicator in pack.indicators:
            chosen.setdefault(gap.indicator, gap)
    return list(chosen.values())[:count]


def _pair(pair: Comparison, of: Indicator, facts: Facts, *, gap: Gap | None, texts: Texts) -> Pair | None:
    if gap is None:
        return None
    where = (gap.place, EVERYONE)
    four = [facts.get((f"{kind}.{pair.id}:{of.id}", *where)) for kind in (FIRST, SECOND, DIFFERENCE, RATIO)]
    first, second, difference, ratio = four
    if first is None or second is None or difference is None or ratio is None:
        return None
    verdict, names = _verdict(gap, difference), (texts.name(pair.first), texts.name(pair.second))
    sentence = _sentence(verdict, difference, gap, names, texts=texts)
    return Pair(pair.id, texts.name(pair.label), *names, first, second, difference, ratio, verdict, sentence)


def _rung(gap: Gap, facts: Facts, pack: Pack, texts: Texts, *, places: Sequence[Place]) -> Rung | None:
    own = facts.get((gap.indicator, gap.place, gap.group))
    difference = facts.get((f"{REST}:{gap.indicator}", gap.place, gap.group))
    if own is None or difference is None:
        return None
    group = GroupId(gap.group)
    name = place_name(gap.place, places, texts) if group == EVERYONE else group_name(group, pack, texts)
    verdict = _verdict(gap, difference)
    names = (name, texts.say("inequality.everybody_else"))
    return Rung(name, own, difference, verdict, _sentence(verdict, difference, gap, names, texts=texts))


def _verdict(gap: Gap, difference: Fact) -> str:
    if difference.status is Status.SUPPRESSED:
        return WITHHELD
    if difference.value is None or gap.p is None:
        return NONE
    if gap.holm is not None and gap.holm <= CHANCE:
        return CLEAR
    return HINT if gap.p <= CHANCE else SAME


def _sentence(verdict: str, difference: Fact, gap: Gap, names: tuple[str, str], *, texts: Texts) -> str:
    """What the difference says; the group with more is named first."""
    if verdict == WITHHELD:
        return texts.say(difference.reason)
    value, low, high = difference.value, difference.spread.low, difference.spread.high
    if value is None or low is None or high is None:
        return texts.say(f"inequality.reason.{gap.reason or 'no_error'}")
    turned = value < 0
    more, less = (names[1], names[0]) if turned else names
    ends = (-high, -low) if turned else (low, high)
    return texts.say(
        f"inequality.sentence.{verdict}",
        more=more,
        less=less,
        gap=number(abs(value), difference.unit, texts) + _unit(difference.unit, texts),
        low=_plain(ends[0], difference.unit, texts),
        high=_plain(ends[1], difference.unit, texts),
    )


def _unit(unit: str, texts: Texts) -> str:
    return "" if unit == "points" else f" {texts.say(f'unit.{unit}')}"


def _plain(value: float, unit: str, texts: Texts) -> str:
    return texts.number(round(value * 100) + 0.0) if unit == "points" else number(value, unit, texts)


def _index(index: Index, pack: Pack, texts: Texts) -> list[str]:
    """The index in words: what is left after noise, and what each circumstance explains of it."""
    if index.corrected is None or index.raw is None or index.noise is None or index.p is None:
        return [texts.say(f"inequality.reason.{index.reason or 'no_error'}")]
    shown = max(0.0, index.corrected)
    gaps: dict[str, str | int] = {
        "share": texts.percent(shown, 1), "low": texts.number(100 * (index.low or 0.0), 1),
        "high": texts.number(100 * (index.high or 0.0), 1), "raw": texts.percent(index.raw, 1),
        "noise": texts.percent(index.noise, 1), "n": index.n,
    }  # fmt: skip
    if index.p > CHANCE:
        return [texts.say("inequality.index.none", **gaps)]
    return [texts.say("inequality.index.found", **gaps), *_split(index, pack, texts)]


def _split(index: Index, pack: Pack, texts: Texts) -> list[str]:
    names = {one.id: texts.name(one.label) for one in pack.circumstances.values()}
    helps = sorted(((part, of) for of, part in index.split.items() if part > 0), reverse=True)
    whole = sum(part for part, _ in helps)
    keys = ["inequality.split.first", *["inequality.split.more"] * len(helps)]
    return [
        texts.say(key, name=names.get(of, of), share=texts.percent(part / whole))
        for key, (part, of) in zip(keys, helps, strict=False)
        if part >= LEAST_PART * whole
    ]


def _many(gaps: Sequence[Gap], found: Inequality, texts: Texts) -> str:
    own = sum(gap.p is not None for gap in gaps)
    return texts.say("inequality.many", n=own, made=found.made, kept=found.kept, chance=round(found.made * CHANCE))
