"""The inventory's workbook: out filled, back with changes, differences first, applied whole, undone whole."""

import io
from dataclasses import replace

import openpyxl
import pytest

from sofra.store import queries
from sofra.types.columns import KINDS
from sofra.types.errors import Conflict, NotAllowed
from sofra.types.supply import Contract, Equipment, Opening, Payment, Provider, Service, Site, Staff
from sofra.work import inventory, workbook
from sofra.work.reading import Incoming


@pytest.fixture
def stocked(smalltown, ana):
    """Smalltown with one record of every kind, and a safe house."""
    inventory.add_record(ana, Provider("P1", {"en": "Safe Step", "mk": "Безбеден чекор"}, "civil"))
    inventory.add_record(ana, Site("T1", {"en": "Clinic"}, "A1", 21.81, 41.51, step_free=True))
    inventory.add_record(ana, Site("T9", {"en": "The house"}, "B1", 21.9, 41.55, address="Secret street 1"))
    inventory.add_record(ana, Service("S9", "SAFE", {"en": "Safe house"}, "P1", ("T9",)))
    read = queries.service("S2")
    full = replace(
        read.thing, hours=(Opening(1, "08:00", "16:00"),), team=(Staff("nurse", 2.0, 1.0, "first aid"),),
        payments=(Payment("Municipality", 2026, 100.0, "MKD"),), languages=("mk", "sq"), contents=("care",),
    )  # fmt: skip
    inventory.change_record(ana, full, read.version)
    inventory.add_record(ana, Contract("C1", "S2", "Municipality", "2026-01-01", "2026-12-31", 1_000.0, "MKD"))
    inventory.add_record(ana, Equipment("E1", "T1", {"en": "Lift"}, "lift", 1))
    return ana


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def changed(content: bytes, sheet: str, cells: dict[tuple[str, str], object]) -> Incoming:
    """The workbook with cells changed, each named by the id of its row and the head of its column."""
    book = opened(content)
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    rows = {row[0].value: row[0].row for row in page.iter_rows(min_row=2)}
    for (id, head), value in cells.items():
        page.cell(rows[id], heads[head]).value = value
    return saved(book)


def saved(book) -> Incoming:
    out = io.BytesIO()
    book.save(out)
    return Incoming("inventory.xlsx", out.getvalue())


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_a_workbook_that_nobody_changed_differs_in_nothing(stocked, lang):
    content = workbook.take_out(stocked, lang)

    note = workbook.bring_back(stocked, Incoming("inventory.xlsx", content))

    assert note.issues == ()
    found = workbook.differences(stocked, note.id)
    assert found.found == ()
    there = queries.whole_inventory()
    assert found.unchanged == sum(len(getattr(there, name)) for name in KINDS)


def test_differences_say_field_by_field_what_stood_and_what_stands(stocked):
    file = changed(workbook.take_out(stocked, "en"), "Services", {("S2", "Places"): 25, ("S2", "Status"): "planned"})

    note = workbook.bring_back(stocked, file)
    (one,) = workbook.differences(stocked, note.id).found

    assert (one.key, one.what) == ("services/S2", "changed")
    assert [(c.column, c.old, c.new) for c in one.changes] == [("status", "active", "planned"), ("places", "15", "25")]
    assert queries.service("S2").thing.capacity.places == 15


def test_ticked_differences_are_applied_whole_and_undone_whole(stocked):
    before = queries.whole_inventory()
    book = opened(workbook.take_out(stocked, "en"))
    sites, services, hours = book["Sites"], book["Services"], book["Hours"]
    new = {"Name in English": "New hall", "Settlement": "A2"}
    sites.append([new.get(cell.value) for cell in sites[1]])
    places = [cell.value for cell in services[1]].index("Places") + 1
    number = next(r[0].row for r in services.iter_rows(min_row=2) if r[0].value == "S2")
    services.cell(number, places).value = 30
    hours.append(["S2", "Tuesday", "09:00", "12.30"])
    note = workbook.bring_back(stocked, saved(book))
    found = workbook.differences(stocked, note.id).found

    done = workbook.apply(stocked, note.id, {one.key: one.version for one in found})

    assert note.issues == ()
    assert sorted(one.what for one in found) == ["added", "changed"]
    assert dict(done.counts) == {"added": 1, "changed": 1, "removed": 0}
    now = queries.service("S2").thing
    assert now.capacity.places == 30
    assert now.hours == (Opening(1, "08:00", "16:00"), Opening(2, "09:00", "12:30"))
    assert "New hall" in {site.name.get("en") for site in queries.inventory().sites}

    workbook.undo(stocked, note.id)

    assert queries.whole_inventory() == before


