"""A sample without known probabilities says so on every number, and on what is made from it."""

import pytest

from sofra.needs.label import NOT_DRAWN, NOT_DRAWN_MODEL, labelled
from sofra.needs.weights import chances_known
from sofra.packs.texts import texts
from sofra.types.answers import Design
from sofra.types.fact import Cell, Fact, Spread, SpreadKind, Status

CELL = Cell("x", "M", "ALL", "2026")


@pytest.mark.parametrize(
    ("design", "known"),
    [
        (Design(weight="w"), True),
        (Design(), False),
        (Design(recruitment="census"), True),
        (Design(weight="w", recruitment="list"), True),
        (Design(weight="w", recruitment="respondent_driven"), False),
        (Design(weight="w", recruitment="quota"), False),
    ],
)
def test_weights_alone_make_no_probability_sample(design, known):
    assert chances_known(design) is known


def test_a_shown_number_becomes_unreliable_and_says_why():
    found = labelled([Fact(CELL, 0.3, "share", Spread(SpreadKind.SAMPLE, 0.01, 0.28, 0.32))])[0]

    assert (found.status, found.reason, found.value) == (Status.UNRELIABLE, NOT_DRAWN, 0.3)


def test_a_number_lent_by_a_model_says_both():
    found = labelled([Fact(CELL, 30, "people", Spread(SpreadKind.MODEL, 3, 24, 36), reason="model.area_rate")])[0]

    assert found.reason == NOT_DRAWN_MODEL


def test_counts_withheld_numbers_and_promises_stay():
    facts = [
        Fact(CELL, 12, "places"),
        Fact(CELL, None, "share", status=Status.SUPPRESSED, reason="gate.small_base"),
        Fact(CELL, 0.2, "share", Spread(SpreadKind.SAMPLE), status=Status.TARGET),
    ]

    assert labelled(facts) == facts


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_label_has_its_sentence(lang):
    assert texts(lang).knows(NOT_DRAWN)
    assert texts(lang).knows(NOT_DRAWN_MODEL)
