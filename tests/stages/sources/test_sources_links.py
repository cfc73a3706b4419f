"""Links between somebody's questionnaire and the packs: proposed, checked, applied, edited as a table."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.sources.links import apply, check, propose, read_links, write_links
from sofra.types.answers import Batch, Choice, Codebook, Kind, Link, Origin, Variable
from sofra.types.errors import Severity, SourceError

YES_NO = (Choice("yes", {"en": "Yes", "mk": "Да"}), Choice("no", {"en": "No", "mk": "Не"}))
SEX = (Choice("f", {"en": "Female", "mk": "Женски"}), Choice("m", {"en": "Male", "mk": "Машки"}))
PACK = {
    variable.name: variable
    for variable in (
        Variable("social_assistance", Kind.CHOICE, {"en": "Receives social assistance"}, choices=YES_NO,
                 missing=("dk", "na")),
        Variable("hh_size", Kind.INTEGER, {"en": "Number of people in the household", "mk": "Број на членови"},
                 low=1, high=30),
        Variable("income_month", Kind.NUMBER, {"en": "Monthly income of the household"}, low=0),
        Variable("sex", Kind.CHOICE, {"en": "Sex"}, choices=SEX),
        Variable("stratum", Kind.TEXT, {"en": "Stratum"}),
    )
}  # fmt: skip
FOREIGN = Codebook(
    (
        Variable("q7", Kind.CHOICE, {"en": "Does the household receive social assistance?"},
                 choices=(Choice("1", {"en": "Yes"}), Choice("2", {"en": "No"}), Choice("9", {"en": "Don't know"}))),
        Variable("num_hh_member", Kind.INTEGER, {"mk": "Број на членови во домаќинството"}),
        Variable("gender", Kind.CHOICE, {"en": "Sex of respondent"},
                 choices=(Choice("male", {"en": "Male"}), Choice("female", {"en": "Female"}))),
        Variable("income_year", Kind.NUMBER, {"en": "Yearly income"}),
        Variable("water", Kind.TEXT, {"en": "Comment on the water"}),
    )
)  # fmt: skip


def _batch(*rows, codebook=FOREIGN):
    return Batch(codebook, {"household": rows}, Origin("a.csv", "", "csv"))


def _sure(column, variable, codes=None, factor=1.0):
    return Link(column, variable, codes or {}, factor, True)


def test_links_are_proposed_by_name_label_and_codes():
    links = {link.variable: link for link in propose(FOREIGN, PACK)}

    assert links["social_assistance"].column == "q7"
    assert links["social_assistance"].codes == {"1": "yes", "2": "no", "9": "dk"}
    assert links["hh_size"].column == "num_hh_member"
    assert not any(link.confirmed for link in links.values())
    assert all(0 < link.score <= 1 for link in links.values())


def test_codes_are_matched_by_their_words():
    link = next(link for link in propose(FOREIGN, PACK) if link.variable == "sex")

    assert link.codes == {"male": "m", "female": "f"}


def test_a_text_is_never_proposed_for_a_number():
    codebook = Codebook((Variable("hh_size", Kind.TEXT, {"en": "Number of people in the household"}),))

    assert propose(codebook, PACK) == []


def test_an_identical_questionnaire_links_to_itself():
    links = propose(Codebook(tuple(PACK.values())), PACK)

    assert {link.column: link.variable for link in links} == {name: name for name in PACK}
    assert all(link.score == 1 and not link.codes for link in links)


def test_everything_wrong_with_links_is_said_at_once(told):
    links = [
        _sure("q77", "social_assistance", {"1": "yes"}),
        _sure("q7", "social_asistance"),
        _sure("gender", "sex", {"male": "mm", "female": "f"}),
        _sure("water", "hh_size"),
        _sure("", "stratum"),
        _sure("income_year", "income_month", factor=0.0),
        _sure("num_hh_member", "hh_size"),
    ]

    issues = check(links, FOREIGN, PACK)

    assert sorted(told(issues)) == sorted([
        "link_variable_twice", "link_column_unknown", "link_variable_unknown", "link_code_unknown",
        "link_kinds_differ", "link_constant_absent", "link_factor",
    ])  # fmt: skip
    assert {issue.values.get("closest") for issue in issues} >= {"q7", "social_assistance"}


def test_codes_that_a_link_forgets_are_named(told):
    issues = check([_sure("q7", "social_assistance", {"1": "yes", "2": "no"})], FOREIGN, PACK)

    assert told(issues) == ["link_codes_left"]
    assert issues[0].severity is Severity.CELL
    assert issues[0].values["codes"] == "9"


def test_applied_links_rename_recode_and_multiply(told):
    batch = _batch(
        {"_id": "a", "q7": "1", "num_hh_member": 3, "gender": "male", "income_year": 120_000.0, "water": "good"},
        {"_id": "b", "q7": "9", "num_hh_member": None, "gender": "female", "income_year": None, "water": None},
    )
    links = [
        _sure("q7", "social_assistance", {"1": "yes", "2": "no", "9": "dk"}),
        _sure("num_hh_member", "hh_size"),
        _sure("gender", "sex", {"male": "m", "*": "f"}),
        _sure("income_year", "income_month", factor=1 / 12),
        _sure("", "stratum", {"*": "1"}),
    ]

    applied = apply(batch, links, PACK)

    first, second = applied.tables["household"]
    assert [first[name] for name in PACK] == ["yes", 3, 10_000, "m", "1"]
    assert [second[name] for name in PACK] == [None, None, None, "f", "1"]
    assert first["water"] == "good"
    assert applied.issues == ()
    assert applied.codebook.find("sex").choices == SEX


def test_an_answer_that_does_not_fit_becomes_unknown_and_is_counted(told):
    rows = [{"_id": str(n), "num_hh_member": n} for n in (1, 30, 31, 99)]

    applied = apply(_batch(*rows), [_sure("num_hh_member", "hh_size")], PACK)

    assert [row["hh_size"] for row in applied.tables["household"]] == [1, 30, None, None]
    assert told(applied.issues) == ["link_answers_lost"]
    assert applied.issues[0].values["n"] == 2


def test_a_link_that_nobody_confirmed_does_nothing():
    applied = apply(_batch({"_id": "a", "q7": "1"}), [Link("q7", "social_assistance", {"1": "yes"})], PACK)

    assert applied.tables["household"] == [{"_id": "a", "q7": "1"}]


def test_an_own_column_cannot_pass_for_a_variable_of_the_packs():
    codebook = Codebook((Variable("sex", Kind.CHOICE, {"en": "x"}, choices=(Choice("1", {"en": "man"}),)),))

    applied = apply(_batch({"_id": "a", "sex": "1"}, codebook=codebook), [], PACK)

    assert applied.tables["household"] == [{"_id": "a", "own_sex": "1"}]


@pytest.mark.parametrize("name", ["links.csv", "links.xlsx"])
def test_a_clerk_may_edit_the_table_of_links(tmp_path, name):
    links = [_sure("q7", "social_assistance", {"1": "yes", "2": "no", "9": ""}), Link("=cmd", "hh_size", {}, 0.5)]
    path = tmp_path / name

    write_links(links, path, codebook=FOREIGN, variables=PACK)

    assert read_links(path) == links


def test_a_link_table_with_wrong_lines_names_all(csv_file, told):
    path = csv_file("column,variable,codes,factor,confirmed\nq7,sex,1-yes,1,yes\nq8,sex,,half,no\n", "links.csv")

    with pytest.raises(SourceError) as refused:
        read_links(path)

    assert told(refused.value) == ["link_codes_unreadable", "cell_not_number"]


CODE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"), 
               min_size=1, max_size=6)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(Link, CODE, CODE, st.dictionaries(CODE, CODE, max_size=4), st.floats(0.001, 1000),
                          st.booleans(), st.floats(0, 1), st.just("name")), min_size=1, max_size=5))  # fmt: skip
def test_links_survive_their_table(links):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.csv"
        write_links(links, path)

        assert read_links(path) == links


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.sampled_from(["1", "2", "9", "x"])), max_size=12), st.integers(-5, 40))
def test_links_change_no_row_and_invent_no_code(answers, size):
    batch = _batch(*({"_id": str(n), "q7": cell, "num_hh_member": size} for n, cell in enumerate(answers)))
    links = [_sure("q7", "social_assistance", {"1": "yes", "2": "no"}), _sure("num_hh_member", "hh_size")]

    applied = apply(batch, links, PACK)

    rows = applied.tables["household"]
    assert [row["_id"] for row in rows] == [str(n) for n in range(len(answers))]
    assert {row["social_assistance"] for row in rows} <= {"yes", "no", None}
    assert [row["q7"] for row in rows] == answers
    lost = sum(issue.values["n"] for issue in applied.issues if issue.values["variable"] == "social_assistance")
    assert lost == sum(cell in ("9", "x") for cell in answers)
    assert all(row["hh_size"] == (size if 1 <= size <= 30 else None) for row in rows)
