"""Resources: providers, sites, contracts, equipment, what is planned, other resources; list, form, remove, restore."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.resources.faults import Known, faults
from sofra.resources.listed import name_of
from sofra.resources.shown import shown
from sofra.resources.stock import Stock
from sofra.store import queries
from sofra.store.notes import Kept
from sofra.types.cells import built, flat
from sofra.types.columns import KINDS, Kind
from sofra.types.document import Table
from sofra.types.errors import Conflict, NotAllowed, NotFound, SofraError, stop
from sofra.types.supply import Asset, Equipment, Planned, Site
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.conflict import carried, differing
from sofra.web.pages.listed import listed
from sofra.web.pages.records import (
    TABS,
    Line,
    called,
    columns,
    filters,
    form_for,
    from_form,
    in_words,
    lines,
    records,
    words,
)
from sofra.web.pages.sheet import Sheet
from sofra.web.record_forms import RecordForm
from sofra.work import inventory as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.secret import open_secret


def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """All records of a kind that fit the filters, and those that were removed."""
    chosen, wish = kind_named(kind), request.GET.dict()
    stock, known = here(request)
    found = fitting(chosen, stock, known, wish)
    page = {
        "kind": kind, "tabs": TABS, "lines": found, "all": len(getattr(stock.inventory, kind)), "wish": request.GET,
        "filters": filters(chosen, stock, wish), "removed": _removed(chosen, stock, known),
        "query": request.GET.urlencode(), "heads": found[0].cells if found else (),
    }  # fmt: skip
    return render(request, "sofra/records.html", page)


def sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a workbook, with the filters of the page."""
    chosen, wish = kind_named(kind), request.GET.dict()
    stock, known = here(request)
    found = {line.id for line in fitting(chosen, stock, known, wish)}
    kept = [one for one in getattr(stock.inventory, kind) if one.id in found]
    content = xlsx([as_table(chosen, kept, stock, wish.get("asset_kind", ""))])
    return spreadsheet(content, f"sofra-{kind}.xlsx")


def as_table(kind: Kind, found: list[Any], stock: Stock, asset: str = "") -> Table:
    """Records with all their columns, as a plain table."""
    asked = columns(kind, stock.pack, asset)
    names, say = words(asked, stock), stock.texts.say
    heads = (say("inventory.field.id"), *(name_of(kind.name, one.name, stock.pack, stock.texts) for one in asked))
    said = [(record.id, flat(record, asked)) for record in found]
    rows = tuple((id, *(in_words(cells[one.name], one, names, stock) for one in asked)) for id, cells in said)
    return Table(say(f"inventory.sheet.{kind.name}"), heads, rows, "l" * len(heads))


def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A form for a record that is not there yet; what the address names is filled in."""
    check_allowed(actor_of(request.user), "inventory.add")
    chosen, given = kind_named(kind), request.GET.dict()
    if kind == "assets" and given.get("asset_kind") not in queries.pack().assets and request.method == "GET":
        return render(request, "sofra/asset_kinds.html", {"kind": kind, "tabs": TABS})
    blank = built(chosen, {"name_en": "", **given} if hasattr(chosen.type, "name") else given)
    return _edit(request, chosen, blank, None)


def record(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """One record: what is known of it, and the form to change it."""
    chosen = kind_named(kind)
    kept = queries.one_kept(chosen.type, id)
    if isinstance(kept.thing, Site) and kept.thing.hidden:
        if not acts.sees_hidden(actor_of(request.user)):
            return render(request, "sofra/record_secret.html", {"kind": kind, "tabs": TABS, "id": id})
        kept = open_secret(actor_of(request.user), id)
    _not_inside(request, kept.thing)
    return _edit(request, chosen, kept.thing, kept)


@require_POST
def remove(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """Remove a record; the next page offers the way back."""
    kept = acts.remove_record(actor_of(request.user), kind_named(kind).type, id)
    name = called(kept.thing, texts(spoken()))
    tell(request, "web.records.removed", undo=reverse("record_restore", args=[kind, id]), name=name)
    return redirect(_back(request, kind))


@require_POST
def restore(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """Put a removed record back."""
    kept = acts.restore_record(actor_of(request.user), kind_named(kind).type, id)
    tell(request, "web.records.restored", name=called(kept.thing, texts(spoken())))
    return redirect(_back(request, kind))


def kind_named(name: str) -> Kind:
    """The kind that the address names. Raises NotFound."""
    if name not in KINDS:
        raise stop(NotFound, "not_found", thing="kind", id=name)
    return KINDS[name]


def here(request: HttpRequest, *, whole: bool = False) -> tuple[Stock, Known]:
    """The inventory as this person may see it, and what a record is held against; `whole` with secret places' names."""
    there = queries.whole_inventory() if whole and acts.sees_hidden(actor_of(request.user)) else queries.inventory()
    said, known = texts(spoken()), acts.known_now()
    stock = Stock(there, known.places, known.pack, said)
    return stock, Known(there, known.places, known.pack, known.today, said.lang)


