"""Trying the index under other weights: who may, what is refused, what is kept; and what a release holds of it."""

import csv
import io

import pytest
from tests.smalltown import answers, bring

from sofra.store import queries
from sofra.store.events import Event
from sofra.store.mapping import FactRow
from sofra.types.errors import DesignError, NotAllowed, NotFound
from sofra.types.scales import ANNEX_INDEX, ANNEX_SCALES, IndexNote, ScalesNote
from sofra.work.acts import Actor
from sofra.work.index import as_pack_file, changed, released_index, try_index
from sofra.work.mapping import make_map, redo

ITEMS = ("dep_arrears", "dep_unexpected", "dep_warm", "dep_protein", "dep_holiday", "dep_car", "dep_furniture")


def living(households: int = 60) -> str:
    """Smalltown's households with what the index asks; every third lacks money and work, every seventh other things."""
    rows = list(csv.DictReader(io.StringIO(answers(households))))
    for n, row in enumerate(rows):
        poor, other = n % 3 == 0, n % 7 == 0
        row |= dict.fromkeys(ITEMS, "cannot" if poor else "yes") | {
            "work": "unemployed" if poor else "employed", "wants_work": "yes", "training": "no",
            "internet": "no" if other else "yes", "unmet_medical": "cost" if poor else "met",
            "water": "well" if other else "piped_in", "toilet": "inside_sewer",
            "minutes_health": "50" if n % 2 else "5",
            "minutes_bus": "5", "discriminated": "yes" if n % 11 == 0 else "no", "dep_friends": "yes",
            "evacuate_alone": "no" if other else "yes", "flood_before": "no",
        }  # fmt: skip
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


@pytest.fixture
def lived(smalltown, ana):
    """Smalltown with a newer survey that asks for the index, mapped."""
    bring("living.csv", living(), "answers")
    return make_map(ana)


def test_a_release_holds_the_index_and_comes_out_again_to_the_last_digit(lived, ana):
    facts, note = released_index()

    assert note == queries.annex(lived.id, ANNEX_INDEX, IndexNote)
    assert {"index.h", "index.a", "index.m0", "index.share.income"} <= {fact.cell.indicator for fact in facts}
    assert queries.annex(lived.id, ANNEX_SCALES, ScalesNote) is not None
    assert redo(ana, lived.id) == ()


def test_trying_other_weights_keeps_nothing_but_that_somebody_tried(lived, ana):
    before = FactRow.objects.count()
    rest = dict.fromkeys(("education", "health", "housing", "services", "participation", "safety"), 0.0)

    tried = try_index(ana, {"income": 0.5, "work": 0.5, **rest}, 1.0)

    (h,) = [fact.value for fact in tried.facts if fact.cell.indicator == "index.h" and fact.cell.place == "M"]
    assert h == pytest.approx(1 / 3, abs=0.1)
    assert FactRow.objects.count() == before
    assert Event.objects.filter(act="index.try").count() == 1
    assert tried.note is not None


def test_a_guest_tries_nothing(mapped):
    with pytest.raises(NotAllowed):
        try_index(Actor("guest", "guest"), {})


def test_an_index_needs_a_survey_that_asked_for_it(mapped, ana):
    facts, note = released_index()

    assert (list(facts), note) == ([], None)


def test_every_fault_of_the_weights_is_said_at_once():
    rule = queries.pack().index

    with pytest.raises(DesignError) as refused:
        changed(rule, {"income": 0.9, "wealth": 0.1}, 7)

    assert {issue.code for issue in refused.value.issues} == {"index_dimension", "index_weights", "index_cut"}


def test_a_country_without_an_index_has_none_to_try():
    with pytest.raises(NotFound):
        changed(None, {})


def test_the_weights_that_were_tried_can_be_written_into_the_office_s_packs():
    weights = {one.id: 0.0 for one in queries.pack().index.dimensions} | {"income": 0.75, "work": 0.25}

    text = as_pack_file(changed(queries.pack().index, weights, 0.5))

    assert '[[dimension]]\nid = "income"\nweight = 0.75\n' in text
    assert text.count("[[dimension]]") == 8
