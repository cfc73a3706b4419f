"""Households that the mobile team let go long ago: how many there are, and deleting them for good."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sofra.store.queries import outreach as queries
from sofra.types.errors import Issue, SofraError
from sofra.web.notices import tell
from sofra.web.outreach_forms import MONTHS_KEPT, RetentionForm
from sofra.work.acts import actor_of, check_allowed
from sofra.work.clients import purge_clients


def purge(request: HttpRequest) -> HttpResponse:
    """For how long they are kept, what would go, and after a tick: gone, with the counts on record."""
    actor, issues = actor_of(request.user), ()
    check_allowed(actor, "outreach.purge")
    sent = request.POST or request.GET
    form = RetentionForm({"months_kept": sent.get("months_kept", MONTHS_KEPT[2]), "sure": sent.get("sure", "")})
    before = months_ago(timezone.localdate(), int(form.cleaned_data["months_kept"])) if form.is_valid() else None
    if request.method == "POST" and before:
        issues = () if form.cleaned_data["sure"] else (Issue("purge_not_sure"),)
        try:
            gone = purge_clients(actor, before, really=True) if not issues else None
        except SofraError as problem:
            issues = problem.issues
        else:
            if gone is not None:
                tell(request, "web.purge.done", n=gone["clients"], visits=gone["visits"], referrals=gone["referrals"])
                return redirect("outreach_at_purge")
    going = queries.let_go_before(before) if before else {}
    shown = {"form": form, "issues": issues, "before": before, "going": going, "log": queries.purges(), "tab": ""}
    return render(request, "sofra/outreach_purge.html", shown, status=422 if form.errors or issues else 200)


def months_ago(day: date, months: int) -> date:
    """The same day so many months before; the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