def fitting(kind: Kind, stock: Stock, known: Known, wish: Mapping[str, str]) -> list[Line]:
    """The lines of the list that fit every wish."""
    found = lines(records(kind, stock, wish), stock, known, kind=kind, asset=wish.get("asset_kind", ""))
    return [line for line in found if not wish.get("stale") or line.stale]


def _removed(kind: Kind, stock: Stock, known: Known) -> list[Line]:
    gone = tuple(kept.thing for kept in queries.all_kept(kind.type, removed=True))
    seen = getattr(shown(replace(queries.whole_inventory(), **{kind.name: gone})), kind.name)
    safe = [one for one in seen if not (isinstance(one, Site) and one.hidden)]
    return lines(safe, stock, known, kind=kind)


def _edit(request: HttpRequest, kind: Kind, thing: Any, kept: Kept[Any] | None) -> HttpResponse:
    stock, known = here(request, whole=True)
    asset = thing.kind if isinstance(thing, Asset) else ""
    asked = tuple(one for one in columns(kind, stock.pack, asset) if _asked(one.section, request))
    form = form_for(thing, stock, request.POST or None, asked=asked, version=kept.version if kept else None)
    issues: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, form, kind, thing, kept=kept)
        except Conflict as conflict:
            if conflict.issues[0].code == "changed_meanwhile":
                return _conflict(request, form, kind, stock)
            issues = conflict.issues
        except SofraError as problem:
            issues = problem.issues
        else:
            return saved
    page = {
        "kind": kind.name, "tabs": TABS, "form": form, "kept": kept, "thing": thing, "issues": issues,
        "notes": faults(thing, known) if kept else (), "sections": _sections(kind, asked),
        "beside": _beside(thing, stock) if kept else (), "asset": stock.pack.assets.get(asset),
        "spot": _ground(stock) if any(one.name == "lat" for one in asked) else None,
    }  # fmt: skip
    return render(request, "sofra/record_form.html", page, status=422 if form.errors or issues else 200)


def _ground(stock: Stock) -> Sheet:
    """The municipality without a pin, to click a spot on."""
    return listed(stock.inventory, stock.places, stock.texts, ())


def _save(request: HttpRequest, form: RecordForm, kind: Kind, before: Any, *, kept: Kept[Any] | None) -> HttpResponse:
    actor, made = actor_of(request.user), from_form(form, kind, before)
    if kept is None:
        saved = acts.add_record(actor, made)
        tell(request, "web.records.added", name=called(saved.thing, texts(spoken())))
    else:
        saved = acts.change_record(actor, made, form.cleaned_data["version"] or 0)
        tell(request, "web.records.changed", name=called(saved.thing, texts(spoken())))
    return redirect(_back(request, kind.name, saved.thing))


def _conflict(request: HttpRequest, form: RecordForm, kind: Kind, stock: Stock) -> HttpResponse:
    match = request.resolver_match
    now = queries.one_kept(kind.type, match.kwargs["id"] if match else "")
    heads = {column.name: name_of(kind.name, column.name, stock.pack, stock.texts) for column in form.columns}
    page = {
        "rows": differing(form, flat(now.thing, form.columns), heads),
        "carried": carried(form, now.version),
        "leave": reverse("resources_at_records", args=[kind.name]),
    }
    return render(request, "sofra/conflict.html", page, status=409)


def _asked(section: str, request: HttpRequest) -> bool:
    return section != "secret" or acts.sees_hidden(actor_of(request.user))


def _sections(kind: Kind, asked: Any) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for column in asked:
        found.setdefault(column.section, []).append(column.name)
    return list(found.items())


def _beside(thing: Any, stock: Stock) -> list[tuple[str, list[tuple[str, str]]]]:
    """What hangs on a record: the services of a provider or a site, the equipment of a site; as kind and links."""
    name = stock.texts.name
    there = stock.inventory
    services = [(one.id, name(one.name)) for one in there.services
                if getattr(one, "provider", "") == thing.id or thing.id in one.sites]  # fmt: skip
    if isinstance(thing, Site):
        return [
            ("services", services),
            ("equipment", [(e.id, name(e.name)) for e in there.equipment if e.site == thing.id]),
        ]
    if type(thing).__name__ == "Provider":
        return [
            ("services", services),
            ("providers", [(p.id, name(p.name)) for p in there.providers if p.parent == thing.id]),
        ]
    return []


def _not_inside(request: HttpRequest, thing: Any) -> None:
    """Equipment of a secret site, and what is planned for its services, nobody opens who may not know of the site."""
    if not isinstance(thing, Equipment | Planned) or acts.sees_hidden(actor_of(request.user)):
        return
    seen = queries.inventory()
    if thing.id not in {one.id for one in (*seen.equipment, *seen.planned)}:
        raise stop(NotAllowed, "hidden_not_allowed")


def _back(request: HttpRequest, kind: str, thing: Any = None) -> str:
    """Where somebody goes on: where they came from, the service of a contract, or the list."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return reverse("resources_at_records", args=[kind])
