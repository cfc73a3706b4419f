"""Signing in: the four people of the demo, wrong passwords, and pages that nobody sees from outside."""

import pytest
from django.test import Client
from tests.web.conftest import linted

from sofra.work.demo import PASSWORD

pytestmark = pytest.mark.once


@pytest.fixture
def outside(demo, db) -> Client:
    client = Client()
    client.cookies["sofra_language"] = "en"
    return client


@pytest.mark.parametrize("path", ["/", "/needs/", "/gaps/", "/gaps/places.json", "/plan/", "/report/", "/prepare/"])
def test_nobody_sees_a_page_from_outside(outside, path):
    answer = outside.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize(("lang", "words"), [("en", "A table with a place"), ("mk", "има место за секого")])
def test_the_door_is_sound_and_names_the_four_accounts(outside, lang, words):
    outside.cookies["sofra_language"] = lang

    page = linted(outside.get("/sign-in/"), lang)

    assert words in page
    assert all(name in page for name in ("ana", "besim", "ceca", "guest", PASSWORD))


@pytest.mark.parametrize("username", ["ana", "besim", "ceca", "guest"])
def test_each_of_the_four_comes_in(outside, username):
    answer = outside.post("/sign-in/", {"username": username, "password": PASSWORD, "next": "/gaps/"})

    assert answer.headers["Location"] == "/gaps/"


def test_a_wrong_password_is_told_in_a_summary(outside):
    answer = outside.post("/sign-in/", {"username": "ana", "password": "guess"})

    assert answer.status_code == 403
    assert "do not belong together" in linted(answer, "en")


def test_an_empty_name_is_linked_from_the_summary_to_its_field(outside):
    page = linted(outside.post("/sign-in/", {"username": "", "password": ""}), "en")

    assert '<a href="#id_username">Fill this in.</a>' in page


def test_the_way_on_never_leaves_sofra(outside):
    answer = outside.post("/sign-in/", {"username": "ana", "password": PASSWORD, "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_the_language_is_switched_and_kept(outside):
    outside.post("/language/", {"language": "mk", "next": "/sign-in/"})

    assert "Најава" in linted(outside.get("/sign-in/"), "mk")
