"""One cell against its variable: a word for "nothing" that the form lists is an answer."""

import pytest

from sofra.sources.cells import reader
from sofra.types.answers import Choice, Kind, Variable

CHOICES = (Choice("inside", {"en": "Inside"}), Choice("none", {"en": "No toilet"}))
TOILET = Variable("toilet", Kind.CHOICE, {}, choices=CHOICES)


@pytest.mark.parametrize("cell", ["none", "None"])
def test_none_is_an_answer_where_the_form_lists_it(cell):
    assert reader(TOILET)(cell) == "none"


def test_none_is_one_of_several_answers_where_the_form_lists_it():
    helpers = Variable("helpers", Kind.CHOICES, {}, choices=(Choice("family", {}), Choice("none", {})))

    assert reader(helpers)("none") == "none"
    assert reader(helpers)("family") == "family"


def test_none_stays_unknown_where_the_form_declares_it_missing():
    declared = Variable("toilet", Kind.CHOICE, {}, choices=CHOICES, missing=("none",))

    assert reader(declared)("none") is None


@pytest.mark.parametrize("cell", ["", "NaN", "null", "n/a"])
def test_words_for_an_empty_cell_that_the_form_does_not_list_are_unknown(cell):
    assert reader(TOILET)(cell) is None


def test_none_is_unknown_in_a_number_and_text_in_a_text():
    assert reader(Variable("age", Kind.INTEGER, {}))("none") is None
    assert reader(Variable("name", Kind.TEXT, {}))("none") == "none"
