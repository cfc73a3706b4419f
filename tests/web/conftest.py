"""The demo in the test database for all pages, the four people, and a lint for every page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpResponse
from django.test import Client, override_settings
from tests.town import filled

from sofra.store.people import Member
from sofra.work.acts import KEEPER
from sofra.work.demo import load_demo
from sofra.work.founding import create_workspace, demo_municipality

HTML = "{http://www.w3.org/1999/xhtml}"
HERE = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of pages run together, last: they share one demo in the database."""
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = create_workspace(tmp_path_factory.mktemp("pages") / "workspace", demo_municipality())
    with override_settings(SOFRA_WORKSPACE=folder, ALLOWED_HOSTS=["testserver"]), django_db_blocker.unblock():
        if not filled(folder):
            load_demo(KEEPER)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def empty_workspace(db: None, tmp_path: Path) -> Iterator[None]:
    folder = create_workspace(tmp_path / "workspace", demo_municipality())
    for model in apps.get_models():  # the demo of the other tests; the test's transaction puts it back
        model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
    with override_settings(SOFRA_WORKSPACE=folder, ALLOWED_HOSTS=["testserver"]):
        yield


@dataclass(frozen=True)
class Reader:
    """Somebody signed in; every page that they open is linted."""

    client: Client
    lang: str

    def get(self, path: str, status: int = 200, **headers: str) -> str:
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == status, answer.content[:2000]
        return linted(answer, self.lang) if not headers else answer.content.decode()

    def post(self, path: str, status: int = 302, /, **sent: object) -> str:
        answer = self.client.post(path, sent)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.headers["Location"] if status == 302 else linted(answer, self.lang)


@pytest.fixture
def sign_in(demo: None, db: None) -> Callable[..., Reader]:
    def door(username: str, lang: str = "en") -> Reader:
        client = Client()
        client.force_login(Member.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["sofra_language"] = lang
        return Reader(client, lang)

    return door


@pytest.fixture
def ana(sign_in: Callable[..., Reader]) -> Reader:
    return sign_in("ana")


@pytest.fixture
def guest(sign_in: Callable[..., Reader]) -> Reader:
    return sign_in("guest")


def linted(answer: HttpResponse, lang: str) -> str:
    """The page as text; fails on markup that does not parse and on what a screen reader would stumble over."""
    page = answer.content.decode()
    tree = html5lib.HTMLParser(strict=True).parse(page)
    assert tree.get("lang") == lang
    assert len(list(tree.iter(f"{HTML}h1"))) == 1, "one h1 on every page"
    assert tree.find(f".//{HTML}title").text.strip() != "– Sofra"
    ids = [node.get("id") for node in tree.iter() if isinstance(node.tag, str) and node.get("id")]
    assert sorted(ids) == sorted(set(ids)), "ids are unique"
    _labelled(tree, set(ids))
    _linked(tree, set(ids))
    assert not list(tree.iter(f"{HTML}style"))
    assert not [node for node in tree.iter() if isinstance(node.tag, str) and node.get("style")]
    return page


def _labelled(tree, ids: set[str]) -> None:
    labels = {node.get("for") for node in tree.iter(f"{HTML}label")}
    assert labels <= ids | {None}
    for tag in ("input", "select", "textarea"):
        for node in tree.iter(f"{HTML}{tag}"):
            if node.get("type") not in {"hidden", "submit"}:
                assert node.get("id") in labels or node.get("aria-label"), f"no label: {node.attrib}"


def _linked(tree, ids: set[str]) -> None:
    for node in tree.iter():
        if isinstance(node.tag, str):
            for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
                assert set((node.get(name) or "").split()) <= ids, (name, node.attrib)
