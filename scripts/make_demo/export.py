"""The survey as Kobo exports it: a sheet of households, a sheet of members, and Kobo's own columns."""

from copy import deepcopy
from datetime import date, timedelta
from uuid import UUID

from scripts.make_demo.chance import Dice
from scripts.make_demo.emergency_asked import EMERGENCY
from scripts.make_demo.questions import Question, asked_columns, choices
from scripts.make_demo.sample import Drawn, sample
from scripts.make_demo.scales_asked import PREFIXES
from scripts.make_demo.workbook import Cell, as_rows

Record = dict[str, Cell]
NEVER_MISSING = {"settlement", "stratum", "psu", "interview_date", "interviewer", "consent", "hh_size", "age", "sex",
                 "relation", "ethnicity", "units_in_stratum", "households_in_unit", "base_weight",
                 "social_assistance"}  # fmt: skip
MAIN, MEMBERS = "Trpezica 2026", "members"
FORM_VERSION = "vTrpezica2026a"
FIRST_DAY = date(2026, 5, 11)


def survey_records() -> tuple[list[Record], list[Record]]:
    """The clean export: households and members as records, keys in the order of the columns."""
    codes = {(name, code) for name, code, _, _ in choices()}
    households: list[Record] = []
    members: list[Record] = []
    for index, drawn in enumerate(sample(), 1):
        record = _household(index, drawn, codes)
        households.append(record)
        for number in range(len(drawn.home.members)):
            members.append(_member(len(members) + 1, record, drawn, number, codes))
    return households, members


def with_real_defects(tables: tuple[list[Record], list[Record]]) -> tuple[list[Record], list[Record]]:
    """The export as it really came: an age of 830 and a misspelt code that the importer has to hold."""
    households, members = deepcopy(tables)
    adults = [m for m in members if isinstance(m["age"], int) and m["age"] >= 70]
    adults[41]["age"] = 830
    retired = [m for m in members if m["work"] == "retired"]
    retired[17]["work"] = "retird"
    return households, members


def with_ten_bad_cells(tables: tuple[list[Record], list[Record]]) -> tuple[list[Record], list[Record]]:
    """The clean export with ten cells spoilt, each in another way, for trying out the import."""
    households, members = deepcopy(tables)
    members[9]["age"] = 830
    members[30]["age"] = -4
    members[55]["age"] = "forty"
    members[80]["sex"] = "femle"
    members[120]["wg_walk"] = "7"
    households[12]["heating_fuel"] = "wodd"
    households[33]["minutes_shop"] = "about ten"
    households[50]["base_weight"] = 0
    households[77]["settlement"] = "TRP-99"
    households[101]["_uuid"] = households[100]["_uuid"]
    return households, members


def sheets(tables: tuple[list[Record], list[Record]]) -> dict[str, list[list[Cell]]]:
    """Both tables as sheets of a workbook."""
    return {MAIN: as_rows(tables[0]), MEMBERS: as_rows(tables[1])}


def _household(index: int, drawn: Drawn, codes: set[tuple[str, str]]) -> Record:
    home, dice = drawn.home, Dice(f"export/{drawn.home.id}")
    unit = (index - 1) // 10
    day = FIRST_DAY + timedelta(days=unit * 40 // 45 + dice.whole(0, 1))
    hour, minute = dice.whole(9, 18), dice.whole(0, 59)
    answers = home.answers | {
        "settlement": home.settlement.id, "stratum": home.settlement.stratum, "psu": home.psu,
        "units_in_stratum": drawn.units_in_stratum,
        "households_in_unit": drawn.households_in_unit, "base_weight": drawn.weight, "consent": "yes",
        "interview_date": day.isoformat(), "interviewer": f"INT-{unit % 8 + 1:02d}", "hh_size": len(home.members),
    }  # fmt: skip
    time = f"{day.isoformat()}T{hour:02d}:{minute:02d}:{dice.whole(0, 59):02d}"
    record: Record = {"start": f"{time}.000+02:00"}
    apart = Dice(f"export/{home.id}/scales")
    for question in asked_columns("household"):
        # A column that came later draws its own chances, so that no other answer changed with it.
        own = Dice(f"export/{home.id}/unit") if question.name == "households_in_unit" else dice
        own = apart if question.name.startswith(PREFIXES) else own
        own = Dice(f"export/{home.id}/{question.name}") if question.name in EMERGENCY else own
        record |= _cells(own, question, answers.get(question.name), codes)
    uuid = str(UUID(int=int(dice.share() * 2**64) << 64 | int(dice.share() * 2**64), version=4))
    return record | {
        "_id": 48120000 + index * 7, "_uuid": uuid, "_submission_time": time, "_validation_status": None,
        "_notes": None, "_status": "submitted_via_web", "_submitted_by": None, "__version__": FORM_VERSION,
        "_tags": None, "_index": index,
    }  # fmt: skip


def _member(index: int, parent: Record, drawn: Drawn, number: int, codes: set[tuple[str, str]]) -> Record:
    person, dice = drawn.home.members[number], Dice(f"export/{drawn.home.id}/{number}")
    answers = person.answers | {"age": person.age, "sex": person.sex, "relation": person.relation}
    record: Record = {}
    apart = Dice(f"export/{drawn.home.id}/{number}/scales")
    for question in asked_columns("person"):
        own = apart if question.name.startswith(PREFIXES) else dice
        own = Dice(f"export/{drawn.home.id}/{number}/{question.name}") if question.name in EMERGENCY else own
        record |= _cells(own, question, answers.get(question.name), codes)
    for name in [key for key in record if key.startswith("needs_")]:
        if record[name] != "yes":
            record[name.replace("needs_", "gets_")] = None
    return record | {
        "_index": index, "_parent_table_name": MAIN, "_parent_index": parent["_index"],
        "_submission__id": parent["_id"], "_submission__uuid": parent["_uuid"],
        "_submission__submission_time": parent["_submission_time"], "_submission___version__": FORM_VERSION,
    }  # fmt: skip


def _cells(dice: Dice, question: Question, answer: object, codes: set[tuple[str, str]]) -> Record:
    """The column of a question; with several answers, its codes in one column and each code in its own."""
    name, draw = question.name, dice.share()
    if isinstance(answer, list):
        listed = [code for kind, code, _, _ in choices() if kind == question.list]
        return {name: " ".join(answer) or None} | {f"{name}/{code}": int(code in answer) for code in listed}
    if answer is None or name in NEVER_MISSING:
        return {name: _plain(answer)}
    if draw < 0.02:
        known = [code for code in ("dk", "na") if (question.list, code) in codes]
        return {name: known[int(draw * 50 * len(known))] if known else None}
    return {name: str(answer) if question.list else _plain(answer)}


def _plain(answer: object) -> Cell:
    return answer if isinstance(answer, str | int | float) else None
