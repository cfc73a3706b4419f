"""SPSS and Stata: value labels, missing codes, and what happens without the extra."""

import sys

import pandas as pd
import pyreadstat
import pytest

from sofra.sources.answers import Options, read_answers
from sofra.types.answers import Kind
from sofra.types.errors import MissingExtra, SourceError

FRAME = pd.DataFrame({
    "Id": [1.0, 2, 3, 4],
    "q1": [1.0, 2, 9, None],
    "age": [20.0, 30, -99, 40],
    "name": ["Ана", "", "Ѓорѓи", "x"],
    "w": [1.5, 0.0, 2.0, 1.0],
})  # fmt: skip
LABELS = {"q1": {1.0: "да", 2.0: "не", 9.0: "не знае"}}


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "survey.sav"
    missing = {"q1": [9.0], "age": [{"lo": -99, "hi": -90}]}
    pyreadstat.write_sav(FRAME, str(path), variable_value_labels=LABELS, missing_ranges=missing,
                         column_labels={"q1": "Има ли вода?"})  # fmt: skip
    return path


def test_an_spss_file_brings_its_labels_and_missing_codes(sav):
    batch = read_answers(sav)

    question = batch.codebook.find("q1")
    rows = batch.tables["household"]
    assert question.kind is Kind.CHOICE
    assert question.label["en"] == "Има ли вода?"
    assert [choice.label["en"] for choice in question.choices] == ["да", "не", "не знае"]
    assert question.missing == ("9",)
    assert [row["q1"] for row in rows] == ["1", "2", None, None]
    assert [row["age"] for row in rows] == [20, 30, None, 40]
    assert [row["_id"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[2]["name"] == "Ѓорѓи"


def test_a_stata_file_brings_its_labels(tmp_path):
    path = tmp_path / "survey.dta"
    pyreadstat.write_dta(FRAME, str(path), variable_value_labels=LABELS)

    batch = read_answers(path)

    assert [row["q1"] for row in batch.tables["household"]] == ["1", "2", "9", None]
    assert batch.origin.format == "dta"


def test_a_weight_of_zero_is_held_there_too(sav, told):
    batch = read_answers(sav, options=Options(weight="w"))

    assert told(batch.issues) == ["weight_not_positive"]
    assert [row["_id"] for row in batch.tables["household"]] == ["1", "3", "4"]


def test_a_broken_file_is_refused(tmp_path, told):
    path = tmp_path / "survey.sav"
    path.write_bytes(b"$FL2@(#) SPSS DATA FILE" + b"x" * 50)

    with pytest.raises(SourceError) as refused:
        read_answers(path)

    assert told(refused.value) == ["file_damaged"]


def test_without_the_extra_the_remedy_is_to_install_it(sav, told, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)

    with pytest.raises(MissingExtra) as refused:
        read_answers(sav)

    assert told(refused.value) == ["spss_extra_missing"]
