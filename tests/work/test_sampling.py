"""Planning and drawing as acts, and the label that a sample without known chances puts on every number."""

import pytest
from tests.made_once import once
from tests.smalltown import FILES, answers, bring, incoming

from sofra.gaps.explain import explain
from sofra.needs.label import NOT_DRAWN
from sofra.needs.sample.propose import Wished
from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.events import Event
from sofra.types.errors import NotAllowed, SourceError
from sofra.types.fact import SpreadKind, Status
from sofra.types.sampling import Recruitment
from sofra.web.figures import figure
from sofra.work.collect import accept, upload
from sofra.work.fieldwork import fieldwork
from sofra.work.mapping import make_map, redo
from sofra.work.publish import compose_document
from sofra.work.sampling import DrawWish, draw_sample, plan_sample, remove_plan


@pytest.fixture
def convenient(workspace, ana, kept):
    """Smalltown mapped from whoever could be reached."""
    return once(kept, "convenient", lambda: map_convenient(ana))


def map_convenient(ana):
    for name, text, kind in FILES:
        bring(name, text, kind)
    accept(ana, upload(ana, incoming("survey.csv", answers(60)), kind="answers").id, recruitment="convenience")
    return make_map(ana)


def test_a_sample_of_convenience_says_so_on_every_number_that_comes_from_it(convenient):
    shown = [
        fact
        for fact in queries.facts(convenient.id)
        if fact.value is not None and fact.spread.kind in (SpreadKind.SAMPLE, SpreadKind.MODEL)
    ]

    assert any(fact.cell.indicator.startswith("gap.") for fact in shown)
    assert {fact.status for fact in shown} == {Status.UNRELIABLE}
    assert all(fact.reason.endswith("not_probability") for fact in shown)
    assert all("◊" in figure(fact, texts("en")).value for fact in shown)
    assert not queries.sample(convenient.id).probability


def test_why_this_number_says_it_too(convenient):
    fact = next(one for one in queries.facts(convenient.id) if one.reason == NOT_DRAWN)

    told = explain(fact, queries.pack(), queries.run(convenient.id), texts("en"))

    assert any("nobody knows the chances" in note for note in told.notes)


def test_every_page_of_its_report_says_so(convenient):
    for template in ("social_map", "council_page"):
        document = compose_document(convenient.id, template, "en")

        assert "without known probabilities" in document.banner


def test_its_release_comes_out_again_to_the_last_digit(convenient, ana):
    assert redo(ana, convenient.id) == ()


def test_a_sample_with_weights_carries_no_such_label(mapped):
    assert not any(fact.reason == NOT_DRAWN for fact in queries.facts(mapped.id))


def test_a_way_of_finding_people_that_there_is_not_is_refused(smalltown, ana):
    found = upload(ana, incoming("more.csv", answers(20)), kind="answers")

    with pytest.raises(SourceError) as stopped:
        accept(ana, found.id, recruitment="by heart")

    assert stopped.value.issues[0].code == "sample_recruitment"


def test_a_draw_keeps_its_protocol_and_the_journal_keeps_counts_only(smalltown, ana):
    lines = "id,stratum\n" + "".join(f"P{n},{'A' if n < 120 else 'B'}\n" for n in range(300))
    kept = plan_sample(ana, Wished("List", recruitment=Recruitment.LIST, half_width=0.1, population=300))

    made = draw_sample(ana, kept.id, DrawWish("simple", 11, 0.1, incoming("list.csv", lines)))
    event = Event.objects.filter(act="sample.draw").last()

    main = [one for one in made.draw.chosen if not one.reserve]
    assert len(main) == kept.plan.approached == 73
    assert made.draw.seed == 11
    assert len(made.draw.frame_sha256) == 64
    assert made.draw.chosen[0] == queries.sample_draw(made.id).draw.chosen[0]
    assert event.counts == {"drawn": 73, "reserve": len(made.draw.chosen) - 73}
    assert event.target == f"draw {made.id}"


def test_only_the_coordinator_draws(smalltown, ana, besim):
    kept = plan_sample(besim, Wished("List", half_width=0.1, population=300))

    with pytest.raises(NotAllowed):
        draw_sample(besim, kept.id)

    remove_plan(ana, kept.id)
    assert queries.sample_plans() == []


def test_the_fieldwork_of_a_round_is_counted_without_its_results(smalltown):
    work = fieldwork()

    assert work is not None
    assert work.interviews == 40
    assert sum(one.done for one in work.settlements) == 40
    assert work.chances_known
    assert all(one.half_width is None or one.half_width > 0 for one in work.reached)
