"""The annex on register counts: one table a cube that adds up, how it was protected, what an attacker finds."""

from dataclasses import replace

from tests.stages.report.material_example import HOME, pack, thin

from sofra.packs.texts import texts
from sofra.report.counts import by_age, chapter
from sofra.report.view import view
from sofra.types.document import Paragraph, Section, Table
from sofra.types.evidence import RegisterCount
from sofra.types.keys import GroupId
from sofra.types.protected import Attack, Counts, CubeNote, Narrowed

PWD = GroupId("PWD-A")
SHOWN = tuple(
    RegisterCount("Centre", PWD, HOME, people, sex=sex, age=age)
    for sex, age, people in (("", "", 50), ("f", "", 30), ("m", "", 20), ("", "5–17", 15), ("", "18+", 35))
)
NOTE = CubeNote(
    "Centre", PWD, "", "round", base=5, threshold=5, cells=5, reach=4, sexes=("f", "m"), ages=("18+", "5–17")
)
FOUND = Attack((1, 2), 40, Narrowed("Centre", PWD, "", "", "", 0, 4, 4))


def section(counts: Counts, attack: Attack | None, lang: str = "en") -> Section:
    return chapter(view(replace(thin(), counts=counts, attack=attack), texts(lang), pack()))


def sentences(found: Section) -> str:
    return " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))


def test_a_cube_stands_as_one_table_by_sex_and_by_age_youngest_first() -> None:
    found = section(Counts(SHOWN, (), (NOTE,)), FOUND)

    (_, crossed) = [block for block in found.blocks if isinstance(block, Table)]
    assert list(crossed.header) == ["Place", "all", "women", "men", "5–17", "18+"]
    assert list(crossed.rows[0][1:]) == ["50", "30", "20", "15", "35"]
    assert "multiples of 5" in crossed.note


def test_the_attackers_narrowest_interval_is_told_without_its_cell() -> None:
    told = sentences(section(Counts(SHOWN, (), (NOTE,)), FOUND))

    assert "40 numbers, of this release and of 2 before it" in told
    assert "between 0 and 4 people" in told


def test_a_release_that_gives_somebody_away_says_that_it_must_not_be_published() -> None:
    pinned = replace(FOUND, pinned=(Narrowed("Centre", PWD, HOME, "f", "18+", 3, 3, 4, ("#1 A: 53",)),))

    told = sentences(section(Counts(SHOWN, (), (NOTE,)), pinned))

    assert "must not be published" in told
    assert "53" not in told


def test_a_register_that_contradicts_itself_is_named_and_none_of_its_counts() -> None:
    found = section(Counts((), (), (replace(NOTE, way="refused"),)), None, "mk")

    assert "противречат" in sentences(found)
    assert not [block for block in found.blocks if isinstance(block, Table)]


def test_ages_stand_from_the_youngest() -> None:
    assert by_age(("14–17", "0–6", "unknown", "7–13")) == ["0–6", "7–13", "14–17", "unknown"]
