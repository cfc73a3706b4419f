"""The municipality's comparisons: same numbers and errors as its facts, withheld where a withheld number would show."""

from dataclasses import replace

import pytest
from tests.stages.needs.needs_town import DESIGN, HELP, PLACES, batch, fact, households, pack, people

from sofra.needs.estimate import estimate
from sofra.needs.gate import ALL_SHARE, gate
from sofra.needs.inequality.guard import Demands, demands, unsafe, unsafe_pair, unsafe_rest
from sofra.needs.inequality.many import false_discovery, holm
from sofra.needs.inequality.sample import sample
from sofra.needs.inequality.town import unequal
from sofra.needs.survey.design import within
from sofra.needs.survey.means import mean
from sofra.needs.weights import PERSON, weigh
from sofra.types.catalogue import Comparison, GateRules, TargetGroup
from sofra.types.fact import Base, Status
from sofra.types.furthest import Category, Circumstance
from sofra.types.keys import EVERYONE, GroupId, PlaceId

SEX = Comparison("sex", "sex = 'f'", "sex = 'm'", {"en": "s"}, {"en": "f"}, {"en": "m"})
CIRCUMSTANCES = {
    "sex": Circumstance(
        "sex", {"en": "sex"}, (Category("f", {"en": "f"}, "sex = 'f'"), Category("m", {"en": "m"}, "sex = 'm'"))
    )
}
OLD = TargetGroup(GroupId("OLD"), {"en": "Old"}, {"en": "Old"}, "age >= 65")
HOME = PlaceId("M")
ASKED = replace(HELP, better="more")


def answers(helped: str = "012345"):
    """Two women of 40 and men of 70 in 40 homes; who says yes depends on the home's number and on sex."""
    homes = households(5)
    members = people(homes)
    for member in members:
        last = str(member["_parent"])[-1]
        member["help"] = "yes" if last in (helped if member["sex"] == "m" else "01") else "no"
    return batch(homes, members)


def found(comparisons=(SEX,), groups=(OLD,), given=None, **rules):
    made = replace(
        pack(*groups, indicators=(ASKED,)),
        comparisons=comparisons,
        circumstances=CIRCUMSTANCES,
        gate=GateRules(**{"least_base": 5, **rules}),
    )
    weighed = weigh(given or answers(), DESIGN, PLACES, made)
    released = gate(estimate(weighed, made, PLACES, "2026"), PLACES, made.gate)
    facts, beside = unequal(weighed, made, PLACES, released, seed=1)
    shown = {(fact.cell.indicator, fact.cell.place, fact.cell.group): fact for fact in (*released, *facts)}
    return shown, beside, weighed


def test_a_difference_is_the_first_less_the_second():
    shown, beside, _ = found()

    first, second, gap = (
        shown[f"inequality.{kind}.sex:needs.help", HOME, EVERYONE] for kind in ("first", "second", "difference")
    )
    assert gap.value == pytest.approx(first.value - second.value)
    assert gap.unit == "points"
    assert gap.spread.low < gap.value < gap.spread.high
    assert beside.made == sum(one.p is not None for one in beside.gaps)


def test_the_survey_of_a_municipality_has_the_errors_of_its_facts():
    shown, _, weighed = found()
    table = weighed.tables[PERSON]
    of = sample(weighed, table)
    fact = shown["needs.help", HOME, GroupId("OLD")]

    old = within(of, "age >= 65")
    yes = mean(old, "help")

    value, se = yes.of("helpyes")
    assert value == pytest.approx(fact.value, rel=1e-10)
    assert se == pytest.approx(fact.spread.se, rel=1e-9)


def test_a_group_stands_against_everybody_else():
    shown, _, _ = found()

    old, women = shown["needs.help", HOME, GroupId("OLD")], shown["inequality.first.sex:needs.help", HOME, EVERYONE]

    assert shown["inequality.rest:needs.help", HOME, GroupId("OLD")].value == pytest.approx(old.value - women.value)


def test_the_difference_of_a_withheld_group_is_withheld():
    """Men are the old of this town: where the old are withheld, so are men, women, and how they differ."""
    shown, beside, _ = found(given=answers("0"), least_hits=10)

    told = [fact for (name, *_), fact in shown.items() if name.startswith(("inequality.first", "inequality.rest"))]

    assert shown["needs.help", HOME, GroupId("OLD")].status is Status.SUPPRESSED
    assert all(fact.value is None for fact in told)
    assert {gap.reason for gap in beside.gaps} <= {"withheld"}


def test_a_question_is_not_compared_by_its_own_answer():
    by_help = replace(SEX, id="help", one="help = 'yes'", other="help = 'no'")

    shown, _, _ = found(comparisons=(by_help,))

    assert not [name for name, *_ in shown if name.startswith("inequality.difference.help")]


def test_a_side_outside_the_question_has_a_reason_and_no_number():
    children = replace(SEX, id="age", one="age < 18", other="age >= 18")

    shown, beside, _ = found(comparisons=(children,))

    fact = shown["inequality.difference.age:needs.help", HOME, EVERYONE]
    assert (fact.value, fact.reason) == (None, "inequality.reason.nobody")
    assert next(gap for gap in beside.gaps if gap.pair == "age").reason == "nobody"


def test_where_all_answer_alike_there_is_no_index():
    _, beside, _ = found(given=answers("0123456789"), groups=())
    _, alike, _ = found(given=batch(households(5), [{**one, "help": "no"} for one in people(households(5))]))

    assert beside.indexes[0].raw is not None
    assert (alike.indexes[0].raw, alike.indexes[0].reason) == (None, "equal")


def test_the_same_seed_gives_the_same_index():
    assert found()[1] == found()[1]


def test_what_is_left_must_not_be_too_few():
    rules = Demands(10, 3)

    assert unsafe_rest((100, 50), [(95, 45)], rules) == "gate.small_rest"
    assert unsafe_rest((100, 50), [(100, 50)], rules) == ""
    assert unsafe_pair((100, 50), (50, 25), (50, 25), rules) == ""
    assert unsafe_pair((100, 50), (50, 2), (50, 48), rules) == "gate.few_hits"


def test_special_questions_and_full_counts_demand_more():
    sampled, counted = fact("M", 100, 50), replace(fact("M", 100, 50), base=Base(100, 50, 110.0))
    rules = GateRules()

    assert demands(rules, replace(sampled, base=Base(100, 50, 4000.0)), special=False) == Demands(10, 3)
    assert (
        unsafe((50, 5), demands(rules, replace(sampled, base=Base(100, 50, 4000.0)), special=True)) == "gate.few_hits"
    )
    assert unsafe((50, 0), demands(rules, counted, special=False)) == ALL_SHARE
    assert unsafe((29, 9), demands(rules, counted, special=False)) == "gate.small_base"


def test_many_chances_are_adjusted_as_r_does():
    """p.adjust(c(.01, .04, .03), "holm") and "BH"."""
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert false_discovery([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
