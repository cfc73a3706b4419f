"""The sentences of all languages are the same sentences."""

import re
import shutil

import pytest

from sofra.packs.load import load
from sofra.packs.proofread import proofread
from sofra.packs.reference import glossary, laws, units
from sofra.packs.texts import PACKS, texts
from sofra.types.errors import plain


def test_every_sentence_stands_in_every_language_with_the_same_gaps_and_plural_forms():
    assert [plain(issue) for issue in proofread()] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('target = "цел"', "", "text_missing"),
        ('target = "цел"', 'target = "цел"\nother_target = "цел"', "text_extra"),
        ("ред {row}", "ред {broj}", "text_gaps"),
        ("ред {row}", "ред {row", "text_braces"),
        ("ред {row}", "ред {}", "text_braces"),
        ('{ one = "{n} лице", other = "{n} лица" }', '{ other = "{n} лица" }', "text_plural"),
        ('{ one = "{n} лице", other = "{n} лица" }', '"{n} лица"', "text_plural"),
        ("[where]", "[where", "text_file"),
    ],
)
def test_a_slip_in_a_translation_is_found(tmp_path, old, new, code):
    shutil.copytree(PACKS / "base" / "texts", tmp_path / "base" / "texts")
    file = tmp_path / "base" / "texts" / "mk" / "general.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")

    assert code in {issue.code for issue in proofread(tmp_path)}


def test_a_sentence_that_stands_twice_is_found(tmp_path):
    shutil.copytree(PACKS / "base" / "texts", tmp_path / "base" / "texts")
    (tmp_path / "base" / "texts" / "mk" / "more.toml").write_text('[status]\nok = "добро"\n', encoding="utf-8")

    assert [issue.code for issue in proofread(tmp_path)] == ["text_twice"]


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_whatever_the_pack_names_has_its_words(lang):
    pack, say = load("mk"), texts(lang)

    assert all(say.knows(f"criteria.{one.id}.{part}") for one in pack.criteria for part in ("label", "what"))
    assert all(say.knows(f"factor.{one.factor}") for one in pack.indicators.values() if one.factor)
    assert all(say.knows(f"institution.{who}") for group in pack.groups.values() for who in group.counted_by.split())
    assert all(say.knows(f"norm.{norm.parameter}") for norm in pack.norms)


def test_the_glossary_has_a_word_and_a_meaning_in_both_languages():
    terms = glossary()

    assert len(terms) >= 60
    assert all(term.word[lang] and term.meaning[lang] for term in terms for lang in ("en", "mk"))


def test_no_law_is_called_verified_and_each_says_where_it_was_read():
    assert all(law.reference and not law.verified for law in laws("mk"))


def test_every_unit_of_a_fact_has_its_word():
    assert set(units()) >= {"share", "people", "households", "places", "minutes", "hours", "people_per_place", "score"}


@pytest.mark.parametrize(("style", "day"), [("long", "31 мај 2026"), ("medium", "31.5.2026")])
def test_a_macedonian_date_brings_no_full_stop_of_its_own(style, day):
    assert texts("mk").date("2026-05-31", style) == day


def test_a_sentence_that_says_one_is_said_of_one_alone():
    """In Macedonian 21 takes the form of 1."""
    say = texts("mk").say

    assert say("issues.hsds_kind.what", n=1) == "Една услуга не кажува каков вид услуга е."
    assert say("issues.hsds_kind.what", n=21) == "21 услуги не кажуваат каков вид услуга се."
    assert say("count.places", n=21) == "21 место"


def test_no_latin_letter_hides_in_a_cyrillic_word():
    mixed = [word for sentence in spoken("mk") for word in re.findall(r"[^\W\d_]+", sentence)
             if re.search("[a-zA-Z\u00c0-\u024f]", word) and re.search("[\u0400-\u04ff]", word)]  # fmt: skip

    assert mixed == []


def spoken(lang: str) -> list[str]:
    every = texts(lang).sentences.values()
    return [form for one in every for form in ([one] if isinstance(one, str) else one.values())]
