"""A week of a mobile team as tables: pseudonyms with clock times, what is in no round and why; never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sofra.packs.texts import Texts
from sofra.types.document import Table
from sofra.types.keys import Label
from sofra.types.outreach import Missed, Week
from sofra.types.visiting import Client, Team


def clock(minutes: int) -> str:
    """Minutes after midnight as people write them: 09:05."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class Doors:
    """Whom the rounds visit: the households by pseudonym, and the names of all places."""

    clients: Mapping[str, Client]
    places: Mapping[str, Label]

    def place(self, pseudonym: str, texts: Texts) -> str:
        """The settlement of a household by name; a dash for one that is not known any more."""
        client = self.clients.get(pseudonym)
        return texts.name(self.places[client.settlement]) if client and client.settlement in self.places else "–"


def week_tables(week: Week, team: Team, doors: Doors, texts: Texts) -> list[Table]:
    """The week as tables of a workbook: pseudonyms only, with clock times; then what is in no round, and why."""
    monday = min((one.day for one in week.rounds), default=None)
    caption = {"team": team.name, "monday": monday or ""}
    rows = [
        (texts.date(one.day), one.team, str(order), call.visit, doors.place(call.visit, texts),
         clock(call.begins), clock(call.leaves), str(call.drive))
        for one in week.rounds
        for order, call in enumerate(one.calls, start=1)
    ]  # fmt: skip
    head = ("day", "car", "order", "household", "settlement", "begins", "leaves", "drive")
    made = replace(_table("caption", head, rows, texts, **caption), note=summary(week, texts))
    missed = [(one.visit, doors.place(one.visit, texts), why(one, texts)) for one in week.missed]
    return [made, _table("missed", ("household", "settlement", "why"), missed, texts, **caption)]


def summary(week: Week, texts: Texts) -> str:
    """What a week comes to, in a sentence."""
    return texts.say(
        "outreach.sheet.note",
        made=week.made,
        hours=texts.number(week.drive / 60, 1),
        km=texts.number(round(week.km)),
        basis=texts.say(f"outreach.basis.{week.basis}"),
    )


def why(one: Missed, texts: Texts) -> str:
    """Why a visit is in no round."""
    return texts.say(f"outreach.reason.{one.reason}", minutes=one.values.get("minutes", 0))


def _table(key: str, head: Sequence[str], rows: Sequence[Sequence[str]], texts: Texts, **gaps: str | date) -> Table:
    titles = tuple(texts.say(f"outreach.sheet.{name}") for name in head)
    return Table(texts.say(f"outreach.sheet.{key}", **gaps), titles, tuple(rows), "l" * len(head))
