"""A provider with a link and no account, and the officer who decides."""

import html
import io
import re

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.conftest import linted

from sofra.store import queries
from sofra.store.confirming import InvitationRow
from sofra.work.acts import KEEPER
from sofra.work.confirming import invite


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def link(demo, db):
    (made,) = invite(KEEPER, ["SV-11"], lang="en")
    return f"/confirm/{made.token}/"


@pytest.fixture
def provider():
    return Client(enforce_csrf_checks=False)


def read(client, path, lang="en", status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:800]
    return linted(answer, lang)


def press(client, path, lang="en", **sent):
    answer = client.post(path, sent)
    assert answer.status_code == 200, answer.content[:800]
    return linted(answer, lang)


def test_the_first_page_asks_whether_it_is_still_so(provider, link):
    page = read(provider, link)

    assert "Still 20 places?" in page
    assert "Yes, all of it is still right" in page
    assert "noindex" in page
    assert "<script" not in page


def test_the_page_is_in_the_language_of_the_link_and_can_be_switched(provider, link):
    assert "Сѐ уште 20 места?" in read(provider, f"{link}?lang=mk", "mk")
    assert "Still 20 places?" in read(provider, f"{link}?lang=xx", "en")


def test_yes_is_one_press(provider, link):
    assert provider.post(link, {"go": "yes"}).headers["Location"] == link

    assert "Thank you" in read(provider, link)
    assert queries.confirmations()[-1].reply.changed == ()


def test_a_change_goes_one_thing_at_a_time_and_is_carried_along(provider, link):
    assert "What changed?" in press(provider, link, go="change")
    assert "How many people can be served" in press(provider, link, go="edit:places")
    page = press(provider, link, go="keep", field="places", value="12")
    assert '<input type="hidden" name="said_places" value="12">' in page
    page = press(provider, link, go="keep", field="opening", value="Mon–Fri 9–13", said_places="12")
    assert 'value="Mon–Fri 9–13"' in html.unescape(page)

    provider.post(link, {"go": "send", "said_places": "12", "said_opening": "Mon–Fri 9–13", "note": "Thanks"})

    answer = queries.confirmations()[-1]
    assert [(one.field, one.before, one.after) for one in answer.reply.changed] == [
        ("places", 20, 12), ("opening", "Mon–Fri 8–16", "Mon–Fri 9–13"),
    ]  # fmt: skip
    assert answer.reply.note == "Thanks"


def test_a_number_that_is_none_is_told_where_it_was_typed(provider, link):
    page = press(provider, link, go="keep", field="places", value="a dozen")

    assert "“a dozen” is no number of people." in page
    assert 'id="value"' in page


def test_the_page_shows_its_own_service_and_nothing_else(provider, link):
    kept = queries.inventory()
    others = [one.name["en"] for one in kept.services if one.id != "SV-11"]

    text = html.unescape("".join([read(provider, link), press(provider, link, go="change")]))

    assert [name for name in others if name in text] == []
    assert not re.search(r"236[,.]?000|PWD-A|21\.86146|S-03", text)


def test_a_link_answers_about_no_other_service_whatever_is_sent_along(provider, link):
    before = [queries.service(one) for one in ("SV-01", "SV-11")]

    sent = {"go": "send", "service": "SV-01", "id": "SV-01", "invitation": "1", "said_places": "7"}
    provider.post(f"{link}?service=SV-01", sent)

    answer = queries.confirmations()[-1]
    assert (answer.invitation.service, answer.reply.changed[0].after) == ("SV-11", 7)
    assert [queries.service(one) for one in ("SV-01", "SV-11")] == before


def test_a_link_to_a_safe_house_tells_nothing_of_its_spot(provider, demo, db):
    (made,) = invite(KEEPER, ["SV-23"], lang="en")
    home = queries.site("S-24").thing

    text = read(provider, f"/confirm/{made.token}/").split("<main")[1]

    assert home.name["en"] not in text
    place = next(one for one in queries.places() if one.id == home.place)
    assert place.name["en"] not in text


