"""Both verdicts beside a number, the attacker's word beside a release, and no raw count on any page."""

import re

import pytest

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.types.protected import Attack, Counts


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_why_a_number_says_both_verdicts(sign_in, lang):
    say = texts(lang).say

    page = sign_in("ana", lang).get("/why/?indicator=needs.home_care&place=TRP&group=ALL")

    assert say("verdict.safe_title") in page
    assert say("verdict.safe") in page
    assert say("verdict.precise_title") in page
    assert say("verdict.precise") in page


def test_why_a_withheld_number_does_not_say_how_precise_it_is(ana):
    facts = queries.facts(queries.latest().id)
    cell = next(f.cell for f in facts if f.verdicts.disclosure == "gate.few_hits" and ":" not in f.cell.indicator)

    page = ana.get(f"/why/?indicator={cell.indicator}&place={cell.place}&group={cell.group}")

    assert texts("en").say("gate.few_hits") in page
    assert texts("en").say("gate.untold") in page


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_report_page_says_what_an_attacker_finds_and_names_no_cell(sign_in, lang):
    release = queries.latest().id
    found = queries.annex(release, "attack", Attack)

    page = sign_in("guest", lang).get("/report/")

    assert found.pinned == ()
    assert (found.narrowest.low, found.narrowest.high, found.narrowest.place) == (0, 4, "")
    assert texts(lang).say("web.disclosure.safe", n=found.numbers) in page
    assert texts(lang).say("web.disclosure.interval", low=0, n=4) in page


def test_registers_that_disagree_are_shown_rounded(guest):
    page = guest.get("/needs/")

    part = page[page.index(texts("en").say("web.needs.discrepancies")) :]
    numbers = [int(n.replace(",", "")) for n in re.findall(r'<td class="num">([\d,]+)</td>', part)]
    assert len(numbers) > 10
    assert all(number % 5 == 0 for number in numbers)


def test_the_counts_of_the_demo_add_up_in_every_direction(demo, db):
    release = queries.latest().id
    counts, places = queries.annex(release, "counts", Counts), queries.inputs(release).places
    below = {place.id: [one.id for one in places if one.parent == place.id] for place in places}

    for note in counts.notes:
        mine = {
            (c.place, c.sex, c.age): c.people for c in counts.shown if (c.source, c.group) == (note.source, note.group)
        }
        assert note.way == "round"
        for (place, sex, age), people in mine.items():
            assert people % note.base == 0
            inside = [mine.get((one, sex, age)) for one in below[place]]
            if inside and None not in inside:
                assert people == sum(inside), (place, sex, age)
            if note.sexes and not sex and (place, "f", age) in mine:
                assert people == sum(mine[place, one, age] for one in note.sexes)
            if note.ages and not age and (place, sex, note.ages[0]) in mine:
                assert people == sum(mine[place, sex, one] for one in note.ages)
    assert {note.group for note in counts.notes if note.sexes} == {"PWD-A", "PWD-C"}
