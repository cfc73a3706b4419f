"""Prepare: bring a file, name its columns or links, take the good rows in, correct the held ones."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sofra.store import queries
from sofra.types.answers import Link
from sofra.types.sampling import Recruitment
from sofra.web.notices import tell
from sofra.web.pages.uploads import alone, answer_from, cells, columns_from, counts, design_from, links_from, tied
from sofra.work import collect as acts
from sofra.work.acts import actor_of, check_allowed
from sofra.work.bringing import LISTED
from sofra.work.collect import KINDS, OPEN, Incoming
from sofra.work.policy import may


def imports(request: HttpRequest) -> HttpResponse:
    """Where files are dropped, and how each one stands."""
    wrong = ""
    if request.method == "POST":
        file, form = request.FILES.get("file"), request.FILES.get("form")
        wrong = "" if file and file.size else "web.error.file_empty" if file else "web.error.file_missing"
        if not wrong:
            kind, about = request.POST.get("kind", ""), Incoming(form.name, form.read()) if form else None
            found = acts.upload(actor_of(request.user), Incoming(file.name, file.read()), kind=kind, form=about)
            return redirect("imports_at_outcome", found.id)
    every = queries.imports()
    shown = {
        "uploads": every,
        "kinds": KINDS,
        "counts": counts(every),
        "held": queries.held(),
        "rounds": queries.rounds(),
        "wrong": wrong,
    }
    return render(request, "sofra/imports.html", shown, status=422 if wrong else 200)


def outcome(request: HttpRequest, number: int) -> HttpResponse:
    """How one file stands: columns wrong, rows wrong, ready, taken in, withdrawn or refused."""
    found = queries.outcome(number)
    if found.kind in OPEN:  # its issues quote cells: what people answered, where a safe house stands
        check_allowed(actor_of(request.user), "collect.upload")
    issues, pack = alone(found.issues), queries.pack()
    shown = {
        "outcome": found,
        "tied": tied(found, pack),
        "variables": pack.variables.values(),
        "recruitments": list(Recruitment),
        "issues": issues,
        "left_out": found.held and found.file_kind != "answers" and found.kind in ("rows_wrong", "accepted"),
        "waiting": len(found.issues) - len(issues),
        "listed": LISTED,
        "misspelt": [issue.where.column for issue in issues if issue.code == "column_misspelt"],
    }
    return render(request, "sofra/outcome.html", shown)


@require_POST
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Which column of the file holds what is wanted."""
    named, accept = columns_from(request.POST, queries.outcome(number)), request.POST.getlist("accept")
    acts.confirm_columns(actor_of(request.user), number, named, accept=accept)
    return redirect("imports_at_outcome", number)


@require_POST
def links(request: HttpRequest, number: int) -> HttpResponse:
    """Which question of the file is which of ours, and which columns carry the sample."""
    found = queries.outcome(number)
    confirmed: list[Link] = [replace(link, confirmed=True) for link in links_from(request.POST, found, queries.pack())]
    acts.confirm_links(actor_of(request.user), number, confirmed, design_from(request.POST))
    return redirect("imports_at_outcome", number)


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Take the good rows in."""
    sent = request.POST
    named = {name: sent.get(name, "") for name in ("period", "recruitment")}
    found = acts.accept(actor_of(request.user), number, name=sent.get("round_name", ""), **named)
    if found.list is not None:
        return redirect("resources_at_workbook", found.list)
    tell(request, "web.imports.accepted", name=found.name, n=found.good)
    return redirect("imports_at_outcome", number)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an import back."""
    found = acts.withdraw(actor_of(request.user), number)
    tell(request, "web.imports.withdrawn", name=found.name)
    return redirect("imports")


def held(request: HttpRequest) -> HttpResponse:
    """Every row that waits for a correction; members who only wait for their household are counted."""
    every = queries.held()
    if not may(actor_of(request.user).role, "collect.correct"):
        return render(request, "sofra/held.html", {"elsewhere": len(every)})
    wrong = [note for note in every if alone(note.held.issues)]
    return render(request, "sofra/held.html", {"held": wrong, "waiting": len(every) - len(wrong)})


def held_row(request: HttpRequest, number: int) -> HttpResponse:
    """One row that waits, to be corrected."""
    check_allowed(actor_of(request.user), "collect.correct")
    found = queries.held_row(number)
    if request.method == "POST":
        still = acts.correct_held(actor_of(request.user), number, answer_from(request.POST, found.held))
        if still is None:
            tell(request, "web.imports.corrected")
            return redirect("imports_at_held")
        found = still
    shown = {"note": found, "cells": cells(found.held, queries.pack())}
    return render(request, "sofra/held_row.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
def leave_out(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a held row out for good."""
    acts.leave_out(actor_of(request.user), number)
    tell(request, "web.imports.left_out")
    return redirect("imports_at_held")
