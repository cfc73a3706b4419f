"""Groups compared for one indicator: what can be chosen, pairs and ladder on one axis, and the same as a table."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.unequal import Compared, Pair, compared, strongest
from sofra.packs.texts import Texts
from sofra.render.xlsx import safe
from sofra.types.catalogue import Indicator, Pack
from sofra.types.document import Table
from sofra.types.fact import Fact
from sofra.types.inequality import Inequality
from sofra.types.place import Place
from sofra.web.figures import figure
from sofra.web.pages.needs import nice_top
from sofra.web.pages.released import Released


@dataclass(frozen=True, slots=True)
class Screen:
    """The page: the indicators that were compared, the chosen one, the pairs to choose from, the one that is shown.

    `pair` "" means all; `top` is the end of the axis that all numbers share.
    """

    choices: Sequence[Indicator]
    told: Compared
    pair: str
    pairs: Sequence[Pair]
    top: float


def screen(
    released: Released,
    found: Inequality,
    pack: Pack,
    texts: Texts,
    *,
    places: Sequence[Place],
    wishes: Mapping[str, str],
) -> Screen | None:
    """What the page shows for these wishes (indicator, pair); None when the release compares nothing."""
    asked = {gap.indicator for gap in found.gaps}
    choices = [one for one in pack.indicators.values() if one.id in asked]
    surest = [gap.indicator for gap in strongest(found, pack, 1)]
    wanted = [wishes.get("indicator", ""), *surest, *(one.id for one in choices)]
    chosen = next((one for wish in wanted for one in choices if one.id == wish), None)
    told = compared(chosen, released.facts, found, pack, texts=texts, places=places) if chosen else None
    if told is None:
        return None
    pair = wishes.get("pair", "")
    shown = [one for one in told.pairs if one.id == pair] or told.pairs
    pair = pair if len(shown) == 1 and shown[0].id == pair else ""
    return Screen(choices, told, pair, shown, _top(told))


def table(told: Compared, texts: Texts) -> Table:
    """Every comparison as a row of words and numbers, for a workbook."""
    header = [texts.say(f"web.compare.col.{name}") for name in COLUMNS]
    rows = []
    for pair in told.pairs:
        cells = [*_written(pair.first, texts), *_written(pair.second, texts)]
        cells += [*_written(pair.difference, texts), *_written(pair.ratio, texts)]
        rows.append((pair.first_name, pair.second_name, *cells, texts.say(f"inequality.verdict.{pair.verdict}")))
    for rung in told.rungs:
        cells = [*_written(rung.own, texts), "", "", *_written(rung.difference, texts), "", ""]
        rest = texts.say("inequality.everybody_else")
        rows.append((rung.name, rest, *cells, texts.say(f"inequality.verdict.{rung.verdict}")))
    notes = " ".join([*told.index_sentences, told.many])
    return Table(told.name, tuple(header), tuple(rows), "l" * len(header), notes)


COLUMNS = (
    "first", "second", "value_1", "range_1", "value_2", "range_2", "difference", "difference_range", "ratio",
    "ratio_range", "verdict",
)  # fmt: skip


def as_csv(found: Table) -> bytes:
    """A table as CSV that any office program opens: UTF-8 with its mark, no text that could be a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in found.header])
    writer.writerows([[safe(cell) for cell in row] for row in found.rows])
    return out.getvalue().encode("utf-8-sig")


def _written(fact: Fact, texts: Texts) -> tuple[str, str]:
    words = figure(fact, texts)
    return words.value, words.span


def _top(told: Compared) -> float:
    facts = [told.whole, *(rung.own for rung in told.rungs)]
    facts += [side for pair in told.pairs for side in (pair.first, pair.second)]
    high = max((fact.spread.high or fact.value or 0.0 for fact in facts if fact.value is not None), default=1.0)
    return min(nice_top(high), 1.0) if told.whole.unit == "share" else nice_top(high)
