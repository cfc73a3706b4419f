"""Keeping the list of services."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from sofra.store import queries
from sofra.types.errors import Conflict, NotFound, SourceError
from sofra.types.supply import Capacity, Contract, Provider, Service, Site
from sofra.work import inventory


def service(id: str = "S9") -> Service:
    return Service(id, "HOM-CARE", {"en": "Night care"}, queries.inventory().providers[0].id, capacity=Capacity(5))


def test_a_service_without_an_id_gets_one(smalltown, ana):
    kept = inventory.add_service(ana, service(""))

    assert kept.thing.id.startswith("SV-")
    assert queries.service(kept.thing.id).thing.capacity.places == 5


def test_all_that_is_unknown_about_a_service_is_told_at_once(smalltown, ana):
    wrong = replace(service(), kind="NO-KIND", provider="nobody", sites=("nowhere",), serves=("X",))

    with pytest.raises(SourceError) as stopped:
        inventory.add_service(ana, wrong)

    assert [issue.values["id"] for issue in stopped.value.issues] == ["NO-KIND", "nobody", "nowhere", "X"]
    assert len(queries.services()) == 4


def test_of_two_people_who_save_the_same_service_the_second_is_told(smalltown, ana, besim):
    read_by_both = queries.service("S1")

    saved = inventory.change_service(ana, replace(read_by_both.thing, price="free"), read_by_both.version)
    with pytest.raises(Conflict) as stopped:
        inventory.change_service(besim, replace(read_by_both.thing, price="100"), read_by_both.version)

    assert saved.version == read_by_both.version + 1
    assert stopped.value.issues[0].code == "changed_meanwhile"
    assert queries.service("S1").thing.price == "free"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_save_in_the_same_moment_only_one_does(workspace, ana):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    inventory.add_provider(ana, Provider("P1", {"en": "Red Cross"}, "civil"))
    at_once, told = threading.Barrier(2), []

    def save(name: str) -> None:
        at_once.wait()
        try:
            inventory.change_provider(ana, Provider("P1", {"en": name}, "civil"), 1)
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

    inventory.remove_service(ana, "S1")
    gone = [kept.thing.id for kept in queries.services()]
    removed = [kept.thing.id for kept in queries.services(removed=True)]
    inventory.restore_service(ana, "S1")

    assert "S1" not in gone
    assert removed == ["S1"]
    assert queries.service("S1").thing == before


def test_a_provider_with_a_service_is_not_removed(smalltown, ana):
    provider = queries.service("S1").thing.provider

    with pytest.raises(Conflict) as stopped:
        inventory.remove_provider(ana, provider)

    assert "S1" in str(stopped.value.issues[0].values["users"])


def test_a_provider_without_a_service_comes_and_goes(smalltown, ana):
    inventory.add_provider(ana, Provider("P9", {"en": "New"}, "civil"))
    inventory.change_provider(ana, Provider("P9", {"en": "Newer"}, "civil"), 1)

    inventory.remove_provider(ana, "P9")
    gone = "P9" in [provider.id for provider in queries.inventory().providers]
    inventory.restore_provider(ana, "P9")

    assert not gone
    assert queries.provider("P9").thing.name == {"en": "Newer"}


def test_a_site_stands_in_a_known_place(smalltown, ana):
    inventory.add_site(ana, Site("T1", {"en": "Clinic"}, "A1"))
    moved = inventory.change_site(ana, Site("T1", {"en": "Clinic"}, "B1", step_free=True), 1)
    inventory.remove_site(ana, "T1")
    inventory.restore_site(ana, "T1")

    with pytest.raises(SourceError):
        inventory.add_site(ana, Site("T2", {"en": "Nowhere"}, "X9"))

    assert moved.thing.step_free
    assert queries.site("T1").thing.place == "B1"


def test_a_contract_is_for_a_service_that_is_there(smalltown, ana):
    kept = inventory.add_contract(ana, Contract("", "S1", "Municipality", amount_year=1_000_000.0, currency="MKD"))

    assert queries.contract(kept.thing.id).thing.amount_year == 1_000_000.0


def test_what_is_not_there_cannot_be_changed(smalltown, ana):
    with pytest.raises(NotFound):
        inventory.change_service(ana, service("S404"), 1)
