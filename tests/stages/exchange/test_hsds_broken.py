"""Foreign HSDS files as they should not be: every fault has its sentence, and nothing is lost unsaid."""

import json
from pathlib import Path
from typing import Any

import pytest

from sofra.packs.texts import texts
from sofra.sources.hsds.read import read_hsds
from sofra.types.errors import SourceError

ONE = "11111111-1111-4111-8111-111111111111"
SERVICE = {"id": ONE, "name": "Day centre", "status": "active"}


def read(tmp_path: Path, content: Any) -> Any:
    path = tmp_path / "foreign.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_hsds(path)


def told(issues: Any) -> list[str]:
    for issue in issues:
        assert all(texts(lang).what(issue) and texts(lang).remedy(issue) for lang in ("en", "mk"))
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organization", "Red Cross"),
        ("organization", [1]),
        ("service_at_locations", {"x": 1}),
        ("service_at_locations", [5, None]),
        ("schedules", [{"id": ONE, "opens_at": 5, "byday": 7}]),
        ("capacities", [{"id": ONE, "unit": "places"}]),
        ("attributes", [{"id": ONE, "taxonomy_term": "x"}]),
        ("languages", [7]),
    ],
)
def test_a_field_of_another_type_is_told_and_the_rest_is_read(tmp_path: Path, field: str, value: Any) -> None:
    found = read(tmp_path, [{**SERVICE, field: value}])

    assert "hsds_type" in told(found.issues)
    assert [one.name["en"] for one in found.items[0].services] == ["Day centre"]


@pytest.mark.parametrize("number", ["1e400", "NaN", "9" * 400, "-Infinity"])
def test_a_number_that_nobody_counts_is_told_and_unknown(tmp_path: Path, number: str) -> None:
    content = json.dumps([{**SERVICE, "minimum_age": 0}]).replace('"minimum_age": 0', f'"minimum_age": {number}')
    found = read(tmp_path, content)

    assert "hsds_type" in told(found.issues)
    assert found.items[0].services[0].eligibility.age_from is None


@pytest.mark.parametrize("content", ["[" * 100_000, '{"contents":' * 900 + "[]" + "}" * 900, "[" + "9" * 5000 + "]"])
def test_lists_without_end_and_numbers_of_thousands_of_digits_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceError) as stopped:
        read(tmp_path, content)

    assert told(stopped.value.issues)[0] in {"hsds_not_json", "hsds_nothing"}


def test_of_two_records_with_one_id_the_second_is_held_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, [SERVICE, {**SERVICE, "name": "Another"}, SERVICE])

    assert told(found.issues).count("hsds_twice") == 1
    assert [held.row["name"] for held in found.held] == ["Another"]
    assert [one.name["en"] for one in found.items[0].services] == ["Day centre"]


@pytest.mark.parametrize(("field", "value"), [("id", "a/b"), ("name", 5), ("name", {"en": "x"})])
def test_a_record_without_a_usable_id_or_name_is_held(tmp_path: Path, field: str, value: Any) -> None:
    found = read(tmp_path, [{**SERVICE, field: value}])

    assert told(found.issues)
    assert len(found.held) == 1
    assert not found.items[0].services


def test_a_file_in_windows_1251_is_read(tmp_path: Path) -> None:
    path = tmp_path / "foreign.json"
    path.write_bytes(json.dumps([{**SERVICE, "name": "Дневен центар"}], ensure_ascii=False).encode("cp1251"))

    assert read_hsds(path).items[0].services[0].name["en"] == "Дневен центар"


def test_a_service_whose_id_is_the_address_of_another_page_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, [SERVICE, {**SERVICE, "id": "reach"}])

    assert "code_is_address" in told(found.issues)
    assert [one.id for one in found.items[0].services] == [ONE]
