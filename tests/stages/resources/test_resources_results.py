"""What a mobile team reached, counted by hand."""

from datetime import date

import pytest

from sofra.resources.rounds.results import shown, tally, uptake
from sofra.types.visiting import Client, Referral, VisitMade

DAY = date(2026, 11, 2)


def client(name: str, people: int, *groups: str) -> Client:
    return Client(name, "T", "A1", "high", groups, people=people)


def sent(name: str, **more) -> Referral:
    return Referral(name, "HOM-CARE", "Municipality", DAY, more.pop("consent", "written"), **more)


def test_what_was_reached_is_counted():
    clients = [client("a", 2, "OLD"), client("b", 3, "OLD", "CARE"), client("c", 1)]
    visits = [
        VisitMade("a", DAY, lacking=("HOM-CARE",), help={"FOOD": 2}),
        VisitMade("a", DAY, help={"FOOD": 1, "INFO": 1}),
        VisitMade("b", DAY),
        VisitMade("c", DAY, "not_at_home"),
    ]
    referrals = [
        sent("a", answer="accepted", outcome="started", first_time=True),
        sent("b", answer="accepted", outcome="waiting", first_time=True),
        sent("b", consent="override", answer="refused", refusal="full"),
    ]

    found = tally(clients, visits, referrals)

    assert (found.clients, found.visits, found.met, found.reached, found.people) == (3, 4, 3, 2, 5)
    assert (found.first_time, found.referrals, found.accepted, found.overrides) == (1, 3, 2, 1)
    assert dict(found.lacking) == {"HOM-CARE": 1}
    assert dict(found.help) == {"FOOD": 3, "INFO": 1}
    assert (dict(found.refused), dict(found.outcomes)) == ({"full": 1}, {"started": 1, "waiting": 1})
    assert dict(found.groups) == {"CARE": (1, 0), "OLD": (2, 1)}


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_a_count_is_told_to_five_and_a_small_one_not(count, told):
    assert shown(count) == told


def test_first_time_use_is_told_from_the_shown_counts_only():
    assert uptake(shown(11), shown(42)) == 0.25
    assert uptake(shown(3), shown(42)) is None
    assert uptake(0, 0) is None