def test_a_row_that_is_gone_is_removed_only_when_it_is_ticked(stocked):
    book = opened(workbook.take_out(stocked, "en"))
    book["Equipment"].delete_rows(2)
    note = workbook.bring_back(stocked, saved(book))
    (one,) = workbook.differences(stocked, note.id).found

    workbook.apply(stocked, note.id, {one.key: one.version})

    assert (one.what, one.key) == ("removed", "equipment/E1")
    assert queries.inventory().equipment == ()


def test_what_somebody_changed_meanwhile_is_told_and_not_overwritten_unseen(stocked, besim):
    file = changed(workbook.take_out(stocked, "en"), "Services", {("S1", "Places"): 21})
    note = workbook.bring_back(stocked, file)
    seen = {one.key: one.version for one in workbook.differences(stocked, note.id).found}
    read = queries.service("S1")
    inventory.change_record(besim, replace(read.thing, price="free"), read.version)

    with pytest.raises(Conflict) as stopped:
        workbook.apply(stocked, note.id, seen)
    (again,) = workbook.differences(stocked, note.id).found

    assert stopped.value.issues[0].code == "workbook_changed"
    assert again.meanwhile
    assert queries.service("S1").thing.capacity.places == 20


def test_bad_cells_are_told_all_at_once_and_nothing_waits(stocked):
    file = changed(
        workbook.take_out(stocked, "en"), "Services",
        {("S1", "Places"): "many", ("S2", "Kind of service"): "Nothing", ("S3", "Provider"): "P404",
         ("S4", "Age from"): 200},
    )  # fmt: skip

    note = workbook.bring_back(stocked, file)

    assert note.state == "wrong"
    assert {issue.code for issue in note.issues} == {"cell_not_number", "id_unknown", "cell_out_of_range"}
    assert all(issue.where.sheet == "Services" and issue.where.row for issue in note.issues)
    with pytest.raises(Conflict):
        workbook.differences(stocked, note.id)


def test_a_collectors_workbook_holds_no_safe_house_and_leaves_it_where_it_stands(stocked, besim):
    content = workbook.take_out(besim, "en")
    cells = [str(cell.value) for page in opened(content) for row in page.iter_rows() for cell in row if cell.value]
    file = changed(content, "Services", {("S9", "Places"): 6})

    note = workbook.bring_back(besim, file)
    found = workbook.differences(besim, note.id).found
    workbook.apply(besim, note.id, {one.key: one.version for one in found})

    assert not [cell for cell in cells if "Secret street" in cell or "The house" in cell or cell == "T9"]
    assert [one.key for one in found] == ["services/S9"]
    assert queries.service("S9").thing.sites == ("T9",)
    assert queries.site("T9").thing.address == "Secret street 1"


def test_a_coordinators_workbook_is_opened_by_no_collector(stocked, besim):
    note = workbook.bring_back(stocked, Incoming("inventory.xlsx", workbook.take_out(stocked, "en")))

    with pytest.raises(NotAllowed):
        workbook.differences(besim, note.id)


def test_what_is_wrong_in_a_coordinators_workbook_is_read_by_no_collector(stocked, besim):
    file = changed(workbook.take_out(stocked, "en"), "Sites", {("T9", "Latitude"): "near Secret street 1"})

    note = workbook.bring_back(stocked, file)

    assert workbook.told(stocked, note.id).issues == note.issues != ()
    with pytest.raises(NotAllowed):
        workbook.told(besim, note.id)


def test_undo_stops_when_a_record_was_changed_since(stocked):
    note = workbook.bring_back(
        stocked, changed(workbook.take_out(stocked, "en"), "Services", {("S1", "Places"): 21, ("S3", "Places"): 51})
    )
    seen = {one.key: one.version for one in workbook.differences(stocked, note.id).found}
    workbook.apply(stocked, note.id, seen)
    read = queries.service("S3")
    inventory.change_record(stocked, replace(read.thing, price="free"), read.version)

    with pytest.raises(Conflict):
        workbook.undo(stocked, note.id)

    assert queries.service("S1").thing.capacity.places == 21


def test_a_guest_takes_nothing_out(stocked, guest):
    with pytest.raises(NotAllowed):
        workbook.take_out(guest)