@pytest.mark.parametrize(
    ("column", "words", "status"),
    [("expires_on", "too old", 410), ("withdrawn_on", "took this link back", 410), ("used_on", "Thank you", 200)],
)
def test_a_link_that_does_not_open_says_why(provider, link, column, words, status):
    if column == "used_on":
        provider.post(link, {"go": "yes"})
    else:
        long_ago = "2020-01-01" if column == "expires_on" else "2020-01-01T00:00:00Z"
        InvitationRow.objects.filter(service="SV-11").update(**{column: long_ago})

    assert words in read(provider, link, status=status)


def test_a_wrong_link_is_unknown_and_after_eight_of_them_the_door_waits(provider, link):
    for n in range(8):
        assert "not known here" in read(provider, f"/confirm/wrong-{n}/", status=404)

    assert "Too many wrong links" in read(provider, link, status=429)


def test_the_provider_reads_why_an_answer_was_not_taken_over(provider, link, ana):
    provider.post(link, {"go": "send", "said_places": "99"})
    answer = queries.confirmations()[-1]

    ana.post(f"/confirmations/{answer.id}/reject/", reason="The contract says 20.")

    page = read(provider, link)
    assert "did not take it over" in page
    assert "The contract says 20." in page


def test_the_officer_sees_the_difference_and_takes_it_over(provider, link, ana):
    provider.post(link, {"go": "send", "said_places": "12"})
    answer = queries.confirmations()[-1]

    page = ana.get("/confirmations/")
    assert "The list said" in page
    assert "<strong>12</strong>" in page
    ana.post(f"/confirmations/{answer.id}/approve/")

    assert queries.service("SV-11").thing.capacity.places == 12
    assert "as its provider says" in ana.get("/confirmations/")


def test_all_answers_without_a_change_are_taken_over_at_once(provider, link, ana):
    provider.post(link, {"go": "yes"})

    ana.post("/confirmations/unchanged/")

    assert "SV-11" not in {one.invitation.service for one in queries.confirmations()}
    assert "SV-13" in {one.invitation.service for one in queries.confirmations()}


def test_a_rejection_without_a_reason_decides_nothing(provider, link, ana):
    provider.post(link, {"go": "yes"})
    answer = queries.confirmations()[-1]

    assert ana.post(f"/confirmations/{answer.id}/reject/", reason=" ").endswith(f"#answer-{answer.id}")

    assert answer.id in {one.id for one in queries.confirmations()}
    assert "Nothing was decided" in ana.get("/confirmations/")


def test_links_for_all_stale_services_are_made_in_one_go_and_shown_once(ana, provider):
    page = ana.get("/confirmations/")
    stale = re.findall(r'name="service" value="([^"]+)" checked', page)
    assert stale

    made = ana.post("/confirmations/links/", 200, service=stale, days="14", language="mk")

    links = re.findall(r"http://testserver(/confirm/[\w-]+/)", made)
    assert len(set(links)) >= len(stale)
    assert "keeps no link in readable form" in made
    assert "mailto:" in made
    read(provider, links[0], "mk")
    assert not re.findall(r"/confirm/[\w-]{20,}", ana.get("/confirmations/"))


def test_no_chosen_service_makes_no_link(ana):
    ana.post("/confirmations/links/")

    assert "No service was chosen" in ana.get("/confirmations/")


def test_a_link_is_taken_back_on_the_page(ana, link, provider):
    number = next(one.id for one in queries.links_out() if one.service == "SV-11")

    ana.post(f"/confirmations/links/{number}/withdraw/")

    assert "took this link back" in read(provider, link, status=410)


def test_the_links_that_are_out_are_a_spreadsheet_without_tokens(ana, link):
    book = openpyxl.load_workbook(io.BytesIO(ana.client.get("/confirmations/links.xlsx").content))

    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row if cell]
    assert "Day centre “Sunny Room”" in cells
    assert not [cell for cell in cells if "/confirm/" in str(cell)]


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_page_of_confirmations_is_sound_for_those_who_may_see_it(sign_in, lang):
    assert sign_in("ana", lang).get("/confirmations/")
    assert sign_in("besim", lang).get("/confirmations/")
    sign_in("guest", lang).get("/confirmations/", 403)
