"""The score of an audit, and what exists beside what can be used in a wheelchair."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.packs.load import load
from sofra.resources.audit import asked, newest, parts, score
from sofra.resources.usable import AT_HOME, NOT_USABLE, UNKNOWN, USABLE, total, usable_by_kind, verdict
from sofra.types.auditing import ANSWERS, Audit, AuditItem
from sofra.types.supply import Capacity, Inventory, Service, Site

DOOR = AuditItem("door", "entrance", ("building",), {"en": "Step-free?"}, needed=True)
TOILET = AuditItem("toilet", "toilet", ("building",), {"en": "Toilet?"}, needed=True)
SIGNS = AuditItem("signs", "signs", ("building",), {"en": "Signs?"})
LIST = (DOOR, TOILET, SIGNS)


def test_the_score_is_the_share_met_of_those_seen():
    found = score(LIST, {"door": "yes", "toilet": "no", "signs": "unseen"})

    assert (found.met, found.unmet, found.unseen, found.share) == (1, 1, 1, 0.5)


def test_a_question_without_an_answer_is_not_seen_and_no_no():
    found = score(LIST, {"door": "yes"})

    assert (found.met, found.unmet, found.unseen, found.wheelchair) == (1, 0, 2, None)
    assert found.open == ("toilet",)


def test_one_needed_question_not_met_is_enough_for_a_no():
    found = score(LIST, {"door": "no"})

    assert found.wheelchair is False
    assert found.barriers == ("door",)


def test_what_does_not_apply_holds_nobody_up():
    found = score(LIST, {"door": "yes", "toilet": "na", "signs": "no"})

    assert found.wheelchair is True
    assert found.share == 0.5


def test_a_place_of_which_nothing_needed_applies_gets_no_verdict():
    assert score(LIST, {"door": "na", "toilet": "na"}).wheelchair is None
    assert score((SIGNS,), {"signs": "yes"}).wheelchair is None


def test_nothing_seen_gives_no_share():
    assert score(LIST, {}).share is None


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([item.id for item in LIST]), st.sampled_from([*ANSWERS, ""])))
def test_every_question_is_counted_once_and_a_yes_needs_all_needed_ones(answers):
    found = score(LIST, answers)

    assert found.met + found.unmet + found.not_applicable + found.unseen == len(LIST)
    assert found.share is None or 0 <= found.share <= 1
    assert (found.wheelchair is True) <= (not found.barriers and not found.open)
    assert (found.wheelchair is False) == bool(found.barriers)


def test_the_packs_have_four_checklists_and_none_of_needed_questions_is_about_information():
    items = load("mk").audit

    sizes = {kind: len(asked(items, kind)) for kind in ("building", "path", "stop", "information")}

    assert sizes == {"building": 27, "path": 9, "stop": 7, "information": 8}
    assert [item.id for item in asked(items, "information") if item.needed] == []
    assert list(parts(asked(items, "building")))[:3] == ["way", "entrance", "inside"]
    assert all(item.question["mk"] and item.question["en"] for item in items)


def test_no_question_names_a_measure_that_we_could_not_verify():
    assert [item.id for item in load("mk").audit if any(sign.isdigit() for sign in item.question["en"])] == []


def test_the_newest_finished_audit_speaks_for_a_site():
    from datetime import UTC, datetime

    done = datetime(2026, 5, 1, tzinfo=UTC)
    audits = [
        Audit(1, "site", "S", "building", "2026-04-01", "ana", finished_on=done),
        Audit(2, "site", "S", "building", "2026-05-01", "ana", finished_on=done),
        Audit(3, "site", "S", "building", "2026-06-01", "ana"),
    ]

    assert newest(audits)["site", "S"].id == 2


SITES = {
    "free": Site("free", {"en": "F"}, "A", step_free=True),
    "steps": Site("steps", {"en": "S"}, "A", step_free=False),
    "dark": Site("dark", {"en": "D"}, "A"),
}


def service(id, sites, places=10, status="active"):
    return Service(id, "COM-DAY", {"en": id}, "P", sites=sites, capacity=Capacity(places), status=status)


def test_one_usable_door_makes_a_service_usable_and_unknown_is_not_no():
    assert verdict(service("a", ["steps", "free"]), SITES) == USABLE
    assert verdict(service("b", ["steps"]), SITES) == NOT_USABLE
    assert verdict(service("c", ["steps", "dark"]), SITES) == UNKNOWN
    assert verdict(service("d", []), SITES) == AT_HOME


def test_what_exists_and_what_is_usable_are_two_numbers():
    services = [
        service("a", ["free"], 20),
        service("b", ["steps"], 30),
        service("c", ["dark"], None),
        service("d", []),
        service("e", ["free"], 5, "planned"),
    ]

    (found,) = usable_by_kind(Inventory(sites=tuple(SITES.values()), services=services), ["COM-DAY", "INF"])

    assert (found.exists, found.usable, found.not_usable, found.unknown, found.at_home) == (4, 1, 1, 1, 1)
    assert (found.places, found.places_usable) == (60, 20)
    assert total([found, found]).exists == 8
