"""Bringing files twice, at once, or of somewhere else: what is there stays as it was, and a sentence says why."""

import csv
import io
import threading
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from tests.smalltown import REGISTER, SERVICES, SETTLEMENTS, answers, bring, incoming

from sofra.packs.texts import texts
from sofra.sources.links import write_links
from sofra.sources.tables import dangerous
from sofra.store import queries
from sofra.store.answers import Submission
from sofra.store.evidence import RegisterRow
from sofra.store.imports import ImportPart, ImportRow
from sofra.types.answers import Link
from sofra.types.errors import Conflict, NotAllowed, SofraError
from sofra.work import collect
from sofra.work.publish import make_document

ELSEWHERE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "Q1", "name": "Quark"}, '
    '"geometry": {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 10]]]}}]}'
)


def told(issues, code: str) -> bool:
    """True when one of the issues is this one, and both languages have their sentences for it."""
    found = [issue for issue in issues if issue.code == code]
    for lang in ("en", "mk"):
        assert all("{" not in texts(lang).what(issue) + texts(lang).remedy(issue) for issue in found)
    return bool(found)


@pytest.fixture
def places(workspace):
    bring("settlements.csv", SETTLEMENTS, "settlements")


def test_a_file_brought_twice_before_either_is_accepted_is_taken_in_once(places, besim):
    first = collect.upload(besim, incoming("register.csv", REGISTER))
    second = collect.upload(besim, incoming("register.csv", REGISTER))
    collect.accept(besim, first.id)

    with pytest.raises(Conflict) as stopped:
        collect.accept(besim, second.id)

    assert told(stopped.value.issues, "import_twice")
    assert RegisterRow.objects.count() == 2


def test_a_file_accepted_twice_is_taken_in_once(places, besim):
    outcome = collect.upload(besim, incoming("register.csv", REGISTER))
    collect.accept(besim, outcome.id)

    with pytest.raises(Conflict) as stopped:
        collect.accept(besim, outcome.id)

    assert told(stopped.value.issues, "import_over")
    assert RegisterRow.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_a_file_in_once(workspace, besim):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    bring("settlements.csv", SETTLEMENTS, "settlements")
    outcome, went = collect.upload(besim, incoming("register.csv", REGISTER)), []

    def click() -> None:
        try:
            collect.accept(besim, outcome.id)
            went.append("in")
        except SofraError as error:
            went.append(error.issues[0].code)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert sorted(went) == ["import_over", "in"]
    assert RegisterRow.objects.count() == 2


def test_a_file_that_nobody_came_back_to_waits_and_is_not_in(places, besim):
    outcome = collect.upload(besim, incoming("survey.csv", answers()))

    assert next((each.id, each.kind) for each in queries.imports()) == (outcome.id, "ready")
    assert not Submission.objects.exists()
    assert ImportPart.objects.filter(imported=outcome.id).exists()


def test_boundaries_of_another_municipality_are_refused_when_they_are_brought(places, besim):
    before = [place.geometry for place in queries.places()]

    outcome = collect.upload(besim, incoming("elsewhere.geojson", ELSEWHERE))

    assert outcome.kind == "refused"
    assert told(outcome.issues, "boundaries_match_nothing")
    assert [place.geometry for place in queries.places()] == before
    assert not ImportPart.objects.filter(imported=outcome.id).exists()


def test_boundaries_before_the_settlements_are_asked_to_wait(workspace, besim):
    outcome = collect.upload(besim, incoming("elsewhere.geojson", ELSEWHERE))

    assert outcome.kind == "refused"
    assert told(outcome.issues, "boundaries_before_places")


def test_a_service_and_a_count_in_a_place_that_nobody_knows_are_told(places, besim):
    services = collect.upload(besim, incoming("s.csv", SERVICES.replace("B1", "Z9")), kind="inventory")
    counts = collect.upload(besim, incoming("r.csv", REGISTER.replace(",M,", ",Z9,")), kind="register")

    assert told(services.issues, "site_place_unknown")
    assert told(counts.issues, "register_place_unknown")
    assert [services.kind, counts.kind] == ["ready", "ready"]


