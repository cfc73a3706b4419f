"""What a role without the right can get, all of it, holds no household point, no safe house and no name."""

import io
import json
import logging
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from sofra.store import queries
from sofra.store.answers import HeldRow, Round, Submission
from sofra.store.events import Event
from sofra.store.records import as_record
from sofra.types.keys import ServiceKind
from sofra.types.supply import Capacity, Service, Site
from sofra.work import inventory
from sofra.work.acts import KEEPER
from sofra.work.founding import DEMO
from sofra.work.mapping import make_map
from sofra.work.workspace import bundle

pytestmark = pytest.mark.once

SAFE = ("Kolibri house", "Plum lane 77", "22.91846", "41.23817", "Kolibri")
"""The name, street and spot of a safe house, as no other thing in the town is called."""
POINT = ("22.83764", "41.19283")
"""Where a household lives."""
NAME = ("Persida Skrivanova",)
"""Who somebody is."""
LINK = re.compile(r'(?:href|src|data-map|data-panel|hx-get|action)="([^"#]+)')
PASSED_OVER = ("/sign-out/", "/static/", "http:", "https:", "mailto:", "tel:", "//", "data:", "geo:")
MOST = 700
"""Pages of one walk; more, and the walk would not end within a coffee break."""


@pytest.fixture
def planted(demo: None, db: None) -> None:
    """A safe house, a household with its point and a held row with a name, and a map made with them."""
    provider = queries.inventory().providers[0].id
    home = next(place.id for place in queries.places() if place.kind == "settlement")
    inventory.add_record(
        KEEPER, Site("XS", {"en": SAFE[0], "mk": SAFE[0]}, home, 22.91846, 41.23817, True, SAFE[1], hidden=True)
    )
    inventory.add_record(
        KEEPER,
        Service(
            "XV", ServiceKind("SAFE"), {"en": "Refuge"}, provider, ("XS",), capacity=Capacity(6, 5, 1, "2026-01-01")
        ),
    )
    household = Submission.objects.order_by("pk").first()
    assert household is not None
    lon, lat = map(float, POINT)
    household.document["household"] |= {
        "gps": " ".join(POINT),
        "lon": lon,
        "lat": lat,
        "home_lon": lon,
        "home_lat": lat,
    }
    household.save()
    round = Round.objects.order_by("pk").first()
    HeldRow.objects.create(
        round=round, table="person", key="k", row={"name": NAME[0], "gps": " ".join(POINT)}, issues=[]
    )
    make_map(KEEPER)


HOUSEHOLDS = json.loads((DEMO / "18_mobile_team.json").read_text(encoding="utf-8"))["households"]
VISITED = (
    *(one[what] for one in HOUSEHOLDS for what in ("name", "address")),
    *((str(one["lon"]), str(one["lat"])) for one in HOUSEHOLDS),
)
"""Who the mobile team visits, and where they live: sealed, and open to the team alone with its passphrase."""

WALKS = {
    "ana": VISITED,
    "besim": (*SAFE, *VISITED),
    "ceca": (*SAFE, *POINT, *NAME, *VISITED),
    "dana": (*SAFE, *NAME, *VISITED),
    "dara": (*SAFE, *POINT, *NAME, *VISITED),
    "guest": (*SAFE, *POINT, *NAME, *VISITED),
    "": (*SAFE, *POINT, *NAME, *VISITED),
}
"""Whoever walks ("" without an account), and what they must not find; a collector corrects answers, so sees some."""


@pytest.mark.parametrize(
    "roles", [("guest", ""), pytest.param(("ana", "besim", "ceca", "dana", "dara"), marks=pytest.mark.slow)]
)
def test_whoever_walks_through_everything_finds_no_secret(planted, sign_in, ana, roles):
    for role in roles:
        secrets = WALKS[role]
        client = sign_in(role).client if role else Client()
        seen = dict(walk(client, starts(client)))

        assert len(seen) > 40, sorted(seen)
        assert leaks(seen, secrets) == [], role
    # The same search finds it for whoever has the right: so it would have found a leak.
    assert leaks({"site": ana.client.get("/resources/all/sites/XS/").content}, (SAFE[1],))


def test_events_logs_releases_and_bundles_of_facts_carry_no_secret(planted, sign_in, caplog, tmp_path: Path):
    with caplog.at_level(logging.DEBUG):
        sign_in("guest").client.get("/resources/XV/")
    note = queries.latest()
    assert note is not None
    packed = bundle(KEEPER, tmp_path / "facts.zip", facts_only=True).path
    events = [[one.who, one.act, one.target, one.counts] for one in Event.objects.all()]

    kept = {
        "events": json.dumps(events, ensure_ascii=False).encode(),
        "log": caplog.text.encode(),
        "release": json.dumps(as_record(queries.inputs(note.id)), ensure_ascii=False).encode(),
        "bundle": packed.read_bytes(),
    }
    assert leaks(kept, (*SAFE, *POINT, *NAME, *VISITED)) == []


def starts(client: Client) -> list[str]:
    """Every address without a gap, and those that a search engine or a reader would try."""
    from sofra.web.urls import urlpatterns

    found = [f"/{one.pattern}" for one in urlpatterns if "<" not in str(one.pattern)]
    return [*found, "/resources/XV/", "/resources/all/sites/XS/", "/robots.txt", "/sitemap.xml"]


def walk(client: Client, first: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Every answer to a GET from these addresses on, by the links in them; sign-out and posts are left alone."""
    ahead, known = deque(first), set(first)
    for _ in range(MOST):
        if not ahead:
            return
        path = ahead.popleft()
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield path, content
        for link in links(path, content.decode("utf-8", "ignore") if "html" in answer.get("Content-Type", "") else ""):
            shape = re.sub(r"=[^&]*", "=", link)  # one page of each form of question is enough
            if shape not in known:
                known.add(shape)
                ahead.append(link)


def links(path: str, page: str) -> Iterator[str]:
    for raw in LINK.findall(page):
        link = unescape(raw)
        if link.startswith("?"):
            link = path.split("?")[0] + link
        if link.startswith("/") and not link.startswith(PASSED_OVER) and "PLACE" not in link:
            yield link


Secret = str | tuple[str, str]
"""A text, or a longitude and a latitude: one alone stands in many a boundary."""


def leaks(seen: Mapping[str, bytes], secrets: Iterable[Secret]) -> list[tuple[str, Secret]]:
    """Where a secret stands, also inside office files and PDF, and with a decimal comma."""
    wanted = tuple(secrets)
    return [
        (path, secret)
        for path, content in seen.items()
        for text in texts_in(content)
        for written in (text, text.replace(",", "."))
        for secret in wanted
        if stands(secret, written)
    ]


def stands(secret: Secret, text: str) -> bool:
    """True when the text holds it; a pair only where its halves stand near each other."""
    if isinstance(secret, str):
        return secret in text
    if not all(half in text for half in secret):
        return False
    lon, lat = ([found.start() for found in re.finditer(re.escape(half), text)] for half in secret)
    return any(abs(one - other) < 60 for one in lon for other in lat)


def texts_in(content: bytes) -> Iterator[str]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from texts_in(archive.read(name))
    elif content.startswith(b"%PDF"):
        yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        yield content.decode("utf-8", "ignore")
