"""Settings: members are added, change roles, leave and come back; a language stays with its reader."""

import re

from django.test import Client

from sofra.store.people import Member
from sofra.work.demo import ACCOUNTS, PASSWORD


def test_a_new_member_comes_in_with_the_password_that_is_shown_once(ana):
    page = ana.post("/settings/", 200, member_name="Dragan", username="dragan", role="collector")

    password = re.search(r'<code id="fresh">([^<]+)</code>', page).group(1)
    door = Client().post("/sign-in/", {"username": "dragan", "password": password})
    assert door.status_code == 302
    assert password not in ana.get("/settings/")
    assert Member.objects.get(username="dragan").role == "collector"


def test_a_taken_name_is_told_and_nobody_is_added(ana):
    page = ana.post("/settings/", 422, member_name="Another Ana", username="ANA", role="guest")

    assert "Somebody signs in as “ANA” already." in page
    assert Member.objects.count() == len(ACCOUNTS)


def test_who_is_switched_off_stays_outside_until_switched_on(ana, sign_in):
    besim = sign_in("besim")
    ana.post("/settings/besim/off/")

    assert besim.client.get("/").status_code == 302
    assert Client().post("/sign-in/", {"username": "besim", "password": PASSWORD}).status_code == 403
    ana.post("/settings/besim/on/")
    assert Client().post("/sign-in/", {"username": "besim", "password": PASSWORD}).status_code == 302


def test_the_last_coordinator_keeps_the_role_and_the_door(ana):
    assert "is the only one who coordinates" in ana.post("/settings/ana/role/", 409, role="guest")
    assert "is the only one who coordinates" in ana.post("/settings/ana/off/", 409)


def test_a_lost_password_no_longer_opens(ana):
    page = ana.post("/settings/ceca/password/", 200)

    fresh = re.search(r'<code id="fresh">([^<]+)</code>', page).group(1)
    assert Client().post("/sign-in/", {"username": "ceca", "password": PASSWORD}).status_code == 403
    assert Client().post("/sign-in/", {"username": "ceca", "password": fresh}).status_code == 302


def test_nobody_but_a_coordinator_sees_the_members(guest, sign_in):
    guest.get("/settings/", 403)
    sign_in("besim").post("/settings/guest/role/", 403, role="coordinator")

    assert "/settings/" not in guest.get("/")
    assert Member.objects.get(username="guest").role == "guest"


def test_a_language_is_kept_on_the_member(ana):
    ana.client.post("/language/", {"language": "mk", "next": "/gaps/"})

    assert Member.objects.get(username="ana").language == "mk"
    assert 'lang="mk"' in ana.client.get("/gaps/").content.decode()