def test_names_stand_in_the_workbook_with_a_list_to_choose_from(stocked):
    services = opened(workbook.take_out(stocked, "en"))["Services"]
    heads = {cell.value: cell.column for cell in services[1]}
    row = next(line for line in services.iter_rows(min_row=2) if line[0].value == "S9")

    assert row[heads["Provider"] - 1].value == "Safe Step"
    assert row[heads["Given at"] - 1].value == "The house"
    ranges = {str(one.sqref).split(":")[0] for one in services.data_validations.dataValidation}
    assert f"{services.cell(2, heads['Provider']).column_letter}2" in ranges


def test_a_new_provider_its_new_site_and_their_new_service_come_by_their_names_alone(stocked):
    book = opened(workbook.take_out(stocked, "en"))
    for sheet, cells in (
        ("Providers", {"Name in English": "Evening, association", "Sector": "civil"}),
        ("Sites", {"Name in English": "New hall", "Settlement": "Lowmill"}),
        ("Services", {"Name in English": "Night shelter", "Provider": "evening, association",
                      "Given at": "New hall; Clinic", "Kind of service": "Counselling"}),
        ("Hours", {"Service": "Night shelter", "Day": "Monday", "From": "20:00", "Until": "08:00"}),
    ):  # fmt: skip
        book[sheet].append([cells.get(cell.value) for cell in book[sheet][1]])

    note = workbook.bring_back(stocked, saved(book))
    found = workbook.differences(stocked, note.id).found
    workbook.apply(stocked, note.id, {one.key: one.version for one in found})

    assert note.issues == ()
    there = queries.inventory()
    made = next(one for one in there.services if one.name.get("en") == "Night shelter")
    names = {one.id: one.name.get("en") for one in (*there.providers, *there.sites)}
    assert made.id.startswith("SV-")
    assert [names[id] for id in (made.provider, *made.sites)] == ["Evening, association", "New hall", "Clinic"]
    assert made.hours == (Opening(1, "20:00", "08:00"),)


def test_a_name_that_two_have_is_told_and_its_code_behind_it_decides(stocked):
    inventory.add_record(stocked, Site("T2", {"en": "Clinic"}, "A1"))
    content = workbook.take_out(stocked, "en")
    services = opened(content)["Services"]

    wrong = workbook.bring_back(stocked, changed(content, "Services", {("S2", "Given at"): "Clinic"}))
    right = workbook.bring_back(stocked, changed(content, "Services", {("S2", "Given at"): "Clinic (T2)"}))

    assert [(one.code, one.values["ids"], one.where.column) for one in wrong.issues] == [
        ("name_of_several", "T1, T2", "Given at")
    ]
    assert services.title == "Services"
    (one,) = workbook.differences(stocked, right.id).found
    assert [(change.column, change.new) for change in one.changes] == [("sites", "Clinic (T2)")]


def test_a_bad_service_is_told_once_and_not_again_by_its_hours(stocked):
    note = workbook.bring_back(
        stocked, changed(workbook.take_out(stocked, "en"), "Services", {("S2", "Places"): "a few"})
    )

    assert [(one.code, one.where.sheet) for one in note.issues] == [("cell_not_number", "Services")]


def test_hours_of_a_service_that_is_not_there_are_told(stocked):
    book = opened(workbook.take_out(stocked, "en"))
    book["Hours"].append(["Nowhere", "Monday", "08:00", "12:00"])

    note = workbook.bring_back(stocked, saved(book))

    assert [(one.code, one.where.sheet, one.values["id"]) for one in note.issues] == [
        ("id_unknown", "Hours", "Nowhere")
    ]


def test_a_workbook_that_brings_a_safe_house_and_its_site_is_undone_whole(stocked):
    before = queries.whole_inventory()
    book = opened(workbook.take_out(stocked, "en"))
    for sheet, cells in (
        ("Sites", {"Name in English": "Second house", "Settlement": "Lowmill"}),
        ("Services", {"Name in English": "Second safe house", "Provider": "Safe Step",
                      "Given at": "Second house; Clinic", "Kind of service": "Safe house"}),
    ):  # fmt: skip
        book[sheet].append([cells.get(cell.value) for cell in book[sheet][1]])
    note = workbook.bring_back(stocked, saved(book))
    found = workbook.differences(stocked, note.id).found
    workbook.apply(stocked, note.id, {one.key: one.version for one in found})
    hidden = {site.name["en"] for site in queries.whole_inventory().sites if site.hidden}

    workbook.undo(stocked, note.id)

    assert note.issues == ()
    assert hidden == {"The house", "Second house", "Clinic"}
    assert queries.whole_inventory() == before
