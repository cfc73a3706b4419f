"""People on no list in the report: a section where lists were linked, nothing where they were not."""

from dataclasses import replace

import pytest
from tests.stages.report.material_example import pack, rich

from sofra.packs.texts import texts
from sofra.report.social_map import compose
from sofra.types.document import Bullets, Paragraph, Section, Table
from sofra.types.errors import Issue, Severity
from sofra.types.hidden import HiddenNote, ListNote, ModelLine, OnNoList, Overlap, Span
from sofra.types.keys import GroupId

LISTS = (ListNote("Centre", "2026-05-01", "", 100), ListNote("Club", "", "", None))
FOUND = OnNoList(
    GroupId("OLD"), LISTS, 110, (Overlap((0, 1), 40), Overlap((0,), 60), Overlap((1,), None)), "models",
    Span(150, 130, 190), Span(40, 20, 80), Span(145, 130, 160), Span(140, 120, 170), Span(150, 140, 165),
    (ModelLine("A B", 3, 0.0, 1.0, Span(150, 130, None)),),
    (Issue("hidden_two_lists", severity=Severity.NOTE),),
)  # fmt: skip


def unlisted(found: OnNoList, lang: str) -> Section:
    document = compose(replace(rich(), hidden=HiddenNote((found,))), texts(lang), pack())
    chapter = next(section for section in document.sections if section.title.startswith("7"))
    return chapter.sections[-1]


@pytest.mark.parametrize(("lang", "title"), [("en", "People on no list"), ("mk", "Лица што не се на ниту еден список")])
def test_the_estimate_stands_in_a_sentence_with_its_warnings_and_tables(lang, title):
    section = unlisted(FOUND, lang)
    blocks = section.sections[0].blocks

    assert section.title.endswith(title)
    lead = next(block for block in blocks if isinstance(block, Paragraph))
    assert all(number in lead.text for number in ("40", "20", "80"))
    assert any(isinstance(block, Bullets) for block in blocks)
    assert [len(block.rows) for block in blocks if isinstance(block, Table)] == [3, 1]


def test_a_handful_on_a_list_is_not_told():
    tables = [block for block in unlisted(FOUND, "en").sections[0].blocks if isinstance(block, Table)]

    assert tables[0].rows[2][1].split() == ["fewer", "than", "5"]
    assert "upper" in tables[1].rows[0][3]


def test_without_an_estimate_the_reason_stands_there():
    none = replace(FOUND, total=None, unlisted=None, models=(), issues=(Issue("hidden_share_nobody", values={"n": 2}),))

    told = [block for block in unlisted(none, "en").sections[0].blocks if isinstance(block, Bullets)]

    assert "share nobody" in told[0].items[0]


def test_without_lists_there_is_no_section():
    document = compose(rich(), texts("en"), pack())

    assert "no list" not in " ".join(part.title for section in document.sections for part in section.sections)
