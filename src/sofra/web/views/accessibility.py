"""Accessibility: what exists beside what is usable, the sites with their scores, one site with its audits."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.resources.audit import asked, newest, score
from sofra.store import queries
from sofra.types.auditing import Audit
from sofra.types.errors import NotFound, stop
from sofra.types.supply import Inventory
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.pages.accessibility import (
    answers_table,
    as_parts,
    exists_and_usable,
    kinds_table,
    sites,
    sites_table,
    verdict_of,
)
from sofra.web.pages.records import called
from sofra.work.auditing import KINDS
from sofra.work.policy import may


def overview(request: HttpRequest) -> HttpResponse:
    """What exists, what can be used in a wheelchair, of what nobody knows; the sites, the least accessible first."""
    inventory, pack, words = _inventory(request), queries.pack(), texts(spoken())
    names = _names(inventory)
    audits = _audits(names)
    counted, whole = exists_and_usable(queries.inventory(), pack)
    shown = {
        "table": kinds_table(counted, whole, pack, words) if counted else None, "whole": whole, "kinds": KINDS,
        "sites": sites(inventory, queries.places(), audits, pack), "assets": inventory.assets,
        "open": [(audit, names[audit.of, audit.target]) for audit in audits if not audit.finished_on],
        "chosen": request.GET.get("site", ""), "today": timezone.localdate().isoformat(),
    }  # fmt: skip
    return render(request, "sofra/accessibility.html", shown)


def place(request: HttpRequest, of: str, id: str) -> HttpResponse:
    """One site or asset: what it says of steps, its newest audit with score and photos, all audits before."""
    inventory, pack = _inventory(request), queries.pack()
    things = {"site": inventory.sites, "asset": inventory.assets}.get(of, ())
    thing = next((one for one in things if one.id == id and not _veiled(one)), None)
    if thing is None:
        raise stop(NotFound, "not_found", thing=of[:20], id=id)
    audits = queries.audits(of, id)
    last = newest(audits).get((of, id))
    shown = {
        "of": of, "thing": thing, "name": called(thing, texts(spoken())), "audits": audits, "last": last,
        "verdict": verdict_of(getattr(thing, "step_free", None)), "parts": as_parts(last, pack) if last else (),
        "score": score(asked(pack.audit, last.kind), last.answers) if last else None,
        "services": [one for one in inventory.services if id in one.sites and one.status == "active"],
        "questions": {item.id: item.question for item in pack.audit}, "kinds": KINDS,
    }  # fmt: skip
    return render(request, "sofra/accessibility_place.html", shown)


def sheet(request: HttpRequest) -> HttpResponse:
    """What exists and is usable, the sites and every answer, as a spreadsheet."""
    inventory, pack, words = _inventory(request), queries.pack(), texts(spoken())
    names = _names(inventory)
    audits = _audits(names)
    counted, whole = exists_and_usable(queries.inventory(), pack)
    tables = [
        kinds_table(counted, whole, pack, words),
        sites_table(sites(inventory, queries.places(), audits, pack), words),
        answers_table(audits, names, pack, words),
    ]
    return spreadsheet(xlsx(tables), "sofra-accessibility.xlsx")


def _inventory(request: HttpRequest) -> Inventory:
    """With the hidden sites for those who may see them, for everybody else without their spots."""
    whole = may(getattr(request.user, "role", ""), "inventory.see_hidden")
    return queries.whole_inventory() if whole else queries.inventory()


def _veiled(thing: object) -> bool:
    return bool(getattr(thing, "hidden", False)) and not getattr(thing, "place", "")


def _audits(names: Mapping[tuple[str, str], str]) -> list[Audit]:
    """The audits of what this reader may see, by the names of these things: none of a site that is veiled to them."""
    return [audit for audit in queries.audits() if (audit.of, audit.target) in names]


def _names(inventory: Inventory) -> dict[tuple[str, str], str]:
    words = texts(spoken())
    found = {("site", one.id): called(one, words) for one in inventory.sites if not _veiled(one)}
    return found | {("asset", one.id): called(one, words) for one in inventory.assets}
