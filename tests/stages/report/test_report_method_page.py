"""The method page: what it tells of a share, a withheld number, a model, a count; its lines make the number again."""

from dataclasses import replace
from typing import Any

import pytest
from tests.stages.report.material_example import EVERYONE, HOME, fact, rich, run
from tests.stages.report.material_example import pack as example_pack

from sofra.gaps.explain import Around, explain
from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.report.definition import Part, definition, worked
from sofra.report.method_page import Cited, method_page
from sofra.report.view import view
from sofra.types.answers import Design
from sofra.types.catalogue import Example
from sofra.types.fact import Base, Fact, Spread, SpreadKind, Status, Verdicts

PACK = load("mk")
CITED = Cited(3, "run-1", "2026-11-22", "mk", Design("base_weight", "stratum", "psu", recruitment="area"))
COLD = replace(
    fact("housing.cold", HOME, EVERYONE, 0.2, 400, "share"),
    base=Base(400, 80, 9000.0, 1.6, 40, 100),
    spread=Spread(SpreadKind.SAMPLE, 0.02, 0.16, 0.25),
)


def page(found: Fact, lang: str = "en", pack: Any = PACK) -> dict[str, Part]:
    words, material = texts(lang), rich(facts=(found,))
    explained = explain(found, pack, run(), words, around=Around((found,), material.places))
    return {part.id: part for part in method_page(found, explained, view(material, words, pack), CITED)}


def said(part: Part) -> str:
    return " ".join([*(text for _, text in (*part.lines, *part.formulas)), *part.notes, part.code])


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_page_of_a_share_reads_the_same_as_last_time(lang, snapshot):
    parts = page(COLD, lang)

    assert "\n".join(f"# {part.title}\n{said(part)}" for part in parts.values()) == snapshot


def test_the_worked_example_of_the_pack_stands_there_with_its_value_by_hand():
    (example,) = page(COLD)["counted"].worked

    assert example.table.header == ("dep_warm", "weight")
    assert example.table.rows[0] == ("cannot", "3")
    assert example.value == "0.375"  # 3 / (3 + 1 + 4)


def test_an_example_without_a_value_says_that_it_is_withheld():
    shown = view(rich(), texts("en"), PACK)

    assert worked(Example("age\n40", None), shown).value == "withheld"


def test_the_missing_answers_are_bounded():
    # 400 answered, 20 % yes = 80; 100 did not: 80 of 500 at least, 180 of 500 at most.
    assert "16.0% if all of them had said no, 36.0% if all had said yes" in said(page(COLD)["made"])


def test_the_effective_base_and_the_way_people_were_found_are_told():
    made = said(page(COLD)["made"])

    assert "as much as 250 from a simple random sample" in made  # 400 / 1.6
    assert "Household survey" in made


def test_both_verdicts_stand_apart():
    unsure = replace(COLD, status=Status.UNRELIABLE, reason="gate.few_df", verdicts=Verdicts(precision="gate.few_df"))

    (_, precise), (_, safe) = page(unsure)["verdicts"].lines

    assert "few sampling units" in precise
    assert safe.startswith("No:")


def test_of_a_withheld_number_neither_base_nor_error_nor_a_way_to_make_it_is_told():
    withheld = replace(COLD, value=None, spread=Spread(), status=Status.SUPPRESSED, reason="gate.few_hits")

    parts = page(withheld)

    assert set(parts) == {"counted", "verdicts", "cite", "again"}
    assert "400" not in " ".join(said(part) for part in parts.values())
    assert parts["again"].code == "sofra redo 3"


@pytest.mark.parametrize(("reason", "words"), [("model.area_rate", "is like its area"), ("model.fay_herriot", "Fay")])
def test_a_modelled_number_says_by_which_model(reason, words):
    modelled = replace(COLD, reason=reason, spread=Spread(SpreadKind.MODEL, 0.05, 0.1, 0.3), status=Status.UNRELIABLE)

    assert words in said(page(modelled)["error"])
    assert "If the model holds" in said(page(modelled)["error"])


def test_a_count_has_no_sampling_error():
    places = Fact(replace(COLD.cell, indicator="places.HOM-CARE"), 47, "places", base=Base(3))

    parts = page(places)

    assert "there is no sampling error" in said(parts["error"])
    assert "made" not in parts


def test_an_indicator_that_no_pack_knows_still_has_a_page():
    unknown = replace(COLD, cell=replace(COLD.cell, indicator="own.thing"))

    assert "counted" in page(unknown)


def test_every_indicator_of_the_packs_has_a_definition_in_both_languages():
    for lang in ("en", "mk"):
        shown = view(rich(), texts(lang), PACK)
        for indicator in PACK.indicators.values():
            part = definition(indicator, shown)
            assert part.lines
            assert len(part.worked) == len(indicator.examples)


def test_the_wording_of_a_scale_has_its_licence():
    shown = view(rich(), texts("en"), PACK)
    scale = next(one for one in PACK.indicators.values() if one.scale == "fies")

    assert "Licence of the wording" in dict(definition(scale, shown).lines)


def test_a_small_pack_without_variables_names_the_columns():
    assert page(replace(COLD, cell=replace(COLD.cell, indicator="needs.home_care")), pack=example_pack())[
        "counted"
    ].lines


def test_the_lines_to_do_it_again_make_the_number_of_the_demo(tmp_path, monkeypatch):
    from pathlib import Path
    from shutil import copy

    import sofra

    demo = Path(sofra.__file__).parent / "demo"
    names = {"03_settlements.xlsx": "settlements.xlsx", "02_survey_kobo_export.xlsx": "answers.xlsx",
             "01_xlsform.xlsx": "form.xlsx"}  # fmt: skip
    for source, name in names.items():
        copy(demo / source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    design = Design("base_weight", "stratum", "psu", "units_in_stratum", "settlement",
                    households_in_unit="households_in_unit")  # fmt: skip
    words, material = texts("en"), rich(facts=(COLD,))
    explained = explain(COLD, PACK, run(), words)
    parts = method_page(COLD, explained, view(material, words, PACK), replace(CITED, design=design))
    lines = parts[-1].code.partition("\n\n")[2]

    room: dict[str, Any] = {}
    exec(lines, room)

    (found,) = room["found"]
    assert round(found.value, 2) == 0.19  # as docs/notebook.md prints it
    assert found.base.n == 440


def test_a_difference_between_groups_names_its_own_method():
    indicator = "inequality.difference.sex:housing.cold"
    difference = replace(COLD, cell=replace(COLD.cell, indicator=indicator))

    assert "delta method" in said(page(difference)["error"])
