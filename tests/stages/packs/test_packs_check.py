"""The pack check finds what was planted, all of it at once, and nothing in what we ship."""

import shutil
from datetime import date

import pytest

from sofra.packs.check import check
from sofra.packs.new import new
from sofra.packs.texts import PACKS, texts
from sofra.types.errors import PackError, Severity

DAY = date(2026, 11, 22)


@pytest.fixture
def home(tmp_path):
    """A copy of the shipped packs that a test may spoil."""
    shutil.copytree(PACKS, tmp_path / "packs", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "packs"


def swap(file, old, new_text):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new_text), encoding="utf-8")


def found(home, **options):
    return {(issue.code, issue.where.file.rpartition("/")[2]) for issue in check("mk", home=home, on=DAY, **options)}


@pytest.mark.parametrize("country", ["base", "mk"])
def test_what_we_ship_is_right(country):
    assert check(country, on=DAY) == []


def test_planted_offences_are_found_all_at_once(home):
    indicators = home / "base" / "indicators"
    swap(indicators / "age.alone.toml", "value = 0.25", "value = 0.3")
    swap(indicators / "work.neet.toml", "'employed', 'student'", "'employd', 'student'")
    swap(indicators / "housing.cold.toml", "dep_warm = 'cannot'", "dep_wram = 'cannot'")
    swap(indicators / "needs.home_care.toml", 'answered_by = "HOM-CARE"', 'answered_by = "HOME-CARE"')
    swap(indicators / "lacks.home_care.toml", "and gets_home_care", "and and gets_home_care")
    swap(indicators / "digital.offline.toml", 'sdg = ["17.8"]', 'sdg = ["17.9"]')
    swap(indicators / "digital.offline.toml", 'uses = ["age", "internet"]', 'uses = ["internet"]')
    swap(indicators / "care.hours.toml", 'unit = "hours"', 'unit = "hour"')
    swap(indicators / "rights.documents.toml", "yes | 9", "yes | nine")
    swap(indicators / "education.preschool.toml", "age | preschool | weight", "years | preschool | weight")
    swap(indicators / "health.minutes.toml", 'value = "minutes_health"', 'value = "water"')
    swap(home / "base" / "groups.csv", "social_assistance = 'yes'", "social_assistance = 1")
    swap(home / "base" / "questions" / "household.csv", "water,household,choice,water,", "water,household,choice,watr,")
    swap(
        home / "mk" / "norms.toml",
        'parameter = "hours_per_month"\nvalue = 80',
        'parameter = "h"\nvalue = 80\nvalid_to = "2020-12-31"',
    )
    swap(home / "mk" / "norms.toml", 'service = "HOM-PA"', 'service = "HOM-AP"')
    swap(home / "mk" / "norms.toml", 'id = "COM-DAY.places"\n', 'id = "COM-DAY.places"\nvalue = 3\n')
    swap(home / "base" / "sdg.csv", ",Преполовување на сиромаштијата во сите нејзини димензии", ",")
    swap(home / "base" / "texts" / "mk" / "general.toml", 'target = "цел"', "")
    swap(home / "base" / "texts" / "mk" / "general.toml", "лист {name}", "лист {ime}")

    seen = found(home)

    assert seen >= {
        ("pack_example", "age.alone.toml"),
        ("pack_code_unknown", "work.neet.toml"),
        ("pack_dead_variable", "housing.cold.toml"),
        ("pack_dead_service", "needs.home_care.toml"),
        ("condition_word", "lacks.home_care.toml"),
        ("pack_dead_sdg", "digital.offline.toml"),
        ("pack_uses", "digital.offline.toml"),
        ("pack_dead_unit", "care.hours.toml"),
        ("pack_example_rows", "rights.documents.toml"),
        ("pack_example_column", "education.preschool.toml"),
        ("pack_column_not_number", "health.minutes.toml"),
        ("pack_column_not_number", "groups.csv"),
        ("pack_dead_list", "household.csv"),
        ("norm_expired", "norms.toml"),
        ("pack_dead_service", "norms.toml"),
        ("norm_no_reference", "norms.toml"),
        ("pack_untranslated", "sdg.csv"),
        ("text_missing", "mk"),
        ("text_gaps", "mk"),
    }


def test_every_issue_of_the_check_has_its_sentences(home):
    swap(home / "base" / "indicators" / "age.alone.toml", "value = 0.25", "value = 0.3")
    swap(home / "base" / "sdg.csv", ",Преполовување на сиромаштијата во сите нејзини димензии", ",")

    said = [texts(lang).what(issue) for issue in check("mk", home=home, on=DAY) for lang in ("en", "mk")]

    assert said == [
        "By hand the example gives 0.3, but the computation gives 0.25.",
        "Рачно примерот дава 0.3, а пресметката дава 0.25.",
        "The language “mk” is translated to 99 per cent: 1 label is missing, this one.",
        "Јазикот „mk“ е преведен 99 отсто: недостига 1 назив, овој.",
    ]


def test_another_evaluator_is_held_to_the_same_examples():
    wrong = check("mk", by=lambda indicator, rows: 0.123, on=DAY)

    assert {issue.code for issue in wrong} == {"pack_example"}
    assert len(wrong) == len(list((PACKS / "base" / "indicators").glob("*.toml")))


def test_a_verified_norm_needs_a_value_and_a_first_day(home):
    swap(
        home / "mk" / "norms.toml",
        'unit = "places_per_1000_people"\nverified = false',
        'unit = "places_per_1000_people"\nverified = true',
    )

    assert found(home) == {("norm_undated", "norms.toml")}


def test_the_office_may_add_an_indicator_of_its_own(home, tmp_path):
    office = tmp_path / "office" / "indicators"
    office.mkdir(parents=True)
    text = (home / "base" / "indicators" / "housing.cold.toml").read_text(encoding="utf-8")
    (office / "housing.car.toml").write_text(
        text.replace("housing.cold", "housing.car").replace("dep_warm", "dep_car"), encoding="utf-8"
    )

    assert check("mk", tmp_path / "office", home=home, on=DAY) == []


def test_a_new_country_has_every_norm_empty_and_lacks_only_its_languages(home):
    new("xk", source="mk", home=home)

    issues = check("xk", home=home, on=DAY)

    assert {issue.code for issue in issues} == {"pack_untranslated", "language_unknown"}
    assert all(issue.severity is Severity.NOTE for issue in issues)
    norms = (home / "xk" / "norms.toml").read_text(encoding="utf-8")
    assert "value =" not in norms
    assert "MKD" not in norms


def test_a_new_country_takes_over_no_law_of_its_source(home):
    folder = new("al", source="mk", home=home)

    services = (folder / "services.csv").read_text(encoding="utf-8")
    assert "HOM-CARE" in services
    assert "R-38" not in services
    assert 'currency = "ALL"' in (folder / "pack.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "code"), [("mk", "country_exists"), ("base", "country_code"), ("../x", "country_code")]
)
def test_a_new_country_needs_a_free_code(home, name, code):
    with pytest.raises(PackError) as refused:
        new(name, home=home)

    assert refused.value.issues[0].code == code
