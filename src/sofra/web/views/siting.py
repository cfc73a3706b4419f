"""Where the next one should stand: the best places, what happens when somebody moves them, and the proposal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sofra.gaps.words import service_name
from sofra.packs.texts import texts
from sofra.plan.siting.hand import Considered
from sofra.plan.siting.wish import ADD, SHARE, Step
from sofra.plan.siting.words import basis, certainty, told, worth, yours
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages import siting as pages
from sofra.web.pages.trade_off import picture
from sofra.work.acts import actor_of
from sofra.work.policy import may
from sofra.work.siting import consider, propose, trade_off


def where(request: HttpRequest) -> HttpResponse:
    """The wish, the map with the answer or what hands made of it, who gains and loses, and the trade-offs."""
    said, sent = texts(spoken()), request.GET
    if queries.latest() is None:
        return render(request, "sofra/siting_empty.html")
    form = pages.WishForm(sent.dict(), pack=queries.pack(), texts=said)
    if not form.is_valid():
        return render(request, "sofra/siting.html", {"form": form, "issues": ()}, status=422)
    wish = form.wish(spoken())
    found = consider(wish, pages.steps_of(sent))
    if sent.get("hand_act"):
        return _by_hand(request, form, found)
    return render(request, "sofra/siting.html", _shown(request, form, found))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """What lies on the map becomes an action of the plan."""
    form = pages.WishForm(request.POST.dict(), pack=queries.pack(), texts=texts(spoken()))
    if not form.is_valid():
        return redirect(f"{reverse('siting')}?{pages.address(request.POST.dict(), None)}")
    note = propose(actor_of(request.user), form.wish(spoken()), pages.steps_of(request.POST), spoken())
    tell(request, "web.plan.added", undo=reverse("action_remove", args=[note.action.id]))
    return redirect("plan_at_action", note.action.id)


def sheet(request: HttpRequest) -> HttpResponse:
    """Every settlement with its minutes before and after, as a spreadsheet."""
    said = texts(spoken())
    form = pages.WishForm(request.GET.dict(), pack=queries.pack(), texts=said)
    if not form.is_valid():
        return redirect("siting")
    wish = form.wish(spoken())
    found = consider(wish, pages.steps_of(request.GET))
    title = said.say("web.siting.sheet_title", service=service_name(wish.kind, queries.pack(), said))
    rows = pages.rows(found.ground, found.laid.effect, said)
    content = xlsx([pages.table(rows, said, title=title, note=basis(found.ground, said))])
    return spreadsheet(content, "sofra-where.xlsx")


def _by_hand(request: HttpRequest, form: pages.WishForm, found: Considered) -> HttpResponse:
    """One more thing done by hand: on to the address that says so, or what is wrong with it."""
    hand = pages.HandForm(request.GET.dict(), laid=found.laid, ground=found.ground, texts=texts(spoken()))
    wrong = "web.siting.error.choice"
    if hand.is_valid():
        steps, wrong = pages.done(found.laid.steps, hand.cleaned_data, found.ground)
        if not wrong:
            return redirect(f"{reverse('siting')}?{pages.address(request.GET.dict(), steps)}")
    shown = _shown(request, form, found) | {"hand": hand, "wrong": wrong}
    return render(request, "sofra/siting.html", shown, status=422)


def _shown(request: HttpRequest, form: pages.WishForm, found: Considered) -> dict[str, Any]:
    said, pack, ground, laid = texts(spoken()), queries.pack(), found.ground, found.laid
    sent, effect = form.data, found.laid.effect
    rows = pages.rows(ground, effect, said)
    painted = pages.drawn(rows, queries.places(), said)
    markers = pages.markers(laid, said, edit=True)
    return {
        "form": form,
        "found": found,
        "wish": ground.wish,
        "issues": (*ground.issues, *found.answer.issues, *laid.issues),
        "certain": certainty(found.answer, said),
        "worth": worth(found.answer, said),
        "yours": yours(laid, ground.wish.objective, said),
        "basis": basis(ground, said),
        "effect": effect,
        "groups": told(effect, pack, said),
        "rows": rows,
        "legend": pages.legend(rows, ground.wish.within, painted, said),
        "sheet": painted,
        "markers": markers,
        "roles": list(dict.fromkeys(one["role"] for one in markers)),
        "palette": (ADD, SHARE),
        "steps": _steps(sent, laid.steps, [pages.step_words(n, laid, said) for n in range(len(laid.steps))]),
        "hand": pages.HandForm(None, laid=laid, ground=ground, texts=said),
        "frontier": picture(trade_off(ground), ground, sent, said),
        "query": pages.address(sent, laid.steps if found.by_hand else None),
        "carried": pages.carried(sent, laid.steps if found.by_hand else None),
        "again": pages.address(sent, None),
        "edit": may(getattr(request.user, "role", ""), "siting.propose"),
    }


def _steps(sent: Mapping[str, Any], steps: Sequence[Step], words: Sequence[str]) -> list[dict[str, str]]:
    """Each step in words, as it stands in the address, with the address without it."""
    return [
        {"words": said, "code": step.code, "back": pages.address(sent, [*steps[:at], *steps[at + 1 :]])}
        for at, (step, said) in enumerate(zip(steps, words, strict=True))
    ]
