"""Answers leave the office as an anonymised file only: coarse, with its report, recorded without a word of them."""

import pytest

from sofra.types.errors import DesignError, NotAllowed, NotFound
from sofra.work.microdata import export_microdata


def test_only_who_coordinates_lets_answers_leave(workspace, besim, guest):
    for somebody in (besim, guest):
        with pytest.raises(NotAllowed):
            export_microdata(somebody)


def test_without_a_round_there_is_nothing_to_leave(workspace, ana):
    with pytest.raises(NotFound) as caught:
        export_microdata(ana)

    assert caught.value.issues[0].code == "no_round_yet"


def test_a_small_round_stays_in_the_office(smalltown, ana):
    with pytest.raises(DesignError):
        export_microdata(ana)
