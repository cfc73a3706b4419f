"""Disasters written down, and the list of households that civil protection reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Flags, Floats, as_text
from sofra.gaps.hazards import Scene
from sofra.needs.exposed import Exposed, parts, points
from sofra.needs.weights import PERSON, Table, Weighed, weigh
from sofra.packs.condition import columns, parse
from sofra.packs.texts import Texts
from sofra.resources.hazards.overlay import Overlay, by_settlement, inside, overlays
from sofra.resources.hazards.zones import danger_id, zones_of
from sofra.resources.shown import kept_secret
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.hazards import DisasterRow
from sofra.store.records import as_columns
from sofra.store.rows import batch_of
from sofra.types.bounds import MOST, countable
from sofra.types.catalogue import Pack
from sofra.types.errors import Issue, NotFound, Severity, SourceError, stop
from sofra.types.hazard import KIND, KINDS, Disaster, Hazards
from sofra.types.keys import IndicatorId, PlaceId
from sofra.work.acts import Actor, Done, act
from sofra.work.endangered import measures
from sofra.work.gather import gather

CONSENT, OWN, OVERRIDE = "consent_list", "consent_list_own", "consent_list_override"
"""Questions: may the household be listed, may this person's needs, and the reason on record for doing without."""


@act("hazards.record")
def record_disaster(actor: Actor, disaster: Disaster) -> Done[Disaster]:
    """Write down something that happened. Raises SourceError with everything that is wrong with it."""
    wrong = list(_wrong(disaster))
    if wrong:
        raise SourceError(*wrong)
    kept = {name: value for name, value in as_columns(disaster).items() if name != "id"}
    row = DisasterRow.objects.create(**kept)
    return Done(disaster, f"disaster {row.pk}")


