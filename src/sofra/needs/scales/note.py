"""What a release says of its scales beside the numbers: missing answers, levels of places, the local food scale."""

from collections.abc import Iterable, Sequence

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Flags, Floats
from sofra.needs.facts import DIGITS
from sofra.needs.scales.missing import bounds
from sofra.needs.scales.rasch import (
    LEAST_CASES,
    MODERATE,
    SEVERE,
    STANDARD,
    equate,
    fit,
    probabilities,
)
from sofra.needs.weights import PERSON, Table, Weighed
from sofra.packs.condition import parse
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.scales import LocalFit, Phase, ScalesNote

FOOD, VULNERABILITY = "fies", "vulnerability"
LEVELS = (2, 3, 4, 5)
FIFTH = 0.2
"""A place has the highest level that at least this share of its people reach."""


def scales_note(weighed: Weighed, pack: Pack, gated: Sequence[Fact]) -> ScalesNote:
    """What stands beside the scales' numbers; `gated` are the release's facts, with their verdicts."""
    return ScalesNote(bounds=tuple(bounds(weighed, pack)), phases=tuple(phases(gated)), food=_food(weighed, pack))


def phases(facts: Iterable[Fact]) -> list[Phase]:
    """How probable each level is for every place where the shares of all levels can be shown.

    A place is at level L or above when at least a fifth reach L. With share p and standard error s, the probability is
    that of a normal number above 0.2; the levels being nested, P(level = L) is the difference of neighbours. A share
    without an error (nobody, or everybody) is taken as it stands.
    """
    by_place: dict[PlaceId, dict[int, Fact]] = {}
    wanted = {f"vulnerability.level_{level}": level for level in LEVELS}
    for fact in facts:
        if fact.cell.group == EVERYONE and fact.cell.indicator in wanted and fact.value is not None:
            by_place.setdefault(fact.cell.place, {})[wanted[fact.cell.indicator]] = fact
    return [_phase(place, found) for place, found in by_place.items() if len(found) == len(LEVELS)]


def _phase(place: PlaceId, found: dict[int, Fact]) -> Phase:
    reached = [1.0, *(_above(found[level]) for level in LEVELS), 0.0]
    reached = np.minimum.accumulate(reached).tolist()
    chance = {str(level): round(reached[level - 1] - reached[level], 6) for level in (1, *LEVELS)}
    level = max([1, *(one for one in LEVELS if (found[one].value or 0.0) >= FIFTH)])
    return Phase(place, level, chance)


def _above(fact: Fact) -> float:
    from scipy.special import ndtr

    value, se = fact.value or 0.0, fact.spread.se
    if not se:
        return 1.0 if value >= FIFTH else 0.0
    return float(ndtr((value - FIFTH) / se))


def _food(weighed: Weighed, pack: Pack) -> LocalFit | None:
    """The food scale fitted to these answers and set onto the standard; None when the survey did not ask it."""
    scale = pack.scales.get(FOOD)
    table = weighed.table("household")
    if scale is None or not set(scale.items) <= table.frame.columns.keys():
        return None
    answers, known = _yes(table, scale.items)
    raw = answers.sum(axis=1)
    inner = known & (raw > 0) & (raw < answers.shape[1])
    if inner.sum() < LEAST_CASES:
        return LocalFit(int(inner.sum()))
    return _local(answers[known], table.weight[known], scale.items, weighed)


def _yes(table: Table, items: Sequence[str]) -> tuple[Floats, Flags]:
    verdicts = np.stack([truth(parse(f"{item} = 'yes'"), table.frame) for item in items], axis=1)
    return (verdicts == TRUE).astype(np.float64), np.asarray((verdicts >= 0).all(axis=1), dtype=np.bool_)


def _local(answers: Floats, weight: Floats, items: Sequence[str], weighed: Weighed) -> LocalFit:
    found = fit(answers, weight)
    cases = int(((answers.sum(axis=1) > 0) & (answers.sum(axis=1) < answers.shape[1])).sum())
    matched = None if found is None else equate(found.severity)
    if found is None or matched is None:
        return LocalFit(cases)
    on_standard = matched.scale * found.severity + matched.shift
    named = dict(zip(items, on_standard, strict=True))
    shares = [_share(found.severity, (STANDARD[at] - matched.shift) / matched.scale, weighed, items)
              for at in (MODERATE, SEVERE)]  # fmt: skip
    return LocalFit(
        cases,
        {item: _digits(value) for item, value in named.items()},
        {item: _digits(value) for item, value in zip(items, found.infit, strict=True)},
        [item for item, kept in zip(items, matched.common, strict=True) if kept],
        *shares,
    )


def _share(severity: Floats, threshold: float, weighed: Weighed, items: Sequence[str]) -> float | None:
    """The share of people above the threshold by the local scale: the mean of the local probabilities."""
    people = weighed.table(PERSON)
    answers, known = _yes(people, items)
    chance = probabilities(threshold, severity.tolist())[answers.sum(axis=1).astype(np.int64)]
    weight = people.weight * known
    return _digits(float(weight @ chance / weight.sum())) if weight.sum() > 0 else None


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
