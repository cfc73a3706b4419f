"""The social mapping report as a tree: chapters, honest gaps in knowledge, signs, and its words in two languages."""

from dataclasses import replace
from typing import Any

import pytest
from tests.stages.report.material_example import EVERYONE, HOME, fact, pack, rich, sample, thin
from tests.stages.report.plain_text import plain

from sofra.packs.texts import texts
from sofra.report.checklist import ITEMS
from sofra.report.numbers import people, value, whole
from sofra.report.pieces import breaks
from sofra.report.templates import compose
from sofra.report.view import view
from sofra.types.document import Chart, Document, Map, Paragraph, Section, Table
from sofra.types.errors import NotFound

LANGUAGES = ("en", "mk")


def report(material: Any = None, lang: str = "en", template: str = "social_map") -> Document:
    return compose(template, material or rich(), texts(lang), pack())


def tables(document: Document) -> list[Table]:
    return [block for section in sections(document.sections) for block in section.blocks if isinstance(block, Table)]


def sections(found: Any) -> list[Section]:
    return [part for section in found for part in (section, *sections(section.sections))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_social_map_reads_the_same_as_last_time(lang: str, snapshot: Any) -> None:
    assert plain(report(lang=lang)) == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_council_page_reads_the_same_as_last_time(lang: str, snapshot: Any) -> None:
    assert plain(report(lang=lang, template="council_page")) == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_survey_alone_still_makes_a_report_that_says_what_was_not_collected(lang: str, snapshot: Any) -> None:
    assert plain(report(thin(), lang)) == snapshot


def test_the_report_has_fourteen_chapters_and_five_annexes() -> None:
    titles = [section.title for section in report().sections]

    assert [title.split()[0] for title in titles[:14]] == [str(number) for number in range(1, 15)]
    assert [title.split(":")[0] for title in titles[14:]] == [f"Annex {letter}" for letter in "ABCDE"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_about_nothing_at_all_still_stands(lang: str) -> None:
    empty = replace(thin(), places=(), facts=(), sample=None)

    document = report(empty, lang)

    assert len(document.sections) == 19
    assert not [block for s in sections(document.sections) for block in s.blocks if isinstance(block, Chart | Map)]


def test_a_withheld_number_prints_its_sign_and_the_table_explains_it() -> None:
    secret = fact("needs.home_care", HOME, "OLD", 0.4, 7, "share")
    material = rich(facts=(secret, fact("needs.day_care", HOME, "OLD", 0.3, 60, "share")))

    found = next(t for t in tables(report(material)) if "who needs which service" in t.caption)

    assert found.rows[-1][1:4] == (":", "–", ":")
    assert "withheld to protect people" in found.note


def test_a_group_of_which_all_is_withheld_gets_a_sentence_and_no_empty_tables() -> None:
    material = rich(facts=(fact("needs.home_care", HOME, "OLD", 0.4, 7, "share"),))

    text = plain(report(material))

    assert "The survey gives no number about this group that may be published" in text
    assert "Older people living alone: who needs which service" not in text


def test_a_service_that_one_area_lacks_is_not_called_absent_from_the_municipality() -> None:
    document = report()

    absent = next(s for s in sections(document.sections) if s.title == "10.1 Services that nobody offers")
    said = " ".join(block.text for block in absent.blocks if isinstance(block, Paragraph))
    assert "Social transport" in said
    assert "Help and care at home" not in said


def test_a_number_to_be_used_with_caution_carries_a_star() -> None:
    seen = view(rich(), texts("en"), pack())

    assert value(fact("x", HOME, "OLD", 0.384, 20, "share"), seen) == "38%*"


def test_a_share_has_no_decimals_and_a_tiny_one_is_not_called_zero() -> None:
    seen = view(rich(), texts("en"), pack())

    assert value(fact("x", HOME, "OLD", 0.3849, 200, "share"), seen) == "38%"
    assert value(fact("x", HOME, "OLD", 0.002, 200, "share"), seen) == "<1%"


def test_estimated_people_are_rounded_and_counted_people_are_not() -> None:
    assert people(213) == 210
    assert people(87.4) == 87
    assert people(3045, estimated=False) == 3045


def test_an_interval_stands_beside_its_value() -> None:
    seen = view(rich(), texts("mk"), pack())

    assert whole(fact("x", HOME, "OLD", 0.38, 100, "share"), seen) == "38\N{NO-BREAK SPACE}% (32–44\N{NO-BREAK SPACE}%)"


def test_every_table_has_as_many_cells_as_columns() -> None:
    for lang in LANGUAGES:
        for table in tables(report(lang=lang)):
            assert len(table.align) == len(table.header), table.caption
            assert {len(row) for row in table.rows} == {len(table.header)}, table.caption


def test_every_picture_says_in_words_what_it_shows() -> None:
    found = [b for s in sections(report().sections) for b in s.blocks if isinstance(b, Chart | Map)]

    assert len(found) >= 8
    assert all(len(block.alt) > 30 for block in found)


def test_the_checklist_says_no_where_nothing_was_recorded() -> None:
    rows = {row[1]: row[2] for t in tables(report()) if t.caption == "Reviewer’s checklist" for row in t.rows}

    assert len(rows) == len(ITEMS)
    assert rows["Is the sampling frame named, and are its holes stated?"] == "no"
    assert rows["Are the weights documented?"] == "yes"
    assert rows["Does every measure have a budget line and a cost?"] == "partly"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_of_the_checklist_has_its_question(lang: str) -> None:
    missing = [item.id for item in ITEMS if not texts(lang).knows(f"report.check.{item.id}.item")]

    assert missing == []


def test_a_fictional_municipality_carries_its_banner_and_a_real_one_does_not() -> None:
    assert report().banner == "Fictional municipality – demonstration data"
    assert report(lang="mk").banner == "Измислена општина – податоци за демонстрација"
    assert report(thin()).banner == ""


def test_a_sample_without_probabilities_is_not_called_random() -> None:
    text = plain(report(rich(sample=replace(sample(), probability=False))))

    assert "The chance of each household to be drawn is not known" in text
    assert "with a random sample" not in text


def test_one_person_is_not_two_people() -> None:
    one = rich(sample=replace(sample(), households=1, people=1))

    assert "1 household with 1 person" in plain(report(one))
    assert "1 домаќинство со вкупно 1 лице" in plain(report(one, "mk"))


def test_an_unknown_template_names_the_known_ones() -> None:
    with pytest.raises(NotFound) as stop:
        report(template="easy_read")

    assert "social_map, council_page" in str(stop.value)


def test_the_classes_of_a_map_end_at_round_numbers_and_hold_every_value() -> None:
    values = [0.031, 0.12, 0.14, 0.22, 0.38, 0.41]

    found = breaks(values, "share")

    assert len(found) <= 5
    assert found[-1] >= 0.41
    assert all(round(end * 100) % 5 == 0 for end in found)


def test_the_whole_population_is_told_first() -> None:
    findings = next(s for s in report().sections if s.title == "7 Findings by group")

    assert findings.sections[0].title == "7.1 All people"
    assert EVERYONE not in view(rich(), texts("en"), pack()).groups()


@pytest.mark.parametrize(("lang", "word"), [("en", "drawn in two stages"), ("mk", "во два етапа")])
def test_the_method_says_when_households_were_drawn_inside_units(lang: str, word: str) -> None:
    one, two = (replace(rich(), sample=replace(sample(), stages=stages)) for stages in (1, 2))

    assert word not in plain(report(one, lang))
    assert word in plain(report(two, lang))


def test_hours_never_print_below_zero() -> None:
    seen = view(rich(), texts("en"), pack())
    hours = fact("care.hours", HOME, "OLD", 0.02, 40, "hours")

    assert whole(replace(hours, spread=replace(hours.spread, low=-0.04)), seen) == "0.0 (0.0–0.0)"


def test_places_that_print_the_same_number_are_not_drawn_as_different() -> None:
    assert breaks([0.018, 0.019, 0.021, 0.024], "share") == (0.02,)
