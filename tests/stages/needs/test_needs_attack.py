"""The attacker over several releases: what honest rounding keeps, what naive publishing gives away."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.stages.needs.test_needs_rounding import register, tables

from sofra.needs.disclosure.attack import Known, Target, attack
from sofra.needs.disclosure.differences import Answered, moved
from sofra.needs.disclosure.knowledge import Published, tried
from sofra.needs.disclosure.protect import earlier, protect
from sofra.packs.load import load
from sofra.types.evidence import RegisterCount
from sofra.types.fact import Base, Cell, Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId
from sofra.types.place import Place
from sofra.types.protected import Counts, CubeNote

PACK = load("mk")
EXACT = "exact"


def town(areas: dict[str, list[str]]) -> list[Place]:
    """A municipality with these areas and their settlements."""
    whole = [Place(PlaceId("M"), {}, "municipality")]
    for area, inside in areas.items():
        whole.append(Place(PlaceId(area), {}, "area", PlaceId("M")))
        whole += [Place(PlaceId(one), {}, "settlement", PlaceId(area)) for one in inside]
    return whole


def counts(day: str = "2026", **people: int) -> list[RegisterCount]:
    return [RegisterCount("Centre", GroupId("PWD-A"), PlaceId(place), n, day) for place, n in people.items()]


def exactly(shown: list[RegisterCount], day: str = "2026") -> Counts:
    """A release that shows these counts as they are."""
    return Counts(tuple(shown), (), (CubeNote("Centre", GroupId("PWD-A"), day, EXACT),))


def test_a_settlement_that_moved_between_two_exact_releases_is_found_out() -> None:
    before, after = town({"A": ["S1", "S2", "S3"], "B": ["S4"]}), town({"A": ["S1", "S2"], "B": ["S3", "S4"]})
    truth = counts(S1=30, S2=20, S3=3, S4=40)
    first = Published(1, before, exactly(counts(A=53, B=40)), truth)
    second = Published(2, after, exactly(counts(A=50, B=43)), truth)

    alone, both = tried([second], PACK), tried([first, second], PACK)

    assert alone.pinned == ()
    assert [(one.place, one.low, one.high) for one in both.pinned] == [("S3", 3.0, 3.0)]
    assert any(name.startswith("#1") for name in both.pinned[0].by)
    assert any(name.startswith("#2") for name in both.pinned[0].by)


def test_the_same_settlement_stays_hidden_when_both_releases_are_rounded() -> None:
    before, after = town({"A": ["S1", "S2", "S3"], "B": ["S4"]}), town({"A": ["S1", "S2"], "B": ["S3", "S4"]})
    truth = counts(S1=30, S2=20, S3=3, S4=40)
    shown, _ = protect(truth, before, PACK)
    later, _ = protect(truth, after, PACK, earlier(truth, before, shown))

    found = tried([Published(1, before, shown, truth), Published(2, after, later, truth)], PACK)

    assert found.pinned == ()
    # Three people are shown as five: between one and nine.
    assert (found.narrowest.place, found.narrowest.low, found.narrowest.high) == ("", 1.0, 9.0)


def test_one_person_more_is_found_out_when_totals_are_exact_and_everything_else_stayed() -> None:
    places = town({"A": ["S1", "S2"]})
    old, new = counts("2025", S1=1, S2=40), counts("2026", S1=2, S2=40)
    hidden = Published(1, places, exactly(counts("2025", S2=40), "2025"), old)
    shown = Published(2, places, exactly(counts("2026", A=42), "2026"), new)

    assert tried([hidden], PACK).pinned == ()
    assert ("S1", 2.0, 2.0) in [(one.place, one.low, one.high) for one in tried([hidden, shown], PACK).pinned]


def test_rounding_anew_without_the_earlier_release_is_refused_where_a_cell_falls_on_two_multiples() -> None:
    # S1 has 3 people: shown as 5 first and as 0 then, it lies between 1 and 4.
    places = town({"A": ["S1", "S2"]})
    truth = counts(S1=3, S2=12)
    up = Counts(tuple(counts(A=15, S1=5, S2=10)), (), (note(),))
    down = Counts(tuple(counts(A=15, S1=0, S2=15)), (), (note(),))

    found = tried([Published(1, places, up, truth), Published(2, places, down, truth)], PACK)

    assert [(one.place, one.low, one.high, one.needed) for one in found.pinned] == [("S1", 1.0, 4.0, 4)]


def note() -> CubeNote:
    return CubeNote("Centre", GroupId("PWD-A"), "2026", "round", base=5, threshold=5, reach=4)


def test_somebody_who_knows_the_exact_totals_as_well_finds_no_small_count() -> None:
    # Rounded cells 0 5 0 / 5 0 5 with true 2 3 3 / 4 2 3 and the true totals of the rows known besides.
    lines = [Known(f"c{n}", (n,), shown - 4, shown + 4) for n, shown in enumerate((0, 5, 0, 5, 0, 5))]
    totals = [Known("row 1", (0, 1, 2), 8, 8), Known("row 2", (3, 4, 5), 9, 9)]
    true = (2, 3, 3, 4, 2, 3)
    targets = [Target(f"c{n}", (n,), 4, 5, count) for n, count in enumerate(true)]

    found = attack([*lines, *totals], targets, dict(enumerate(true)))

    assert found.pinned == []
    assert found.narrowest.width == 4


def test_statements_that_contradict_each_other_mislead_and_tell_nothing() -> None:
    found = attack([Known("a", ("x",), 3, 3), Known("b", ("x",), 5, 5)], [Target("x", ("x",), 4, 5, 3)])

    assert (found.consistent, found.pinned) == (False, ())


def test_a_group_that_is_special_is_never_shown_by_settlement_and_to_the_ten() -> None:
    places = town({"A": ["S1", "S2"], "B": ["S3"]})
    truth = [replace(one, group=GroupId("ROMA")) for one in counts(S1=3, S2=44, S3=28)]

    shown, issues = protect(truth, places, PACK)

    assert issues == []
    assert {one.place: one.people % 10 for one in shown.shown} == {"A": 0, "M": 0}
    assert {one.place: one.reason for one in shown.hidden} == dict.fromkeys(("S1", "S2", "S3", "B"), "gate.sensitive")


def test_a_register_that_contradicts_itself_shows_nothing_while_the_others_do() -> None:
    places = town({"A": ["S1", "S2"]})
    wrong = [replace(one, source="Association") for one in counts(A=9, S1=9, S2=2)]

    shown, issues = protect([*counts(S1=30, S2=20), *wrong], places, PACK)

    assert [issue.code for issue in issues] == ["register_parts_exceed"]
    assert {one.source for one in shown.shown} == {"Centre"}
    assert {(one.source, one.way) for one in shown.notes} == {("Association", "refused"), ("Centre", "round")}


def test_a_country_that_wants_exact_totals_gets_them_and_nobody_is_found_out() -> None:
    pack = replace(PACK, gate=replace(PACK.gate, counts="suppress"))
    places = town({"A": ["S1", "S2", "S3"]})
    truth = counts(S1=3, S2=44, S3=12)

    shown, _ = protect(truth, places, pack)

    assert {one.place: one.people for one in shown.shown}["A"] == 59
    assert {one.place for one in shown.hidden} == {"S1", "S3"}
    assert tried([Published(1, places, shown, truth)], pack).pinned == ()


@settings(max_examples=25, deadline=None)
@given(tables, some.data())
def test_two_rounded_releases_never_narrow_a_small_count_below_the_base(numbers: list[int], data) -> None:
    truth, places = register(numbers)
    changed = data.draw(some.integers(0, len(numbers) - 1))
    later = [replace(one, people=one.people + (n == changed), counted_on="2027") for n, one in enumerate(truth)]
    first, _ = protect(truth, places, PACK)
    second, _ = protect(later, places, PACK, earlier(truth, places, first))

    found = tried([Published(1, places, first, truth), Published(2, places, second, later)], PACK)

    assert found.pinned == ()
    assert found.narrowest is None or found.narrowest.high - found.narrowest.low >= 4


def answered(number: int, places: list[Place], **yes: int) -> Answered:
    """A release that shows how many of each place said yes."""
    facts = [
        Fact(Cell(IndicatorId("x"), PlaceId(place), EVERYONE, "2026"), hits / 100, "share", base=Base(100, hits, 900.0))
        for place, hits in yes.items()
    ]
    return Answered(number, places, facts, "the same answers")


def test_a_settlement_that_moved_between_two_releases_of_the_same_answers_is_found_out() -> None:
    before, after = town({"A": ["S1", "S2"], "B": ["S3"]}), town({"A": ["S1"], "B": ["S2", "S3"]})

    found = moved([answered(1, before, A=30, M=70), answered(2, after, A=28, M=70)], PACK)

    assert [(one.source, one.place, one.low, one.high) for one in found.pinned] == [("x", "S2", 2.0, 2.0)]
    assert {name.split()[0] for name in found.pinned[0].by} == {"#1", "#2"}


def test_the_same_areas_or_other_answers_make_no_difference_to_form() -> None:
    same, after = town({"A": ["S1", "S2"], "B": ["S3"]}), town({"A": ["S1"], "B": ["S2", "S3"]})
    first, second = answered(1, same, A=30), answered(2, same, A=30)

    assert moved([first, second], PACK).pinned == ()
    assert moved([first, replace(answered(2, after, A=28), answers="others")], PACK).pinned == ()
