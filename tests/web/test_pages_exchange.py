"""The files for other directories, and a service of unknown kind on the list."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.stages.exchange.test_hsds import FOREIGN

from sofra.sources.hsds.check import check
from sofra.store import queries
from sofra.work import collect, workbook
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
    number = collect.accept(actor, outcome.id).list
    found = workbook.differences(actor, number).found
    workbook.apply(actor, number, {one.key: one.version for one in found})

    page = ana.get("/resources/")

    assert "Community counselling" in page
    assert ana.get(f"/resources/{FOREIGN['id']}/")


def test_another_directory_s_file_is_looked_at_applied_and_taken_back_on_the_pages(ana):
    file = SimpleUploadedFile("theirs.json", json.dumps([FOREIGN]).encode())
    ready = ana.post(reverse("imports"), 302, file=file, kind="hsds")
    number = queries.imports()[0].id
    assert "See the differences" in ana.get(reverse("imports_at_outcome", args=[number]))
    ana.post(reverse("import_accept", args=[number]), 302)
    shown = ana.get(f"/resources/workbook/{queries.outcome(number).list}/")

    assert ready is not None
    assert "Community counselling" in shown
    assert "3 added, 0 changed, 0 missing, 0 unchanged." in shown
    assert "list of differences" in ana.get(reverse("imports_at_outcome", args=[number]))
    assert FOREIGN["id"] not in {one.id for one in queries.inventory().services}
