"""Every worked example of every shipped indicator comes out as somebody worked it out by hand."""

import pytest

from sofra.packs.load import load
from sofra.packs.truth import reckon, rows_of

PACK = load("mk")
EXAMPLES = [(one.id, number) for one in PACK.indicators.values() for number in range(len(one.examples))]


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_the_example_comes_out(name, number):
    indicator = PACK.indicators[name]
    example = indicator.examples[number]

    found = reckon(indicator, rows_of(example, PACK.variables))

    assert found == pytest.approx(example.value, abs=1e-12)


@pytest.mark.parametrize("name", sorted(one.id for one in PACK.indicators.values() if one.kind != "index"))
def test_an_indicator_has_an_example_with_somebody_left_out(name):
    indicator = PACK.indicators[name]

    rows = rows_of(indicator.examples[0], PACK.variables)

    assert len(rows) >= 3


def test_nobody_in_the_base_gives_no_number():
    indicator = PACK.indicators["age.alone"]

    assert reckon(indicator, [{"age": 30.0, "hh_size": 1.0}]) is None
