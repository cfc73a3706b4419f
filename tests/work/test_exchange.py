"""Other directories' services and maps come in as a list of differences, and go out again as they came."""

import json
import re
from copy import deepcopy
from dataclasses import replace

import pytest
from tests.stages.exchange.test_hsds import FOREIGN
from tests.stages.exchange.test_osm_services import MAP

from sofra.sources.hsds.check import check
from sofra.store import queries
from sofra.types.errors import NotAllowed
from sofra.types.supply import Provider, Service, Site
from sofra.work import collect, inventory, workbook
from sofra.work.exchange import organizations_file, places_file, services_file
from sofra.work.reading import Incoming


def brought(actor, content: str, kind: str = "hsds"):
    """The number of the list of differences that a file becomes."""
    name = "theirs.json" if kind == "hsds" else "town.osm"
    outcome = collect.upload(actor, Incoming(name, content.encode()), kind=kind)
    return collect.accept(actor, outcome.id).list


def applied(actor, number: int, *, but: tuple[str, ...] = ()):
    found = workbook.differences(actor, number).found
    return workbook.apply(actor, number, {one.key: one.version for one in found if one.key not in but})


def come_in(actor, name: str, content: str, kind: str = ""):
    outcome = collect.upload(actor, Incoming(name, content.encode()), kind=kind)
    done = collect.accept(actor, outcome.id)
    applied(actor, done.list)
    return done


def told(found):
    return {(one.what, one.key, tuple((c.column, c.old, c.new) for c in one.changes if one.what == "changed"))
            for one in found}  # fmt: skip


def theirs(**fields):
    return json.dumps([{**deepcopy(FOREIGN), **fields}])


ID = FOREIGN["id"]


def test_a_foreign_service_comes_in_and_goes_out_as_it_came(smalltown, ana):
    done = come_in(ana, "theirs.json", json.dumps([FOREIGN]))

    kept = queries.service(FOREIGN["id"])
    sent = next(one for one in services_file("en")["contents"] if one["id"] == FOREIGN["id"])
    assert (done.file_kind, done.good) == ("hsds", 1)
    assert kept.thing.kind == "COU"
    assert sent == FOREIGN


def test_all_that_the_town_sends_is_hsds(smalltown, ana):
    come_in(ana, "theirs.json", json.dumps([FOREIGN]))

    services, organizations = services_file("en")["contents"], organizations_file("mk")["contents"]

    assert len(services) == 5
    assert [issue for one in services for issue in check(one, "service")] == []
    assert [issue for one in organizations for issue in check(one, "organization")] == []


@pytest.mark.parametrize("kind", ["hsds", "osm_services"])
def test_a_file_of_the_wrong_kind_is_refused_with_a_sentence(smalltown, ana, kind):
    outcome = collect.upload(ana, Incoming("wrong.json", b"no map and no directory"), kind=kind)

    assert outcome.kind == "refused"
    assert outcome.issues


def test_a_map_s_services_come_in_and_its_refuge_is_on_no_map(smalltown, ana):
    come_in(ana, "town.osm", MAP, "osm_services")

    text = json.dumps(places_file("en"))
    assert queries.service("osm-n1").thing.kind == "COM-DAY"
    assert queries.site("osm-n2").thing.hidden
    assert "osm-n1" in text
    assert "osm-n2" not in text


def test_nothing_is_written_before_the_list_is_applied_and_undo_takes_all_of_it_back(smalltown, ana):
    before = queries.whole_inventory()

    number = brought(ana, theirs())

    assert queries.whole_inventory() == before
    assert {(one.what, one.kind) for one in workbook.differences(ana, number).found} == {
        ("added", "providers"), ("added", "sites"), ("added", "services"),
    }  # fmt: skip
    applied(ana, number)
    assert queries.service(ID).thing.eligibility.age_from == 12
    workbook.undo(ana, number)
    assert queries.whole_inventory() == before
    assert queries.foreign() == []


def test_the_same_file_again_differs_in_nothing(smalltown, ana):
    applied(ana, brought(ana, theirs()))

    found = workbook.differences(ana, brought(ana, theirs()))

    assert (found.found, found.unchanged) == ((), 3)


def test_only_what_the_source_says_anew_is_listed_and_what_was_changed_here_stays(smalltown, ana):
    applied(ana, brought(ana, theirs()))
    kept = queries.service(ID)
    inventory.change_record(ana, replace(kept.thing, price="20 denars"), kept.version)

    number = brought(ana, theirs(minimum_age=14))

    assert told(workbook.differences(ana, number).found) == {
        ("changed", f"services/{ID}", (("age_from", "12", "14"),)),
    }  # fmt: skip
    applied(ana, number)
    assert (queries.service(ID).thing.price, queries.service(ID).thing.eligibility.age_from) == ("20 denars", 14)


def test_what_only_they_know_stays_theirs_and_goes_out_as_it_came(smalltown, ana):
    urdu = {"languages": [{"id": "30951f94-7b24-11ef-ba1b-a79405d4dcab", "code": "ur"}]}
    applied(ana, brought(ana, theirs(**urdu)))

    sent = next(one for one in services_file("en")["contents"] if one["id"] == ID)

    assert queries.service(ID).thing.languages == ()
    assert sent == {**FOREIGN, **urdu}


