"""What the shipped packs ask of ranking and plan can be answered."""

import pytest

from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.plan.norms import PARAMETER, PER
from sofra.priorities.criteria import SCORES
from sofra.priorities.rank import AXES


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_every_criterion_of_the_packs_can_be_scored_and_named(lang):
    criteria = load("mk").criteria

    assert {criterion.id for criterion in criteria} <= set(SCORES)
    assert {criterion.axis for criterion in criteria} == set(AXES)
    assert all(texts(lang).say(f"criteria.{criterion.id}.label") for criterion in criteria)


def test_every_norm_of_places_stands_in_a_unit_that_the_plan_can_count():
    assert {norm.unit for norm in load("mk").norms if norm.parameter == PARAMETER} <= set(PER)
