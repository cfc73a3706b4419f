"""What changed between two releases of independent samples, and what may be said of it."""

from dataclasses import replace

import pytest

from sofra.gaps.changes import changes, sentence
from sofra.packs.texts import texts
from sofra.types.fact import Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, IndicatorId, PlaceId


def fact(value: float, low: float, high: float, name: str = "one", period: str = "2024") -> Fact:
    cell = Cell(IndicatorId(name), PlaceId("M"), EVERYONE, period)
    return Fact(cell, value, "share", Spread(SpreadKind.SAMPLE, None, low, high))


def later(value: float, low: float, high: float, name: str = "one") -> Fact:
    return fact(value, low, high, name, "2026")


def test_the_interval_of_a_difference_is_made_from_both_intervals():
    found = changes([fact(0.2, 0.16, 0.25)], [later(0.3, 0.27, 0.34)])[0]

    # Down: √(0.03² + 0.05²), up: √(0.04² + 0.04²).
    assert found.difference == pytest.approx(0.1)
    assert (found.low, found.high) == pytest.approx((0.1 - 0.0034**0.5, 0.1 + 0.0032**0.5))
    assert found.verdict == "real"


def test_a_difference_within_its_error_is_not_told():
    found = changes([fact(0.2, 0.1, 0.3)], [later(0.25, 0.15, 0.35)])[0]

    assert found.verdict == "not_distinguishable"
    assert found.low < 0 < found.high


def test_among_many_comparisons_a_small_wonder_is_a_signal_only():
    quiet = [fact(0.2, 0.1, 0.3, f"q{number}") for number in range(20)]
    still = [later(0.2, 0.1, 0.3, f"q{number}") for number in range(20)]
    # 0.1 with a half-width of √2 × 0.07 = 0.099: just beyond chance when alone.
    before, after = fact(0.2, 0.13, 0.27), later(0.3, 0.23, 0.37)

    assert changes([before], [after])[0].verdict == "real"
    assert changes([before, *quiet], [after, *still])[0].verdict == "signal"


def test_only_numbers_of_samples_that_both_releases_show_are_compared():
    before = fact(0.2, 0.16, 0.25)
    withheld = replace(later(0.3, 0.27, 0.34), value=None, spread=Spread(), status=Status.SUPPRESSED)
    lent = replace(later(0.3, 0.27, 0.34), spread=Spread(SpreadKind.MODEL, None, 0.27, 0.34))
    counted = replace(later(0.3, 0.27, 0.34), spread=Spread())
    people = replace(later(0.3, 0.27, 0.34), unit="people")

    assert changes([before], [withheld, lent, counted, people, later(0.3, 0.2, 0.4, "other")]) == []
    assert changes([], []) == []


def test_a_certain_difference_of_nothing_is_no_change():
    found = changes([fact(0.0, 0.0, 0.0)], [later(0.0, 0.0, 0.0)])[0]

    assert (found.chance, found.verdict) == (1.0, "not_distinguishable")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Higher than before by 10.0 percentage points (between 4.2 and 15.7): the difference is real."),
        ("mk", "Повисоко од претходно за 10,0 процентни поени (меѓу 4,2 и 15,7): разликата е вистинска."),
    ],
)
def test_a_real_difference_is_said_in_points(lang, words):
    found = changes([fact(0.2, 0.16, 0.25)], [later(0.3, 0.27, 0.34)])[0]

    assert sentence(found, texts(lang)) == words


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("unit", ["share", "people"])
@pytest.mark.parametrize("verdict", ["real", "signal", "not_distinguishable"])
@pytest.mark.parametrize("sign", [1, -1])
def test_every_verdict_has_its_sentence(lang, unit, verdict, sign):
    found = changes([fact(0.2, 0.16, 0.25)], [later(0.3, 0.27, 0.34)])[0]
    said = replace(found, after=replace(found.after, unit=unit), verdict=verdict, difference=sign * 0.1)

    assert sentence(said, texts(lang)).endswith(".")
