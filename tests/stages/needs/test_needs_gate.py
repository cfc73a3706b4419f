"""The gate: what is withheld, what carries a warning, and that nothing withheld can be worked out again."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.needs.needs_town import PLACES, fact

from sofra.needs.gate import gate
from sofra.packs.texts import texts
from sofra.types.catalogue import GateRules
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import PlaceId
from sofra.types.place import Place

RULES = GateRules()
WITHHELD = Status.SUPPRESSED


def _reasons(facts: Sequence[Fact], rules: GateRules = RULES) -> dict[str, str]:
    return {f.cell.place: f.reason for f in gate(facts, PLACES, rules) if f.status is WITHHELD}


@pytest.mark.parametrize(
    ("n", "hits", "reason"),
    [
        (9, 4, "gate.small_base"),
        (40, 2, "gate.few_hits"),
        (40, 38, "gate.few_others"),
        (40, 0, ""),
        (40, 40, ""),
        (40, 3, ""),
    ],
)
def test_a_number_with_few_people_behind_it_is_withheld(n: int, hits: int, reason: str) -> None:
    (gated,) = gate([fact("M", n, hits)], PLACES, RULES)

    assert gated.reason == reason
    assert (gated.status is WITHHELD) == bool(reason)


def test_what_is_withheld_keeps_no_digit() -> None:
    (gated,) = gate([fact("M", 9, 4)], PLACES, RULES)

    assert (gated.value, gated.spread, gated.base) == (None, Spread(), Base())


def test_the_share_goes_with_its_people() -> None:
    facts = [fact("M", 40, 2, indicator="x", unit="share"), fact("M", 40, 2, indicator="x:people")]

    assert [one.value for one in gate(facts, PLACES, RULES)] == [None, None]


def test_one_withheld_village_takes_its_neighbour_along() -> None:
    facts = [fact("A", 60, 20), fact("A1", 20, 2), fact("A2", 40, 18)]

    assert _reasons(facts) == {"A1": "gate.few_hits", "A2": "gate.sibling"}


def test_an_only_village_takes_its_area_and_the_next_area_along() -> None:
    facts = [
        fact("M", 200, 60),
        fact("A", 20, 2),
        fact("A1", 20, 2),
        fact("B", 180, 58),
        fact("B1", 100, 30),
        fact("B2", 80, 28),
    ]

    assert _reasons(facts).keys() == {"A", "A1", "B", "B1", "B2"}


def test_of_many_brothers_the_smallest_goes() -> None:
    places = [PLACES[0], *(Place(PlaceId(name), {"en": name}, "area", PlaceId("M")) for name in "ABCD")]
    facts = [fact("M", 230, 70), fact("A", 30, 2), fact("B", 100, 38), fact("C", 40, 10), fact("D", 60, 20)]

    shown = {f.cell.place for f in gate(facts, places, RULES) if f.status is not WITHHELD}

    assert shown == {"M", "B", "D"}


def test_a_group_is_withheld_when_the_others_could_be_counted() -> None:
    facts = [fact("M", 40, 20), fact("M", 35, 18, group="OLD")]

    gated = gate(facts, PLACES, RULES)

    assert [one.reason for one in gated] == ["", "gate.small_rest"]


def test_counts_without_an_error_pass_as_they_are() -> None:
    supply = Fact(Cell("places.HOM-CARE", "A1", "ALL", "2026"), 2.0, "places")  # type: ignore[arg-type]

    assert gate([supply], PLACES, RULES) == [supply]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (
            Fact(Cell("x", "M", "ALL", "2026"), 0.5, "share", Spread(SpreadKind.SAMPLE, 0.01, 0.4, 0.6), Base(29, 10)),
            "gate.below_reliable",
        ),  # type: ignore[arg-type]
        (
            Fact(Cell("x", "M", "ALL", "2026"), 0.5, "share", Spread(SpreadKind.SAMPLE, 0.1, 0.3, 0.61), Base(99, 40)),
            "gate.wide_interval",
        ),  # type: ignore[arg-type]
        (
            Fact(
                Cell("x", "M", "ALL", "2026"), 10.0, "people", Spread(SpreadKind.SAMPLE, 3.4, 2.0, 18.0), Base(99, 40)
            ),
            "gate.large_error",
        ),  # type: ignore[arg-type]
        (
            Fact(Cell("x", "M", "ALL", "2026"), 0.5, "share", Spread(SpreadKind.MODEL, 0.1, 0.4, 0.6), Base(99, 40)),
            "gate.borrowed_error",
        ),  # type: ignore[arg-type]
        (
            Fact(Cell("x", "M", "ALL", "2026"), 0.5, "share", Spread(SpreadKind.SAMPLE, 0.05, 0.4, 0.6), Base(99, 40)),
            "",
        ),  # type: ignore[arg-type]
    ],
)
def test_a_shaky_number_carries_a_warning(made: Fact, reason: str) -> None:
    (gated,) = gate([made], PLACES, RULES)

    assert (gated.reason, gated.status) == (reason, Status.UNRELIABLE if reason else Status.OK)
    assert gated.value == made.value
    assert not reason or texts("mk").knows(reason)


TREE = [
    Place(PlaceId("M"), {"en": "M"}, "municipality"),
    *(Place(PlaceId(f"A{a}"), {"en": "a"}, "area", PlaceId("M")) for a in range(4)),
    *(Place(PlaceId(f"A{a}S{s}"), {"en": "s"}, "settlement", PlaceId(f"A{a}")) for a in range(4) for s in range(4)),
]
LEAVES = [place.id for place in TREE if place.kind == "settlement"]
COUNTS = st.lists(
    st.one_of(st.just((0, 0)), st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))),
    min_size=16,
    max_size=16,
)


def _facts(counts: Sequence[tuple[int, int]]) -> list[Fact]:
    """Facts of all places whose numbers are the sums of their villages; none where nobody was asked."""
    sums = {place.id: (0, 0) for place in TREE}
    for leaf, (n, hits) in zip(LEAVES, counts, strict=True):
        for place in (leaf, leaf[:2], "M"):
            sums[PlaceId(place)] = (sums[PlaceId(place)][0] + n, sums[PlaceId(place)][1] + hits)
    return [fact(place, n, hits) for place, (n, hits) in sums.items() if n]


def _determined(gated: Sequence[Fact]) -> set[str]:
    """The withheld places whose number the sums over places settle: the others span no direction to move it in."""
    there = {one.cell.place: one for one in gated}
    unknown = [place for place, one in there.items() if one.status is WITHHELD]
    equations = []
    for parent in there:
        children = [place.id for place in TREE if place.parent == parent and place.id in there]
        if children:
            equations.append([(place == parent) - (place in children) * 1.0 for place in unknown])
    if not unknown or not equations:
        return set()
    matrix = np.array(equations, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    return {
        place
        for index, place in enumerate(unknown)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(unknown))[index]])) == rank
    }


@given(COUNTS)
@settings(max_examples=150, deadline=None)
def test_nothing_withheld_can_be_worked_out_from_the_sums_over_places(counts: list[tuple[int, int]]) -> None:
    assert _determined(gate(_facts(counts), TREE, RULES)) == set()


@given(COUNTS)
@settings(max_examples=100, deadline=None)
def test_the_gate_applied_twice_changes_nothing(counts: list[tuple[int, int]]) -> None:
    once = gate(_facts(counts), TREE, RULES)

    assert gate(once, TREE, RULES) == once


@given(COUNTS, st.integers(2, 30), st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_a_stricter_rule_never_shows_more(counts: list[tuple[int, int]], least: int, more: int) -> None:
    facts = _facts(counts)
    mild, strict = (gate(facts, TREE, GateRules(least_base=base)) for base in (least, least + more))

    shown = {one.cell.place for one in strict if one.status is not WITHHELD}
    assert shown <= {one.cell.place for one in mild if one.status is not WITHHELD}


def test_the_test_of_the_gate_notices_a_leak() -> None:
    facts = [fact("M", 100, 40), fact("A0", 60, 20), fact("A1", 40, 20)]
    leaky = [*facts[:2], *gate(facts[2:], TREE, GateRules(least_base=50))]

    assert _determined(leaky) == {"A1"}
