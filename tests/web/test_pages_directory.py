"""What everybody can read without an account: the public directory, its addresses, and what is never there."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.web.conftest import linted

from sofra.store import queries
from sofra.work.acts import KEEPER
from sofra.work.directory import switch_directory
from sofra.work.inventory import change_record

pytestmark = pytest.mark.once

LIST = {"en": "/directory/en/", "mk": "/directory/mk/"}


@pytest.fixture
def citizen(demo, db):
    return Client()


def read(client, path, lang="en", status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:800]
    return linted(answer, lang)


def every_public_page(client):
    """All addresses of the sitemap with what stands at them, and the three files beside."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    paths = [node.text.removeprefix("http://testserver") for node in tree.iter() if node.tag.endswith("}loc")]
    return {path: client.get(path).content.decode() for path in [*paths, "/sitemap.xml", "/robots.txt"]}


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_list_and_every_service_are_sound_pages_with_title_and_description(citizen, lang):
    read(citizen, LIST[lang], lang)
    for one in queries.inventory().services:
        if one.status == "active":
            page = read(citizen, f"{LIST[lang]}{one.id}/", lang)
            assert f'<link rel="canonical" href="http://testserver{LIST[lang]}{one.id}/">' in page
            assert page.count('rel="alternate" hreflang=') == 3
            assert re.search(r'<meta name="description" content="[^"]{40,}">', page)


def test_the_directory_leads_to_the_readers_language(citizen):
    assert citizen.get("/directory/", headers={"accept-language": "mk"}).headers["Location"] == "/directory/mk/"
    assert citizen.get("/directory/", headers={"accept-language": "en"}).headers["Location"] == "/directory/en/"
    assert citizen.get("/directory/").headers["Location"] == "/directory/mk/"


def test_a_closed_directory_is_read_by_nobody_but_who_may_open_it(citizen, ana, guest):
    switch_directory(KEEPER, False)

    assert "has not opened" in read(citizen, "/directory/en/", status=404)
    assert "has not opened" in guest.get("/directory/en/", 404)
    assert citizen.get("/sitemap.xml").status_code == 404
    assert citizen.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    page = ana.get("/directory/en/")
    assert "Only you see this page" in page
    assert 'content="noindex, nofollow"' in page


def test_a_coordinator_opens_and_closes_it_in_the_settings(ana, citizen, guest):
    ana.post("/settings/directory/", on="no")
    assert "The public directory is closed: citizens" in ana.get("/settings/")
    guest.post("/settings/directory/", 403, on="yes")
    ana.post("/settings/directory/", on="yes")

    assert "Find help and services" in read(citizen, "/directory/en/")


def test_robots_may_read_the_directory_alone(citizen):
    lines = citizen.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *", "Allow: /directory/", "Allow: /static/", "Disallow: /", "Sitemap: http://testserver/sitemap.xml",
    ]  # fmt: skip


def test_a_page_needs_no_script_and_sets_no_cookie(citizen):
    answer = citizen.get("/directory/en/")

    assert not answer.cookies
    assert "<script" not in answer.content.decode()
    assert "<script src" not in citizen.get("/directory/en/SV-11/").content.decode()


def test_the_linked_data_can_be_read_and_says_what_the_page_says(citizen):
    page = citizen.get("/directory/en/SV-11/").content.decode()

    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    found = json.loads(text)

    assert (found["@type"], found["name"]) == ("Service", "Day centre “Sunny Room”")
    assert found["hoursAvailable"][0]["opens"] == "08:00"
    assert found["availableChannel"][0]["serviceLocation"]["geo"]["latitude"] == pytest.approx(41.44937)
    assert found["offers"] == {"@type": "Offer", "price": 600.0, "priceCurrency": "MKD"}
    assert (
        json.loads(
            re.findall(r"ld\+json\">(.*?)</script>", citizen.get("/directory/en/SV-01/").content.decode(), re.S)[0]
        )["@type"]
        == "GovernmentService"
    )


def test_no_text_of_a_service_ends_the_block_of_data(citizen):
    kept = queries.service("SV-11")
    change_record(KEEPER, replace(kept.thing, description={"en": "</script><script>alert(1)</script>"}), kept.version)

    page = citizen.get("/directory/en/SV-11/").content.decode()

    assert "<script>alert" not in page
    assert page.count("</script>") == 1


def test_a_safe_house_shows_its_telephone_and_no_place_at_all(citizen):
    page = read(citizen, "/directory/en/SV-23/")

    assert re.search(r'href="tel:\+389\d+"', page)
    assert "this service shows no place" in page
    assert "openstreetmap" not in page
    assert "Where it is" not in page


