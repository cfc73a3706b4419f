"""A workspace with nothing in it says what to do, on every page."""

import pytest
from django.test import Client
from tests.web.conftest import Reader

from sofra.store.people import Member

pytestmark = pytest.mark.once


@pytest.fixture
def newcomer(empty_workspace) -> Reader:
    person = Member.objects.create_user("nova", role="coordinator", name="Nova")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return Reader(client, "mk")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/needs/",
        "/needs/quality/",
        "/resources/",
        "/resources/all/providers/",
        "/resources/all/assets/",
        "/resources/workbook/",
        "/gaps/",
        "/priorities/",
        "/plan/",
        "/follow-up/",
        "/report/",
        "/prepare/",
        "/prepare/sample/",
        "/needs/fieldwork/",
        "/needs/furthest/",
        "/gaps/hazards/",
        "/resources/reach/",
    ],
)
def test_a_page_without_data_is_sound_and_says_what_to_do(newcomer, path):
    newcomer.client.cookies["sofra_language"] = "mk"

    assert 'class="' in newcomer.get(path)


def test_the_first_step_is_to_bring_files(newcomer):
    newcomer.client.cookies["sofra_language"] = "mk"

    assert "Тука сѐ уште нема ништо" in newcomer.get("/")
