"""Where the next one should stand, as the page shows it: the wish, what lies on the map, who gains and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from sofra.gaps.words import group_name, service_name
from sofra.packs.texts import Texts
from sofra.plan.siting.effect import Effect
from sofra.plan.siting.ground import STANDS, Ground, kinds
from sofra.plan.siting.hand import Laid
from sofra.plan.siting.wish import ACTS, CLOSE, MOVE, Step, Wish, read_steps
from sofra.plan.siting.words import minutes, people
from sofra.render.legend import CLASS, Entry
from sofra.resources.travel.straight import SPEEDS_KMH
from sofra.types.catalogue import Pack
from sofra.types.document import Map, Shape, Table
from sofra.types.keys import EVERYONE, GroupId, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.web.forms import Pairs, amount, one_of, whole, words
from sofra.web.pages.grounds import addresses, grounds, outlines_address
from sofra.web.pages.shades import spot_of
from sofra.web.pages.sheet import Addresses, Sheet, sheet

DEFAULTS = {"siting_aim": "covered", "siting_new": "1", "siting_minutes": "15", "siting_mode": "car"}
AIMS = ("covered", "nearest", "worst_off", "everybody")
"""The aims in the order in which they are offered."""


class WishForm(forms.Form):
    """What is asked of the next one."""

    siting_kind = one_of(())
    siting_aim = one_of(())
    siting_new = whole(required=True)
    siting_minutes = amount(required=True)
    siting_mode = one_of(())
    siting_size = whole()
    siting_full = forms.BooleanField(required=False)
    siting_budget = amount()
    siting_group = one_of((), required=False)
    siting_group_minutes = amount()

    def __init__(self, data: Mapping[str, Any], *, pack: Pack, texts: Texts) -> None:
        super().__init__({**DEFAULTS, **data})
        choices: dict[str, Pairs] = {
            "siting_kind": [(kind, service_name(kind, pack, texts)) for kind in kinds(pack)],
            "siting_aim": [(aim, texts.say(f"siting.objective.{aim}")) for aim in AIMS],
            "siting_mode": [(mode, texts.say(f"siting.mode.{mode}")) for mode in SPEEDS_KMH],
            "siting_group": [("", texts.say("web.siting.no_promise")), *_groups(pack, texts)],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        if not self.data.get("siting_kind"):
            self.data["siting_kind"] = choices["siting_kind"][0][0]

    def wish(self, lang: str) -> Wish:
        """The wish of a valid form."""
        given = self.cleaned_data
        return Wish(
            kind=ServiceKind(given["siting_kind"]),
            objective=given["siting_aim"],
            new=given["siting_new"],
            within=given["siting_minutes"],
            mode=given["siting_mode"],
            size=given["siting_size"],
            full=given["siting_full"],
            budget=given["siting_budget"],
            group=given["siting_group"],
            group_minutes=given["siting_group_minutes"] or given["siting_minutes"],
            lang=lang,
        )


def _groups(pack: Pack, texts: Texts) -> Pairs:
    plain = [one for one in pack.groups.values() if one.condition and one.by_settlement and one.sensitivity == "plain"]
    return [(str(one.id), group_name(GroupId(one.id), pack, texts)) for one in plain if one.id != EVERYONE]


class HandForm(forms.Form):
    """One thing done by hand, without a mouse: what, which place, where."""

    hand_act = one_of(())
    hand_site = one_of((), required=False)
    hand_home = one_of((), required=False)
    hand_lat = words(required=False, inputmode="decimal")
    hand_lon = words(required=False, inputmode="decimal")

    def __init__(self, data: Mapping[str, Any] | None, *, laid: Laid, ground: Ground, texts: Texts) -> None:
        super().__init__(data)
        nothing = ("", texts.say("web.siting.choose"))
        acts = [(act, texts.say(f"web.siting.act.{act}")) for act in ACTS]
        movable = [
            (spot.id, label(spot.id, laid, texts)) for spot in laid.spots if spot.role not in ("candidate", "planned")
        ]
        homes = [(place.id, texts.name(place.name)) for place in ground.homes]
        for name, pairs in (("hand_act", acts), ("hand_site", [nothing, *movable]), ("hand_home", [nothing, *homes])):
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


def label(id: str, laid: Laid, texts: Texts) -> str:
    """What a spot is called: its own name, or the settlement it was placed near."""
    spot = next(one for one in laid.spots if one.id == id)
    if spot.role == STANDS or texts.name(spot.name):
        return texts.name(spot.name)
    near = next((n for one, n in zip(laid.placed, laid.near, strict=True) if one is spot and n is not None), None)
    place = texts.name(near.name) if near else ""
    return texts.say(f"web.siting.spot.{spot.role}", place=place)


def step_words(at: int, laid: Laid, texts: Texts) -> str:
    """A step in words: what was done and where."""
    step, near = laid.steps[at], laid.near[at]
    site = next((texts.name(spot.name) for spot in laid.spots if spot.id == step.site), "")
    return texts.say(f"web.siting.step.{step.act}", site=site, place=texts.name(near.name) if near else "")


def done(steps: Sequence[Step], given: Mapping[str, Any], ground: Ground) -> tuple[Sequence[Step], str]:
    """The steps with one more thing done, and the key of what is wrong with it ("" when nothing is)."""
    act, site = given["hand_act"], given.get("hand_site", "")
    spot = _point(given, ground)
    if act != CLOSE and spot is None:
        return steps, "web.siting.error.where"
    if act in (CLOSE, MOVE) and not site:
        return steps, "web.siting.error.which"
    lon, lat = spot if spot and act != CLOSE else (None, None)
    own = int(site.removeprefix("new-")) - 1 if site.startswith("new-") else -1
    if 0 <= own < len(steps):
        # What was placed by hand is moved or taken away itself; only a site that stands leaves a step behind.
        kept = [*steps[:own], *steps[own + 1 :]]
        old = steps[own]
        return (kept if act == CLOSE else [*steps[:own], Step(old.act, old.site, lon, lat), *steps[own + 1 :]]), ""
    return [*steps, Step(act, site if act in (CLOSE, MOVE) else "", lon, lat)], ""


def _point(given: Mapping[str, Any], ground: Ground) -> tuple[float, float] | None:
    """The point that is typed in, else the middle of the chosen settlement."""
    try:
        lat, lon = (float(str(given.get(name, "")).replace(",", ".")) for name in ("hand_lat", "hand_lon"))
    except ValueError:
        home = next((place for place in ground.homes if place.id == given.get("hand_home")), None)
        return (home.lon, home.lat) if home and home.lon is not None and home.lat is not None else None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def steps_of(sent: QueryDict) -> Sequence[Step] | None:
    """The steps in an address; None when nothing was done by hand."""
    return read_steps(sent.getlist("step")) if sent.get("hand") else None


def carried(sent: Mapping[str, Any], steps: Sequence[Step] | None) -> list[tuple[str, str]]:
    """The wish and the steps as names and values that a form or an address carries along."""
    wish = [(name, str(value)) for name, value in sent.items() if name.startswith("siting_") and value]
    codes = [] if steps is None else [("hand", "1"), *(("step", step.code) for step in steps)]
    return [*wish, *codes]


def address(sent: Mapping[str, Any], steps: Sequence[Step] | None) -> str:
    """The query of the same wish with these steps."""
    return urlencode(carried(sent, steps))


@dataclass(frozen=True, slots=True)
class Row:
    """One settlement: people in need, minutes before and after, and whether it comes within or falls out."""

    id: str
    name: str
    people: str
    before: str
    after: str
    level: int
    change: str


def rows(ground: Ground, effect: Effect, texts: Texts) -> list[Row]:
    """Every settlement with a spot; the ones that change first, then by how far they are."""
    found = []
    within = ground.wish.within
    for at, place in enumerate(ground.homes):
        before, after = float(effect.before[at]), float(effect.after[at])
        change = "comes" if before > within >= after else "falls" if after > within >= before else ""
        known = bool(ground.everyone.known[at])
        number = people(float(ground.everyone.people[at]), texts) if known else texts.say("siting.withheld")
        lent = known and len(ground.everyone.lent) > 0 and bool(ground.everyone.lent[at])
        number = texts.say("siting.lent", value=number) if lent else number
        shown = minutes(before, texts), minutes(after, texts)
        found.append(
            (not change, -after, Row(place.id, texts.name(place.name), number, *shown, _level(after, within), change))
        )
    return [row for _, _, row in sorted(found, key=lambda one: one[:2])]


def _level(after: float, within: float) -> int:
    """The class on the map: half the minutes, the minutes, half as much again, twice, further or out of reach."""
    return 1 + sum(after > within * part for part in (0.5, 1.0, 1.5, 2.0))


def legend(found: Sequence[Row], within: float, ground: Sheet, texts: Texts) -> list[tuple[Entry, int]]:
    """The classes that occur, as the map paints them, with the number of settlements."""
    ends = [within * part for part in (0.5, 1.0, 1.5, 2.0)]
    said = [
        *(texts.say("web.siting.up_to", minutes=end) for end in ends),
        texts.say("web.siting.beyond", minutes=ends[-1]),
    ]
    counts = [sum(row.level == level for row in found) for level in range(1, 6)]
    painted = [entry for entry in ground.legend if entry.kind == CLASS]
    return [(replace(one, words=words), n) for one, words, n in zip(painted, said, counts, strict=True) if n]


LEVELS = (1.0, 2.0, 3.0, 4.0, 5.0)


def drawn(found: Sequence[Row], places: Sequence[Place], texts: Texts) -> Sheet:
    """The settlements by how far they are once the steps are done, on the municipality's own ground."""
    spots = {place.id: spot_of(place) for place in places}
    shapes = tuple(
        Shape(row.id, row.name, spots.get(PlaceId(row.id)), float(row.level), row.after, told=_told(row, texts))
        for row in found
    )
    words = texts.say("web.siting.legend")
    ground = Map(words, shapes, words, words, breaks=LEVELS, worse="high", layers=grounds(places, texts))
    return sheet(ground, texts, Addresses(outlines=outlines_address(), layers=addresses()), "siting-map")


def _told(row: Row, texts: Texts) -> str:
    return texts.say("web.siting.tip", before=row.before, after=row.after, people=row.people)


def markers(laid: Laid, texts: Texts, *, edit: bool) -> list[dict[str, Any]]:
    """What stands on the map once the steps are done, and what was closed: each may be dragged where `edit` is."""
    return [
        {
            "id": spot.id,
            "lat": spot.lat,
            "lon": spot.lon,
            "role": spot.role if stands else "closed",
            "name": label(spot.id, laid, texts),
            "text": texts.say(f"web.siting.role.{spot.role if stands else 'closed'}"),
            "drag": edit and bool(stands),
        }
        for spot, stands, stood in zip(laid.spots, laid.after, laid.before, strict=True)
        if stands or stood
    ]


def table(found: Sequence[Row], texts: Texts, *, title: str, note: str) -> Table:
    """The settlements as a table for a spreadsheet."""
    header = [texts.say(f"web.siting.column.{name}") for name in ("settlement", "people", "before", "after", "change")]
    cells = [
        [
            row.name,
            row.people,
            row.before,
            row.after,
            texts.say(f"web.siting.change.{row.change}") if row.change else "",
        ]
        for row in found
    ]
    return Table(title, header, cells, "lrrrl", note)
