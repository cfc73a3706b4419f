"""Zones in one another: what an attacker who adds and subtracts finds out of the few between them."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.stages.needs.test_needs_attack import town

from sofra.needs.disclosure.differences import Answered, rezoned
from sofra.needs.disclosure.pieces import Asked, Piece
from sofra.needs.disclosure.zones import BETWEEN, apart
from sofra.packs.load import load
from sofra.types.fact import Base, Cell, Fact, Status
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId

PACK = load("mk")
RULES = PACK.gate
TOWN = town({"A": ["S1", "S2"], "B": ["S3"]})
INSIDE = {"M": {"S1", "S2", "S3"}, "A": {"S1", "S2"}, "B": {"S3"}} | {one: {one} for one in ("S1", "S2", "S3")}
MEASURE = "safety.evacuation"
TEN, HUNDRED, SLIDE = "hazard.flood_10y", "hazard.flood_100y", "hazard.landslide"


def asked(**answers: tuple[int, int]) -> Asked:
    """Who said no and yes by settlement and zones: S1_th=(9, 3) lies in the floods of ten and of a hundred years."""
    rows = {}
    for name, (no, yes) in answers.items():
        place, _, letters = name.partition("_")
        zones = tuple((one, 1.0) for one, letter in ((HUNDRED, "h"), (TEN, "t"), (SLIDE, "s")) if letter in letters)
        rows |= {Piece(PlaceId(place), zones, True, False): no, Piece(PlaceId(place), zones, True, True): yes}
    return Asked(MEASURE, EVERYONE, rows)


def number(one: Asked, prefix: str, place: str) -> Fact:
    """What is shown of a zone (of everybody: ""), as the gate let it through."""
    mine = [p for p in one.rows if p.place in INSIDE[place] and (not prefix or prefix in dict(p.zones))]
    n, hits = sum(one.rows[p] for p in mine), sum(one.rows[p] for p in mine if p.said)
    shown = n >= RULES.least_base and all(not 0 < few < RULES.least_hits for few in (hits, n - hits))
    cell = Cell(IndicatorId(f"{prefix}.{MEASURE}".removeprefix(".")), PlaceId(place), EVERYONE, "2026")
    if not shown:
        return Fact(cell, None, "share", status=Status.SUPPRESSED, reason="gate.few_hits")
    return Fact(cell, hits / n, "share", base=Base(n, hits, 20.0 * n))


def released(one: Asked, places: tuple[str, ...] = ("M",)) -> tuple[list[Fact], list[Fact]]:
    """What the gate lets through, and what is left of it once zones are kept apart; with what is known of everybody."""
    prefixes = sorted({prefix for piece in one.rows for prefix, _ in piece.zones})
    before = [number(one, prefix, place) for prefix in prefixes for place in places]
    beside = [number(one, "", place) for place in places]
    after = apart([*beside, *before], [one], TOWN, RULES, special=frozenset())
    return [*beside, *before], after


def found_out(one: Asked, facts: list[Fact]) -> list[int]:
    """The small numbers that adding and subtracting what is shown gives exactly: of pieces, unions and complements."""
    columns = list(one.rows)
    lines = []
    for fact in facts:
        if fact.value is not None:
            prefix = fact.cell.indicator.removesuffix(MEASURE).removesuffix(".")
            mine = [p.place in INSIDE[fact.cell.place] and (not prefix or prefix in dict(p.zones)) for p in columns]
            lines += [mine, [here and p.said for here, p in zip(mine, columns, strict=True)]]
    known = np.array(lines, dtype=float).reshape(-1, len(columns))
    there = sorted({(p.place, p.zones) for p in columns})
    unions = [set(some_) for size in (1, 2) for some_ in combinations(there, size)]
    unions += [{one for one in there if one[1] == zones} for zones in {one[1] for one in there}]
    pinned = []
    for union, said in product(unions, (True, False)):
        wanted = np.array([(p.place, p.zones) in union and p.said == said for p in columns], dtype=float)
        true = int(sum(one.rows[p] for p, w in zip(columns, wanted, strict=True) if w))
        if 1 <= true < RULES.least_hits and len(known):
            combination, *_ = np.linalg.lstsq(known.T, wanted, rcond=None)
            if np.allclose(known.T @ combination, wanted, atol=1e-9):
                pinned.append(true)
    return pinned


def test_the_strip_between_two_floods_is_found_out_by_subtraction_and_then_no_more():
    between_two = asked(S1_th=(30, 10), S1_h=(12, 2), S2=(40, 20))

    before, after = released(between_two)

    assert 2 in found_out(between_two, before)  # 12 less 10 yes-sayers live between the two floods
    assert found_out(between_two, after) == []
    assert [fact.reason for fact in after if fact.value is None] == [BETWEEN]


def test_the_few_outside_a_zone_are_not_had_from_everybody_less_the_zone():
    outside = asked(S1_h=(30, 10), S2=(40, 1))

    before, after = released(outside)

    assert 1 in found_out(outside, before)
    assert found_out(outside, after) == []


def test_a_flood_that_crosses_a_landslide_is_shown_whole_where_nothing_gives_the_crossing_away():
    crossing = asked(S1_h=(30, 10), S1_hs=(12, 2), S1_s=(30, 10), S2=(40, 20))

    before, after = released(crossing)

    assert found_out(crossing, before) == []
    assert before == after


def test_zones_far_from_each_other_stay_as_they_are():
    far = asked(S1_h=(30, 10), S2_s=(40, 12), S3=(40, 20))

    before, after = released(far, ("M", "A"))

    assert before == after


def test_the_settlement_that_a_zone_and_its_other_settlements_give_away_stays_hidden():
    """Of three settlements in a flood two are shown: the third was withheld for its one yes, and is the difference."""
    zone_less_settlements = asked(S1_h=(30, 10), S2_h=(22, 1), S3_h=(40, 20), S3=(40, 20))

    before, after = released(zone_less_settlements, ("M", "S1", "S3", "S2"))

    assert found_out(zone_less_settlements, before) == [1]
    assert found_out(zone_less_settlements, after) == []
    shown = {(fact.cell.indicator, fact.cell.place) for fact in after if fact.value is not None}
    assert (f"{HUNDRED}.{MEASURE}", "M") in shown, "of all numbers a settlement's is given up first"


def test_a_zone_redrawn_between_two_releases_of_the_same_answers_is_found_by_the_strip():
    first, second, third = (asked(S1_h=(30, yes), S2=(40, 20)) for yes in (10, 12, 40))
    old, new, wide = (
        Answered(number, TOWN, released(one)[1], "the same") for number, one in enumerate((first, second, third), 1)
    )

    strip, far, same = (rezoned([old, other], PACK).pinned for other in (new, wide, replace(old, release=4)))

    assert [(one.source, one.place, one.low, one.high) for one in strip] == [(f"{HUNDRED}.{MEASURE}", "M", 2, 2)] * 2
    assert (far, same) == ((), ())
    assert rezoned([old, replace(new, answers="other")], PACK).pinned == ()


counts = some.tuples(some.integers(0, 40), some.integers(0, 12))


@settings(max_examples=20, deadline=None)
@given(some.fixed_dictionaries(dict.fromkeys(("S1_th", "S1_h", "S1_hs", "S2_s", "S2_h", "S2", "S3"), counts)))
def test_no_small_number_is_had_by_adding_and_subtracting(answers):
    one = asked(**answers)

    _, after = released(one, ("M", "A", "B"))

    beside = [fact for fact in after if not fact.cell.indicator.startswith("hazard.")]
    assert set(found_out(one, after)) <= set(found_out(one, beside))
