"""An accessibility audit on a phone: one group of questions at a time, saved as one goes."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.resources.audit import asked, score
from sofra.sources.files import MEGABYTE
from sofra.sources.photos import LARGEST_BYTES
from sofra.store import queries
from sofra.types.auditing import ANSWERS, Audit
from sofra.types.errors import Issue, NotFound, SofraError, SourceError, stop
from sofra.types.supply import Asset, Site
from sofra.web.arrived import content
from sofra.web.context import spoken
from sofra.web.notices import tell
from sofra.web.pages.accessibility import Part, as_parts, beside, typed
from sofra.web.pages.records import called
from sofra.work import auditing as acts
from sofra.work.acts import actor_of, check_allowed

PHOTO_MB = LARGEST_BYTES / MEGABYTE


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an audit, or go on with today's."""
    of, _, target = request.POST.get("target", "").partition(":")
    sent = request.POST
    made = acts.make_audit(
        actor_of(request.user), of, target, sent.get("kind", ""), on=sent.get("on", ""), by=sent.get("by", "")
    )
    first = as_parts(made, queries.pack())[0]
    return redirect("accessibility_at_part", number=made.id, part=first.id)


def audit(request: HttpRequest, number: int) -> HttpResponse:
    """The whole audit: its groups, how far it is, its score, its photos; finish or go on."""
    found = _seen(request, number)
    pack = queries.pack()
    shown = {
        "audit": found, "name": _name(found), "parts": as_parts(found, pack),
        "score": score(asked(pack.audit, found.kind), found.answers), "total": len(asked(pack.audit, found.kind)),
        "questions": {item.id: item.question for item in pack.audit},
    }  # fmt: skip
    return render(request, "sofra/audit.html", shown)


def part(request: HttpRequest, number: int, part: str) -> HttpResponse:
    """One group of questions; what is sent is saved at once, photos too."""
    found = _seen(request, number)
    if found.finished_on:
        return redirect("accessibility_at_audit", number=number)
    here, after = beside(as_parts(found, queries.pack()), part)
    if here is None:
        raise stop(NotFound, "not_found", thing="part", id=part[:40])
    if request.method == "POST":
        try:
            return _saved(request, found, here, after)
        except SourceError as problem:
            here, after = beside(as_parts(queries.audit(number), queries.pack()), part)
            return _part(request, found, here and typed(here, request.POST), problem.issues)
    check_allowed(actor_of(request.user), "audit.answer")
    return _part(request, found, here, ())


@require_POST
def finish(request: HttpRequest, number: int) -> HttpResponse:
    """Finish an audit: its verdict becomes what the site says of steps."""
    done = acts.finish_audit(actor_of(request.user), number)
    tell(request, "web.access.finished")
    return redirect("accessibility_at_place", of=done.of, id=done.target)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove an audit; the next page offers the way back."""
    done = acts.remove_audit(actor_of(request.user), number)
    tell(request, "web.access.removed", undo=reverse("audit_restore", args=[number]), name=_name(done))
    return redirect("accessibility")


@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Put a removed audit back."""
    done = acts.restore_audit(actor_of(request.user), number)
    tell(request, "web.access.restored", name=_name(done))
    return redirect("accessibility_at_audit", number=number)


def photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One photo; only those who may see the site see it."""
    _seen(request, number)
    answer = HttpResponse(queries.photo_bytes(number, photo), "image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@require_POST
def drop_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """Delete a photo for good."""
    acts.drop_photo(actor_of(request.user), number, photo)
    tell(request, "web.access.photo_dropped")
    return redirect("accessibility_at_audit", number=number)


def _saved(request: HttpRequest, found: Audit, here: Part, after: str) -> HttpResponse:
    """Where to go on once the answers are kept; raises SofraError with what could not be."""
    actor, sent = actor_of(request.user), request.POST
    ids = [one.item.id for one in here.questions]
    answers = {id: sent[f"a.{id}"] for id in ids if f"a.{id}" in sent}
    notes = {id: sent[f"n.{id}"] for id in ids if f"n.{id}" in sent}
    acts.answer_audit(actor, found.id, answers, notes)
    issues: list[Issue] = []
    for id in ids:
        for file in request.FILES.getlist(f"p.{id}"):
            try:
                acts.add_photo(actor, found.id, id, name=file.name or "", content=content(file, PHOTO_MB))
            except SofraError as problem:
                issues.extend(problem.issues)
    if issues:
        raise SourceError(*issues)
    tell(request, "web.access.saved")
    if sent.get("go") == "next" and after:
        return redirect("accessibility_at_part", number=found.id, part=after)
    return redirect("accessibility_at_audit", number=found.id)


def _part(request: HttpRequest, found: Audit, here: Part | None, issues: tuple[Issue, ...]) -> HttpResponse:
    if here is None:
        raise stop(NotFound, "not_found", thing="part", id="")
    every = as_parts(queries.audit(found.id), queries.pack())
    shown: Mapping[str, object] = {
        "audit": found, "name": _name(found), "part": here, "of": len(every), "words": ANSWERS, "issues": issues,
        "last": here.number == len(every),
    }  # fmt: skip
    return render(request, "sofra/audit_part.html", dict(shown), status=422 if issues else 200)


def _seen(request: HttpRequest, number: int) -> Audit:
    """The audit, for a reader who may see its site. Raises NotFound, NotAllowed for a hidden site."""
    found = queries.audit(number)
    thing = _thing(found)
    if isinstance(thing, Site) and thing.hidden:
        check_allowed(actor_of(request.user), "inventory.see_hidden")
    return found


def _thing(found: Audit) -> Site | Asset:
    kind: type[Site] | type[Asset] = Site if found.of == "site" else Asset
    return queries.one_kept(kind, found.target).thing


def _name(found: Audit) -> str:
    return called(_thing(found), texts(spoken()))
