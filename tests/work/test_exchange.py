"""Other directories' services come in through the same acts as anybody's files, and go out again."""

import json

import pytest
from tests.stages.exchange.test_hsds import FOREIGN
from tests.stages.exchange.test_osm_services import MAP

from sofra.sources.hsds.check import check
from sofra.store import queries
from sofra.work import collect
from sofra.work.exchange import organizations_file, places_file, services_file
from sofra.work.reading import Incoming


def come_in(actor, name: str, content: str, kind: str = ""):
    outcome = collect.upload(actor, Incoming(name, content.encode()), kind=kind)
    return collect.accept(actor, outcome.id)


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
