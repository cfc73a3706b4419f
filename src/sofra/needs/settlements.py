"""Shares of settlements by Fay and Herriot's model, where the office asks for it and enough settlements were asked.

Made only from shares that the gate lets pass and from known populations, so it tells nothing that is withheld: a
settlement whose own share is withheld gets what settlements alike have, without its own answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.facts import SENSITIVE, rounded
from sofra.needs.gate import FEW_HITS, FEW_OTHERS
from sofra.needs.small_areas.shares import ModelledShares, modelled_shares, pooled_effect
from sofra.needs.synthetic import number
from sofra.needs.tree import SETTLEMENT
from sofra.needs.who import Who, bases, people
from sofra.types.catalogue import Pack
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status, Verdicts
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId
from sofra.types.place import Place

FAY_HERRIOT, UNASKED = "model.fay_herriot", "model.fay_herriot_unasked"
LEAST = 8
"""Settlements with a share of their own that the model needs; below, the variance between them is a guess."""

SPARE = 5
"""Settlements beyond the areas, before areas get levels of their own."""


def with_fay_herriot(facts: Sequence[Fact], places: Sequence[Place], pack: Pack) -> list[Fact]:
    """The gated facts with modelled shares and numbers of people for settlements that have none, or unreliable ones.

    For everybody (no group) and for shares of people whose base is an age or a sex, as in `with_synthetic`; where at
    least eight settlements have a share of their own, and none is withheld for having few who said yes (or no): the
    others would then speak for more, or for less, than is true. A reliable direct share stays; so does what is
    withheld because it is sensitive. The model: arcsin √share, sampling variance from the answers and one pooled
    design effect, levels by area where every area has two settlements with a share and five are to spare, REML.
    """
    homes = [place for place in places if place.kind == SETTLEMENT]
    there = {fact.cell: fact for fact in facts}
    made: dict[Cell, Fact] = {}
    for indicator, who in bases(pack).items():
        shares = _shares(indicator, facts, homes)
        if _enough(shares):
            made |= {fact.cell: fact for fact in _modelled(who, shares, homes)}
    kept = [made.get(fact.cell, fact) for fact in facts]
    return kept + [fact for cell, fact in made.items() if cell not in there]


@dataclass(frozen=True, slots=True)
class _Direct:
    """Direct shares of settlements in their order, NaN where there is none, and how many answers each is worth."""

    share: Floats
    size: Floats

    @classmethod
    def of(cls, shares: Mapping[PlaceId, Fact], homes: Sequence[Place]) -> "_Direct":
        facts = [shares.get(place.id) for place in homes]
        known = np.array([fact is not None and fact.value is not None for fact in facts])
        share = np.array([np.nan if fact is None or fact.value is None else fact.value for fact in facts])
        asked = np.array([0.0 if fact is None else float(fact.base.n or 0) for fact in facts])
        effect = np.array([np.nan if fact is None or fact.base.deff is None else fact.base.deff for fact in facts])
        # One design effect for all: a settlement's own comes from few units.
        pooled = pooled_effect(effect, asked, known & np.isfinite(effect))
        return cls(share, np.where(known, asked / pooled, np.nan))


def _shares(indicator: IndicatorId, facts: Sequence[Fact], homes: Sequence[Place]) -> dict[PlaceId, Fact]:
    ids = {place.id for place in homes}
    return {
        fact.cell.place: fact
        for fact in facts
        if fact.cell.indicator == indicator and fact.cell.group == EVERYONE and fact.cell.place in ids
    }


def _enough(shares: Mapping[PlaceId, Fact]) -> bool:
    """Enough shares, and what is missing among them is not missing because of what was answered."""
    chosen_by_answers = any(fact.reason in (FEW_HITS, FEW_OTHERS) for fact in shares.values())
    return not chosen_by_answers and sum(fact.value is not None for fact in shares.values()) >= LEAST


def _modelled(who: Who, shares: Mapping[PlaceId, Fact], homes: Sequence[Place]) -> Iterator[Fact]:
    direct = _Direct.of(shares, homes)
    levels = _levels(homes, ~np.isnan(direct.share))
    found = modelled_shares([place.id for place in homes], direct.share, direct.size, levels)
    pattern = next(fact for fact in shares.values() if fact.value is not None)
    for index, place in enumerate(homes):
        own = shares.get(place.id)
        if own is not None and not _replaceable(own):
            continue
        share = _share(found, index, pattern=pattern, place=place, own=own)
        yield share
        living = people(place.population, who) if place.population else None
        if living is not None:
            yield number(share, place, living, share.reason)


def _share(found: ModelledShares, index: int, *, pattern: Fact, place: Place, own: Fact | None) -> Fact:
    """The modelled share of one settlement as a fact; `pattern` a fact of the same indicator and period."""
    columns = (found.modelled.value, found.modelled.se, found.low, found.high)
    value, *ends = (rounded(column[index : index + 1])[0] for column in columns)
    unasked = bool(found.modelled.synthetic[index])
    reason = UNASKED if unasked else FAY_HERRIOT
    return replace(
        pattern,
        cell=replace(pattern.cell, place=place.id),
        value=value,
        spread=Spread(SpreadKind.MODEL, *ends),
        base=Base() if unasked or own is None else own.base,
        status=Status.UNRELIABLE,
        reason=reason,
        verdicts=Verdicts(precision=reason),
    )


def _levels(homes: Sequence[Place], known: Floats) -> Floats | None:
    """A column for each area but the first, 1 for its settlements; None where areas share one level."""
    areas = list(dict.fromkeys(place.parent for place in homes))
    inside = np.array([[place.parent == area for area in areas] for place in homes])
    asked = inside[known.astype(bool)].sum(axis=0)
    if len(areas) < 2 or asked.min() < 2 or asked.sum() < len(areas) + SPARE:
        return None
    return np.asarray(inside[:, 1:], dtype=np.float64)


def _replaceable(fact: Fact) -> bool:
    """What a modelled number may stand for: a number with a warning, or one that was withheld but is not sensitive."""
    return fact.status is Status.UNRELIABLE or (fact.status is Status.SUPPRESSED and fact.reason != SENSITIVE)
