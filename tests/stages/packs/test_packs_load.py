"""Packs laid over each other, read strictly, told all at once."""

import shutil

import pytest

from sofra.packs.load import countries, load
from sofra.packs.texts import PACKS, texts
from sofra.types.answers import Kind
from sofra.types.errors import PackError


@pytest.fixture
def home(tmp_path):
    """A copy of the shipped packs that a test may spoil."""
    shutil.copytree(PACKS, tmp_path / "packs", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "packs"


def codes(error):
    return sorted(issue.code for issue in error.value.issues)


def test_the_country_is_laid_over_the_base():
    base, mk = load("base"), load("mk")

    assert base.services["HOM-CARE"].category == {}
    assert mk.services["HOM-CARE"].category["mk"] == "Услуги во домот"
    assert mk.services["HOM-CARE"].label == base.services["HOM-CARE"].label
    assert (mk.currency, mk.names) == ("MKD", ("base", "mk"))


def test_what_the_rooms_rely_on_is_there():
    pack = load("mk")

    answered = {one.answered_by for one in pack.indicators.values() if one.answered_by}
    assert len(pack.indicators) >= 30
    assert answered == {"HOM-CARE", "COM-DAY", "HOM-PA", "COU", "TRANS", "COM-RESP", "EMP", "INF", "MOB"}
    assert {name for name in pack.indicators if name.startswith("lacks.")} == {
        name.replace("needs.", "lacks.") for name in pack.indicators if name.startswith("needs.")
    }
    assert {name for name, group in pack.groups.items() if group.condition} == {
        "PWD-A", "PWD-C", "CARE", "OLD", "ROMA", "POOR", "LEAVE", "NEET",
    }  # fmt: skip
    assert (pack.groups["ROMA"].sensitivity, pack.groups["ROMA"].by_settlement) == ("special", False)
    assert pack.variables["age"].high == 120
    assert pack.variables["wg_see"].kind is Kind.CHOICE
    assert [choice.code for choice in pack.variables["dep_warm"].choices] == ["yes", "cannot", "other"]


def test_no_norm_is_called_verified_before_somebody_read_the_gazette():
    pack = load("mk")

    known = {norm.id: norm.value for norm in pack.norms if norm.value is not None}
    assert known == {"HOM-CARE.price_per_hour": 240, "HOM-CARE.hours_per_month": 80}
    assert not any(norm.verified for norm in pack.norms)


def test_the_office_wins_key_by_key(tmp_path):
    office = tmp_path / "office"
    office.mkdir()
    (office / "gate.toml").write_text("least_base = 20\n", encoding="utf-8")
    (office / "groups.csv").write_text("code,label.mk\nOLD,Стари лица без семејство\n", encoding="utf-8")

    pack = load("mk", office)

    assert (pack.gate.least_base, pack.gate.least_hits) == (20, load("mk").gate.least_hits)
    assert pack.groups["OLD"].label["mk"] == "Стари лица без семејство"
    assert pack.groups["OLD"].label["en"] == load("mk").groups["OLD"].label["en"]
    assert pack.groups["OLD"].condition == "age >= 65 and hh_size = 1"


def test_a_pack_is_read_once_until_a_file_changes(home):
    first = load("mk", home=home)
    again = load("mk", home=home)
    (home / "mk" / "pack.toml").write_text('currency = "EUR"\n[name]\nen = "Elsewhere"\n', encoding="utf-8")

    changed = load("mk", home=home)

    assert again is first
    assert changed.currency == "EUR"
    assert changed.prints["mk"] != first.prints["mk"]
    assert changed.prints["base"] == first.prints["base"]


def test_a_corrected_sentence_leaves_the_print_of_a_pack_as_it_is(home):
    first = load("mk", home=home)
    (home / "base" / "texts" / "en").mkdir(parents=True, exist_ok=True)
    (home / "base" / "texts" / "en" / "extra.toml").write_text('[extra]\nsaid = "Better said."\n', encoding="utf-8")

    assert load("mk", home=home).prints == first.prints


def test_the_print_of_a_pack_does_not_hang_on_where_it_lies(home):
    assert load("mk", home=home).prints == load("mk").prints


def test_all_that_is_wrong_with_the_files_is_told_at_once(home):
    (home / "mk" / "norms.toml").write_text(
        '[[norm]]\nid = "a"\nservise = "COU"\nservice = "COU"\nparameter = "x"\nunit = "y"\nvalue = "many"\n',
        encoding="utf-8",
    )
    (home / "mk" / "services.csv").write_text("kind,at_home,colour\nCOU,maybe,red\nCOU,no,\n", encoding="utf-8")
    (home / "mk" / "laws.toml").write_text("[[law]\n", encoding="utf-8")
    (home / "mk" / "norm.toml").write_text("", encoding="utf-8")
    (home / "mk" / "groups.csv").write_bytes("code,label.mk\nOLD,Стари\n".encode("windows-1251"))
    (home / "base" / "indicators" / "age.alone.toml").write_text(
        'id = "age.alone"\nkind = "median"\n', encoding="utf-8"
    )

    with pytest.raises(PackError) as refused:
        load("mk", home=home)

    found = set(codes(refused))
    assert found == {
        "pack_key_unknown", "pack_not_number", "pack_not_truth", "pack_twice", "pack_not_toml", "pack_not_utf8",
        "pack_file_unknown", "pack_option", "pack_key_left_out",
    }  # fmt: skip
    near = {issue.values["name"]: issue.values["near"] for issue in refused.value.issues if "near" in issue.values}
    assert near["servise"] == "service"
    assert near["norm.toml"] == "norms.toml"
    for lang in ("en", "mk"):
        assert all(texts(lang).what(issue) and texts(lang).remedy(issue) for issue in refused.value.issues)


def test_an_issue_names_file_row_and_column(home):
    (home / "mk" / "services.csv").write_text("kind,at_home\n\nCOU,maybe\n", encoding="utf-8")

    with pytest.raises(PackError) as refused:
        load("mk", home=home)

    where = refused.value.issues[0].where
    assert (where.file, where.row, where.column) == ("mk/services.csv", 3, "at_home")


def test_a_row_longer_than_its_header_is_not_cut_in_silence(home):
    (home / "mk" / "services.csv").write_text("kind,at_home\nCOU,no,extra\n", encoding="utf-8")

    with pytest.raises(PackError) as refused:
        load("mk", home=home)

    assert codes(refused) == ["pack_key_unknown"]


def test_an_unknown_country_is_told_which_there_are():
    with pytest.raises(PackError) as refused:
        load("zz")

    assert refused.value.issues[0].values["known"] == ", ".join([*countries(), "base"]) == "mk, base"


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("gate.toml", "least_base = 1\n", "pack_range"),
        ("gate.toml", "widest_interval = 15\n", "pack_range"),
        ("criteria.toml", '[[criterion]]\nid = "size"\nweight = 6\n', "pack_range"),
        ("criteria.toml", 'criterion = "size"\n', "pack_not_tables"),
        ("norms.toml", '[[norm]]\nid = "HOM-CARE.places"\nvalid_from = "1.1.2026"\n', "pack_not_day"),
        ("sdg.csv", 'id,label.en\n1.2,"a\nb\n', "pack_not_csv"),
        ("old/gate.toml", "least_base = 10\n", "pack_file_unknown"),
        ("indicators/age.alone.toml", 'id = "age.alone"\nuses = "age"\n', "pack_not_words"),
        ("indicators/age.alone.toml", 'id = "age.alone"\nlabel = "Alone"\n', "pack_not_label"),
        ("indicators/age.alone.toml", 'id = "age.alone"\nexample = "x"\n', "pack_not_tables"),
    ],
)
def test_a_slip_in_an_office_file_is_named(tmp_path, file, text, code):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")

    with pytest.raises(PackError) as refused:
        load("mk", tmp_path)

    issue = refused.value.issues[0]
    assert issue.code == code
    assert issue.where.file == f"office/{file}"
    assert texts("mk").what(issue)
    assert texts("en").remedy(issue)
