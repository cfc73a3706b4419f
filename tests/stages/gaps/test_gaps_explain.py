"""Why this number: every kind of fact explains itself in both languages, and a withheld one tells nothing."""

import pytest
from tests.stages.tiny import DAY, OLD, PERIOD, PLACES, RUN, A, fact, inventory, pack, service

from sofra.gaps.explain import Around, explain
from sofra.gaps.find import find
from sofra.packs.texts import texts
from sofra.types.fact import Base, Status
from sofra.types.origin import Run

FACTS = (
    fact("needs.day_care", 0.1, unit="share", se=0.01, low=0.08, high=0.12, base=Base(450, 45, 4_240.4, 1.42, 40)),
    fact("needs.day_care:people", 424, low=350, high=500, base=Base(450, 45, 4_240.4, 1.42, 40)),
    fact("needs.day_care:people", 120, group=OLD, low=90, high=150, base=Base(60, 20, 400.0)),
    fact("places.COM-DAY", 15, unit="places", base=Base(n=2), reason="supply.counted"),
    fact("users.COM-DAY", 21, base=Base(n=2)),
    fact("waiting.COM-DAY", 1, base=Base(n=2)),
    fact("minutes.COM-DAY", 12.4, unit="minutes", place=A, reason="minutes.crow_flies"),
    fact("age.mean", 44.04, unit="score", base=Base(n=450)),
)
AROUND = Around(FACTS, PLACES, inventory(service("centre", DAY, 15, counted_on="2026-05-31")))
MADE = Run(RUN, "map", {"answers: survey 2026": "ab" * 32}, {}, {}, "0.1", 1, "2026-11-22T07:00:00+00:00", "Ana")


def gap(group="ALL"):
    return next(g for g in find(FACTS, pack(), PLACES, PERIOD) if g.service == DAY and g.group == group)


def why(number, lang="en", run=MADE):
    return explain(number, pack(), run, texts(lang), around=AROUND)


def test_a_gap_says_its_formula_its_inputs_and_the_sentence_to_quote():
    found = why(gap().without)

    assert found.quote == "In Place M, 409 people need the service “Service COM-DAY” and have no place in it (2026)."
    assert found.formula == "People without a place = people in need − places; never below zero."
    assert [(i.name, i.value) for i in found.inputs] == [
        ("People in need: Service COM-DAY", "424"),
        ("Places: Service COM-DAY", "15"),
    ]


def test_a_gap_says_how_sure_it_is_and_on_whom_it_rests():
    found = why(gap().without)

    assert "between 335 and 485" in found.interval
    assert found.base == "450 answers stand behind this number; for 45 of them it holds."
    assert found.weight == "Weighted, they stand for 4,240 people; the design effect is 1.42."


def test_a_gap_says_where_it_comes_from_and_when():
    found = why(gap().without)

    assert found.source == "Computed from: answers (survey 2026). Definition: Made up."
    assert found.date == (
        "Capacities as known on 31 May 2026 (the oldest date among the services). Computed on 22 November 2026."
    )


def test_a_groups_gap_warns_that_its_places_are_shared():
    assert why(gap(OLD).without).notes[-1] == texts("en").say("gaps.note.shared")
    assert texts("en").say("gaps.note.shared") not in why(gap().without).notes


def test_people_per_place_are_told_as_in_kavadarci():
    assert why(gap().per_place).value == "28.3"


def test_macedonian_quotes_one_person_in_the_singular():
    assert why(FACTS[4], "mk").quote == "Во Место M, 21 лице ја користи услугата „Услуга COM-DAY“ (2026)."


def test_a_withheld_number_tells_neither_value_nor_base():
    hidden = fact(
        "needs.day_care", 0.5, unit="share", status=Status.SUPPRESSED, low=0.1, high=0.9, base=Base(4, 2, 40.0),
        reason="gate.small_base",
    )  # fmt: skip

    found = why(hidden)

    assert (found.value, found.interval, found.base, found.weight) == ("withheld", "", "", "")
    assert found.quote == "There is no number to quote: it is withheld or unknown."
    assert found.status.startswith("Withheld")


def test_a_count_says_that_it_has_no_sampling_error():
    found = why(FACTS[3])

    assert found.interval == "This is a count; it carries no sampling error."
    assert found.base == "2 services were counted."


def test_minutes_say_that_they_are_measured_as_the_crow_flies():
    found = why(FACTS[6])

    assert "as the crow flies" in found.notes[0]
    assert found.quote.startswith("From Place A it is 12 minutes")


def test_a_share_is_its_people_divided_by_those_asked():
    assert why(FACTS[0]).quote == "In Place M, the share is 10%: Need needs.day_care (2026)."
    assert [i.value for i in why(FACTS[1]).inputs] == ["10%"]


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("number", [*FACTS, gap().without, gap(OLD).coverage, gap(OLD).per_place])
def test_every_kind_of_fact_explains_itself_even_without_a_run(number, lang):
    found = why(number, lang, run=None)

    assert found.title
    assert found.value in found.quote
    assert found.formula
    assert found.status
