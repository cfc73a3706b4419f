"""Dangers in a map: zones, rows, the ranking, the history, and a list that only civil protection reads."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from tests.made_once import once
from tests.smalltown import COLUMNS, FILES, bring, household

from sofra.packs.texts import texts
from sofra.store import queries
from sofra.store.events import Event
from sofra.store.supply import SiteRow
from sofra.types.errors import NotAllowed, NotFound, SourceError
from sofra.types.fact import Status
from sofra.types.hazard import KIND, Disaster, Hazards
from sofra.types.keys import EVERYONE, PlaceId
from sofra.work.acts import KEEPER, Actor
from sofra.work.collect import accept, upload
from sofra.work.hazards import ProtectionList, read_list, record_disaster, remove_disaster, scene
from sofra.work.mapping import make_map, redo
from sofra.work.packing import pack_up
from sofra.work.reading import Incoming

DANA = Actor("dana", "protection")
FLOOD = {"type": "Polygon", "coordinates": [[[21.78, 41.48], [21.81, 41.48], [21.81, 41.52], [21.78, 41.52],
                                             [21.78, 41.48]]]}  # fmt: skip
"""Around Smalltown town (A1), not Lowmill (A2) nor Highfield (B1)."""


def zone(**properties: object) -> str:
    feature = {"type": "Feature", "properties": {"kind": "flood", **properties}, "geometry": FLOOD}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def alone(number: int) -> bool:
    """Who cannot leave alone, spread over places and sampling units."""
    return number * number % 11 in (1, 4)


def answers(households: int = 120, *, points: bool = False, consent: bool = True) -> str:
    """Some cannot leave alone; every second agreed to be listed; points lie east of the flood."""
    extra = ["evacuate_alone", *(["consent_list"] if consent else []), *(["home_lon", "home_lat"] if points else [])]
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([*COLUMNS, *extra])
    for number in range(1, households + 1):
        row = household(number, age=20 + (number * 7) % 70)
        row.append("no" if alone(number) else "yes")
        row += [("yes", "no")[number % 2]] if consent else []
        row += [21.80 if number % 8 == 0 else 21.95, 41.50] if points else []
        table.writerow(row)
    return out.getvalue()


@pytest.fixture
def flooded(workspace, kept):
    """Smalltown with a flood over its town and a survey that asked who cannot leave alone."""
    once(kept, "flooded", bring_flooded)


def bring_flooded():
    for name, text, kind in FILES:
        bring(name, text, kind)
    bring("flood.geojson", zone(return_period_years=100), "hazard")
    bring("survey.csv", answers(), "answers")


def hazards(release) -> Hazards:
    found = queries.annex(release.id, KIND, Hazards)
    assert found is not None
    return found


def test_people_in_the_zone_are_the_register_and_those_who_need_help_have_an_interval(flooded, ana):
    release = make_map(ana)

    people = queries.fact(release.id, "hazard.flood_100y.live:people", "M", EVERYONE)
    alone = queries.fact(release.id, "hazard.flood_100y.safety.evacuation:people", "M", EVERYONE)
    share = queries.fact(release.id, "hazard.flood_100y.safety.evacuation", "M", EVERYONE)
    assert (people.value, people.spread.low) == (1370, None)  # everybody of A1, by the register
    assert share.value is not None
    assert alone.value == pytest.approx(1370 * share.value, rel=5e-3)  # all are 20 or older; shown with three digits
    assert alone.spread.low < alone.value < alone.spread.high
    assert people.reason == "hazard.by_area"


def test_a_settlement_is_never_shown_by_the_survey(flooded, ana):
    release = make_map(ana)

    shown = {f.cell.place for f in queries.facts(release.id) if f.cell.indicator.startswith("hazard.flood_100y.safety")}
    assert shown <= {"M", "A", "B"}


def test_few_asked_outside_the_zone_are_not_had_by_subtraction(workspace, ana):
    for name, text, kind in FILES:
        bring(name, text, kind)
    bring("flood.geojson", zone(), "hazard")
    rows = answers(160).splitlines()
    kept = [row for number, row in enumerate(rows) if number == 0 or ",A1," in row or number % 40 == 1]
    bring("survey.csv", "\n".join(kept), "answers")

    release = make_map(ana)

    fact = queries.fact(release.id, "hazard.flood.safety.evacuation", "A", EVERYONE)
    assert (fact.status, fact.value) == (Status.SUPPRESSED, None)


def test_a_households_own_point_tells_more_than_its_settlement(workspace, ana):
    for name, text, kind in FILES:
        bring(name, text, kind)
    bring("flood.geojson", zone(return_period_years=100), "hazard")
    bring("survey.csv", answers(240, points=True), "answers")

    release = make_map(ana)

    alone = queries.fact(release.id, "hazard.flood_100y.safety.evacuation", "M", EVERYONE)
    assert alone.base.n == 30  # every eighth of 240 households stands in the water, wherever its settlement lies
    assert alone.reason != "hazard.by_area"
    assert hazards(release).points


def test_the_ranking_lists_settlements_inside_alone(flooded, ana):
    danger = hazards(make_map(ana)).dangers[0]

    assert [one.place for one in danger.ranking] == ["A1"]
    assert danger.ranking[0].low < danger.ranking[0].people < danger.ranking[0].high
    assert (danger.ranking[0].rank_low, danger.ranking[0].rank_high, danger.ranking[0].first) == (1, 1, 1.0)


def test_a_release_with_dangers_can_be_done_again(flooded, ana):
    record_disaster(ana, Disaster("2021-02-10", "flood", PlaceId("A1"), 12))
    release = make_map(ana)

    assert redo(ana, release.id) == ()
    assert hazards(release).years[0].affected == 12


def test_a_site_that_became_secret_after_the_map_is_told_of_no_more(flooded, ana):
    release = make_map(ana)
    before = {one.site for one in scene(release.id, texts("en")).hazards.dangers[0].services}
    assert before

    SiteRow.objects.filter(pk__in=before).update(hidden=True)

    found = scene(release.id, texts("en"))
    assert not found.hazards.dangers[0].services
    assert not before & set(found.sites)


def test_the_map_says_what_was_wrong_with_a_zone(workspace, ana):
    bring(*FILES[0])

    outcome = upload(ana, Incoming("zone.geojson", zone(kind="storm").encode()), kind="hazard")

    assert [issue.code for issue in outcome.issues] == ["zone_kind_unknown"]


def test_a_disaster_is_written_down_and_taken_out_again(workspace, ana, besim, guest):
    record_disaster(besim, Disaster("2014-05", "flood", affected=300))
    kept = queries.disasters()[0]

    with pytest.raises(NotAllowed):
        record_disaster(guest, Disaster("2014", "flood"))
    with pytest.raises(NotAllowed):
        remove_disaster(besim, kept.id)
    remove_disaster(ana, kept.id)
    with pytest.raises(NotFound):
        remove_disaster(ana, kept.id)
    assert queries.disasters() == []


def test_everything_that_is_wrong_with_a_disaster_is_told_at_once(workspace, ana):
    with pytest.raises(SourceError) as refused:
        record_disaster(ana, Disaster("2099-01-01", "storm", PlaceId("Nowhere"), -3))

    codes = [issue.code for issue in refused.value.issues]
    assert codes == ["disaster_day", "disaster_kind", "disaster_place", "disaster_negative"]


def test_a_history_as_a_file_is_taken_in_with_its_settlements(workspace, ana):
    bring(*FILES[0])
    bring("history.csv", "date,kind,settlement,affected\n2021-02-10,flood,Lowmill,5\n2020,fire,,\n", "disasters")

    told = [(one.on, one.place, one.affected) for one in queries.disasters()]

    assert told == [("2021-02-10", "A2", 5), ("2020", "", None)]


def test_the_list_holds_only_households_that_agreed_and_each_reading_is_an_event(flooded, ana):
    read = read_list(DANA, "flood_100y")

    numbers = {one.number for one in read.households}
    assert numbers
    assert all(one.place == "A1" and one.sure for one in read.households)
    assert all(int(number.removeprefix("H")) % 2 == 0 for number in numbers)  # these agreed
    event = Event.objects.first()
    assert (event.act, event.who, event.target) == ("hazards.list", "dana", "danger flood_100y")
    assert event.counts == {"households": len(numbers)}


def test_households_that_did_not_agree_are_a_number_and_nothing_else(workspace, ana):
    bring(*FILES[0])
    bring("flood.geojson", zone(), "hazard")
    text = answers().replace(",yes\r\n", ",no\r\n")
    bring("survey.csv", text, "answers")

    read = read_list(DANA, "flood")

    assert list(read.households) == []
    assert read.silent > 0


def test_without_the_question_nobody_is_listed(workspace, ana):
    bring(*FILES[0])
    bring("flood.geojson", zone(), "hazard")
    bring("survey.csv", answers(consent=False), "answers")

    read = read_list(DANA, "flood")

    assert (read.asked, list(read.households)) == (False, [])


def test_nobody_else_reads_the_list(flooded, besim, ceca, guest):
    for actor in (besim, ceca, guest):
        with pytest.raises(NotAllowed):
            read_list(actor, "flood_100y")
    assert not Event.objects.filter(act="hazards.list").exists()


def test_no_household_of_the_list_is_in_a_release_or_a_regions_bundle(flooded, ana, tmp_path: Path):
    import zipfile

    read = read_list(DANA, "flood_100y")
    release = make_map(ana)
    pack_up(tmp_path / "region.sofra", facts_only=True)

    kept = json.dumps(queries.annexes(release.id)) + str(queries.facts(release.id))
    with zipfile.ZipFile(tmp_path / "region.sofra") as archive:
        kept += "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert not any(f'"{one.number}"' in kept for one in read.households)


def square(west: float, east: float) -> list[list[list[float]]]:
    return [[[west, 41.48], [east, 41.48], [east, 41.52], [west, 41.52], [west, 41.48]]]


def nested(workspace) -> None:
    """A flood of ten years in one of a hundred: between the two stand five asked, two of whom cannot leave alone."""
    for name, text, kind in FILES:
        bring(name, text, kind)
    zones = [
        {
            "type": "Feature",
            "properties": {"kind": "flood", "return_period_years": years},
            "geometry": {"type": "Polygon", "coordinates": square(21.78, east)},
        }
        for years, east in ((10, 21.81), (100, 21.83))
    ]
    bring("flood.geojson", json.dumps({"type": "FeatureCollection", "features": zones}), "hazard")
    rows = list(csv.DictReader(io.StringIO(answers(240, points=True))))
    for row, one in zip([row for row in rows if row["home_lon"] == "21.95"], range(5), strict=False):
        row["home_lon"], row["evacuate_alone"] = "21.82", ("no", "yes")[one > 1]
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(rows)
    bring("survey.csv", out.getvalue(), "answers")


def test_a_zone_in_another_cannot_be_subtracted_from_it_to_find_the_few_between(workspace, ana):
    nested(workspace)

    release = make_map(ana)

    both = [queries.fact(release.id, f"hazard.flood_{years}y.safety.evacuation", "M", EVERYONE) for years in (10, 100)]
    between = [one.base.n for one in both if one.value is not None]
    assert sum(one.value is not None for one in both) == 1, between
    withheld = next(one for one in both if one.value is None)
    assert (withheld.reason, withheld.base.n) == ("gate.zones", None)


HOME = (
    "household_id", "settlement", "stratum", "psu", "units_in_stratum", "base_weight", "interview_date", "consent",
    "hh_size", "consent_list", "consent_list_override", "_index",
)  # fmt: skip
MEMBER = ("_parent_index", "age", "sex", "consent_list_own", "evacuate_alone", "medicine_daily")


def listed(*homes: tuple[str, str, str], asked: Sequence[str] = MEMBER) -> ProtectionList:
    """Households of the flood: may be listed, reason on record, people as "own yes/leaves alone/needs medicine"."""
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("members")
    first.append(HOME)
    second.append(asked)
    far = [("B1", ("yes", "life", "yes/yes/no no/no/yes")), ("B1", ("no", "law", "no/no/no yes/yes/yes"))] * 10
    for number, (place, (agreed, reason, people)) in enumerate([*(("A1", one) for one in homes), *far], start=1):
        size = len(people.split())
        first.append(
            (
                f"H{number}",
                place,
                place[0],
                f"{place}{number}",
                20,
                25.0,
                "2026-05-01",
                "yes",
                size,
                agreed,
                reason or None,
                number,
            )
        )
        for age, person in enumerate(people.split(), start=40):
            told = dict(zip(MEMBER, (number, age, "f", *person.split("/")), strict=True))
            second.append([told[name] or None for name in asked])
    out = io.BytesIO()
    book.save(out)
    bring(*FILES[0])
    bring("flood.geojson", zone(), "hazard")
    accept(KEEPER, upload(KEEPER, Incoming("survey.xlsx", out.getvalue()), kind="answers").id)
    return read_list(DANA, "flood")


def test_a_households_yes_lists_the_needs_of_those_alone_who_agreed_themselves(workspace):
    read = listed(("yes", "", "yes/no/no no/no/yes yes/yes/no"), ("yes", "", "no/no/no no/yes/no"))

    first, second = read.households
    assert [(need, n) for need, n in first.needs] == [("safety.evacuation", 1)]
    assert (first.people, first.further, first.override) == (3, 1, "")
    assert (second.people, second.needs, second.further) == (2, (), 1)
    assert read.silent == 0


def test_a_persons_own_yes_lists_this_person_and_nothing_of_a_household_that_did_not_agree(workspace):
    read = listed(("no", "", "yes/no/no no/no/yes"), ("no", "", "no/no/no yes/yes/no"))

    (only,) = read.households
    assert (only.number, only.people, only.further, len(only.needs)) == ("H1", None, None, 1)
    assert read.silent == 1


def test_a_reason_on_record_lists_all_needs_of_the_household_and_is_told(workspace):
    read = listed(("no", "guardian", "no/no/no no/no/yes"))

    (home,) = read.households
    assert dict(home.needs) == {"safety.evacuation": 2, "safety.medicine": 1}
    assert (home.people, home.further, home.override) == (2, 0, "guardian")


def test_where_nobody_was_asked_in_person_a_household_of_several_lists_no_needs(workspace):
    read = listed(
        ("yes", "", "/no/no /yes/no"), ("yes", "", "/no/no"), asked=[one for one in MEMBER if one != "consent_list_own"]
    )

    assert [(len(one.needs), one.further) for one in read.households] == [(0, 1), (1, 0)]
