"""Making the map, and doing a release again."""

import pytest

from sofra.store import queries
from sofra.store.answers import Submission
from sofra.store.mapping import FactRow, Release
from sofra.types.errors import Conflict, NotAllowed, NotFound
from sofra.work import collect
from sofra.work.mapping import make_map, redo


def test_a_map_is_a_draft_release_with_its_run(mapped):
    run = queries.run(mapped.id)

    assert mapped.state == "draft"
    assert run.inputs["answers: survey.csv"] == queries.inputs(mapped.id).rounds[0].sha256
    assert set(run.packs) >= {"base", "mk"}
    assert run.seed == 2026


def test_a_release_done_again_differs_in_nothing(mapped, ana):
    assert redo(ana, mapped.id) == ()


def test_a_release_can_be_redone_after_everything_around_it_changed(mapped, ana):
    from tests.smalltown import SERVICES, answers, bring

    bring("services2.csv", SERVICES.replace(",20,18,", ",99,18,"), "inventory")
    bring("survey2.csv", answers(20), "answers")
    make_map(ana)

    assert redo(ana, mapped.id) == ()


def test_a_number_that_was_tampered_with_is_found(mapped, ana):
    row = FactRow.objects.filter(release_id=mapped.id, value__gt=0).first()
    FactRow.objects.filter(pk=row.pk).update(value=row.value + 1e-6 * abs(row.value))

    differences = redo(ana, mapped.id)

    assert any(row.indicator in difference.what for difference in differences)


def test_a_release_whose_households_were_erased_says_so(mapped, ana):
    round = queries.rounds()[0]
    collect.erase(ana, round.id, Submission.objects.first().key)

    with pytest.raises(Conflict) as stopped:
        redo(ana, mapped.id)

    assert stopped.value.issues[0].code == "redo_erased"
    assert stopped.value.issues[0].values["n"] == 1


def test_a_new_map_after_an_erasure_counts_one_household_less(mapped, ana):
    collect.erase(ana, queries.rounds()[0].id, Submission.objects.first().key)

    again = make_map(ana)

    assert queries.sample(mapped.id).households == 40
    assert queries.sample(again.id).households == 39


def test_a_map_without_places_is_refused_before_anything_is_written(workspace, ana):
    with pytest.raises(NotFound):
        make_map(ana)

    assert not Release.objects.exists()


def test_a_collector_makes_no_map(smalltown, besim):
    with pytest.raises(NotAllowed):
        make_map(besim)

    assert not Release.objects.exists()


def test_a_gap_is_found_again_from_the_released_facts(mapped):
    gap = next(gap for gap in queries.gaps(mapped.id) if gap.id == "HOM-CARE/ALL/M")
    need = queries.fact(mapped.id, "needs.home_care:people", "M")

    assert gap.places.value == 20
    assert gap.without.value == pytest.approx(need.value - 20)


def test_every_cell_has_one_fact(mapped):
    cells = [fact.cell for fact in queries.facts(mapped.id)]

    assert len(cells) == len(set(cells)) == mapped.facts


def test_the_newer_of_two_rounds_speaks_where_both_know_a_cell(mapped, ana):
    from tests.smalltown import answers, bring

    bring("newer.csv", answers(12), "answers")

    again = make_map(ana)

    assert queries.fact(mapped.id, "needs.home_care", "M").base.n == 40
    assert queries.fact(again.id, "needs.home_care", "M").base.n == 12


INDICATOR = (
    """
id = "own.walk"
kind = "share"
unit = "share"
table = "household"
base = "age >= 0"
where = "wg_walk = 3"
uses = ["age", "wg_walk"]
source = "The office's own question"
[label]
en = "Walk with a lot of difficulty"
mk = "Одат со голема тешкотија"
[[example]]
rows = """
    + "'''"
    + """
age | wg_walk | weight
30 | 3 | 1
40 | 1 | 3
"""
    + "'''"
    + """
value = 0.25
"""
)


def test_an_office_adds_an_indicator_as_a_file_and_the_release_keeps_it(smalltown, workspace, ana):
    folder = workspace / "packs" / "indicators"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(INDICATOR, encoding="utf-8")

    release = make_map(ana)
    (folder / "own.toml").write_text(INDICATOR.replace("= 3", "= 1"), encoding="utf-8")

    fact = queries.fact(release.id, "own.walk", "M")
    assert fact.value == pytest.approx(0.25, abs=0.1)
    assert fact.base.n == 40
    assert redo(ana, release.id) == ()


def test_an_empty_folder_of_packs_changes_nothing(smalltown, workspace, ana):
    (workspace / "packs").mkdir()

    assert redo(ana, make_map(ana).id) == ()