def test_services_in_the_sea_far_away_and_at_one_point_come_in_and_are_told_by_name(places, besim):
    rows = SERVICES + "S8,COM-DAY,Ship,Red Cross,A1,17.0,42.6,5,5,2026-05-01\n"  # in the Adriatic, 410 km away
    rows += "S9,COM-DAY,Cabin,Red Cross,A1,22.4,41.5,5,5,2026-05-01\n"  # 42 km east of Highfield

    services = collect.upload(besim, incoming("s.csv", rows), kind="inventory")

    for code, n in (("sites_impossible", 1), ("sites_far", 1), ("sites_one_point", 3)):
        assert told(services.issues, code), code
        assert [issue.values["n"] for issue in services.issues if issue.code == code] == [n]
    assert services.kind == "ready"


def test_a_service_without_a_site_is_held_and_the_others_are_good(places, besim):
    rows = SERVICES + "S9,COM-DAY,Second day centre,Red Cross,,,,5,5,2026-05-01\n"

    outcome = collect.upload(besim, incoming("s.csv", rows), kind="inventory")

    assert (outcome.kind, outcome.good, outcome.held) == ("rows_wrong", 4, 1)
    assert told(outcome.issues, "service_without_site")


def test_an_approver_brings_nothing(workspace, ceca):
    with pytest.raises(NotAllowed) as stopped:
        collect.upload(ceca, incoming("survey.csv", answers()))

    assert told(stopped.value.issues, "not_allowed")
    assert not ImportRow.objects.exists()


EVIL = ("=HYPERLINK(1)", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0")


def test_a_formula_brought_in_gets_out_in_no_workbook(workspace, ana):
    bring("settlements.csv", SETTLEMENTS.replace("Lowmill", EVIL[0]).replace("Highfield", EVIL[1]), "settlements")
    named = SERVICES.replace("Home care", f'"{EVIL[2]}"').replace("Counselling,", f'"{EVIL[3]}",')
    bring("services.csv", named.replace("Red Cross", EVIL[0]), "inventory")
    bring("register.csv", REGISTER.replace("Members", EVIL[1]).replace("Centre for social work", EVIL[0]), "register")
    bring("survey.csv", answers(), "answers")
    from sofra.work.mapping import make_map

    release = make_map(ana).id
    for lang in ("en", "mk"):
        document = make_document(ana, release, "social_map", lang=lang, format="xlsx")
        content = queries.document_bytes(document.id)

        cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
                 for row in sheet.iter_rows() for cell in row if cell.value is not None]  # fmt: skip
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert [cell.value for cell in cells if str(cell.value).startswith(EVIL)] == []
        assert any("HYPERLINK" in str(cell.value) for cell in cells), "the text itself is there, as text"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_formula_in_a_column_name_or_code_gets_out_in_no_link_table(tmp_path: Path, ending):
    path = tmp_path / f"links.{ending}"

    write_links([Link(evil, "age", {evil: "yes"}, reason=evil) for evil in EVIL], path)

    if ending == "csv":
        cells = [cell for row in csv.reader(path.open(encoding="utf-8-sig")) for cell in row]
        assert not [cell for cell in cells if dangerous(cell)]
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_disasters_to_come_and_on_days_that_there_are_not_are_held(workspace, besim):
    table = (
        "date,kind,place\n2031-01-01,flood,\n1999-13,fire,\n0000,fire,\n2031,fire,\n2021-02,flood,\n1963,earthquake,\n"
    )

    found = collect.upload(besim, incoming("history.csv", table), kind="disasters")

    assert [issue.code for issue in found.issues] == ["disaster_day"] * 4
    assert told(found.issues, "disaster_day")
    assert (found.good, found.held) == (2, 4)
