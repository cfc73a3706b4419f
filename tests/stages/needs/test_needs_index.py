"""The municipal index as facts: worked out by hand, gated, with its bounds, and everything that is refused."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from sofra.needs.gate import gate
from sofra.needs.multidimensional.facts import index_facts
from sofra.needs.multidimensional.index import checked
from sofra.needs.multidimensional.note import index_note
from sofra.needs.weights import weigh
from sofra.packs.check import check
from sofra.packs.load import load
from sofra.packs.scale_faults import index_faults
from sofra.packs.texts import texts
from sofra.types.answers import Batch, Codebook, Design, Kind, Origin, Row, Variable
from sofra.types.catalogue import Pack
from sofra.types.errors import DesignError
from sofra.types.fact import Fact, Status
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.scales import Deprivation, Dimension, IndexRule

PACK = load("base")
LABEL = {"en": "x"}
RULE = IndexRule(
    base="age >= 18",
    cut=0.5,
    dimensions=(Dimension("money", 0.5, LABEL), Dimension("home", 0.25, LABEL), Dimension("ways", 0.25, LABEL)),
    deprivations=(
        Deprivation("poor", "money", "d1 = 'yes'", LABEL),
        Deprivation("cold", "home", "d2 = 'yes'", LABEL),
        Deprivation("damp", "home", "d3 = 'yes'", LABEL),
        Deprivation("far", "ways", "d4 = 'yes'", LABEL),
    ),
    reference="made up",
    label=LABEL,
)
PLACES = [
    Place(PlaceId("M"), LABEL, "municipality"),
    Place(PlaceId("A"), LABEL, "area", PlaceId("M")),
    Place(PlaceId("B"), LABEL, "area", PlaceId("M")),
    Place(PlaceId("C"), LABEL, "area", PlaceId("M")),
]
VARIABLES = (Variable("w", Kind.NUMBER, LABEL), Variable("age", Kind.INTEGER, LABEL))


def survey(lines: list[tuple[str, str, float]], copies: int = 10) -> Batch:
    """People from "place, pattern of four y/n/?, weight", each so many times."""
    rows: list[Row] = []
    for place, pattern, weight in lines * copies:
        answers = {f"d{n}": {"y": "yes", "n": "no", "?": None}[mark] for n, mark in enumerate(pattern, 1)}
        rows.append({"_id": str(len(rows)), "place": place, "age": 40.0, "w": weight, **answers})
    return Batch(Codebook(VARIABLES), {"household": rows}, Origin("made-up.csv", "0", "csv"))


def pack(rule: IndexRule = RULE) -> Pack:
    return replace(PACK, index=rule)


def facts(batch: Batch, rule: IndexRule = RULE) -> dict[tuple[str, str], Fact]:
    weighed = weigh(batch, Design(weight="w", place="place"), PLACES, fit_to_totals=False)
    found, _ = index_facts(weighed, pack(rule), PLACES, "2026")
    return {(fact.cell.indicator, fact.cell.place): fact for fact in found}


LINES = [("A", "ynnn", 2.0), ("A", "nyyn", 1.0), ("A", "nyyy", 1.0), ("B", "nnnn", 3.0), ("B", "yyny", 1.0)]


def test_h_a_m0_and_the_parts_are_those_of_exact_fractions() -> None:
    found = facts(survey(LINES))

    # scores: 1/2, 1/4, 1/2, 0, 1/2 + 1/8 + 1/4 = 7/8; poor with k = 1/2: the first, the third, the fifth
    m0 = (Fraction(1, 2) * 2 + Fraction(1, 2) + Fraction(7, 8)) / 8
    expected = {
        "index.h": Fraction(4, 8),
        "index.m0": m0,
        "index.a": m0 / Fraction(4, 8),
        "index.poor.home": Fraction(2, 8),
        "index.share.money": Fraction(3, 2) / 8 / m0,
        "index.share.home": (Fraction(1, 4) + Fraction(1, 8)) / 8 / m0,
        "index.share.ways": Fraction(1, 2) / 8 / m0,
    }
    for indicator, value in expected.items():
        assert found[indicator, "M"].value == pytest.approx(float(value), rel=1e-11), indicator
    assert found["index.h:people", "M"].value == pytest.approx(40)
    assert found["index.h", "A"].value == pytest.approx(0.75)
    assert found["index.a", "B"].value == pytest.approx(7 / 8)


def test_errors_of_the_facts_equal_those_of_the_analyst_s_bench() -> None:
    from sofra.engine.frame import frame
    from sofra.needs.multidimensional.index import alkire_foster
    from sofra.needs.survey.design import survey as design

    batch = survey(LINES)
    rows = batch.tables["household"]
    lacking = np.array([[row[f"d{n}"] == "yes" for n in range(1, 5)] for row in rows])
    bench = alkire_foster(
        design(frame(rows, VARIABLES), weight="w"), lacking, RULE.weights, 0.5, names=["poor", "cold", "damp", "far"]
    )

    found = facts(batch)

    for term in ("h", "a", "m0"):
        value, se = bench.of(term)
        assert found[f"index.{term}", "M"].value == pytest.approx(value, rel=1e-10)
        assert found[f"index.{term}", "M"].spread.se == pytest.approx(se, rel=1e-10)
    assert found["index.share.money", "M"].spread.se == pytest.approx(bench.of("part.poor")[1], rel=1e-10)


def test_the_parts_of_all_dimensions_add_up_to_the_whole_index() -> None:
    found = facts(survey(LINES))

    for place in ("M", "A", "B"):
        parts = [found[f"index.share.{one.id}", place].value or 0.0 for one in RULE.dimensions]
        assert sum(parts) == pytest.approx(1.0)


def test_all_numbers_of_a_small_place_are_withheld_together() -> None:
    batch = survey([*LINES, ("C", "ynnn", 1.0)], copies=6)

    found = gate(list(facts(batch).values()), PLACES, PACK.gate)

    states = {fact.cell.indicator: fact.status for fact in found if fact.cell.place == "C"}
    assert set(states.values()) == {Status.SUPPRESSED}
    assert {"index.h", "index.a", "index.m0", "index.share.money"} <= states.keys()


def test_where_nobody_is_poor_the_mean_score_of_the_poor_is_no_number() -> None:
    found = facts(survey([("A", "nnnn", 1.0), ("B", "nynn", 1.0)]))

    assert found["index.h", "M"].value == 0
    assert found["index.m0", "M"].value == 0
    assert found["index.a", "M"].value is None
    assert found["index.share.money", "M"].value is None


def note(batch: Batch, rule: IndexRule = RULE):
    weighed = weigh(batch, Design(weight="w", place="place"), PLACES, fit_to_totals=False)
    return index_note(weighed, pack(rule), PLACES, "2026", seed=7)


def test_missing_answers_give_a_range_that_holds_whatever_they_were() -> None:
    found = note(survey([*LINES, ("B", "y?nn", 2.0), ("A", "n?nn", 1.0), ("A", "ny?y", 1.0)]))

    # The first of the three is poor in any case (1/2); the second never (1/8); the third only if damp (3/8 or 1/2).
    assert found.low == pytest.approx((4 + 2) / 12)
    assert found.high == pytest.approx((4 + 2 + 1) / 12)


def test_the_order_of_the_areas_comes_with_its_firmness() -> None:
    found = note(survey([("A", "yyyy", 1.0), ("A", "nnnn", 1.0), ("B", "ynnn", 1.0), ("B", "nnnn", 2.0)]))

    assert [(line.place, line.rank, line.first) for line in found.standings] == [("A", 1, 1.0), ("B", 2, 0.0)]
    assert found.weightings == 1000


def test_a_rule_is_shown_at_several_cut_offs_and_h_falls_as_they_rise() -> None:
    found = note(survey(LINES))

    values = [step.h.value for step in found.steps]
    assert [step.cut for step in found.steps] == [0.125, 0.25, 0.375, 0.5]
    assert values == sorted(values, reverse=True)


def test_few_people_behind_an_overlap_are_not_shown() -> None:
    found = note(survey([*[("A", "nnnn", 1.0)] * 20, *[("B", "ynnn", 1.0)] * 8, ("B", "yyyn", 1.0)], copies=2))

    shown = {(one.one, one.other): one.share for one in found.overlaps}
    assert shown["money", "home"] is None
    assert shown["home", "ways"] == 0
    assert sum(one.share is None for one in found.counts) != 1


@pytest.mark.parametrize(
    ("weights", "cut", "codes"),
    [
        ((0.5, 0.3, 0.1), 0.5, {"index_weights"}),
        ((0.5, 0.25, 0.25), 0.0, {"index_cut"}),
        ((0.5, 0.25, 0.25), 1.2, {"index_cut"}),
        ((1.5, -0.5, 0.1), 2.0, {"index_weights", "index_weight_negative", "index_cut"}),
    ],
)
def test_weights_and_cut_offs_that_make_no_sense_are_refused_all_at_once(weights, cut, codes) -> None:
    rule = replace(
        RULE, cut=cut, dimensions=tuple(replace(d, weight=w) for d, w in zip(RULE.dimensions, weights, strict=True))
    )

    issues = index_faults(rule)
    with pytest.raises(DesignError) as refused:
        checked(weights, cut)

    assert {issue.code for issue in issues} == codes
    assert {issue.code for issue in refused.value.issues} == codes
    assert all(texts(lang).what(issue) and texts(lang).remedy(issue) for issue in issues for lang in ("en", "mk"))


def test_a_question_that_was_not_asked_gives_its_weight_to_the_others_and_says_so() -> None:
    batch = survey(LINES)
    rows = [{key: value for key, value in row.items() if key != "d4"} for row in batch.tables["household"]]
    fewer = replace(batch, tables={"household": rows})
    weighed = weigh(fewer, Design(weight="w", place="place"), PLACES, fit_to_totals=False)

    found, issues = index_facts(weighed, pack(), PLACES, "2026")

    assert [issue.code for issue in issues] == ["index_not_asked"]
    assert not [fact for fact in found if fact.cell.indicator == "index.share.ways"]
    (a,) = [fact for fact in found if (fact.cell.indicator, fact.cell.place) == ("index.a", "M")]
    assert a.value == pytest.approx((2 * 2 / 3 + 5 / 6) / 3)


def test_a_deprivation_without_variance_is_named() -> None:
    weighed = weigh(survey([("A", "ynyn", 1.0), ("B", "nnyy", 1.0)]), Design(weight="w", place="place"), PLACES)

    _, issues = index_facts(weighed, pack(), PLACES, "2026")

    assert [(issue.code, issue.values["name"]) for issue in issues] == [("index_flat", "cold"), ("index_flat", "damp")]


def test_a_survey_that_asked_for_nothing_has_no_index_and_a_sentence() -> None:
    rows: list[Row] = [{"_id": str(n), "age": 40.0} for n in range(12)]
    weighed = weigh(Batch(Codebook(VARIABLES), {"household": rows}, Origin("x", "0", "csv")), Design())

    found, issues = index_facts(weighed, pack(), [], "2026")

    assert found == []
    assert [issue.code for issue in issues] == ["index_none"]


def test_an_office_sets_its_own_weights_and_the_pack_check_holds_them_to_one(tmp_path) -> None:
    weights = {"income": 0.3, "work": 0.1, "education": 0.1, "health": 0.1, "housing": 0.1, "services": 0.1}
    lines = [f'[[dimension]]\nid = "{one}"\nweight = {weight}\n' for one, weight in weights.items()]
    (tmp_path / "dimensions.toml").write_text("\n".join(lines), "utf-8")

    wrong = check("base", tmp_path)

    assert [(issue.code, issue.values["total"]) for issue in wrong] == [("index_weights", 1.05)]


def test_a_deprivation_with_an_unknown_code_is_found_by_the_pack_check(tmp_path) -> None:
    (tmp_path / "deprivations.toml").write_text(
        '[[deprivation]]\nid = "offline"\nwhere = "internet = \'non\'"\n', "utf-8"
    )

    assert {issue.code for issue in check("base", tmp_path)} == {"pack_code_unknown"}
