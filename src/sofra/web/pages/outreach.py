"""The pages of the mobile team: who is due, what was reached, and the fixed day in a village beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sofra.packs.outreach import Help, kinds_of_help
from sofra.packs.texts import Texts
from sofra.resources.rounds.points import fixed_days, outlay, walkable, week_cost
from sofra.resources.rounds.results import shown, tally, uptake
from sofra.store import queries
from sofra.store.notes_outreach import PlannedWeek
from sofra.store.queries import outreach as kept
from sofra.types.document import Table
from sofra.types.keys import Label
from sofra.types.outreach import Due, FixedDays, NeedClass, Outlay, Point
from sofra.types.visiting import Client, Person, Referral, Team
from sofra.web.forms import Pairs
from sofra.work.rounds import way_by

WHOLE = ("clients", "visits", "met", "reached", "people", "first_time", "referrals", "accepted", "overrides")
LONGEST_WAIT = 14
"""A referral without an answer after so many days is shown."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A household that is due: as the office sees it, and the person when the names are open."""

    due: Due
    client: Client
    place: Label
    need: NeedClass
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the results: its words, the count as anybody may see it (None withheld)."""

    words: str
    count: int | None


def team_of(wish: str, username: str) -> Team | None:
    """The wished team, else the reader's own, else the first; None when there is none."""
    teams = kept.teams()
    mine = [one for one in teams if any(seat.account == username for seat in one.members)]
    return next((one for one in teams if one.id == wish), next(iter([*mine, *teams]), None))


def is_own(team: Team, username: str) -> bool:
    """True when this account sits in the team."""
    return any(seat.account == username for seat in team.members)


def week_of(wish: str, today: date) -> date:
    """The Monday of the wished week, "2026-11-23"; from Friday on the next week's, else this one's.

    A year that no team plans for (before 2000, after 2100) is no wish: at the ends of the calendar no week is whole.
    """
    try:
        day = date.fromisoformat(wish)
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2100:
        day = today + timedelta(days=3) if today.weekday() >= 4 else today
    return day - timedelta(days=day.weekday())


def due_rows(
    found: Sequence[Due], team: str, needs: Mapping[str, NeedClass], known: Mapping[str, Person]
) -> list[DueRow]:
    """Everybody due, with what the reader may see of them."""
    clients, names = {one.pseudonym: one for one in kept.clients(team)}, place_names()
    return [
        DueRow(one, clients[one.pseudonym], names.get(clients[one.pseudonym].settlement, ""), needs[one.need],
               known.get(one.pseudonym))
        for one in found
    ]  # fmt: skip


def due_table(rows: Sequence[DueRow], caption: str, texts: Texts) -> Table:
    """Who is due, as the office may take it along: no names."""
    keys = ("outreach.sheet.household", "outreach.sheet.settlement", "web.outreach.need", "web.outreach.due_on")
    head = (*(texts.say(key) for key in keys), texts.say("web.outreach.late"))
    lines = [
        (row.due.pseudonym, texts.name(row.place), texts.name(row.need.label), texts.date(row.due.on),
         texts.number(row.due.late) if row.due.late else "")
        for row in rows
    ]  # fmt: skip
    return Table(caption, head, lines, "llllr", texts.say("web.outreach.due_lead"))


def by_class(found: Sequence[Due], needs: Mapping[str, NeedClass]) -> list[tuple[NeedClass, int]]:
    """How many are due in each class, the most urgent first."""
    counted = Counter(one.need for one in found)
    return [(need, counted[key]) for key, need in needs.items()]


def place_names() -> Mapping[str, Label]:
    """The names of all places."""
    return {place.id: place.name for place in queries.places()}


def settlements(texts: Texts) -> Pairs:
    """The settlements to choose from, by name."""
    found = [(place.id, texts.name(place.name)) for place in queries.places() if place.kind == "settlement"]
    return sorted(found, key=lambda pair: pair[1])


def late_referrals(team: str, today: date) -> list[Referral]:
    """Referrals that wait for an answer, or for what came of them, longer than two weeks."""
    return [
        one
        for one in kept.referrals(team)
        if (not one.answer and (today - one.sent_on).days > LONGEST_WAIT)
        or (one.answer == "accepted" and not one.outcome and (today - (one.answered_on or today)).days > LONGEST_WAIT)
    ]


