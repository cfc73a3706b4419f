"""The attacker before a release goes out: what is public already, what the next one adds, and what is refused."""

import base64
import hashlib
import json
import zipfile

import pytest
from tests.smalltown import SETTLEMENTS, bring

from sofra.store import queries
from sofra.store.mapping import AnnexRow, Release
from sofra.store.records import as_record
from sofra.store.rows import canonical
from sofra.types.errors import Conflict
from sofra.types.protected import Attack, Counts
from sofra.work.audit import audit, refuse
from sofra.work.compute import ATTACK, COUNTS
from sofra.work.mapping import make_map, redo
from sofra.work.publish import approve_release, make_document, withdraw_release
from sofra.work.workspace import bundle

CROSSED = """\
source,group,place,sex,age,people,counted_on
Centre,PWD-C,A1,f,5-11,3,2026-04-01
Centre,PWD-C,A1,m,5-11,7,2026-04-01
Centre,PWD-C,A2,f,5-11,2,2026-04-01
Centre,PWD-C,A2,m,5-11,4,2026-04-01
Centre,PWD-C,B1,f,5-11,11,2026-04-01
Centre,PWD-C,B1,m,5-11,6,2026-04-01
"""
MOVED = (
    SETTLEMENTS.replace("A2,Lowmill,settlement,A,", "A2,Lowmill,settlement,B,")
    .replace("700,200,600,150,200,600,100", "500,150,450,100,150,450,70")
    .replace("area,M,21.90,41.50,300,100,300,50,100,300,50", "area,M,21.90,41.50,500,150,450,100,150,450,80")
)
EXACT = 'counts = "suppress"\n'


def people(release: int) -> dict[tuple[str, str], int]:
    shown = queries.annex(release, COUNTS, Counts).shown
    return {(one.place, one.sex): one.people for one in shown if one.source == "Centre" and not one.age}


def test_a_release_holds_rounded_counts_that_add_up_and_the_attackers_verdict(smalltown, ana):
    bring("crossed.csv", CROSSED, "register")

    made = make_map(ana)

    counts = people(made.id)
    assert all(count % 5 == 0 for count in counts.values())
    assert counts["M", ""] == counts["A", ""] + counts["B", ""] == counts["M", "f"] + counts["M", "m"]
    found = queries.annex(made.id, ATTACK, Attack)
    assert found.pinned == ()
    assert found.narrowest.high - found.narrowest.low >= 4
    assert audit(made.id) == found


def test_a_release_with_rounded_counts_is_redone_to_the_last_digit_also_when_others_follow(smalltown, ana, ceca):
    bring("crossed.csv", CROSSED, "register")
    first = make_map(ana)
    approve_release(ceca, first.id)
    second = make_map(ana)

    assert redo(ana, first.id) == ()
    assert redo(ana, second.id) == ()


def test_counts_that_did_not_change_keep_the_value_that_was_published(smalltown, ana, ceca):
    bring("crossed.csv", CROSSED, "register")
    first = make_map(ana)
    approve_release(ceca, first.id)
    withdraw_release(ceca, first.id)
    bring("settlements.csv", MOVED, "settlements")

    second = make_map(ana)

    before, after = people(first.id), people(second.id)
    for cell in (("A1", "f"), ("A1", "m"), ("A2", "f"), ("A2", "m"), ("B1", "f"), ("B1", "m")):
        assert before[cell] == after[cell], cell
    assert audit(second.id).releases == (first.id,)
    assert approve_release(ceca, second.id).state == "approved"


def test_a_settlement_that_moved_between_releases_of_exact_totals_is_refused_with_the_cell_and_what_pins_it(
    smalltown, ana, ceca, workspace
):
    office = workspace / "packs"
    office.mkdir(exist_ok=True)
    (office / "gate.toml").write_text(EXACT, encoding="utf-8")
    bring("by_area.csv", CROSSED.replace("Centre", "Office").replace("A1,f,5-11,3", "A1,f,5-11,30"), "register")
    first = make_map(ana)
    approve_release(ceca, first.id)
    bring("settlements.csv", MOVED, "settlements")

    second = make_map(ana)

    with pytest.raises(Conflict) as refused:
        approve_release(ceca, second.id)
    issue = refused.value.issues[0]
    assert issue.code == "release_pins"
    assert (issue.values["source"], issue.values["release"]) == ("Office", second.id)
    assert f"#{first.id} " in issue.values["by"]
    assert Release.objects.get(pk=second.id).state == "draft"
    with pytest.raises(Conflict):
        make_document(ana, second.id, "council_page", lang="en", format="html")


def test_rounding_that_forgets_what_was_published_is_refused(smalltown, ana, ceca):
    bring("crossed.csv", CROSSED, "register")
    first = make_map(ana)
    approve_release(ceca, first.id)
    second = make_map(ana)
    row = AnnexRow.objects.get(release_id=second.id, kind=COUNTS)
    for count in row.content["shown"]:
        if count["source"] == "Centre" and (count["place"], count["sex"]) == ("A1", "f"):
            count["people"] = 5 - count["people"]
    row.save()

    with pytest.raises(Conflict, match="release_pins"):
        approve_release(ceca, second.id)


def test_a_release_from_before_counts_were_rounded_is_known_to_the_attacker_with_its_exact_totals(smalltown, ana, ceca):
    first = make_map(ana)
    approve_release(ceca, first.id)
    AnnexRow.objects.filter(release_id=first.id).delete()

    found = audit(make_map(ana).id)

    assert found.releases == (first.id,)
    assert found.numbers == 4
    refuse(0, found)


def test_a_register_that_contradicts_itself_is_told_and_shows_nothing(smalltown, ana):
    bring("crossed.csv", CROSSED + "Centre,PWD-C,A,,,90,2026-04-01\n", "register")

    made = make_map(ana)

    assert people(made.id) == {}
    assert [issue.code for issue in queries.remarks(made.id) if issue.code.startswith("register")] == [
        "register_total_contradicts"
    ]
    (told,) = [issue for issue in queries.remarks(made.id) if issue.code == "register_total_contradicts"]
    assert told.values["spot"] == "A", "no empty brackets where neither sex nor age is known"


def test_a_bundle_of_facts_has_rounded_counts_and_nothing_of_the_true_ones(smalltown, ana, ceca, tmp_path):
    bring("crossed.csv", CROSSED, "register")
    approve_release(ceca, make_map(ana).id)
    second = make_map(ana)

    made = bundle(ana, tmp_path / "facts.zip", facts_only=True)

    with zipfile.ZipFile(made.path) as archive:
        lines = {name: archive.read(name).splitlines() for name in archive.namelist() if name.startswith("tables/")}
    annexes = [json.loads(line) for line in lines["tables/AnnexRow.jsonl"]]
    assert {annex["kind"] for annex in annexes} == {COUNTS}
    assert all(count["people"] % 5 == 0 for annex in annexes for count in annex["content"]["shown"])
    for line in lines["tables/Blob.jsonl"]:
        kept = json.loads(base64.b64decode(json.loads(line)["content"]["b64"]))
        assert (kept["registers"], kept["earlier"], kept["salt"]) == ([], [], "")
    run = queries.run(second.id)
    raw = hashlib.sha256(canonical(as_record(queries.inputs(second.id).registers))).hexdigest()
    assert run.inputs["registers"] != raw
