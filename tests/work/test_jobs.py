"""Long work: asked for, done one by one, called off, taken up again after a restart."""

import pytest

from sofra.store import queries
from sofra.store.jobs import Job
from sofra.types.errors import Conflict, NotAllowed, NotFound
from sofra.work import jobs
from sofra.work.acts import Actor


def test_asked_work_waits_and_is_done_when_its_turn_comes(smalltown, ana):
    asked = jobs.enqueue(ana, "map")

    done = jobs.run_next()

    assert asked.state == "waiting"
    assert (done.id, done.state) == (asked.id, "done")
    assert queries.latest().id == done.result["release"]
    assert jobs.run_next() is None


def test_work_is_done_in_the_order_in_which_it_was_asked_for(mapped, ana, guest):
    first = jobs.enqueue(
        guest, "document", {"release": mapped.id, "template": "council_page", "lang": "en", "format": "html"}
    )
    second = jobs.enqueue(ana, "map")

    assert [jobs.run_next().id, jobs.run_next().id] == [first.id, second.id]


def test_a_failure_is_a_sentence_in_the_language_of_who_asked(workspace):
    job = jobs.enqueue(Actor("ana", "coordinator", "mk"), "map")

    failed = jobs.run_next()

    assert (failed.id, failed.state) == (job.id, "failed")
    assert failed.failure == (
        "Сѐ уште не е кажано кои места постојат. "
        "Прво внесете го списокот на населени места, или анкета на која ѝ е наведена колоната со места."
    )


def test_work_that_was_running_when_the_machine_stopped_is_done_after_the_restart(smalltown, ana):
    asked = jobs.enqueue(ana, "map")
    Job.objects.filter(pk=asked.id).update(state="running", attempts=1)

    found = jobs.resume()
    done = jobs.run_next()

    assert found == 1
    assert (done.id, done.state) == (asked.id, "done")


def test_work_that_stops_the_machine_every_time_is_given_up(smalltown, ana):
    asked = jobs.enqueue(ana, "map")
    Job.objects.filter(pk=asked.id).update(state="running", attempts=jobs.MOST_ATTEMPTS)

    jobs.resume()

    assert queries.job(asked.id).state == "failed"
    assert jobs.run_next() is None


def test_a_bug_in_the_work_fails_the_work_in_words_and_shows_in_the_log(smalltown, ana, monkeypatch):
    def broken(actor, arguments, progress):
        raise ZeroDivisionError

    monkeypatch.setitem(jobs.TASKS, "map", broken)
    asked = jobs.enqueue(ana, "map")

    with pytest.raises(ZeroDivisionError):
        jobs.run_next()

    assert queries.job(asked.id).state == "failed"
    assert "did not foresee" in queries.job(asked.id).failure


def test_waiting_work_can_be_called_off(smalltown, ana):
    asked = jobs.enqueue(ana, "map")

    cancelled = jobs.cancel(ana, asked.id)

    assert cancelled.state == "cancelled"
    assert jobs.run_next() is None
    with pytest.raises(Conflict):
        jobs.cancel(ana, asked.id)


def test_running_work_that_is_called_off_leaves_no_release(smalltown, ana, monkeypatch):
    monkeypatch.setattr(jobs, "TOLD_EVERY_SECONDS", 0.0)
    make_map = jobs.TASKS["map"]

    def called_off_in_the_middle(actor, arguments, progress):
        def told(stage, done, total):
            if stage == "gaps":
                jobs.cancel(ana, asked.id)
            progress(stage, done, total)

        return make_map(actor, arguments, told)

    monkeypatch.setitem(jobs.TASKS, "map", called_off_in_the_middle)
    asked = jobs.enqueue(ana, "map")

    over = jobs.run_next()

    assert over.state == "cancelled"
    assert queries.latest() is None


def test_progress_is_told_as_stages_and_per_cent(smalltown, ana, monkeypatch):
    monkeypatch.setattr(jobs, "TOLD_EVERY_SECONDS", 0.0)
    asked, seen = jobs.enqueue(ana, "map"), []
    make_map = jobs.TASKS["map"]

    def watched(actor, arguments, progress):
        def told(stage, done, total):
            progress(stage, done, total)
            note = queries.job(asked.id)
            seen.append((note.stage, note.percent))

        return make_map(actor, arguments, told)

    monkeypatch.setitem(jobs.TASKS, "map", watched)
    jobs.run_next()

    stages = list(dict.fromkeys(stage for stage, _ in seen))
    assert stages == [
        "read",
        "weigh",
        "estimate",
        "gate",
        "search",
        "supply",
        "gaps",
        "rank",
        "propose",
        "attack",
        "write",
    ]
    assert [percent for _, percent in seen] == sorted(percent for _, percent in seen)


def test_nobody_asks_for_what_they_may_not_do(workspace, guest):
    with pytest.raises(NotAllowed):
        jobs.enqueue(guest, "map")

    assert queries.jobs() == []


def test_an_unknown_task_is_named(workspace, ana):
    with pytest.raises(NotFound):
        jobs.enqueue(ana, "coffee")


@pytest.mark.parametrize(
    "stage", ["import", "read", "weigh", "estimate", "gate", "search", "supply", "gaps", "rank", "attack", "write"]
)
@pytest.mark.parametrize("lang", ["en", "mk"])
def test_every_stage_has_words(stage, lang):
    from sofra.packs.texts import texts

    assert texts(lang).say(f"jobs.stage.{stage}")
