"""The demo municipality, brought in through the same acts as anybody's files."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sofra.store import queries
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.collect import accept, upload
from sofra.work.compute import Progress
from sofra.work.demo_team import load_team
from sofra.work.demo_visits import show_visits
from sofra.work.founding import DEMO
from sofra.work.lists import About, add_list, link_lists
from sofra.work.mapping import make_map, quiet
from sofra.work.people import add_member
from sofra.work.reading import Incoming, Settled
from sofra.work.searching import register_usual

PASSWORD = "trpeza-za-site-2026"  # noqa: S105 - printed on purpose: the demo is open to everybody
ACCOUNTS = (
    ("ana", "Ana", "coordinator"),
    ("besim", "Besim", "collector"),
    ("ceca", "Ceca", "approver"),
    ("dara", "Dara", "team"),
    ("guest", "Guest", "guest"),
    ("dana", "Dana", "protection"),
)
ORDER = (
    ("settlements", "settlements"),
    ("boundaries", "boundaries"),
    ("roads", "roads"),
    ("waters", "water"),
    ("hazards", "hazard"),
    ("inventory", "inventory"),
    ("registers", "register"),
    ("voices", "notes"),
    ("stakeholders", "stakeholders"),
    ("measures", "measures"),
    ("answers", "answers"),
)
"""The files of the demo in the order in which they can come in, and the kind of each."""


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo loaded: the release, and how many good and held things each file had."""

    release: int
    loaded: Mapping[str, tuple[int, int]]


def load_demo(actor: Actor, progress: Progress = quiet) -> DemoResult:
    """Bring the demo's files in, add the demo accounts, make the map."""
    check_allowed(actor, "demo.load")
    told = tomllib.loads((DEMO / "workspace.toml").read_text(encoding="utf-8"))
    files = list(_files(told["files"]))
    loaded: dict[str, tuple[int, int]] = {}
    for number, (name, kind) in enumerate(files):
        progress("import", number, len(files))
        if kind == "answers":  # whom the search looks for is settled before anybody sees an answer
            register_usual(actor)
        loaded[name] = _bring(actor, name, kind, told)
    for one in told["lists"]:
        _list(actor, one)
    for group in {one["group"] for one in told["lists"]} - {note.estimate.group for note in queries.on_no_list()}:
        link_lists(actor, group, progress)
    add_accounts(actor)
    show_visits(actor)
    load_team(actor, told["files"]["team"])
    return DemoResult(make_map(actor, progress=progress).id, loaded)


@act("demo.load")
def add_accounts(actor: Actor) -> Done[None]:
    """The five demo accounts, all with the demo's password."""
    there = {person.username for person in queries.members()}
    for username, name, role in ACCOUNTS:
        if username not in there:
            add_member(actor, username, name, role, password=PASSWORD)
    return Done(None, "accounts", {"members": len(ACCOUNTS)})


def _files(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, kind in ORDER:
        found = told.get(key, [])
        for name in [found] if isinstance(found, str) else found:
            yield name, kind


def _bring(actor: Actor, name: str, kind: str, told: Mapping[str, Any]) -> tuple[int, int]:
    """How many good and held things the file has; one that an interrupted start took in already is left as it is."""
    there = next((one for one in queries.imports() if one.name == name and one.kind == "accepted"), None)
    if there is not None:
        return there.good, there.held
    form, settled = None, Settled()
    if kind == "answers":
        form = _incoming(told["files"]["form"])
        settled = Settled(design=told["design"])
    outcome = upload(actor, _incoming(name), kind=kind, form=form, settled=settled)
    done = accept(actor, outcome.id)
    return done.good, done.held


def _list(actor: Actor, told: Mapping[str, str]) -> None:
    """One list of people as pseudonyms, unless an interrupted start took it in already."""
    if not any(kept.name == told["name"] for kept in queries.lists(told["group"])):
        about = About(told["group"], told["name"], told["taken_on"], told["definition"])
        add_list(actor, _incoming(told["file"]), about)


def _incoming(name: str) -> Incoming:
    return Incoming(name, (DEMO / name).read_bytes())
