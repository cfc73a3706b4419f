"""The rounds of a week as pages and sheets: calls with clock times, a sketch of the way, tables without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sofra.packs.texts import Texts
from sofra.store.notes_outreach import PlannedWeek
from sofra.types.document import Table
from sofra.types.keys import Label
from sofra.types.outreach import Call, Missed, Round, Week
from sofra.types.visiting import Client, Person, Team

SIZE, EDGE = 320, 24


@dataclass(frozen=True, slots=True)
class Stop:
    """One call of a round with whom it is for."""

    order: int
    call: Call
    client: Client
    place: Label
    person: Person | None
    begins: str
    leaves: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One round ready to be printed; `path` is the way as the points of an SVG line, "" when no point is known."""

    number: int
    round: Round
    stops: Sequence[Stop]
    starts: str
    ends: str
    path: str
    home: tuple[float, float] | None


def clock(minutes: int) -> str:
    """Minutes after midnight as people write them: 09:05."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(text: str) -> int:
    """09:05 as minutes after midnight."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest or 0)


def sheets(
    week: Week, team: Team, clients: Mapping[str, Client], names: Mapping[str, Label], known: Mapping[str, Person]
) -> list[Sheet]:
    """The rounds in their order; households that were erased since are left out."""
    return [_sheet(number, one, team, clients, names, known) for number, one in enumerate(week.rounds)]


def _sheet(number: int, one: Round, team: Team, *given: Mapping) -> Sheet:  # type: ignore[type-arg]
    clients, names, known = given
    calls = [call for call in one.calls if call.visit in clients]
    spots = _drawn([(team.lon, team.lat), *(_point(known.get(call.visit)) for call in calls)])
    stops = [
        Stop(place, call, clients[call.visit], names.get(clients[call.visit].settlement, ""), known.get(call.visit),
             clock(call.begins), clock(call.leaves), *spots.get(place, (0.0, 0.0)))
        for place, call in enumerate(calls, start=1)
    ]  # fmt: skip
    path = " ".join(f"{spots[place][0]},{spots[place][1]}" for place in [*sorted(spots), 0] if place in spots)
    return Sheet(number, one, stops, clock(one.starts), clock(one.ends), path if len(spots) > 1 else "", spots.get(0))


def week_tables(
    week: Week, team: Team, clients: Mapping[str, Client], names: Mapping[str, Label], texts: Texts
) -> list[Table]:
    """The week as tables of a workbook: pseudonyms only, with clock times; then what is in no round, and why."""
    monday = min((one.day for one in week.rounds), default=None)
    caption = {"team": team.name, "monday": monday or ""}
    rows = [
        (texts.date(one.day), one.team, str(order), call.visit, _place(clients, names, call.visit, texts),
         clock(call.begins), clock(call.leaves), str(call.drive))
        for one in week.rounds
        for order, call in enumerate(one.calls, start=1)
    ]  # fmt: skip
    head = ("day", "car", "order", "household", "settlement", "begins", "leaves", "drive")
    made = _table("caption", head, rows, texts, caption, note=summary(week, texts))
    missed = [(one.visit, _place(clients, names, one.visit, texts), why(one, texts)) for one in week.missed]
    return [made, _table("missed", ("household", "settlement", "why"), missed, texts, caption)]


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


def missed_lines(week: PlannedWeek, clients: Mapping[str, Client], names: Mapping[str, Label], texts: Texts) -> list:  # type: ignore[type-arg]
    """The visits of a kept plan that are in no round: pseudonym, settlement, why, whether it had to be made."""
    return [
        (
            one["client"],
            _place(clients, names, one["client"], texts),
            texts.say(f"outreach.reason.{one['reason']}", minutes=one["minutes"]),
            one["required"],
        )
        for one in week.missed
    ]


def days_planned(week: PlannedWeek, clients: Mapping[str, Client], names: Mapping[str, Label], texts: Texts) -> list:  # type: ignore[type-arg]
    """The rounds as the office may see them: day, car, how many visits, in which settlements."""
    return [
        (
            date.fromisoformat(one["day"]),
            one["car"],
            len(one["clients"]),
            ", ".join(sorted({_place(clients, names, name, texts) for name in one["clients"]})),
        )
        for one in week.made
    ]


def _place(clients: Mapping[str, Client], names: Mapping[str, Label], pseudonym: str, texts: Texts) -> str:
    client = clients.get(pseudonym)
    return texts.name(names[client.settlement]) if client and client.settlement in names else "–"


def _table(
    key: str, head: Sequence[str], rows: Sequence[Sequence[str]], texts: Texts, gaps: Mapping[str, str | date],
    *, note: str = "",
) -> Table:  # fmt: skip
    titles = tuple(texts.say(f"outreach.sheet.{name}") for name in head)
    return Table(texts.say(f"outreach.sheet.{key}", **gaps), titles, tuple(rows), "l" * len(head), note)


def _point(person: Person | None) -> tuple[float | None, float | None]:
    return (person.lon, person.lat) if person else (None, None)


def _drawn(points: Sequence[tuple[float | None, float | None]]) -> dict[int, tuple[float, float]]:
    """Where each known point stands in a square picture, north up; by its place in the list."""
    known = {n: (lon * 0.75, lat) for n, (lon, lat) in enumerate(points) if lon is not None and lat is not None}
    if not known:
        return {}
    left, top = min(x for x, _ in known.values()), max(y for _, y in known.values())
    wide = max(max(x for x, _ in known.values()) - left, top - min(y for _, y in known.values())) or 1.0
    scale = (SIZE - 2 * EDGE) / wide
    return {n: (round(EDGE + (x - left) * scale, 1), round(EDGE + (top - y) * scale, 1)) for n, (x, y) in known.items()}
