"""The plan, the weights, the documents and the people."""

from dataclasses import replace

import pytest

from sofra.store import queries
from sofra.store.people import Member
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.types.planning import Action
from sofra.work import people, planning, priorities, publish

GAP = "HOM-CARE/ALL/M"


def test_a_proposal_becomes_an_action_that_can_be_edited(mapped, ana):
    proposed = planning.propose(ana, GAP)

    added = planning.add_proposal(ana, GAP)

    assert proposed.id == ""
    assert added.action.title == proposed.title
    assert added.action.proposal.gap_id == GAP
    assert [note.action.id for note in queries.plan().actions] == [added.action.id]


def test_a_gap_that_nobody_knows_has_no_proposal(mapped, ana):
    with pytest.raises(NotFound):
        planning.add_proposal(ana, "NO-KIND/ALL/M")


def test_of_two_people_who_change_an_action_the_second_is_told(workspace, ana):
    added = planning.add_action(ana, Action("", "A bus on Mondays"))
    planning.change_action(ana, replace(added.action, responsible="Ana"), added.version)

    with pytest.raises(Conflict):
        planning.change_action(ana, replace(added.action, responsible="Besim"), added.version)

    assert queries.action(added.action.id).action.responsible == "Ana"


def test_a_removed_action_can_be_put_back(workspace, ana):
    added = planning.add_action(ana, Action("", "A bus on Mondays"))

    planning.remove_action(ana, added.action.id)
    gone, removed = queries.plan().actions, queries.plan(removed=True).actions
    planning.restore_action(ana, added.action.id)

    assert (len(gone), len(removed)) == (0, 1)
    assert [note.action.title for note in queries.plan().actions] == ["A bus on Mondays"]


def test_a_saved_version_stays_as_it_was(workspace, ana):
    added = planning.add_action(ana, Action("", "A bus on Mondays", cost=120_000.0))
    planning.save_version(ana, "For the council")

    planning.change_action(ana, replace(added.action, cost=90_000.0), added.version)
    planning.save_version(ana)

    second, first = queries.versions()
    assert (first.number, first.note, first.actions[0].cost) == (1, "For the council", 120_000.0)
    assert (second.number, second.actions[0].cost) == (2, 90_000.0)
    assert first.sha256 != second.sha256


def test_an_empty_plan_is_not_saved(workspace, ana):
    with pytest.raises(NotFound):
        planning.save_version(ana)


def test_a_guest_changes_no_plan(workspace, guest):
    with pytest.raises(NotAllowed):
        planning.add_action(guest, Action("", "A bus"))

    assert queries.plan().actions == ()


def test_moved_weights_give_another_order_and_the_release_keeps_its_own(mapped, ana):
    first = queries.ranking(mapped.id)
    nothing_but_votes = dict.fromkeys(first.weights, 0.0) | {"voices": 5.0}

    moved = priorities.set_weights(ana, nothing_but_votes)

    assert moved.weights["voices"] == 5.0
    assert [each.gap.id for each in queries.first_ranking(mapped.id)] == [each.gap.id for each in first.ranked]
    assert queries.ranking(mapped.id).weights == moved.weights


def test_weights_set_back_give_the_first_order_again(mapped, ana):
    first = queries.ranking(mapped.id)
    priorities.set_weights(ana, {"voices": 5.0})

    back = priorities.reset_weights(ana)

    assert back.weights == first.weights
    assert back.ranked == first.ranked


@pytest.mark.parametrize("weight", [-1, 5.5, float("nan")])
def test_a_weight_outside_its_limits_is_refused(mapped, ana, weight):
    with pytest.raises(SourceError):
        priorities.set_weights(ana, {"voices": weight})

    assert len(queries.ranking(mapped.id).ranked) == len(queries.first_ranking(mapped.id))


def test_nothing_is_ranked_before_there_is_a_map(workspace, ana):
    with pytest.raises(NotFound):
        priorities.reset_weights(ana)


def test_a_report_is_kept_under_the_sha256_of_its_bytes(mapped, guest):
    import hashlib

    made = publish.make_document(guest, mapped.id, "council_page", lang="mk", format="html")

    content = queries.document_bytes(made.id)
    assert made.name == "council_page-2026-mk.html"
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert "Малград" in content.decode()


@pytest.mark.parametrize(("template", "format"), [("novel", "pdf"), ("council_page", "scroll")])
def test_an_unknown_template_or_format_is_named(mapped, ana, template, format):
    with pytest.raises(NotFound) as stopped:
        publish.make_document(ana, mapped.id, template, lang="en", format=format)

    assert stopped.value.issues[0].values["known"]
    assert queries.documents() == []


def test_the_approver_approves_once(mapped, ceca):
    approved = publish.approve_release(ceca, mapped.id)

    with pytest.raises(Conflict):
        publish.approve_release(ceca, mapped.id)

    assert (approved.state, approved.approved_by) == ("approved", "ceca")


def test_the_coordinator_does_not_approve_her_own_map(mapped, ana):
    with pytest.raises(NotAllowed):
        publish.approve_release(ana, mapped.id)

    assert queries.release(mapped.id).state == "draft"


def test_a_withdrawn_release_is_the_newest_no_more(mapped, ceca):
    publish.withdraw_release(ceca, mapped.id)

    assert queries.latest() is None
    assert queries.release(mapped.id).state == "withdrawn"


def test_a_new_member_can_sign_in_with_the_password_that_was_made_up(workspace, ana):
    password = people.add_member(ana, "dino", "Dino", "collector")

    member = Member.objects.get(username="dino")
    assert member.check_password(password)
    assert (member.role, member.language) == ("collector", "en")


def test_a_name_is_taken_whatever_its_capitals(workspace, ana):
    people.add_member(ana, "dino", "Dino", "collector")

    with pytest.raises(Conflict):
        people.add_member(ana, "Dino", "Another", "guest")


@pytest.mark.parametrize("password", ["short", "password123"])
def test_a_weak_password_is_refused(workspace, ana, password):
    with pytest.raises(SourceError):
        people.add_member(ana, "dino", "Dino", "collector", password=password)

    assert not Member.objects.exists()


def test_a_role_that_there_is_not_is_named(workspace, ana):
    with pytest.raises(NotFound):
        people.add_member(ana, "dino", "Dino", "mayor")


def test_a_member_chooses_a_language_that_has_texts(workspace, ana):
    people.add_member(ana, "ana", "Ana", "coordinator")

    people.change_language(ana, "mk")
    with pytest.raises(NotFound):
        people.change_language(ana, "tlh")

    assert Member.objects.get(username="ana").language == "mk"


def test_a_new_password_shuts_the_old_one_out(workspace, ana):
    old = people.add_member(ana, "dino", "Dino", "collector")

    new = people.new_password(ana, "dino")

    assert not Member.objects.get(username="dino").check_password(old)
    assert Member.objects.get(username="dino").check_password(new)
