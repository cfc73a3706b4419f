"""A tiny municipality by hand: one town, two areas, three settlements, and a pack of three services."""

from collections.abc import Sequence

from sofra.types.catalogue import GateRules, Indicator, Pack, ServiceEntry, TargetGroup
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, RunId, ServiceKind
from sofra.types.place import AgeSex, Place
from sofra.types.planning import Criterion, Norm
from sofra.types.supply import Capacity, Inventory, Service, Site

PERIOD = "2026"
RUN = RunId("run-1")
OLD, DISABLED, HIDDEN = GroupId("OLD"), GroupId("PWD-A"), GroupId("VDV")
M, A, B = PlaceId("M"), PlaceId("A"), PlaceId("B")
TOWN, HILL, MILL = PlaceId("A1"), PlaceId("A2"), PlaceId("B1")
HOME, DAY, BUS = ServiceKind("HOM-CARE"), ServiceKind("COM-DAY"), ServiceKind("TRANS")


def place(id: str, kind: str, parent: str | None, people: int | None = None, lon=None, lat=None) -> Place:
    population = () if people is None else (AgeSex("f", 0, None, people),)
    label = {"en": f"Place {id}", "mk": f"Место {id}"}
    return Place(PlaceId(id), label, kind, PlaceId(parent) if parent else None, lon, lat, population)


PLACES = (
    place("M", "municipality", None),
    place("A", "area", "M"),
    place("B", "area", "M"),
    place("A1", "settlement", "A", 600, 21.70, 41.40),
    place("A2", "settlement", "A", 200, 21.80, 41.40),
    place("B1", "settlement", "B", 200),
)


def indicator(id: str, kind: ServiceKind) -> Indicator:
    label = {"en": f"Need {id}", "mk": f"Потреба {id}"}
    return Indicator(
        IndicatorId(id), "share", "share", "person", "", "", "", (), label, "Made up", answered_by=kind, sdg=("1.3",)
    )


def entry(kind: ServiceKind, *, at_home: bool = False, category: str = "") -> ServiceEntry:
    name = {"en": f"Service {kind}", "mk": f"Услуга {kind}"}
    return ServiceEntry(kind, name, name, {"mk": category} if category else {}, at_home, sdg=("1.3", "10.2"))


CRITERIA = (
    Criterion("size", "needs", 3),
    Criterion("severity", "needs", 3),
    Criterion("deprivation", "needs", 2),
    Criterion("voices", "needs", 1),
    Criterion("existing_service", "opportunities", 2),
    Criterion("legal_basis", "opportunities", 2),
    Criterion("cost_known", "opportunities", 1),
)


def pack(norms: Sequence[Norm] = ()) -> Pack:
    indicators = [indicator("needs.day_care", DAY), indicator("needs.home_care", HOME)]
    entries = [entry(HOME, at_home=True, category="help at home"), entry(DAY, category="day care"), entry(BUS)]
    old = TargetGroup(OLD, {"en": "Old", "mk": "Стари"}, {"en": "Old"}, condition="age >= 65")
    disabled = TargetGroup(DISABLED, {"en": "Disabled"}, {"en": "Disabled"}, condition="wg_walk >= 3")
    hidden = TargetGroup(HIDDEN, {"en": "Hidden"}, {"en": "Nobody asks about them"})
    groups = [old, disabled, hidden]
    return Pack(
        country="mk",
        names=("base", "mk"),
        indicators={i.id: i for i in indicators},
        groups={g.id: g for g in groups},
        services={e.kind: e for e in entries},
        variables={},
        norms=norms,
        sdg={},
        criteria=CRITERIA,
        gate=GateRules(),
        currency="MKD",
        languages=("en", "mk"),
        prints={},
    )


def service(id: str, kind: ServiceKind, places: int | None, **more) -> Service:
    capacity = Capacity(places, more.pop("users", None), more.pop("waiting", None), more.pop("counted_on", ""))
    return Service(id, kind, {"en": id}, "provider", capacity=capacity, **more)


def inventory(*services: Service, sites: Sequence[Site] = ()) -> Inventory:
    return Inventory(services=services, sites=sites)


def fact(indicator: str, value: float | None, *, place=M, group=EVERYONE, unit="people", **more) -> Fact:
    """A fact of the sample; `low` and `high` make its interval, `se` its standard error."""
    kind = SpreadKind.SAMPLE if "low" in more or "se" in more else SpreadKind.NONE
    spread = Spread(kind, more.pop("se", None), more.pop("low", None), more.pop("high", None))
    cell = Cell(IndicatorId(indicator), place, group, PERIOD)
    return Fact(cell, value, unit, spread, more.pop("base", Base()), more.pop("status", Status.OK), RUN, **more)
