"""Long work in a queue: asked for, taken up one by one, told as it goes on, and taken up again after a restart."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.db import close_old_connections, connection
from django.utils import timezone

from sofra.packs.texts import Texts, texts
from sofra.store import queries
from sofra.store.jobs import Job
from sofra.store.notes import JobNote
from sofra.store.queries.journal import OPEN, job_note
from sofra.store.records import as_record, from_record
from sofra.types.errors import Conflict, Issue, NotFound, SofraError, stop
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.compute import Progress
from sofra.work.demo import load_demo
from sofra.work.lists import link_lists
from sofra.work.mapping import make_map
from sofra.work.publish import make_document
from sofra.work.roads import bring_uploaded, forget_upload

Arguments: TypeAlias = Mapping[str, Any]
Task: TypeAlias = Callable[[Actor, Arguments, Progress], dict[str, int]]

MOST_ATTEMPTS = 3
"""After so many restarts in the middle of it, work has failed."""

TOLD_EVERY_SECONDS = 0.3


class CalledOff(SofraError):
    """Somebody called the work off while it ran."""


@act("jobs.ask")
def enqueue(actor: Actor, task: str, arguments: Arguments | None = None) -> Done[JobNote]:
    """Ask for long work.

    "map" {period}, "document" {release, template, lang, format}, "demo" {}, "lists" {group}, or "roads" {folder, file,
    …} as `roads.bring_uploaded` takes them.
    """
    if task not in TASKS:
        raise stop(NotFound, "task_unknown", task=task, known=", ".join(TASKS))
    check_allowed(actor, NEEDED[task])
    row = Job.objects.create(
        task=task, arguments=dict(arguments or {}), actor=as_record(actor), asked_on=timezone.now()
    )
    return Done(job_note(row), f"job {row.pk}")


@act("jobs.cancel")
def cancel(actor: Actor, job: int) -> Done[JobNote]:
    """Call off work that waits or runs; running work stops at its next step. Raises Conflict when it is over."""
    row = _found(job)
    over = {"state": "cancelled", "finished_on": timezone.now()}
    if Job.objects.filter(pk=job, state="waiting").update(**over):
        _forget(row)
    elif not Job.objects.filter(pk=job, state__in=OPEN).update(**over):
        raise stop(Conflict, "job_over", job=job, state=row.state)
    return Done(job_note(_found(job)), f"job {job}")


def run_next() -> JobNote | None:
    """Do the work that has waited longest; None when nothing waits."""
    row = Job.objects.filter(state="waiting").first()
    if row is None:
        return None
    taken = Job.objects.filter(pk=row.pk, state="waiting").update(
        state="running", started_on=timezone.now(), attempts=row.attempts + 1
    )
    if taken:
        _run(row)
    return job_note(_found(row.pk))


def resume() -> int:
    """Put work that was running when the machine stopped back to waiting; gives how many."""
    tired = Job.objects.filter(state="running", attempts__gte=MOST_ATTEMPTS)
    for row in tired:
        _finish(row.pk, "failed", failure=texts(row.actor["language"]).say("jobs.crashed"))
        _forget(row)
    return Job.objects.filter(state="running").update(state="waiting")


def start_worker(stopping: threading.Event) -> threading.Thread:
    """A thread that does the work of this workspace until `stopping` is set; there is one for each workspace."""
    threading.Thread(target=_read_ahead, name="sofra-read-ahead", daemon=True).start()
    thread = threading.Thread(target=_watch, args=(stopping,), name="sofra-jobs", daemon=True)
    thread.start()
    return thread


def _watch(stopping: threading.Event) -> None:
    # A bug in one piece of work ends its own thread, with its traceback in the log; the next piece gets a new one.
    while not stopping.is_set():
        worker = threading.Thread(target=_work, args=(stopping,), name="sofra-job", daemon=True)
        worker.start()
        worker.join()
        stopping.wait(1)


def _read_ahead() -> None:
    """The newest release into memory before anybody asks, so that the first page after a start is a quick one."""
    try:
        newest = queries.latest()
        if newest is not None:
            queries.gaps(newest.id)
    finally:
        connection.close()


def _work(stopping: threading.Event) -> None:
    try:
        resume()
        while not stopping.is_set():
            if run_next() is None:
                close_old_connections()
                stopping.wait(0.5)
    finally:
        connection.close()


def _run(row: Job) -> None:
    actor = from_record(Actor, row.actor)
    finished = False
    try:
        result = TASKS[row.task](actor, row.arguments, _teller(row.pk))
        _finish(row.pk, "done", result=result)
        finished = True
    except CalledOff:
        finished = True
    except SofraError as error:
        words = texts(actor.language)
        _finish(row.pk, "failed", failure="\n".join(dict.fromkeys(_told(words, issue) for issue in error.issues)))
        finished = True
    finally:
        if not finished:
            _finish(row.pk, "failed", failure=texts(actor.language).say("jobs.crashed"))


def _told(words: Texts, issue: Issue) -> str:
    told = f"{words.what(issue)} {words.remedy(issue)}"
    return told if issue.where.row is None else f"{words.where(issue.where)}: {told}"


def _teller(job: int) -> Progress:
    """Progress into the table, not more often than people look; it stops work that was called off."""
    last = [0.0]

    def tell(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] < TOLD_EVERY_SECONDS:
            return
        last[0] = now
        if not Job.objects.filter(pk=job, state="running").update(stage=stage, done=done, total=total):
            raise stop(CalledOff, "job_over", job=job, state="cancelled")

    return tell


def _finish(job: int, state: str, *, failure: str = "", result: Mapping[str, int] | None = None) -> None:
    # Work that was called off stays called off, whatever it came to.
    Job.objects.filter(pk=job, state="running").update(
        state=state, failure=failure, result=dict(result or {}), finished_on=timezone.now()
    )


def _forget(row: Job) -> None:
    """The uploads of work that nobody will take up; work that runs deletes its own at its end."""
    if row.task == "roads":
        forget_upload(row.arguments)


def _found(job: int) -> Job:
    row = Job.objects.filter(pk=job).first()
    if row is None:
        raise stop(NotFound, "not_found", thing="job", id=str(job))
    return row


def _map(actor: Actor, arguments: Arguments, progress: Progress) -> dict[str, int]:
    return {"release": make_map(actor, arguments.get("period", ""), progress).id}


def _document(actor: Actor, arguments: Arguments, progress: Progress) -> dict[str, int]:
    progress("document", 10, 100)
    made = make_document(
        actor, arguments["release"], arguments["template"], lang=arguments["lang"], format=arguments["format"]
    )
    return {"document": made.id}


def _demo(actor: Actor, arguments: Arguments, progress: Progress) -> dict[str, int]:
    return {"release": load_demo(actor, progress).release}


def _lists(actor: Actor, arguments: Arguments, progress: Progress) -> dict[str, int]:
    return {"waiting": link_lists(actor, arguments["group"], progress).estimate.waiting}


def _roads(actor: Actor, arguments: Arguments, progress: Progress) -> dict[str, int]:
    return {"networks": len(bring_uploaded(actor, arguments, progress).kept)}


TASKS: dict[str, Task] = {"map": _map, "document": _document, "demo": _demo, "lists": _lists, "roads": _roads}
NEEDED = {
    "roads": "roads.bring",
    "map": "map.make",
    "document": "publish.document",
    "demo": "demo.load",
    "lists": "lists.link",
}
"""The act that each task does in the end: who may not do it may not ask for it."""
