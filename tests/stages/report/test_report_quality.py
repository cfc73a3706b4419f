"""The quality table: effective base, missing answers and their bounds, width, and where else a number stands."""

from dataclasses import replace
from typing import Any

import pytest
from tests.stages.report.material_example import EVERYONE, GROUPS, HOME, fact, pack, rich

from sofra.packs.texts import texts
from sofra.report.checklist import ITEMS
from sofra.report.quality import COLUMNS, Shown, bounds, effective, missing, quality, sheet, told, width
from sofra.report.view import View, view
from sofra.types.fact import Base, Fact, Spread, SpreadKind, Status
from sofra.types.inequality import Gap, Inequality
from sofra.types.keys import GroupId, IndicatorId

HOME_CARE = fact("needs.home_care", HOME, EVERYONE, 0.4, 100, "share")


def seen(*facts: Fact, lang: str = "en") -> View:
    return view(rich(facts=facts), texts(lang), pack())


def with_base(**base: Any) -> Fact:
    return replace(HOME_CARE, base=replace(HOME_CARE.base, **base))


def test_the_effective_base_is_n_divided_by_the_design_effect():
    assert effective(with_base(n=100, deff=2.5)) == 40


def test_nobody_counts_for_more_than_one():
    assert effective(with_base(n=100, deff=0.5)) == 100


def test_without_a_design_effect_there_is_no_effective_base():
    assert effective(with_base(deff=None)) is None


def test_missing_is_a_share_of_all_whom_the_number_is_about():
    assert missing(with_base(n=75, missing=25)) == 0.25


def test_the_missing_could_all_have_said_no_or_all_yes():
    # 75 answered, 40 % of them yes = 30; 25 did not: 30 of 100 at least, 55 of 100 at most.
    assert bounds(with_base(n=75, missing=25)) == pytest.approx((0.30, 0.55))


@pytest.mark.parametrize("unit", ["people", "minutes"])
def test_only_a_share_has_such_bounds(unit):
    assert bounds(replace(with_base(n=75, missing=25), unit=unit)) is None


def test_where_nobody_is_missing_there_is_nothing_to_bound():
    assert bounds(with_base(n=75, missing=0)) is None


def test_the_relative_width_of_a_zero_is_not_known():
    spread = Spread(SpreadKind.SAMPLE, 0.01, 0.0, 0.04)

    assert width(replace(HOME_CARE, value=0.0, spread=spread)) is None
    assert width(replace(HOME_CARE, value=0.02, spread=spread)) == pytest.approx(2.0)


def test_a_row_counts_where_else_its_number_is_shown_modelled_or_withheld():
    area, other = (fact("needs.home_care", place, EVERYONE, 0.3, 40, "share") for place in ("TRP-T", "TRP-P"))
    modelled = replace(other, reason="model.area_rate", spread=Spread(SpreadKind.MODEL, 0.1, 0.1, 0.5))
    group = fact("needs.home_care", HOME, GroupId(GROUPS[0][0]), 0.2, 9, "share")
    withheld = replace(group, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED)

    (row,) = quality(seen(HOME_CARE, area, modelled, withheld))

    assert row.areas == Shown(1, 1, 0)
    assert row.groups == Shown(0, 0, 1)
    assert row.settlements == Shown(0, 0, 0)


def test_a_withheld_number_stands_in_the_table_without_its_base():
    withheld = replace(HOME_CARE, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED)
    shown = seen(withheld)

    (cells,) = sheet(quality(shown), shown).rows

    assert cells[1:8] == (":", "–", "–", "–", "–", "–", "withheld")


def test_what_no_survey_asked_has_no_row():
    assert quality(seen(replace(HOME_CARE, base=Base()))) == ()


@pytest.mark.parametrize(
    ("lang", "good", "care", "lost"),
    [
        ("en", "1 of 3 numbers about everybody", "1 number needs care", "For 1 number, more than 10%"),
        ("mk", "1 од 3 бројки за сите лица", "За 1 бројка е потребна", "Кај 1 бројка повеќе од 10\N{NO-BREAK SPACE}%"),
    ],
)
def test_the_words_count_what_is_good_what_needs_care_and_what_is_withheld(lang, good, care, lost):
    unsure = replace(fact("needs.day_care", HOME, EVERYONE, 0.4, 20, "share"), status=Status.UNRELIABLE)
    gone = fact("needs.transport", HOME, EVERYONE, 0.4, 5, "share")
    hidden = replace(gone, value=None, spread=Spread(), base=Base(), status=Status.SUPPRESSED)
    shown = seen(with_base(n=75, missing=25), unsure, hidden, lang=lang)

    words = " ".join(told(quality(shown), shown))

    assert good in words
    assert care in words
    assert lost in words


def test_without_a_survey_there_is_a_sentence_and_no_table():
    shown = seen()

    assert told(quality(shown), shown) == [shown.texts.say("quality.none")]


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_workbook_has_every_column_and_says_why(lang):
    unsure = replace(HOME_CARE, status=Status.UNRELIABLE, reason="gate.wide_interval")
    shown = seen(unsure, lang=lang)

    table = sheet(quality(shown), shown)

    assert len(table.header) == len(table.align) == len(table.rows[0]) == COLUMNS + 1
    assert table.rows[0][-1] == texts(lang).say("gate.wide_interval")


def test_compared_groups_answer_the_reviewers_questions_on_tests_and_on_many_of_them():
    gap = Gap(IndicatorId("needs.home_care"), "sex", EVERYONE, HOME, p=0.01, holm=0.02, fdr=0.02)
    compared = replace(rich(), furthest=None, inequality=Inequality((gap,), ()))

    answers = {item.id: item.answer(view(compared, texts("en"), pack())) for item in ITEMS}
    before = {item.id: item.answer(view(rich(furthest=None), texts("en"), pack())) for item in ITEMS}

    assert (answers["tests"], answers["multiple"]) == ("yes", "yes")
    assert (before["tests"], before["multiple"], before["registered"]) == ("no", "partly", "no")
