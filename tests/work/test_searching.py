"""The plan of a search is put on record before the answers come, and the map says whether it was."""

from dataclasses import replace

import pytest
from tests.smalltown import answers, bring, bring_all

from sofra.needs.furthest.plan import digest
from sofra.store import queries
from sofra.store.events import Event
from sofra.store.searches import SearchRow
from sofra.types.errors import NotAllowed, PackError
from sofra.types.furthest import Furthest
from sofra.work.mapping import make_map, redo
from sofra.work.packing import pack_up, unpack
from sofra.work.searching import planned, register_search, register_usual

HOUSEHOLDS = 200


def plan(depth: int = 0):
    return planned("needs.home_care", ["sex", "age", "area"], depth)


def searches(release) -> Furthest:
    return queries.annex(release.id, "furthest", Furthest)


def test_a_plan_is_on_record_with_its_time_its_name_and_its_fingerprint(workspace, ana):
    kept = register_search(ana, plan())

    assert kept.by == "ana"
    assert kept.on.endswith("+00:00")
    assert kept.digest == digest(kept.plan)
    event = Event.objects.first()
    assert (event.act, event.target) == ("needs.register_search", f"search {kept.digest[:12]}")


def test_areas_are_written_out_when_a_plan_is_registered(smalltown, ana):
    kept = register_search(ana, plan())

    area = next(one for one in kept.plan.circumstances if one.id == "area")
    assert [category.condition for category in area.categories] == ["area = 'A'", "area = 'B'"]


def test_the_same_plan_is_registered_once_and_a_changed_one_beside_it(smalltown, ana):
    first, again, other = (register_search(ana, one) for one in (plan(), plan(), plan(2)))

    assert again == first
    assert SearchRow.objects.count() == 2
    assert queries.searches() == [other]


def test_only_a_coordinator_registers(workspace, besim, guest):
    for actor in (besim, guest):
        with pytest.raises(NotAllowed):
            register_search(actor, plan())


def test_a_plan_that_may_not_be_is_refused_whole(workspace, ana):
    with pytest.raises(PackError) as refused:
        register_search(ana, replace(plan(), depth=9, least_rows=2))

    assert [issue.code for issue in refused.value.issues] == ["furthest_depth", "furthest_least"]
    assert SearchRow.objects.count() == 0


def test_every_circumstance_that_cannot_be_searched_is_named_at_once(workspace):
    with pytest.raises(PackError) as refused:
        planned("needs.home_care", ["shoe_size", "sex", "ethnicity", "colour"])

    assert [(issue.code, issue.values["circumstance"]) for issue in refused.value.issues] == [
        ("furthest_circumstance_unknown", "shoe_size"),
        ("furthest_special", "ethnicity"),
        ("furthest_circumstance_unknown", "colour"),
    ]


def test_a_plan_registered_before_the_answers_is_said_to_be(workspace, ana):
    register_search(ana, plan())
    bring_all(HOUSEHOLDS)

    found = searches(make_map(ana)).searches

    assert [(one.timing, one.registered.plan.indicator) for one in found] == [("before", "needs.home_care")]
    assert found[0].issues == ()
    assert found[0].searched > 3


def test_a_plan_registered_after_the_answers_is_exploratory(workspace, ana):
    bring_all(HOUSEHOLDS)
    register_search(ana, plan())

    assert [one.timing for one in searches(make_map(ana)).searches] == ["after"]


def test_taking_the_answers_back_does_not_make_a_plan_earlier(workspace, ana):
    from sofra.work.collect import withdraw

    brought = bring_all(HOUSEHOLDS)
    withdraw(ana, brought.id)
    register_search(ana, plan())
    bring("survey.csv", answers(HOUSEHOLDS), "answers")

    assert [one.timing for one in searches(make_map(ana)).searches] == ["after"]


def test_without_a_registered_plan_the_packs_own_are_searched_and_said_to_be_nobodys(mapped):
    found = searches(mapped).searches

    assert {one.timing for one in found} == {"never"}
    assert [one.registered.plan.id for one in found] == [plan.id for plan in queries.pack().searches]
    assert {issue.code for one in found for issue in one.issues} >= {"furthest_not_asked"}


def test_a_search_comes_out_again_to_the_last_digit(workspace, ana):
    register_search(ana, plan())
    bring_all(HOUSEHOLDS)

    assert redo(ana, make_map(ana).id) == ()


def test_registered_plans_travel_in_a_bundle(workspace, ana, tmp_path):
    from sofra.work.packing import TABLES

    kept = register_search(ana, plan())
    pack_up(tmp_path / "b.zip", facts_only=False)
    for table in reversed(TABLES):
        table.objects.all().delete()
    unpack(tmp_path / "b.zip")

    assert queries.searches() == [kept]


def test_the_usual_plans_are_those_of_the_pack(workspace, ana):
    kept = register_usual(ana)

    assert [one.plan.id for one in kept] == [one.id for one in queries.pack().searches]
