"""Keeping the list of services."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from tests.smalltown import SERVICES, incoming

from sofra.store import queries
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.types.supply import Capacity, Contract, Equipment, Licence, Opening, Planned, Provider, Service, Site
from sofra.work import inventory
from sofra.work.collect import accept, upload


def service(id: str = "S9") -> Service:
    return Service(id, "HOM-CARE", {"en": "Night care"}, queries.inventory().providers[0].id, capacity=Capacity(5))


def test_a_service_without_an_id_gets_one(smalltown, ana):
    kept = inventory.add_record(ana, service(""))

    assert kept.thing.id.startswith("SV-")
    assert queries.service(kept.thing.id).thing.capacity.places == 5


def test_all_that_is_unknown_about_a_service_is_told_at_once(smalltown, ana):
    wrong = replace(service(), kind="NO-KIND", provider="nobody", sites=("nowhere",), serves=("X",))

    with pytest.raises(SourceError) as stopped:
        inventory.add_record(ana, wrong)

    assert [issue.values["id"] for issue in stopped.value.issues] == ["NO-KIND", "nobody", "nowhere", "X"]
    assert len(queries.services()) == 4


def test_of_two_people_who_save_the_same_service_the_second_is_told(smalltown, ana, besim):
    read_by_both = queries.service("S1")

    saved = inventory.change_record(ana, replace(read_by_both.thing, price="free"), read_by_both.version)
    with pytest.raises(Conflict) as stopped:
        inventory.change_record(besim, replace(read_by_both.thing, price="100"), read_by_both.version)

    assert saved.version == read_by_both.version + 1
    assert stopped.value.issues[0].code == "changed_meanwhile"
    assert queries.service("S1").thing.price == "free"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_save_in_the_same_moment_only_one_does(workspace, ana):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    inventory.add_record(ana, Provider("P1", {"en": "Red Cross"}, "civil"))
    at_once, told = threading.Barrier(2), []

    def save(name: str) -> None:
        at_once.wait()
        try:
            inventory.change_record(ana, Provider("P1", {"en": name}, "civil"), 1)
        except Conflict as conflict:
            told.append(conflict)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 1
    assert queries.provider("P1").version == 2


def test_a_service_closed_from_a_day_leaves_the_supply_on_that_day(smalltown, ana):
    inventory.close_service(ana, "S1", date(2026, 7, 1))

    def status(day: date) -> str:
        return next(each.status for each in queries.inventory(day).services if each.id == "S1")

    assert status(date(2026, 6, 30)) == "active"
    assert status(date(2026, 7, 1)) == "closed"


def test_a_closed_service_opens_again(smalltown, ana):
    inventory.close_service(ana, "S1", date(2026, 7, 1))

    inventory.reopen_service(ana, "S1")

    assert next(each for each in queries.inventory().services if each.id == "S1").status == "active"


def test_a_removed_service_is_gone_from_the_list_and_can_be_put_back(smalltown, ana):
    before = queries.service("S1").thing

    inventory.remove_record(ana, Service, "S1")
    gone = [kept.thing.id for kept in queries.services()]
    removed = [kept.thing.id for kept in queries.services(removed=True)]
    inventory.restore_record(ana, Service, "S1")

    assert "S1" not in gone
    assert removed == ["S1"]
    assert queries.service("S1").thing == before


def test_a_provider_with_a_service_is_not_removed(smalltown, ana):
    provider = queries.service("S1").thing.provider

    with pytest.raises(Conflict) as stopped:
        inventory.remove_record(ana, Provider, provider)

    assert "S1" in str(stopped.value.issues[0].values["users"])


def test_a_provider_without_a_service_comes_and_goes(smalltown, ana):
    inventory.add_record(ana, Provider("P9", {"en": "New"}, "civil"))
    inventory.change_record(ana, Provider("P9", {"en": "Newer"}, "civil"), 1)

    inventory.remove_record(ana, Provider, "P9")
    gone = "P9" in [provider.id for provider in queries.inventory().providers]
    inventory.restore_record(ana, Provider, "P9")

    assert not gone
    assert queries.provider("P9").thing.name == {"en": "Newer"}


def test_a_site_stands_in_a_known_place(smalltown, ana):
    inventory.add_record(ana, Site("T1", {"en": "Clinic"}, "A1"))
    moved = inventory.change_record(ana, Site("T1", {"en": "Clinic"}, "B1", step_free=True), 1)
    inventory.remove_record(ana, Site, "T1")
    inventory.restore_record(ana, Site, "T1")

    with pytest.raises(SourceError):
        inventory.add_record(ana, Site("T2", {"en": "Nowhere"}, "X9"))

    assert moved.thing.step_free
    assert queries.site("T1").thing.place == "B1"


def test_a_contract_is_for_a_service_that_is_there(smalltown, ana):
    kept = inventory.add_record(ana, Contract("", "S1", "Municipality", amount_year=1_000_000.0, currency="MKD"))

    assert queries.one_kept(Contract, kept.thing.id).thing.amount_year == 1_000_000.0


def test_what_is_not_there_cannot_be_changed(smalltown, ana):
    with pytest.raises(NotFound):
        inventory.change_record(ana, service("S404"), 1)


def test_a_plain_list_brought_again_leaves_hours_and_licences_as_they_are(smalltown, ana):
    read = queries.service("S1")
    full = replace(read.thing, hours=(Opening(1, "08:00", "16:00"),), licence=Licence("D-1", "2030-01-01"))
    inventory.change_record(ana, full, read.version)

    found = upload(ana, incoming("again.csv", SERVICES.replace(",20,18,", ",22,18,")), kind="inventory")
    accept(ana, found.id)

    now = queries.service("S1").thing
    assert (now.hours, now.licence, now.capacity.places) == (full.hours, full.licence, 22)


def test_the_sites_of_a_safe_house_are_secret_by_themselves_and_only_the_coordinator_touches_them(
    smalltown, ana, besim
):
    inventory.add_record(besim, Site("T9", {"en": "House"}, "A1", 21.8, 41.5))
    provider = queries.inventory().providers[0].id
    inventory.add_record(besim, Service("S9", "SAFE", {"en": "Safe house"}, provider, ("T9",)))
    hidden = queries.site("T9")

    with pytest.raises(NotAllowed):
        inventory.change_record(besim, replace(hidden.thing, hidden=False), hidden.version)
    with pytest.raises(NotAllowed):
        inventory.add_record(besim, Equipment("", "T9", {"en": "Beds"}))
    read = queries.service("S9")
    inventory.change_record(besim, replace(read.thing, sites=(), price="free"), read.version)

    assert hidden.thing.hidden
    assert queries.service("S9").thing.sites == ("T9",)
    assert queries.inventory().sites[-1].lon is None
    opened = inventory.change_record(ana, replace(hidden.thing, hidden=False), hidden.version)
    assert not opened.thing.hidden


def test_a_file_that_says_nothing_of_secrecy_opens_no_secret_site(smalltown, ana):
    read = queries.site("S2")
    inventory.change_record(ana, replace(read.thing, hidden=True), read.version)

    found = upload(ana, incoming("again.csv", SERVICES.replace(",15,15,", ",16,15,")), kind="inventory")
    accept(ana, found.id)

    assert queries.site("S2").thing.hidden


def test_where_a_safe_house_is_to_move_is_written_by_the_coordinator_alone(smalltown, ana, besim):
    inventory.add_record(ana, Site("T9", {"en": "The house"}, "B1"))
    inventory.add_record(ana, replace(service("S9"), kind="SAFE", sites=("T9",)))
    inventory.add_record(ana, Planned("N1", {"en": "New house"}, "A1", moves=("S9",)))
    kept = queries.one_kept(Planned, "N1")

    for act in (
        lambda: inventory.add_record(besim, Planned("N2", {"en": "Other"}, "A1", moves=("S9",))),
        lambda: inventory.change_record(besim, replace(kept.thing, moves=()), kept.version),
        lambda: inventory.remove_record(ana, Planned, "N1") and inventory.add_record(besim, kept.thing),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert inventory.add_record(besim, Planned("N3", {"en": "Hall"}, "A1", moves=("S1",))).thing.moves == ("S1",)
