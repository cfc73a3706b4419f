"""The public extract: what everybody may read, and what cannot be in it."""

from dataclasses import fields, replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.resources.public import Listed, Wish, fitting, is_free, listed, open_at
from sofra.types.place import Place
from sofra.types.supply import (
    Capacity,
    Contact,
    Fee,
    Inventory,
    Opening,
    Payment,
    Provider,
    Service,
    Site,
    Staff,
)

PLACES = [Place("T", {"en": "Oldmill"}, "settlement", "A"), Place("A", {"en": "Plain"}, "area", "M")]
HOME = Site("H", {"en": "House Iris"}, "T", 21.5, 41.5, True, "Linden street 7", hidden=True)
DESK = Site("D", {"en": "Desk"}, "T", 21.6, 41.6, None, "Main street 1")
ORG = Provider("P", {"en": "Safe step"}, "civil", contact=Contact("a@b.example", "070 111 222", "b.example", "Oak 3"))
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def service(id, sites, **more):
    capacity = Capacity(10, 7, 0, "2026-11-01")
    return Service(id, "SAFE", {"en": f"Service {id}"}, "P", sites=sites, capacity=capacity, **more)


def extract(*services):
    return listed(Inventory((ORG,), (HOME, DESK), services), PLACES)


def test_a_safe_house_has_a_telephone_and_nothing_else_that_leads_there():
    house = service(
        "S", ["H"], serves=("T",), way_in={"en": "Call the line"}, description={"en": "In Linden Street 7, Oldmill"},
        opening="always, in Oldmill",
    )  # fmt: skip

    (one,) = extract(house)

    assert one.sheltered
    assert one.contact == Contact(phone="070 111 222")
    assert (one.doors, one.serves, one.description, one.opening) == ((), (), {}, "")
    assert one.way_in == {"en": "Call the line"}
    told = repr(one).casefold()
    assert [word for word in ("oldmill", "linden", "iris", "21.5", "oak", "a@b") if word in told] == []


def test_one_hidden_door_among_others_shelters_the_whole_service():
    (one,) = extract(service("S", ["D", "H"]))

    assert one.sheltered
    assert one.doors == ()


def test_the_extract_has_no_field_for_users_staff_money_or_sources():
    rich = service(
        "S", ["D"], staff=7.0, team=(Staff("nurse", 3),), payments=(Payment("state", 2026, 5e6),),
        source="a phone call", cost_per_place_year=12345.0, verified_by="Mrs K.",
    )  # fmt: skip

    (one,) = extract(rich)

    assert not {part.name for part in fields(Listed)} & {"users", "waiting", "staff", "team", "payments", "capacity"}
    told = repr(one)
    assert [word for word in ("nurse", "12345", "phone call", "Mrs K") if word in told] == []


def test_planned_and_closed_services_are_not_listed():
    assert extract(service("A", ["D"], status="planned"), service("B", ["D"], status="closed")) == []


def test_places_are_free_only_when_a_dated_count_says_so_and_nobody_waits():
    free, full = service("A", ["D"]), service("B", ["D"])
    full = replace(full, capacity=Capacity(10, 10, 0, "2026-11-01"))
    queue = replace(full, capacity=Capacity(10, 8, 4, "2026-11-01"))
    undated = replace(full, capacity=Capacity(10, 8, 0))

    assert [one.free_places for one in extract(free, full, queue, undated)] == [True, False, False, None]


def test_free_of_charge_is_known_or_it_is_not():
    assert is_free(service("A", [], fee=Fee(0.0))) is True
    assert is_free(service("A", [], fee=Fee(50.0))) is False
    assert is_free(service("A", [], price="Бесплатно")) is True
    assert is_free(service("A", [], price="60 MKD a ride")) is None
    assert is_free(service("A", [])) is None


def test_an_opening_holds_from_its_first_minute_to_before_its_last():
    monday = [Opening(1, "08:00", "16:00")]

    assert open_at(monday, MONDAY_TEN) is True
    assert open_at(monday, MONDAY_TEN.replace(hour=16)) is False
    assert open_at(monday, datetime(2026, 11, 24, 10, 0, tzinfo=UTC)) is False
    assert open_at([], MONDAY_TEN) is None


def test_an_opening_past_midnight_still_holds_the_next_morning():
    sunday_night = [Opening(7, "20:00", "06:00")]

    assert open_at(sunday_night, datetime(2026, 11, 23, 5, 59, tzinfo=UTC)) is True
    assert open_at(sunday_night, datetime(2026, 11, 23, 6, 0, tzinfo=UTC)) is False
    assert open_at([Opening(1, "00:00", "24:00")], datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) is True


def test_a_wish_is_met_by_place_group_words_and_price():
    here = service("A", ["D"], serves=("A",), groups=("OLD",), fee=Fee(0.0), languages=("sq",))
    everywhere = service("B", [], price="60 MKD")
    found = extract(here, everywhere)
    words, above = {"A": "service a warm meal", "B": "service b"}, {"T": ("A", "M")}

    def ids(**wish):
        return [one.id for one in fitting(found, Wish(**wish), words=words, above=above, now=MONDAY_TEN)]

    assert ids() == ["A", "B"]
    assert ids(words="Warm MEAL") == ["A"]
    assert ids(place="T") == ["A", "B"]
    assert ids(place="Z") == ["B"]
    assert ids(group="PWD-A") == ["B"]
    assert ids(free=True) == ["A"]
    assert ids(language="sq") == ["A"]
    assert ids(step_free=True) == ["B"]
    assert ids(open_now=True) == []


@settings(deadline=None)
@given(st.sampled_from(["name", "address", "place"]), st.sampled_from(["way_in", "bring", "description"]))
def test_no_words_of_a_sheltered_service_name_its_spot(secret, field):
    word = {"name": "House Iris", "address": "Linden street 7", "place": "Oldmill"}[secret]

    (one,) = extract(service("S", ["H"], **{field: {"en": f"come to {word.upper()}", "mk": "јавете се"}}))

    assert getattr(one, field) == {"mk": "јавете се"}
