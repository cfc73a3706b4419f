"""The files for other directories, and a service of unknown kind on the list."""

import json

import pytest
from tests.stages.exchange.test_hsds import FOREIGN

from sofra.sources.hsds.check import check
from sofra.store import queries
from sofra.work import collect
from sofra.work.acts import Actor
from sofra.work.reading import Incoming

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("page", "kind"), [("services", "service"), ("organizations", "organization")])
def test_the_page_gives_a_file_without_a_fault(ana, page, kind):
    found = json.loads(ana.client.get(f"/resources/{page}.json").content)

    assert found["total_items"] == len(found["contents"]) > 0
    assert [issue for one in found["contents"] for issue in check(one, kind)] == []


def test_the_points_are_geojson(ana):
    found = json.loads(ana.client.get("/resources/services.geojson").content)

    spots = {site.id for site in queries.inventory().sites if site.lon is not None}
    assert found["type"] == "FeatureCollection"
    assert {feature["properties"]["site"] for feature in found["features"] if "site" in feature["properties"]} <= spots


def test_a_service_whose_kind_nobody_named_stands_on_the_list_until_somebody_does(ana):
    kindless = [{name: value for name, value in FOREIGN.items() if name != "attributes"}]
    actor = Actor("ana", "coordinator")
    outcome = collect.upload(actor, Incoming("theirs.json", json.dumps(kindless).encode()))
    collect.accept(actor, outcome.id)

    page = ana.get("/resources/")

    assert "Community counselling" in page
    assert ana.get(f"/resources/{FOREIGN['id']}/")
