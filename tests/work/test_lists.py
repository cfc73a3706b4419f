"""Lists of people through the acts: brought in as pseudonyms, linked, decided, counted, mapped, deleted."""

import json
import zipfile

import pytest
from tests.smalltown import bring_all

from sofra.store import queries
from sofra.store.lists import EntryRow, HiddenRow, ListRow, PairRow
from sofra.types.errors import Conflict, NotAllowed, NotFound, SourceError
from sofra.types.hidden import HiddenNote
from sofra.work.lists import KEY_FILE, About, add_list, decide, erase_lists, forget_estimate, link_lists, remove_list
from sofra.work.mapping import make_map, redo
from sofra.work.reading import Incoming
from sofra.work.registers import explain_discrepancy
from sofra.work.workspace import bundle

HEAD = "given,surname,born,sex,settlement\n"
PEOPLE = [f"Given{n % 9}x,Surname{n % 13}ov,19{30 + n % 60}-0{1 + n % 9}-1{n % 9},f,Hill" for n in range(90)]
SECRET_WORDS = ("Given3x", "Surname7ov", "surname7ov", "1957-01-10")


def file(rows, name="list.csv") -> Incoming:
    return Incoming(name, (HEAD + "\n".join(rows) + "\n").encode())


def bring(actor, group="OLD"):
    """Three lists that share some people: rows 0–59, 30–89, every third."""
    for name, rows in (("Centre", PEOPLE[:60]), ("Red Cross", PEOPLE[30:]), ("Club", PEOPLE[::3])):
        add_list(actor, file(rows, f"{name}.csv"), About(group, name, "2026-05-01"))


@pytest.fixture
def linked(workspace, ana):
    bring(ana)
    return link_lists(ana, "OLD")


def test_lists_are_linked_and_counted(linked):
    counts = {overlap.lists: overlap.people for overlap in linked.estimate.overlaps}

    assert linked.estimate.seen == 90
    assert counts[(0, 1)] + counts[(0, 1, 2)] == 30
    assert linked.estimate.method == "models"
    assert not linked.stale


def test_no_name_and_no_date_reaches_the_database_the_journal_or_a_bundle(linked, workspace, tmp_path, ana):
    rows = [
        *EntryRow.objects.values(),
        *ListRow.objects.values(),
        *PairRow.objects.values(),
        *HiddenRow.objects.values(),
    ]
    events = [str(event) for event in queries.events(100)]
    made = bundle(ana, tmp_path / "b.zip")
    with zipfile.ZipFile(made.path) as archive:
        packed = {name: archive.read(name).decode() for name in archive.namelist()}

    told = [str(rows), *events, *packed.values()]

    assert not [word for word in SECRET_WORDS for text in told if word in text]
    key = (workspace / KEY_FILE).read_text()
    assert not [name for name, text in packed.items() if key in text]
    entries = [json.loads(line) for line in packed["tables/EntryRow.jsonl"].splitlines()]
    assert len(entries) == 150
    assert {(str(row["marks"]), str(row["near"])) for row in entries} == {("{}", "{}")}


def test_deleting_the_lists_keeps_the_estimate_and_takes_the_key(linked, workspace, ana):
    gone = erase_lists(ana, "OLD")

    kept = queries.on_no_list()[0]
    assert (gone, EntryRow.objects.count(), PairRow.objects.count()) == (150, 0, 0)
    assert kept.estimate == linked.estimate
    assert kept.erased_on is not None
    assert not (workspace / KEY_FILE).exists()
    with pytest.raises(NotFound):
        erase_lists(ana, "OLD")


def test_an_estimate_can_be_taken_out_too(linked, ana):
    forget_estimate(ana, "OLD")

    assert queries.on_no_list() == []
    assert queries.histories() == []
    with pytest.raises(NotFound):
        forget_estimate(ana, "OLD")


def test_a_decision_changes_the_count_and_outlives_another_linking(workspace, ana):
    for name, rows in (("A", PEOPLE[:14]), ("B", [*PEOPLE[4:14], "Given0x,Other,1930-01-10,f,Hill"])):
        add_list(ana, file(rows), About("OLD", name))
    before = link_lists(ana, "OLD")
    pair = queries.uncertain("OLD")[0]

    after = decide(ana, pair.id, "same")

    assert before.estimate.linked_by == "rules"
    assert (before.estimate.waiting, after.estimate.waiting) == (1, 0)
    again = link_lists(ana, "OLD")
    assert queries.uncertain("OLD")[0].decision == "same"
    assert again.estimate.overlaps == after.estimate.overlaps
    with pytest.raises(NotFound):
        decide(ana, pair.id + 999, "same")


def test_a_map_holds_the_estimate_and_can_be_redone_after_the_lists_are_gone(workspace, ana):
    bring_all()
    bring(ana)
    link_lists(ana, "OLD")
    release = make_map(ana)
    erase_lists(ana, "OLD")

    note = queries.annex(release.id, "hidden", HiddenNote)
    facts = {
        fact.cell.indicator: fact for fact in queries.facts(release.id) if fact.cell.indicator.startswith("hidden.")
    }

    assert note.groups[0].group == "OLD"
    assert facts["hidden.total"].value == note.groups[0].total.people
    assert facts["hidden.unlisted"].spread.high == note.groups[0].unlisted.high
    assert redo(ana, release.id) == ()


def test_what_cannot_be_is_told(workspace, ana):
    with pytest.raises(NotFound):
        add_list(ana, file(PEOPLE), About("NOBODY", "A"))
    with pytest.raises(Conflict):
        add_list(ana, file(PEOPLE), About("OLD", " "))
    with pytest.raises(SourceError):
        add_list(ana, file(PEOPLE), About("ROMA", "A"))  # nobody may keep this group by name
    add_list(ana, file(PEOPLE), About("OLD", "A"))
    with pytest.raises(Conflict):
        add_list(ana, file(PEOPLE, "again.csv"), About("OLD", "B"))
    with pytest.raises(Conflict):
        link_lists(ana, "OLD")
    with pytest.raises(NotFound):
        remove_list(ana, 999)


def test_a_list_that_goes_makes_the_estimate_stale(linked, ana):
    remove_list(ana, queries.lists("OLD")[0].id)

    assert queries.on_no_list()[0].stale


def test_pseudonyms_that_stayed_behind_cannot_be_linked(linked, ana):
    EntryRow.objects.update(marks={}, near={})

    with pytest.raises(Conflict):
        link_lists(ana, "OLD")


def test_a_guest_brings_no_list_and_a_collector_links_none(workspace, guest, besim):
    with pytest.raises(NotAllowed):
        add_list(guest, file(PEOPLE), About("OLD", "A"))
    bring(besim)
    with pytest.raises(NotAllowed):
        link_lists(besim, "OLD")


def test_somebody_writes_down_why_registers_disagree(smalltown, ana):
    from sofra.store.evidence import RegisterRow

    for source, people in (("Centre", 30), ("Association", 45)):
        RegisterRow.objects.create(source=source, group="OLD", place="S", people=people)

    explain_discrepancy(ana, "OLD", "S", " By other definitions. ")

    assert queries.explained()[("OLD", "S")].note == "By other definitions."
    assert len(queries.discrepancies()[0].counts) == 2
    explain_discrepancy(ana, "OLD", "S", "")
    assert queries.explained() == {}
    with pytest.raises(NotFound):
        explain_discrepancy(ana, "OLD", "X", "why")
