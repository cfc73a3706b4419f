"""Registers that disagree: both counts stand, and somebody may write down why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.store import queries
from sofra.web.context import spoken
from sofra.web.downloads import spreadsheet
from sofra.web.notices import tell
from sofra.web.pages.registers import Entry, ledger
from sofra.web.pages.registers import sheet as as_table
from sofra.work.acts import actor_of
from sofra.work.registers import explain_discrepancy


def page(request: HttpRequest) -> HttpResponse:
    """Every group and place about which two sources say different numbers."""
    entries = _ledger()
    group = request.GET.get("group", "")
    shown = {
        "entries": [one for one in entries if group in ("", one.group)], "group": group,
        "groups": sorted({one.group for one in entries}), "open": sum(one.explained is None for one in entries),
    }  # fmt: skip
    return render(request, "sofra/registers.html", shown)


@require_POST
def explain(request: HttpRequest) -> HttpResponse:
    """Write down why registers disagree about a group in a place."""
    group, place = request.POST.get("group", ""), request.POST.get("place", "")
    explain_discrepancy(actor_of(request.user), group, place, request.POST.get("note", "")[:2000])
    tell(request, "web.registers.explained")
    return redirect(f"{reverse('registers')}#{group}-{place}")


def sheet(request: HttpRequest) -> HttpResponse:
    """The ledger as a spreadsheet."""
    content = xlsx([as_table(_ledger(), queries.pack(), texts(spoken()))])
    return spreadsheet(content, "sofra-registers.xlsx")


def _ledger() -> list[Entry]:
    return ledger(queries.discrepancies(), queries.places(), queries.explained())