@act("hazards.remove")
def remove_disaster(actor: Actor, number: int) -> Done[None]:
    """Take a disaster out of the history. Raises NotFound."""
    if not DisasterRow.objects.filter(pk=number).delete()[0]:
        raise stop(NotFound, "not_found", thing="disaster", id=str(number))
    return Done(None, f"disaster {number}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One household on the list: its number in the survey, where it lives, and the help that its people need.

    `needs` are of those who agreed themselves, or of all where `override` has the reason on record ("life", "guardian",
    "law"). `further` need help as well and did not agree: nothing else is said of them. `people` and `further` None:
    the household did not agree, some of its people did. `sure` False: its settlement lies in the zone in part, and
    nobody knows on which side the house stands.
    """

    number: str
    place: PlaceId
    people: int | None
    needs: Sequence[tuple[IndicatorId, int]]
    sure: bool
    further: int | None = 0
    override: str = ""


@dataclass(frozen=True, slots=True)
class ProtectionList:
    """The households of a danger that need help and may be listed; `silent` need help there and may not.

    `asked` False: the survey had no question about consent, so nobody is listed.
    """

    danger: str
    households: Sequence[Listed] = ()
    silent: int = 0
    asked: bool = True


@act("hazards.list")
def read_list(actor: Actor, danger: str) -> Done[ProtectionList]:
    """Who in this danger needs which help, household by household: of those alone who agreed to be on the list.

    A household's yes lists that it is there and how many need help; what help, each person's own yes alone (of
    somebody who lives alone the household's), or the household's reason on record for doing without.

    From the newest round. The event keeps how many were read, nothing of what they said. Raises NotFound without a
    round or for a danger that there is not.
    """
    given = gather()
    if not given.rounds:
        raise stop(NotFound, "no_round_yet")
    pack, newest = queries.pack(), given.rounds[-1]
    zones = [zone for zone in zones_of(given.hazard) if danger_id(zone) == danger]
    found = overlays(zones, given.places, kept_secret(given.inventory, pack.services))
    if not found:
        raise stop(NotFound, "not_found", thing="danger", id=danger)
    batch = apply(batch_of(newest), newest.links, pack.variables)
    weighed = weigh(batch, newest.design, given.places, pack, fit_to_totals=False)
    made = _listed(found[0], weighed, pack)
    return Done(made, f"danger {danger}", {"households": len(made.households)})


def scene(release: int, texts: Texts) -> Scene | None:
    """What a release says of dangers, ready to be told; None for one without zones and disasters."""
    found = queries.annex(release, KIND, Hazards)
    if found is None:
        return None
    given = queries.inputs(release)
    facts = [fact for fact in queries.facts(release) if fact.cell.indicator.startswith("hazard.")]
    pack = queries.pack()
    # What is secret today was perhaps not yet so when the release was made.
    secret = frozenset(site.id for site in queries.whole_inventory().sites if site.hidden)
    there = kept_secret(given.inventory, pack.services, secret)
    sites = {site.id: texts.name(site.name) for site in there.sites if not site.hidden}
    dangers = [replace(one, services=[each for each in one.services if each.site in sites]) for one in found.dangers]
    return Scene(replace(found, dangers=dangers), facts, given.places, pack, texts, sites)


def _wrong(disaster: Disaster) -> Iterable[Issue]:
    known = {place.id for place in queries.places()}
    if not _day(disaster.on):
        yield _issue("disaster_day", value=disaster.on)
    if disaster.kind not in KINDS:
        yield _issue("disaster_kind", value=disaster.kind, known=", ".join(KINDS))
    if disaster.place and disaster.place not in known:
        yield _issue("disaster_place", value=disaster.place)
    for name in ("affected", "damage"):
        value = getattr(disaster, name)
        if value is not None and value < 0:
            yield _issue("disaster_negative", value=value)
        if value is not None and not countable(value):
            yield _issue("number_boundless", limit=MOST)


def _day(text: str) -> bool:
    """Whether this is a day, a month or a year that is not in the future."""
    whole = {4: f"{text}-01-01", 7: f"{text}-01", 10: text}.get(len(text), "")
    try:
        return date.fromisoformat(whole) <= date.today()  # noqa: DTZ011 - a day that somebody wrote on paper
    except ValueError:
        return False


def _issue(code: str, **values: str | int | float) -> Issue:
    return Issue(code, values=values, severity=Severity.FILE)


def _listed(overlay: Overlay, weighed: Weighed, pack: Pack) -> ProtectionList:
    table = weighed.table(PERSON)
    if CONSENT not in table.frame.columns and OWN not in table.frame.columns:
        return ProtectionList(overlay.danger.id, asked=False)
    danger = Exposed("", by_settlement(overlay.danger), lambda spots: inside(overlay.shape, spots), {})
    part = parts(table, weighed.places, danger)
    needs = {one: _holds(table, pack, one) for one in measures(pack)}
    in_need = np.any([*needs.values(), np.zeros(len(part), dtype=np.bool_)], axis=0) & (part > 0)
    allowed = _allowed(table)
    homes = np.unique(table.household[in_need & (allowed.home | allowed.person)])
    silent = len(np.setdiff1d(table.household[in_need], homes))
    made = _Making(table, weighed, needs, part, in_need, allowed)
    found = [_household(int(home), made) for home in homes]
    return ProtectionList(overlay.danger.id, sorted(found, key=lambda one: (one.place, one.number)), silent)


@dataclass(frozen=True, slots=True)
class _Allowed:
    """(people,) each: the household may be listed; this person's needs may; the reason on record, "" for none."""

    home: Flags
    person: Flags
    reason: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Making:
    """What the list is made of; arrays are by person."""

    table: Table
    weighed: Weighed
    needs: Mapping[IndicatorId, Flags]
    part: Floats
    in_need: Flags
    allowed: _Allowed


def _allowed(table: Table) -> _Allowed:
    home, own = (np.array([text == "yes" for text in _texts(table, name)], dtype=np.bool_) for name in (CONSENT, OWN))
    reason = [text or "" for text in _texts(table, OVERRIDE)]
    over = np.array([bool(text) for text in reason], dtype=np.bool_)
    alone = np.bincount(table.household)[table.household] == 1
    return _Allowed(home | over, own | over | (home & alone), reason)


def _texts(table: Table, name: str) -> Sequence[str | None]:
    """What everybody answered; None for all where the survey did not ask."""
    return as_text(table.frame.column(name)) if name in table.frame.columns else [None] * table.frame.size


def _household(home: int, made: _Making) -> Listed:
    table, allowed = made.table, made.allowed
    mine = np.flatnonzero(table.household == home)
    first, place = mine[0], int(table.place[mine[0]])
    spots = points(table.frame)
    located = spots is not None and not np.isnan(spots[first]).any()
    listed, told = bool(allowed.home[first]), mine[allowed.person[mine]]
    return Listed(
        number=as_text(table.frame.column("_parent" if PERSON in made.weighed.tables else "_id"))[first] or "",
        place=made.weighed.places[place] if place >= 0 else PlaceId(""),
        people=len(mine) if listed else None,
        needs=tuple((one, n) for one, holds in made.needs.items() if (n := int(holds[told].sum()))),
        sure=bool(located or made.part[first] >= 1),
        further=int((made.in_need[mine] & ~allowed.person[mine]).sum()) if listed else None,
        override=allowed.reason[first],
    )


def _holds(table: Table, pack: Pack, measure: IndicatorId) -> Flags:
    """(rows,) who is known to need this help; nobody where the survey did not ask."""
    indicator = pack.indicators[measure]
    base, where = parse(indicator.base), parse(indicator.where)
    if not columns(base) | columns(where) <= table.frame.columns.keys():
        return np.zeros(table.frame.size, dtype=np.bool_)
    return np.asarray((truth(base, table.frame) == TRUE) & (truth(where, table.frame) == TRUE), dtype=np.bool_)
