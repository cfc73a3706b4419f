"""Registers, stakeholders, last period's measures, notes of focus groups, and what a dropped file is."""

import docx
import pytest

from sofra.packs.texts import texts
from sofra.sources.guess import guess_kind
from sofra.sources.measures import read_measures
from sofra.sources.readers import READERS
from sofra.sources.registers import read_register
from sofra.sources.stakeholders import read_stakeholders
from sofra.sources.voices import read_notes
from sofra.types.errors import SourceError
from sofra.types.evidence import RegisterCount

REGISTER = """извор;група;место;број;датум;дефиниција
ЦСР;PWD-A;TRP-01;58;31.5.2026;со наод
ЦСР;PWD-A;TRP-02;;31.5.2026;со наод
ЦСР;OLD;TRP-02;три;31.5.2026;
"""
NOTE = """# Session: FG-1
Kind: focus group
Група: OLD
Place: TRP-05
Date: 3.6.2026
Lang: mk

- [превоз] Нема автобус: до лекар одиме пеш.
  en: There is no bus; we walk to the doctor.
- [здравје] Лекарот доаѓа еднаш месечно.
- Без тема.
"""


def test_a_register_counts_people_and_holds_what_it_does_not_count(csv_file, told):
    reading = read_register(csv_file(REGISTER, encoding="cp1251"))

    assert reading.items == (
        RegisterCount(
            "ЦСР", "PWD-A", "TRP-01", 58, "2026-05-31", "со наод",
            name={"mk": "ЦСР", "en": "ЦСР"}, meaning={"mk": "со наод", "en": "со наод"},
        ),
    )  # fmt: skip
    assert told(reading.issues) == ["file_encoding", "cell_empty", "cell_not_number"]
    assert len(reading.held) == 2


def test_stakeholders_have_influence_and_interest_from_1_to_5(csv_file, told):
    reading = read_stakeholders(
        csv_file("name_mk,name_en,type,influence,interest,groups\nЦСР,CSW,public,5,4,OLD;PWD-A\nX,X,civil,7,1,\n")
    )

    assert (reading.items[0].name["mk"], reading.items[0].influence, reading.items[0].groups) == (
        "ЦСР",
        5,
        ("OLD", "PWD-A"),
    )
    assert told(reading.issues) == ["cell_out_of_range"]


def test_measures_say_what_became_of_them(csv_file, told):
    text = """code,title_mk,title_en,outcome,budget,deadline
M1,Нега,Care,делумно,500000,2025-12-31
M2,Превоз,Bus,,abc,2025
M3,В,V,,,2025
"""

    reading = read_measures(csv_file(text))

    assert [(measure.code, measure.outcome) for measure in reading.items] == [("M1", "partly"), ("M3", "unknown")]
    assert reading.items[0].budget == 500_000
    assert told(reading.issues) == ["cell_not_number"]


def test_notes_become_statements_with_theme_and_translation(csv_file, told):
    reading = read_notes(csv_file(NOTE, "note.md"))

    bus, doctor = reading.items
    assert (bus.session, bus.kind, bus.group, bus.place, bus.held_on) == (
        "FG-1",
        "focus group",
        "OLD",
        "TRP-05",
        "2026-06-03",
    )
    assert bus.theme == "превоз"
    assert bus.text == {"mk": "Нема автобус: до лекар одиме пеш.", "en": "There is no bus; we walk to the doctor."}
    assert doctor.text["mk"] == "Лекарот доаѓа еднаш месечно."
    assert told(reading.issues) == ["notes_without_theme"]


def test_notes_from_word_read_the_same(tmp_path):
    document = docx.Document()
    for line in NOTE.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "note.docx")

    assert [voice.theme for voice in read_notes(tmp_path / "note.docx").items] == ["превоз", "здравје"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Session: a\n", ["notes_without_statement"]),
        ("Date: soon\n- [a] b\n", ["notes_header_absent"] * 2 + ["cell_not_date"]),
    ],
)
def test_notes_without_statement_or_header_are_refused(csv_file, told, text, codes):
    with pytest.raises(SourceError) as refused:
        read_notes(csv_file(text, "note.txt"))

    assert told(refused.value) == codes


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (REGISTER, "a.csv", "register"),
        (NOTE, "a.md", "notes"),
        (NOTE, "a.txt", "notes"),
        ("name,influence,interest\na,1,2\n", "a.csv", "stakeholders"),
        ("code,title_mk,outcome,budget\na,b,c,1\n", "a.csv", "measures"),
        ("code,name,kind,f_0_14,m_0_14\n1,a,b,1,2\n", "a.csv", "settlements"),
        ("_uuid,age\nu,1\n", "a.csv", "answers"),
        ('{"features": [{"geometry": {"type": "LineString"}, "properties": {}}]}', "a.geojson", "roads"),
        ('{"features": [{"geometry": {"type": "Polygon"}, "properties": {"kind": "flood"}}]}', "a.json", "hazard"),
        ('{"features": [{"geometry": {"type": "Polygon"}, "properties": {"name": "X"}}]}', "a.json", "boundaries"),
        ("a,b\n1,2\n", "a.csv", "unknown"),
    ],
)
def test_a_dropped_file_is_recognised_by_what_it_holds(csv_file, text, name, kind):
    assert guess_kind(csv_file(text, name)) == kind


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_every_kind_of_source_has_a_name(lang):
    assert all(texts(lang).say(f"sources.kind.{kind}") for kind in (*READERS, "unknown"))
