"""The questionnaire: its questions, groups and answers, in English and Macedonian."""

from dataclasses import dataclass

from scripts.make_demo.places import SETTLEMENTS, STRATA
from scripts.make_demo.words import document, lines


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the survey sheet."""

    type: str
    name: str
    en: str
    mk: str
    relevant: str = ""
    constraint: str = ""
    table: str = "household"

    @property
    def list(self) -> str:
        """The name of its list of answers, "" when it has none."""
        kind, _, name = self.type.partition(" ")
        return name if kind in ("select_one", "select_multiple") else ""


def questions() -> list[Question]:
    """Every line of the survey sheet in its order; those between begin and end of the repeat are about a person."""
    found, table = [], "household"
    for parts in lines("survey.txt"):
        if parts[0] == "end repeat":
            table = "household"
        found.append(Question(*parts, table=table))
        if parts[0] == "begin repeat":
            table = "person"
    return found


def asked_columns(table: str) -> list[Question]:
    """The questions of one table that hold an answer."""
    structure = ("begin", "end", "note", "start")
    return [q for q in questions() if q.table == table and not q.type.startswith(structure)]


def choices() -> list[tuple[str, str, str, str]]:
    """Every line of the choices sheet: list, code, English, Macedonian."""
    rows = []
    for line in document("choices.txt").strip().splitlines():
        name, _, answers = line.partition(":")
        for answer in answers.split(";"):
            code, en, mk = (part.strip() for part in answer.split("="))
            rows.append((name.strip(), code, en, mk))
    rows += [("settlements", s.id, s.name_en, s.name_mk) for s in SETTLEMENTS]
    rows += [("strata", code, en, mk) for code, (mk, en) in STRATA.items()]
    return rows
