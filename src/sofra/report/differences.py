"""Differences between groups: the surest ones in sentences, with the table behind them and how many were looked at."""

from collections.abc import Sequence

from sofra.gaps.unequal import CHANCE, Pair, compared, strongest
from sofra.report.numbers import whole
from sofra.report.pieces import note
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section, Table
from sofra.types.fact import Fact
from sofra.types.inequality import Inequality

MOST = 8
MOST_INDEXES = 5


def between(view: View) -> Sequence[Section]:
    """One section; none where the release compared nothing."""
    found = view.material.inequality
    if found is None or not found.gaps:
        return ()
    blocks: list[Block] = [Paragraph(view.say("differences.intro")), *_pairs(view, found), *_indexes(view, found)]
    many = view.say("differences.many", n=found.made, kept=found.kept, chance=round(found.made * CHANCE))
    return (Section(view.say("differences.title"), (*blocks, note(many))),)


def _pairs(view: View, found: Inequality) -> list[Block]:
    rows, sentences = [], []
    for gap in strongest(found, view.pack, MOST):
        indicator = view.pack.indicators[gap.indicator]
        told = compared(indicator, view.index, found, view.pack, texts=view.texts, places=view.material.places)
        pair = next((one for one in told.pairs if one.id == gap.pair), None) if told else None
        if pair is None:
            continue
        sentences.append(view.say("differences.item", indicator=view.short(gap.indicator), sentence=pair.sentence))
        first, second = (f"{name}: {whole(fact, view)}" for name, fact in _sides(pair))
        rows.append((view.indicator(gap.indicator), first, second))
    if not rows:
        return [Paragraph(view.say("differences.none"))]
    header = tuple(view.say(f"differences.c{number}") for number in range(1, 4))
    return [Bullets(tuple(sentences)), Table(view.say("differences.caption"), header, tuple(rows), "lll")]


def _sides(pair: Pair) -> Sequence[tuple[str, Fact]]:
    return ((pair.first_name, pair.first), (pair.second_name, pair.second))


def _indexes(view: View, found: Inequality) -> list[Block]:
    sure = [one for one in found.indexes if one.p is not None and one.p <= CHANCE and (one.corrected or 0.0) > 0]
    told = []
    for index in sorted(sure, key=lambda one: (-(one.corrected or 0.0), one.indicator))[:MOST_INDEXES]:
        indicator = view.pack.indicators.get(index.indicator)
        if indicator is None:
            continue
        all_ = compared(indicator, view.index, found, view.pack, texts=view.texts, places=view.material.places)
        if all_ is not None:
            words = " ".join(all_.index_sentences)
            told.append(view.say("differences.item", indicator=view.short(index.indicator), sentence=words))
    return [Paragraph(view.say("differences.index")), Bullets(tuple(told))] if told else []
