"""A workspace opened elsewhere from its bundle gives the same pages, to the letter."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.test import Client
from tests.web.conftest import Reader

from sofra.store.people import Member
from sofra.web.pages.released import _laid_out
from sofra.work.acts import KEEPER
from sofra.work.founding import folder_from_bundle
from sofra.work.workspace import bundle, open_bundle

PATHS = ("/", "/needs/", "/gaps/", "/gaps/?as=table&service=COM-DAY", "/priorities/", "/plan/", "/gaps/places.json")


def pages(username: str, lang: str) -> dict[str, str]:
    """What this member reads, without the token that is made anew for every page."""
    client = Client()
    client.force_login(Member.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["sofra_language"] = lang
    found = {path: client.get(path) for path in PATHS}
    assert {answer.status_code for answer in found.values()} == {200}
    token = re.compile(r'"X-CSRFToken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
    return {path: token.sub("", answer.content.decode()) for path, answer in found.items()}


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_a_bundle_opened_elsewhere_gives_the_same_pages(ana: Reader, lang: str, tmp_path: Path, settings):
    ana.post("/gaps/propose/", gap="COM-DAY/ALL/TRP")
    ana.post("/plan/save/", version_note="First reading")
    ana.get("/plan/")
    before = pages("ana", lang)
    packed = bundle(KEEPER, tmp_path / "trpezica.zip").path

    for model in apps.get_models():
        model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
    _laid_out.cache_clear()
    settings.SOFRA_WORKSPACE = folder_from_bundle(packed, tmp_path / "elsewhere")
    open_bundle(KEEPER, packed)

    assert pages("ana", lang) == before
