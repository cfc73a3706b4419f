"""A provider answers by a link without an account; the municipality decides; the service follows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from sofra.store import queries
from sofra.store.confirming import InvitationRow
from sofra.store.events import Event
from sofra.types.confirming import Change
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.types.supply import Service
from sofra.work.acts import Actor
from sofra.work.confirming import (
    answer_by_link,
    approve_answer,
    approve_unchanged,
    invite,
    reject_answer,
    take_answer,
    withdraw_link,
)
from sofra.work.inventory import change_record, remove_record


@pytest.fixture
def link(smalltown, besim):
    (made,) = invite(besim, ["S2"])
    return made


def _codes(problem):
    return [issue.code for issue in problem.value.issues]


def test_a_token_is_kept_as_its_hash_only(link):
    row = InvitationRow.objects.get()

    assert len(link.token) >= 43
    assert row.token_hash != link.token
    assert link.token not in str(row.__dict__)
    assert queries.invitation_by(link.token) == link.invitation


def test_no_event_carries_a_token_or_an_answer(link, ana):
    done = answer_by_link(link.token, {"places": 12}, "Ask Maria")
    approve_answer(ana, done.id)

    told = str([(e.who, e.act, e.target, e.counts) for e in queries.events()])
    assert link.token not in told
    assert "Maria" not in told
    assert queries.events()[1].who == f"#{link.invitation.id}"


def test_an_answer_waits_and_the_service_stays_as_it_was(link):
    before = queries.service("S2").thing

    done = answer_by_link(link.token, {"places": 12})

    assert done.state == "waiting"
    assert done.reply.changed == (Change("places", 15, 12),)
    assert queries.service("S2").thing == before


def test_an_approved_answer_changes_the_service_and_it_is_checked_today(link, ana):
    done = answer_by_link(link.token, {"places": 12})

    approve_answer(ana, done.id)

    today = timezone.localdate().isoformat()
    after = queries.service("S2").thing
    assert (after.capacity.places, after.capacity.counted_on) == (12, today)
    assert (after.verified_on, after.verified_by) == (today, "Red Cross")
    assert queries.confirmations() == []


def test_a_yes_confirms_and_changes_no_number(link, ana):
    done = answer_by_link(link.token, {})

    approve_answer(ana, done.id)

    after = queries.service("S2").thing
    assert after.capacity.places == 15
    assert after.verified_on == timezone.localdate().isoformat()


def test_a_rejected_answer_needs_a_reason_and_changes_nothing(link, ana):
    done = answer_by_link(link.token, {"places": 99})
    with pytest.raises(SourceError) as problem:
        reject_answer(ana, done.id, "  ")

    reject_answer(ana, done.id, "The contract says 15.")

    assert _codes(problem) == ["reason_missing"]
    assert queries.service("S2").thing.capacity.places == 15
    assert queries.confirmation_by(link.invitation.id).reason == "The contract says 15."


def test_an_answer_is_decided_once(link, ana):
    done = answer_by_link(link.token, {})
    approve_answer(ana, done.id)

    with pytest.raises(Conflict) as problem:
        reject_answer(ana, done.id, "Too late")

    assert _codes(problem) == ["answer_decided"]


def test_a_link_is_used_once(link):
    answer_by_link(link.token, {})

    with pytest.raises(Conflict) as problem:
        answer_by_link(link.token, {"places": 1})

    assert _codes(problem) == ["link_used"]


def test_a_link_opens_on_its_last_day_and_not_on_the_next(link):
    today = timezone.localdate()
    InvitationRow.objects.update(expires_on=today)
    assert queries.invitation_by(link.token).state(today) == "open"

    InvitationRow.objects.update(expires_on=today - timedelta(days=1))

    with pytest.raises(Conflict) as problem:
        answer_by_link(link.token, {})
    assert _codes(problem) == ["link_expired"]


def test_a_link_that_was_taken_back_no_longer_opens(link, ana):
    withdraw_link(ana, link.invitation.id)

    with pytest.raises(Conflict) as problem:
        answer_by_link(link.token, {})

    assert _codes(problem) == ["link_withdrawn"]


def test_a_link_that_is_taken_back_while_somebody_answers_takes_no_answer(link, ana):
    as_it_opened = queries.invitation_by(link.token)
    withdraw_link(ana, link.invitation.id)

    with pytest.raises(Conflict, match="link_withdrawn"):
        take_answer(Actor("#1", "invited"), as_it_opened, {})
    assert not queries.confirmations()


def test_a_newer_link_for_the_same_service_closes_the_older(link, besim):
    (newer,) = invite(besim, ["S2"])

    today = timezone.localdate()
    assert queries.invitation_by(link.token).state(today) == "withdrawn"
    assert queries.invitation_by(newer.token).state(today) == "open"
    assert [one.id for one in queries.links_out()] == [newer.invitation.id]


def test_a_token_that_nobody_made_opens_nothing(link):
    with pytest.raises(NotFound) as problem:
        answer_by_link(link.token[:-1] + ("a" if link.token[-1] != "a" else "b"), {})

    assert _codes(problem) == ["link_unknown"]


def test_an_answer_can_change_nothing_that_was_not_asked(link):
    with pytest.raises(SourceError) as problem:
        answer_by_link(link.token, {"provider": "P9", "places": -3})

    assert sorted(_codes(problem)) == ["answer_field", "answer_number"]
    assert queries.invitation_by(link.token).used_on is None


def test_only_a_coordinator_decides_and_a_guest_makes_no_link(link, guest, besim):
    done = answer_by_link(link.token, {})

    with pytest.raises(NotAllowed):
        approve_answer(besim, done.id)
    with pytest.raises(NotAllowed):
        invite(guest, ["S2"])


def test_what_somebody_saved_meanwhile_is_not_overwritten_but_for_what_the_answer_says(link, ana):
    done = answer_by_link(link.token, {"places": 12})
    kept = queries.service("S2")
    change_record(ana, replace(kept.thing, price="20 EUR"), kept.version)

    approve_answer(ana, done.id)

    after = queries.service("S2").thing
    assert (after.price, after.capacity.places) == ("20 EUR", 12)


def test_an_answer_about_a_removed_service_is_not_taken_over(link, ana):
    done = answer_by_link(link.token, {})
    remove_record(ana, Service, "S2")

    with pytest.raises(Conflict) as problem:
        approve_answer(ana, done.id)

    assert _codes(problem) == ["answer_removed"]


def test_links_for_many_services_are_made_at_once(smalltown, ana):
    links = invite(ana, ["S1", "S2", "S1"], days=7, lang="mk")

    assert [link.invitation.service for link in links] == ["S1", "S2"]
    assert {link.invitation.lang for link in links} == {"mk"}
    assert {link.invitation.expires_on for link in links} == {timezone.localdate() + timedelta(days=7)}


@pytest.mark.parametrize("days", [0, 366])
def test_a_link_opens_from_a_day_to_a_year(smalltown, ana, days):
    with pytest.raises(SourceError) as problem:
        invite(ana, ["S1"], days=days)

    assert _codes(problem) == ["link_days"]


def test_all_answers_that_change_nothing_are_taken_over_in_one_act(smalltown, ana):
    links = {link.invitation.service: link.token for link in invite(ana, ["S1", "S2", "S3", "S4"])}
    answer_by_link(links["S1"], {})
    answer_by_link(links["S2"], {"places": 3})
    answer_by_link(links["S3"], {}, "We move in May.")
    answer_by_link(links["S4"], {})
    remove_record(ana, Service, "S4")
    before = Event.objects.count()

    done = approve_unchanged(ana)

    assert done == 1
    assert queries.service("S1").thing.verified_on
    assert {one.invitation.service for one in queries.confirmations()} == {"S2", "S3", "S4"}
    assert Event.objects.count() == before + 1


def test_a_link_answers_about_its_own_service_and_no_other(link):
    other = replace(link.invitation, service="S1")
    before = queries.service("S1")

    with pytest.raises(Conflict):
        take_answer(Actor("#1", "invited", "en"), other, {"places": 1})

    assert queries.invitation_by(link.token).used_on is None
    assert queries.service("S1") == before


def test_a_service_that_another_provider_runs_is_not_confirmed_by_the_link_of_the_first(link, ana):
    kept = queries.service("S2")
    other = next(one.id for one in queries.inventory().providers if one.id != kept.thing.provider)

    change_record(ana, replace(kept.thing, provider=other), kept.version)

    with pytest.raises(Conflict, match="link_withdrawn"):
        answer_by_link(link.token, {"places": 12})


def test_what_the_first_provider_answered_is_not_taken_over_once_another_runs_the_service(link, ana):
    done = answer_by_link(link.token, {})
    kept = queries.service("S2")
    other = next(one.id for one in queries.inventory().providers if one.id != kept.thing.provider)
    change_record(ana, replace(kept.thing, provider=other), kept.version)

    assert approve_unchanged(ana) == 0
    with pytest.raises(Conflict) as problem:
        approve_answer(ana, done.id)

    assert _codes(problem) == ["answer_of_another"]
    assert reject_answer(ana, done.id, "Another provider now.").state == "rejected"
