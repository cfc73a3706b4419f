"""Codes, numbers and texts that no page or table could hold stop a record, each with its sentence."""

from dataclasses import replace

import pytest

from sofra.resources.bounds import beyond
from sofra.types.bounds import TAKEN, countable, fits_address
from sofra.types.supply import Capacity, Opening, Payment, Provider, Service, Site, Told

SERVICE = Service("S1", "COM-DAY", {"en": "Day care"}, "P1", ("T1",), capacity=Capacity(10, 8))


@pytest.mark.parametrize("code", ["12/3", "a\\b", "..", ".", " ", "a\nb", "a\u202eb", "x" * 81])
def test_a_code_that_no_address_can_hold_is_told(code):
    assert not fits_address(code)
    assert [issue.code for issue in beyond(replace(SERVICE, id=code))] == ["id_signs"]


@pytest.mark.parametrize("record", [SERVICE, Provider("P1", {}, "civil"), Site("T1", {}, "A")])
def test_a_code_that_is_a_word_of_the_addresses_is_told(record):
    for code in TAKEN:
        assert [issue.code for issue in beyond(replace(record, id=code))] == ["code_is_address"]


@pytest.mark.parametrize("code", ["", "SV-01", "СВ 1", "12-3", "a.b", "č#%?"])
def test_a_code_that_an_address_can_hold_passes(code):
    assert list(beyond(replace(SERVICE, id=code))) == []


def test_numbers_that_nobody_counts_are_told_wherever_they_stand():
    paid = Payment("Donor", 2026, 1e13, "MKD")
    wrong = replace(SERVICE, capacity=Capacity(10**300), staff=float("inf"), payments=(paid,))

    assert [issue.where.column for issue in beyond(wrong)] == ["places", "staff", "amount"]
    assert countable(-1e12)
    assert not countable(float("nan"))


def test_texts_that_are_too_long_are_told_with_their_length():
    long = Provider("P1", {"en": "x" * 401}, "civil", registration="9" * 81)
    told = Site("T1", {"en": "Clinic"}, "A", address="x" * 400, told=Told(verified_by="y" * 201))

    assert [(issue.where.column, issue.values["n"]) for issue in beyond(long)] == [
        ("name_en", 401),
        ("registration", 81),
    ]
    assert [issue.code for issue in beyond(told)] == ["text_long"]


def test_ordinary_lines_of_a_service_pass():
    assert list(beyond(replace(SERVICE, hours=(Opening(1, "08:00", "16:00"),)))) == []
