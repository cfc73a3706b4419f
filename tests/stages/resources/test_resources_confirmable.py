"""What a provider may say by a link, and the service after the municipality approved it."""

from datetime import date

import pytest

from sofra.resources.confirmable import FIELDS, approved, asked, is_stale, reply, wrong
from sofra.types.confirming import Change
from sofra.types.supply import Capacity, Opening, Service

DAY_CENTRE = Service(
    "S1", "COM-DAY", {"en": "Day centre"}, "P1", capacity=Capacity(15, 12, 3, "2025-01-01", "letter"),
    opening="Mon–Fri 8–16", way_in={"en": "Call first", "mk": "Прво јавете се"}, hours=(Opening(1, "08:00", "16:00"),),
    cost_per_place_year=100.0, staff=4.0,
)  # fmt: skip


def test_a_provider_is_asked_nothing_but_the_fields_of_a_link():
    assert set(asked(DAY_CENTRE, "en")) == set(FIELDS)
    assert asked(DAY_CENTRE, "mk")["way_in"] == "Прво јавете се"


def test_fifteen_that_became_twelve_is_a_change_and_the_rest_is_confirmed():
    answer = reply(DAY_CENTRE, {"places": 12, "opening": "Mon–Fri 8–16"}, "en", " note ")

    assert answer.changed == (Change("places", 15, 12),)
    assert set(answer.confirmed) == set(FIELDS) - {"places"}
    assert answer.note == "note"


def test_yes_confirms_everything():
    assert reply(DAY_CENTRE, {}, "en").changed == ()


def test_an_approved_answer_is_counted_and_checked_on_its_day_by_the_provider():
    answer = reply(DAY_CENTRE, {"places": 12, "way_in": "Just come"}, "en")

    after = approved(DAY_CENTRE, answer, on="2026-11-22", by="Association", lang="en")

    assert after.capacity == Capacity(12, 12, 3, "2026-11-22", "Association")
    assert (after.verified_on, after.verified_by) == ("2026-11-22", "Association")
    assert after.way_in == {"en": "Just come", "mk": "Прво јавете се"}
    assert (after.staff, after.cost_per_place_year, after.hours) == (4.0, 100.0, DAY_CENTRE.hours)


def test_new_hours_in_words_clear_the_table_that_says_otherwise():
    after = approved(DAY_CENTRE, reply(DAY_CENTRE, {"opening": "Mon 9–12"}, "en"), on="2026-11-22", by="A", lang="en")

    assert (after.opening, after.hours) == ("Mon 9–12", ())


def test_what_cannot_be_is_told_all_at_once():
    codes = [
        issue.code for issue in wrong({"places": -1, "users": "many", "status": "perhaps", "staff": 3}, "x" * 1001)
    ]

    assert codes == ["answer_number", "answer_number", "answer_status", "answer_field", "answer_long"]


def test_a_number_that_nobody_knows_is_an_answer():
    assert list(wrong({"waiting": None})) == []
    assert reply(DAY_CENTRE, {"waiting": None}, "en").changed == (Change("waiting", 3, None),)


@pytest.mark.parametrize(
    ("verified_on", "stale"),
    [("2026-05-26", False), ("2026-05-25", True), ("2026-06", False), ("2025", True), ("2026", False), ("", True)],
)
def test_half_a_year_after_its_last_day_a_confirmation_is_stale(verified_on, stale):
    assert is_stale(verified_on, date(2026, 11, 22), 180) is stale
