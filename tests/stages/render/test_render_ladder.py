"""The ladder of the furthest behind as a picture: every group, the average, and words for those who listen."""

import pytest
from tests.stages.report.behind_example import furthest
from tests.stages.report.material_example import pack

from sofra.gaps.behind import ladder
from sofra.packs.texts import LANGUAGES, texts
from sofra.render.svg import chart


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [640, 328])
def test_every_group_of_the_ladder_stands_in_the_picture_with_its_numbers(lang, width):
    drawn = ladder(furthest().searches[0], pack(), texts(lang), "2026")

    picture = chart(drawn, lang, width)

    for mark in drawn.marks[1:]:
        assert mark.text in picture
        assert mark.label in drawn.alt
    assert "31" in drawn.alt
    assert texts(lang).say("furthest.verdict.signal") in drawn.alt
    assert 'role="img"' in picture


def test_the_average_is_a_line_and_no_group():
    search = furthest().searches[0]

    drawn = ladder(search, pack(), texts("en"), "2026")

    assert [mark.series for mark in drawn.marks] == ["average", "ok", "unreliable"]
    assert drawn.marks[0].value == search.average