def test_no_public_page_tells_where_a_safe_house_stands(citizen):
    kept = queries.site("S-24")
    spot = replace(kept.thing, lon=21.987654, lat=41.123456, address="Secret lane 9", name={"en": "House Iris"})
    change_record(KEEPER, spot, kept.version)
    house = queries.service("SV-23")
    change_record(KEEPER, replace(house.thing, bring={"en": "Come to Secret Lane 9"}), house.version)

    pages = every_public_page(citizen)

    assert len(pages) > 50
    for path, text in pages.items():
        told = [word for word in ("21.98765", "41.12345", "secret lane", "house iris") if word in text.casefold()]
        assert (path, told) == (path, [])
    assert "S-24" not in "".join(pages.values())
    for lang in ("en", "mk"):
        own = pages[f"/directory/{lang}/SV-23/"]
        settlement = next(place for place in queries.places() if place.id == spot.place)
        shown = own.split("<main")[1].split("</main>")[0].replace(queries.municipality().name[lang], "")
        assert settlement.name[lang] not in shown


def test_services_that_are_planned_closed_or_removed_are_not_public(citizen):
    statuses = {one.id: one.status for one in queries.inventory().services}
    hidden = [id for id, status in statuses.items() if status != "active"]

    pages = every_public_page(citizen)

    assert hidden
    assert [id for id in hidden if any(f"/{id}/" in path for path in pages)] == []
    for id in hidden:
        assert citizen.get(f"/directory/en/{id}/").status_code == 404


def test_no_public_page_counts_users_or_waiting_people_or_costs(citizen):
    kept = queries.service("SV-11")
    capacity = replace(kept.thing.capacity, users=87654, waiting=76543)
    changed = replace(kept.thing, capacity=capacity, staff=65432.0, cost_per_place_year=54321.0)
    change_record(KEEPER, changed, kept.version)

    text = "".join(every_public_page(citizen).values()).replace(",", "").replace(".", "")

    assert [n for n in ("87654", "76543", "65432", "54321") if n in text] == []


def test_free_places_are_said_with_their_date_and_only_while_fresh(citizen):
    from django.utils import timezone

    kept = queries.service("SV-11")
    today = timezone.localdate().isoformat()
    fresh = replace(kept.thing.capacity, places=20, users=18, waiting=0, counted_on=today)
    change_record(KEEPER, replace(kept.thing, capacity=fresh), kept.version)
    assert "There were free places on" in read(citizen, "/directory/en/SV-11/")

    kept = queries.service("SV-11")
    change_record(KEEPER, replace(kept.thing, capacity=replace(fresh, counted_on="2025-01-01")), kept.version)
    assert "free places" not in read(citizen, "/directory/en/SV-11/")


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("q=soup", "SV-13", "SV-11"),
        ("kind=COM-DAY", "SV-11", "SV-13"),
        ("group=VDV", "SV-23", "SV-11"),
        ("place=TRP-30", "SV-11", "SV-13"),
        ("free=1", "SV-13", "SV-11"),
        ("step_free=1", "SV-11", "SV-04"),
        ("language=sq", "SV-01", "SV-13"),
    ],
)
def test_the_search_finds_what_fits(citizen, query, there, gone):
    page = read(citizen, f"/directory/en/?{query}")

    assert f"/directory/en/{there}/" in page
    assert f"/directory/en/{gone}/" not in page


def test_a_search_for_nothing_says_so_and_leads_back(citizen):
    assert "No service fits this search" in read(citizen, "/directory/en/?q=zzzz")


def test_open_now_says_how_many_it_left_out(citizen):
    page = read(citizen, "/directory/en/?open=1")

    assert "are left out because nobody wrote down their hours" in page
    assert "/directory/en/SV-23/" in page


def test_a_language_or_a_service_that_is_not_there_is_a_plain_page(citizen):
    assert "<nav" in read(citizen, "/directory/xx/", status=404)
    read(citizen, "/directory/en/nothing/", status=404)


def test_a_website_that_is_no_web_address_is_no_link(citizen):
    from sofra.types.supply import Contact
    from sofra.work.inventory import change_record

    kept = queries.provider("PR-04")
    change_record(KEEPER, replace(kept.thing, contact=Contact(website="javascript://x%0aalert(1)")), kept.version)

    assert "javascript:" not in read(citizen, "/directory/en/SV-11/")


@pytest.mark.parametrize(("lang", "words"), [("en", "sign language"), ("mk", "знаковен јазик")])
def test_a_language_has_its_name_in_the_readers_language(citizen, lang, words):
    assert words in read(citizen, f"/directory/{lang}/SV-11/", lang)


def test_what_the_provider_may_not_be_asked_stays_out_of_the_search(citizen):
    kept = queries.service("SV-11")
    change_record(KEEPER, replace(kept.thing, source="Hidden Gossip", quality="Hidden Gossip"), kept.version)

    assert "No service fits this search" in read(citizen, "/directory/en/?q=gossip")