def test_what_both_changed_is_marked_and_not_ticked(smalltown, ana):
    applied(ana, brought(ana, theirs()))
    kept = queries.service(ID)
    mine = replace(kept.thing, eligibility=replace(kept.thing.eligibility, age_from=16))
    inventory.change_record(ana, mine, kept.version)

    (one,) = workbook.differences(ana, brought(ana, theirs(minimum_age=14))).found

    assert one.meanwhile
    assert [(change.old, change.new) for change in one.changes] == [("16", "14")]


def test_a_service_that_its_source_dropped_is_listed_and_removed_only_when_ticked(smalltown, ana):
    other = {**deepcopy(FOREIGN), "id": "0b2c7c1e-4d0e-4b57-9a0f-000000000001", "name": "Second"}
    applied(ana, brought(ana, json.dumps([FOREIGN, other])))

    number = brought(ana, theirs())

    assert [(one.what, one.key) for one in workbook.differences(ana, number).found] == [
        ("removed", f"services/{other['id']}")
    ]
    assert not queries.service(other["id"]).removed
    applied(ana, number)
    assert queries.service(other["id"]).removed


def test_a_file_of_another_directory_drops_nothing_of_the_first(smalltown, ana):
    applied(ana, brought(ana, theirs()))
    whose = {"id": "0b2c7c1e-4d0e-4b57-9a0f-000000000002", "name": "Others", "description": "Others"}
    other = {"id": "0b2c7c1e-4d0e-4b57-9a0f-000000000001", "name": "There", "status": "active", "organization": whose}

    found = workbook.differences(ana, brought(ana, json.dumps([other]))).found

    assert {one.what for one in found} == {"added"}


def test_what_was_left_unticked_is_listed_again(smalltown, ana):
    applied(ana, brought(ana, theirs()))
    applied(ana, brought(ana, theirs(minimum_age=14)), but=(f"services/{ID}",))

    (one,) = workbook.differences(ana, brought(ana, theirs(minimum_age=14))).found

    assert [(change.column, change.new) for change in one.changes] == [("age_from", "14")]


def test_our_own_file_comes_back_as_ours_and_keeps_what_others_added(smalltown, ana):
    sent = services_file("en")["contents"]
    first = next(one for one in sent if one["name"] == "Home care")
    changed = [{**one, "alert": "Closed on Friday", "minimum_age": 65} if one is first else one for one in sent]

    number = brought(ana, json.dumps(changed))

    assert told(workbook.differences(ana, number).found) == {("changed", "services/S1", (("age_from", "", "65"),))}
    applied(ana, number)
    again = next(one for one in services_file("en")["contents"] if one["id"] == first["id"])
    assert (again["alert"], again["minimum_age"]) == ("Closed on Friday", 65)
    assert again["service_at_locations"] == first["service_at_locations"] if "service_at_locations" in first else True


def test_one_impossible_record_is_told_and_the_others_come_in(smalltown, ana):
    far = deepcopy(FOREIGN)
    far["service_at_locations"][0]["location"] |= {"latitude": 10.0, "longitude": -120.0}

    number = brought(ana, json.dumps([far]))

    assert [issue.code for issue in workbook.told(ana, number).issues] == ["spot_impossible"]
    applied(ana, number)
    assert queries.service(ID).thing.sites == ()


def test_a_collector_brings_a_map_without_its_refuge(smalltown, besim, ana):
    number = brought(besim, MAP, "osm_services")

    assert [issue.code for issue in workbook.told(besim, number).issues] == ["secret_left_out"]
    assert not [one for one in workbook.differences(besim, number).found if "osm-n2" in one.key]
    applied(besim, number)
    assert queries.service("osm-n1").thing.kind == "COM-DAY"
    with pytest.raises(NotAllowed):
        workbook.differences(besim, brought(ana, MAP, "osm_services"))


def test_a_map_again_differs_in_nothing_and_lists_what_is_gone(smalltown, ana):
    applied(ana, brought(ana, MAP, "osm_services"))
    less = re.sub(r'<node id="1".*?</node>', "", MAP, flags=re.S)

    assert workbook.differences(ana, brought(ana, MAP, "osm_services")).found == ()
    assert ("removed", "services/osm-n1", ()) in told(
        workbook.differences(ana, brought(ana, less, "osm_services")).found
    )


def test_a_provider_and_its_service_are_removed_together(smalltown, ana):
    inventory.add_record(ana, Provider("P7", {"en": "Leaving"}, "civil"))
    inventory.add_record(ana, Site("T7", {"en": "Hall"}, "A1"))
    inventory.add_record(ana, Service("S7", "COU", {"en": "Talk"}, "P7", ("T7",)))
    number = brought(ana, theirs())
    row = workbook.WorkbookRow.objects.get(pk=number)
    row.book["gone"] = ["providers/P7", "sites/T7", "services/S7"]
    row.save()

    applied(ana, number)

    assert queries.service("S7").removed
    assert queries.provider("P7").removed
