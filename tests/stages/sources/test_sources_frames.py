"""A list to draw from: numbers and sizes are read, people are refused."""

from pathlib import Path

import pytest

from sofra.sources.frames import read_frame
from sofra.types.errors import SourceError


def _list(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_units_come_with_their_stratum_and_size(tmp_path):
    found = read_frame(_list(tmp_path, "шифра,населено место,домаќинства\n7,Горно,120\n8,Долно,80\n"))

    assert [(unit.id, unit.stratum, unit.size) for unit in found.items] == [("7", "Горно", 120), ("8", "Долно", 80)]


def test_without_sizes_every_unit_counts_as_one(tmp_path):
    found = read_frame(_list(tmp_path, "id,stratum\n1,a\n2,a\n"))

    assert [unit.size for unit in found.items] == [1.0, 1.0]


@pytest.mark.parametrize("head", ["name", "Surname", "Име и презиме", "ЕМБГ", "Адреса", "Emri", "Phone"])
def test_a_column_of_people_is_refused_before_anything_is_kept(tmp_path, head):
    with pytest.raises(SourceError) as stopped:
        read_frame(_list(tmp_path, f"id,{head}\n1,x\n"))

    assert [issue.code for issue in stopped.value.issues] == ["frame_names"]
    assert stopped.value.issues[0].where.column == head


def test_names_under_an_innocent_header_are_recognised_too(tmp_path):
    people = ("Ана Петрова", "Бесим Алиу", "Цеца Илиева", "Драган Ристов", "Елена Костова", "Фатмир Беќири")

    with pytest.raises(SourceError) as stopped:
        read_frame(_list(tmp_path, "id,remark\n" + "".join(f"{n},{one}\n" for n, one in enumerate(people))))

    assert stopped.value.issues[0].code == "frame_names"


def test_villages_of_two_words_are_no_people_when_many_units_lie_in_each(tmp_path):
    lines = "".join(f"{n},{'Горно Село' if n % 2 else 'Долно Село'}\n" for n in range(20))

    assert len(read_frame(_list(tmp_path, "id,stratum\n" + lines)).items) == 20


def test_a_list_of_villages_is_no_list_of_people(tmp_path):
    villages = ("Горно Село", "Долно Село", "Стар Град", "Нова Чешма", "Бел Камен", "Црн Врв")

    found = read_frame(_list(tmp_path, "id,населено место\n" + "".join(f"{n},{v}\n" for n, v in enumerate(villages))))

    assert len(found.items) == 6


def test_twins_and_sizes_that_are_missing_or_negative_are_held(tmp_path):
    found = read_frame(_list(tmp_path, "id,size\n1,5\n1,6\n2,\n3,-4\n4,0\n5,nine\n6,2\n"))

    assert [unit.id for unit in found.items] == ["1", "6"]
    assert [issue.code for issue in found.issues] == [
        "id_twice", "cell_empty", "cell_out_of_range", "cell_out_of_range", "cell_not_number",
    ]  # fmt: skip