def results(team: str, since: date, until: date, texts: Texts) -> dict[str, list[Line]]:
    """What a team reached in a time, under headings; every count is rounded to five, and 1 to 4 are withheld."""
    found = tally(
        kept.clients(team, closed=True),
        kept.visits(team, since, until),
        [one for one in kept.referrals(team, since=since) if one.sent_on <= until],
    )
    parts = {"totals": [Line(texts.say(f"web.outreach.total.{name}"), shown(getattr(found, name))) for name in WHOLE]}
    pack = queries.pack()
    parts["lacking"] = [Line(texts.name(pack.services[kind].label), shown(n)) for kind, n in found.lacking.items()]  # type: ignore[index]
    parts["help"] = [Line(help_name(code, texts), shown(n)) for code, n in found.help.items()]
    parts["refused"] = [Line(texts.say(f"outreach.refusal.{code}"), shown(n)) for code, n in found.refused.items()]
    parts["outcomes"] = [Line(texts.say(f"outreach.outcome.{code}"), shown(n)) for code, n in found.outcomes.items()]
    parts["groups"] = [
        Line(texts.name(pack.groups[group].label), shown(reached))  # type: ignore[index]
        for group, (reached, _) in found.groups.items()
    ]
    return {name: lines for name, lines in parts.items() if lines}


def first_time_share(parts: Mapping[str, Sequence[Line]]) -> float | None:
    """First-time users among the households reached, from the counts as they are shown; None when not to be told."""
    found = dict(zip(WHOLE, parts.get("totals", ()), strict=False))
    return uptake(found["first_time"].count, found["reached"].count) if found else None


def result_table(parts: Mapping[str, Sequence[Line]], caption: str, texts: Texts) -> Table:
    """The results as one table."""
    rows = [
        (texts.say(f"web.outreach.part.{name}"), line.words, told(line.count, texts))
        for name, lines in parts.items()
        for line in lines
    ]
    head = (texts.say("outreach.sheet.what"), "", texts.say("outreach.sheet.count"))
    return Table(caption, head, tuple(rows), "llr", texts.say("web.outreach.rounded"))


def told(count: int | None, texts: Texts) -> str:
    """A count in words; a withheld one says so."""
    return texts.say("web.outreach.few") if count is None else texts.number(count)


def help_name(code: str, texts: Texts) -> str:
    """A kind of help by its name."""
    return texts.name(helps()[code].label) if code in helps() else code


def helps() -> Mapping[str, Help]:
    """The kinds of help of this workspace."""
    found = queries.workspace()
    return kinds_of_help(found.municipality.country, found.office)


@dataclass(frozen=True, slots=True)
class Compared:
    """The fixed days and the team's week: what each reaches and costs."""

    days: FixedDays
    points: Outlay
    team: Outlay | None
    names: Sequence[tuple[Label, int]]
    basis: str


def compared(said: Mapping[str, float | None], week: PlannedWeek | None) -> Compared:
    """The best settlements for fixed days, beside the planned week of the team. Raises DesignError."""
    places = [one for one in queries.places() if one.kind == "settlement" and one.lon is not None and one.people]
    spots = np.array([(one.lon, one.lat) for one in places], dtype=np.float64).reshape(-1, 2)
    most = int(said["served_a_day"] or 0)
    points = [Point(one.id, float(one.lon), float(one.lat), most, said["point_cost"]) for one in places]  # type: ignore[arg-type]
    way = way_by("walk")
    near = walkable(points, spots, way, float(said["walk_minutes"] or 0))
    people = np.array([one.people for one in places], dtype=np.float64)
    found = fixed_days(points, near, people, days=int(said["days_a_week"] or 0))
    names = {one.id: one.name for one in places}
    chosen = [(names[one], found.added[one]) for one in found.points]  # type: ignore[index]
    return Compared(found, outlay(found.reached, found.cost), _team_outlay(said, week), chosen, way.basis)


def _team_outlay(said: Mapping[str, float | None], week: PlannedWeek | None) -> Outlay | None:
    if week is None:
        return None
    visited = {name for one in week.made for name in one["clients"]}
    people = sum(one.people for one in kept.clients(week.team, closed=True) if one.pseudonym in visited)
    minutes, km = week.outline["minutes"], week.outline["km"]
    return outlay(people, week_cost(minutes, km, per_hour=said["hour_cost"], per_km=said["km_cost"]))
