"""The inventory's workbook cell by cell: heads in both languages, words for codes, parts on sheets of their own."""

import pytest

from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.resources.listed import detail_columns, name_of, spellings
from sofra.sources.names import fold
from sofra.sources.workbook import read_workbook
from sofra.types.columns import KINDS, SERVICES, columns_of
from sofra.types.errors import SourceError

PACK = load("mk")
LISTS = spellings(PACK)


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("kind", [*KINDS.values(), *SERVICES.parts], ids=lambda kind: kind.name)
def test_no_two_columns_of_a_sheet_have_the_same_head(kind, lang):
    own = detail_columns(PACK) if kind.name == "assets" else ()
    columns = columns_of(kind, own) if kind.name in KINDS else kind.columns
    heads = [fold(name_of(kind.name, column.name, PACK, texts(lang))) for column in columns]

    assert len(heads) == len(set(heads))


def test_words_of_both_languages_are_codes_and_a_comma_is_a_decimal(workbook):
    path = workbook({
        "Објекти": [["Шифра", "Назив на македонски", "Населено место", "Географска ширина", "Без скали",
                     "Како е одредена точката"],
                    ["S-1", "Клиника", "A1", "41,25", "да", "кликнато на картата"]],
        "Services": [["Code", "Kind of service", "Name in English", "Provider", "What is done there",
                      "Share of the cost that users pay, %"],
                     ["V-1", "Дневен престој", "Club", "P-1", "Нега; Education", "25 %"]],
        "Работно време": [["Услуга", "Ден", "Од", "До"], ["V-1", "вторник", "8:00", "12.30"]],
    })  # fmt: skip

    reading = read_workbook(path, LISTS)

    site, service = reading.items[0].rows
    assert reading.issues == ()
    assert (site.cells["lat"], site.cells["step_free"], site.cells["located_by"]) == (41.25, True, "map")
    assert (service.cells["kind"], service.cells["contents"], service.cells["fee_share"]) == (
        "COM-DAY", ("care", "education"), 25.0,
    )  # fmt: skip
    (hours,) = reading.items[0].loose
    assert (hours.part, hours.owner) == ("hours", "V-1")
    assert hours.cells == {"day": "2", "opens": "08:00", "closes": "12:30"}
    assert "team" not in service.lines


def test_bad_cells_of_all_sheets_are_told_at_once_with_sheet_and_row(workbook):
    path = workbook({
        "Providers": [["Code", "Name in English", "Sector"], ["P-1", "", "royal"]],
        "Services": [["Code", "Kind of service", "Provider", "Places", "Last confirmed"],
                     ["V-1", "COM-DAY", "P-1", "2,5", "31.2.2026"]],
        "Hours": [["Service", "Day", "From", "Until"], ["V-1", "Someday", "noon", ""]],
    })  # fmt: skip

    reading = read_workbook(path, LISTS)

    told = {(issue.where.sheet, issue.where.row, issue.where.column, issue.code) for issue in reading.issues}
    assert told == {
        ("Providers", 2, "name", "cell_empty"),
        ("Providers", 2, "sector", "cell_code_unknown"),
        ("Services", 2, "places", "cell_not_whole"),
        ("Services", 2, "verified_on", "cell_not_date"),
        ("Hours", 2, "day", "cell_code_unknown"),
        ("Hours", 2, "opens", "cell_not_time"),
        ("Hours", 2, "closes", "cell_empty"),
    }


def test_a_file_without_any_sheet_of_the_inventory_is_refused(workbook):
    with pytest.raises(SourceError) as refused:
        read_workbook(workbook({"Budget": [["a", "b"], ["1", "2"]]}), LISTS)

    assert refused.value.issues[0].code == "workbook_not_ours"
