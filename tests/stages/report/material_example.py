# ruff: noqa: E501
"""A rich and a thin Material written by hand, with a small pack: what a report is tried on without any other room."""

from collections.abc import Mapping
from typing import Any

from tests.stages.report.behind_example import furthest

from sofra.report.material import Hazard, Material
from sofra.types.catalogue import GateRules, Indicator, Pack, SdgTarget, ServiceEntry, TargetGroup
from sofra.types.evidence import (
    Discrepancy,
    Measure,
    Municipality,
    RegisterCount,
    SampleNote,
    Stakeholder,
    Voice,
)  # fmt: skip
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, PlaceId, RunId, ServiceKind
from sofra.types.origin import Run
from sofra.types.place import AgeSex, Place
from sofra.types.planning import Action, Criterion, Gap, Proposal, Ranked
from sofra.types.supply import Capacity, Contract, Inventory, Provider, Service, Site

PERIOD = "2026"
HOME = PlaceId("TRP")
RUN = RunId("run-2026-11-22-a1b2c3")


def both(en: str, mk: str) -> Mapping[str, str]:
    """A label in English and Macedonian."""
    return {"en": en, "mk": mk}


SERVICES = (
    (
        "INF",
        "Information and referral",
        "Информирање и упатување",
        "Information and referral",
        "Информирање и упатување",
    ),
    ("COU", "Counselling", "Советување", "Counselling", "Советување"),
    ("HOM-CARE", "Help and care at home", "Помош и нега во домот", "Services at home", "Услуги во домот"),
    ("HOM-PA", "Personal assistance", "Лична асистенција", "Services at home", "Услуги во домот"),
    ("COM-DAY", "Day care", "Дневен престој", "Services in the community", "Услуги во заедницата"),
    ("COM-RESP", "Respite", "Предах", "Services in the community", "Услуги во заедницата"),
    ("TRANS", "Social transport", "Социјален превоз", "", ""),
    ("MOB", "Mobile team", "Мобилен тим", "", ""),
    ("SAFE", "Safe house", "Засолниште за жртви на насилство", "", ""),
)
GROUPS = (
    ("OLD", "Older people living alone", "Стари лица што живеат сами", "People aged 65 or more who live alone.",
     "Лица на возраст од 65 и повеќе години што живеат сами."),
    ("PWD-A", "Adults with disabilities", "Возрасни лица со попреченост",
     "People aged 18 or more with a lot of difficulty in at least one of six functions.",
     "Лица на возраст од 18 и повеќе години со големи тешкотии во најмалку една од шест функции."),
    ("POOR", "Families on social assistance", "Семејства на социјална помош", "People in households that receive social assistance.",
     "Лица во домаќинства што примаат социјална помош."),
)  # fmt: skip
INDICATORS = (
    ("needs.home_care", "Need help and care at home", "Имаат потреба од помош и нега во домот", "share", "HOM-CARE"),
    ("needs.day_care", "Need day care", "Имаат потреба од дневен престој", "share", "COM-DAY"),
    ("needs.assistance", "Need personal assistance", "Имаат потреба од лична асистенција", "share", "HOM-PA"),
    ("needs.transport", "Need social transport", "Имаат потреба од социјален превоз", "share", "TRANS"),
    ("needs.respite", "Need respite from care", "Имаат потреба од предах од грижата", "share", "COM-RESP"),
    (
        "lacks.home_care",
        "Need help at home and do not get it",
        "Имаат потреба од помош дома, а не ја добиваат",
        "share",
        "",
    ),
    (
        "lacks.day_care",
        "Need day care and do not get it",
        "Имаат потреба од дневен престој, а не го добиваат",
        "share",
        "",
    ),
    ("lacks.assistance", "Need an assistant and have none", "Имаат потреба од асистент, а немаат", "share", ""),
    ("lacks.transport", "Need transport and do not get it", "Имаат потреба од превоз, а не го добиваат", "share", ""),
    ("poverty.deprived", "Severely deprived", "Тешка материјална и социјална депривација", "share", ""),
    ("housing.cold", "Cannot keep the home warm", "Не можат да го загреат домот", "share", ""),
    ("health.unmet", "Unmet need for a doctor", "Незадоволена потреба од лекар", "share", ""),
    ("health.minutes", "Minutes to the health centre", "Минути до здравствениот дом", "minutes", ""),
)
AREAS = (
    ("TRP-T", "Town", "Град Трпезица", 21.72, 41.44, 9),
    ("TRP-P", "Plain villages", "Рамнински села", 21.84, 41.42, 6),
    ("TRP-H", "Hill villages", "Ридски села", 21.70, 41.53, 4),
    ("TRP-M", "Mountain villages", "Планински села", 21.86, 41.54, 2),
)
CRITERIA = (
    Criterion("size", "needs", 3),
    Criterion("severity", "needs", 3),
    Criterion("legal_basis", "opportunities", 2),
)


def pack() -> Pack:
    """A catalogue of nine services, three groups and thirteen indicators."""
    return Pack(
        country="mk",
        names=("base", "mk"),
        indicators={IndicatorId(i[0]): _indicator(*i) for i in INDICATORS},
        groups={GroupId(g[0]): TargetGroup(GroupId(g[0]), both(g[1], g[2]), both(g[3], g[4])) for g in GROUPS},
        services={
            ServiceKind(s[0]): ServiceEntry(ServiceKind(s[0]), both(s[1], s[2]), {}, both(s[3], s[4]) if s[3] else {})
            for s in SERVICES
        },
        variables={},
        norms=(),
        sdg={
            "1.3": SdgTarget("1.3", both("Social protection for all", "Социјална заштита за сите")),
            "3.8": SdgTarget("3.8", both("Health care for all", "Здравствена заштита за сите")),
            "11.2": SdgTarget("11.2", both("Transport for all", "Превоз за сите")),
        },
        criteria=CRITERIA,
        gate=GateRules(),
        currency="MKD",
        languages=("en", "mk"),
        prints={"base": "ab" * 32, "mk": "cd" * 32},
    )


def rich(**changes: Any) -> Material:
    """A municipality with everything collected."""
    values: dict[str, Any] = {
        "municipality": municipality(),
        "made_on": "2026-11-22",
        "places": places(),
        "facts": facts(),
        "gaps": gaps(),
        "ranked": ranked(),
        "criteria": CRITERIA,
        "proposals": proposals(),
        "actions": actions(),
        "inventory": inventory(),
        "stakeholders": stakeholders(),
        "voices": voices(),
        "measures": measures(),
        "registers": registers(),
        "discrepancies": (Discrepancy(GroupId("PWD-A"), HOME, registers()[:2]),),
        "hazards": (
            Hazard(both("Flood zone of the Bela", "Поплавна зона на Бела"), (PlaceId("TRP-P"),), 1240, "Water office"),
        ),
        "sample": sample(),
        "run": run(),
        "release": "2026-1",
        "roads": ({"type": "LineString", "coordinates": [[21.62, 41.40], [21.76, 41.47], [21.93, 41.56]]},),
        "furthest": furthest(),
    }
    return Material(**{**values, **changes})


def thin() -> Material:
    """A survey and places, nothing else: no services, no registers, no voices."""
    return Material(
        municipality=Municipality(both("Talafar", "Талафар"), "mk", "2021"),
        made_on="2026-11-22",
        places=(Place(HOME, both("Talafar", "Талафар"), "municipality"),),
        facts=tuple(fact for fact in facts() if fact.cell.place == HOME and fact.cell.group == EVERYONE),
        sample=sample(),
    )


def municipality() -> Municipality:
    return Municipality(both("Trpezica", "Трпезица"), "mk", PERIOD, True, ("mk", "en"), "mk")


def places() -> tuple[Place, ...]:
    home = Place(HOME, both("Trpezica", "Трпезица"), "municipality", population=_ages(1.0))
    areas = [
        Place(PlaceId(id_), both(en, mk), "area", HOME, lon, lat, _ages(part / 21), 400 * part, _square(lon, lat))
        for id_, en, mk, lon, lat, part in AREAS
    ]
    villages = [
        Place(PlaceId(f"TRP-{n:02d}"), both(f"Village {n}", f"Село {n}"), "settlement", areas[n % 4].id)
        for n in range(1, 13)
    ]
    return (home, *areas, *villages)


def facts() -> tuple[Fact, ...]:
    made = []
    for i, (indicator, _, _, unit, _) in enumerate(INDICATORS):
        for g, group in enumerate((EVERYONE, *(g[0] for g in GROUPS))):
            value = (38.0 if unit == "minutes" else 0.08 + 0.03 * ((i * 5 + g * 3) % 13)) * (
                0.6 if indicator[0] == "l" else 1
            )
            made.append(fact(indicator, HOME, group, value, 1350 if g == 0 else 96 - 20 * g + i, unit))
            if unit == "share":
                people = fact(f"{indicator}:people", HOME, group, value * 2400, 1350 if g == 0 else 96, "people")
                made.append(people)
            for a, area in enumerate(AREAS):
                made.append(fact(indicator, area[0], group, value * (0.7 + 0.2 * a), 9 + 8 * ((a + g) % 4), unit))
    return tuple(made)


def fact(indicator: str, place: str, group: str, value: float, n: int, unit: str) -> Fact:
    """A fact from so many asked: withheld under ten, to be used with caution under thirty."""
    cell = Cell(IndicatorId(indicator), PlaceId(place), GroupId(group), PERIOD)
    status = Status.SUPPRESSED if n < 10 else Status.UNRELIABLE if n < 30 else Status.OK
    if status is Status.SUPPRESSED:
        return Fact(cell, None, unit, base=Base(n), status=status, origin=RUN, reason="gate.small_base")
    half = value * 1.6 / n**0.5
    spread = Spread(SpreadKind.SAMPLE, half / 2, max(0.0, value - half), value + half)
    return Fact(cell, value, unit, spread, Base(n, round(n * 0.3), n * 17.0, 1.6, 40, 2), status, RUN)


def count(indicator: str, place: str, group: str, value: float | None, unit: str) -> Fact:
    """A fact that was counted: no sampling error, nobody asked."""
    return Fact(Cell(IndicatorId(indicator), PlaceId(place), GroupId(group), PERIOD), value, unit, origin=RUN)


def gap(service: str, indicator: str, group: str, place: str, need: float, places_: int) -> Gap:
    people = fact(f"{indicator}:people", place, group, need, 88, "people")
    without = max(0.0, need - places_)
    spread = Spread(SpreadKind.SAMPLE, 20, max(0.0, need * 0.7 - places_), max(0.0, need * 1.3 - places_))
    left = Fact(people.cell, without, "people", spread, people.base, people.status, RUN)
    return Gap(
        ServiceKind(service), IndicatorId(indicator), GroupId(group), PlaceId(place),
        "absent" if places_ == 0 else "short" if without else "met", people,
        count(f"places.{service}", place, group, places_, "places"), left,
        count(f"gap.coverage.{service}", place, group, min(1.0, places_ / need), "share"),
        count(f"gap.per_place.{service}", place, group, need / places_ if places_ else None, "people_per_place"),
    )  # fmt: skip


def gaps() -> tuple[Gap, ...]:
    rows = (
        ("HOM-CARE", "needs.home_care", "OLD", 312, 60), ("COM-DAY", "needs.day_care", "PWD-A", 214, 25),
        ("TRANS", "needs.transport", "PWD-A", 187, 0), ("HOM-PA", "needs.assistance", "PWD-A", 96, 12),
        ("COM-RESP", "needs.respite", EVERYONE, 61, 0), ("COU", "needs.day_care", "POOR", 40, 45),
    )  # fmt: skip
    made = [gap(service, need, group, HOME, people, places_) for service, need, group, people, places_ in rows]
    for number, area in enumerate(AREAS):
        made.append(gap("HOM-CARE", "needs.home_care", "OLD", area[0], 120 - 20 * number, 24 - 7 * number))
    return tuple(made)


def ranked() -> tuple[Ranked, ...]:
    return tuple(
        Ranked(g, {"size": 0.9 - 0.1 * i, "severity": 0.8, "legal_basis": 1.0}, 0.85 - 0.1 * i, 0.7 - 0.05 * i,
               0.8 - 0.09 * i, i + 1, max(1, i), i + 2, max(0.3, 0.99 - 0.12 * i))
        for i, g in enumerate(gaps()[:5])
    )  # fmt: skip


def proposals() -> tuple[Proposal, ...]:
    first, second, third, *_ = gaps()
    return (
        Proposal(
            first.id,
            first.service,
            first.group,
            HOME,
            "expand",
            252,
            "gap",
            "S3",
            ("1.3", "3.8"),
            first.indicator,
            60,
            312,
        ),
        Proposal(
            second.id, second.service, second.group, HOME, "create", 40, "norm", "", ("1.3",), second.indicator, 25, 65
        ),
        Proposal(
            third.id, third.service, third.group, HOME, "share", 187, "gap", "S9", ("11.2",), third.indicator, 0, 187
        ),
    )


def actions() -> tuple[Action, ...]:
    return (
        Action("A1", "Помош и нега во домот: 100 нови места во ридските и планинските села", proposals()[0],
               "Одделение за општествени дејности", "2027-12-31", 2_400_000, "MKD", "V10 – 463", "Општински буџет",
               "Лица со место", 60, 160, ("1.3", "3.8"), "planned"),
        Action("A2", "Day centre for adults with disabilities, second group of 20", proposals()[1],
               "Department of social affairs", "2028-06-30", None, "MKD", "", "", "People with a place", 25, 45, ("1.3",)),
        Action("A3", "Shared transport with the neighbouring municipality", proposals()[2], "", "", sdg=("11.2",)),
    )  # fmt: skip


def inventory() -> Inventory:
    providers = (
        Provider("P1", both("Centre for social work", "Центар за социјална работа"), "public"),
        Provider("P2", both("Red Cross", "Црвен крст"), "civil"),
        Provider("P3", both("Association “Hope”", "Здружение „Надеж“"), "civil"),
    )
    sites = tuple(
        Site(f"X{n}", both(f"Building {n}", f"Објект {n}"), PlaceId("TRP-01"), 21.68 + 0.045 * n, 41.42 + 0.03 * (n % 4),
             (True, False, None)[n % 3])
        for n in range(6)
    )  # fmt: skip
    names = (
        ("S1", "INF", "Welcome desk", "Шалтер за информации", "P1", 30, 22, None),
        ("S2", "COU", "Family counselling centre", "Советувалиште за семејства", "P1", 45, 40, 6),
        ("S3", "HOM-CARE", "Care at home", "Нега во домот", "P2", 60, 58, 31),
        ("S4", "HOM-PA", "Personal assistance", "Лична асистенција", "P3", 12, 12, 9),
        ("S5", "COM-DAY", "Day centre “Sun”", "Дневен центар „Сонце“", "P3", 25, 24, None),
        ("S6", "COM-DAY", "Day room of the pensioners", "Дневен престој на пензионери", "P2", None, None, None),
    )
    services = tuple(
        Service(
            id_,
            ServiceKind(kind),
            both(en, mk),
            provider,
            (f"X{n}",),
            capacity=Capacity(p, u, w, "2026-05-31", "provider"),
        )
        for n, (id_, kind, en, mk, provider, p, u, w) in enumerate(names)
    )
    contracts = (
        Contract("C1", "S3", "Ministry / Министерство", "2025-01-01", "2026-12-31", 3_100_000, "MKD"),
        Contract("C2", "S5", "Municipality / Општина", "2026-01-01", "", None, "MKD"),
    )
    return Inventory(providers, sites, services, contracts)


def stakeholders() -> tuple[Stakeholder, ...]:
    return (
        Stakeholder(both("Centre for social work", "Центар за социјална работа"), "public",
                    both("Rights and services", "Права и услуги"), 5, 5),
        Stakeholder(both("Association “Hope”", "Здружение „Надеж“"), "civil", both("Day centre", "Дневен центар"), 3, 5),
        Stakeholder(both("Bus company", "Автобуски превозник"), "private", both("Lines to villages", "Линии до селата"), None, 2),
    )  # fmt: skip


def voices() -> tuple[Voice, ...]:
    return (
        Voice("FG1", "focus group", GroupId("OLD"), None, "care",
              both("In winter nobody comes up to us.", "Зиме никој не доаѓа горе кај нас."), "2026-06-12"),
        Voice("FG2", "focus group", GroupId("PWD-A"), None, "transport",
              both("The day centre is good, but how do I get there?", "Дневниот центар е добар, но како да стигнам?"), "2026-06-14"),
    )  # fmt: skip


def measures() -> tuple[Measure, ...]:
    return (
        Measure("1.1", both("Extend care at home", "Проширување на негата во домот"), {}, GroupId("OLD"), "HOM-CARE",
                "Red Cross", 900_000, "MKD", "2024-12-31", "partly", both("Money for half a year", "Пари за половина година")),
        Measure("1.2", both("Ramp at the health centre", "Рампа на здравствениот дом"), {}, GroupId("PWD-A"), "",
                "Municipality", None, "MKD", "2023-06-30", "not done", both("No budget line", "Нема буџетска ставка")),
    )  # fmt: skip


def registers() -> tuple[RegisterCount, ...]:
    return (
        RegisterCount("Centre for social work", GroupId("PWD-A"), HOME, 845, "2025-12-31", "legal finding"),
        RegisterCount("Association “Hope”", GroupId("PWD-A"), HOME, 1310, "2026-03-31", "members and families"),
        RegisterCount("Centre for social work", GroupId("POOR"), HOME, 621, "2025-12-31", "households with assistance"),
    )


def sample() -> SampleNote:
    return SampleNote(
        450, 1347, 4, 5, 45, 1, "adjust", 1.42, 3.1, 61.4, ("age_sex",), True, "2026-05-11", "2026-06-20",
        {"income_month": 0.112, "ethnicity": 0.041},
    )  # fmt: skip


def run() -> Run:
    return Run(
        RUN, "map", {"answers: household survey 2026": "e3" * 32, "services.xlsx": "f0" * 32}, pack().prints,
        {"draws": "1000", "speed_kmh": "30"}, "0.1.0", 2026, "2026-11-22T06:00:00Z", "Ana",
    )  # fmt: skip


def _indicator(id_: str, en: str, mk: str, unit: str, service: str) -> Indicator:
    kind = "share" if unit == "share" else "mean"
    return Indicator(
        IndicatorId(id_), kind, unit, "person", "", "", "", (), both(en, mk), "", ServiceKind(service), ("1.3",)
    )


def _ages(part: float) -> tuple[AgeSex, ...]:
    ages = [(low, low + 9) for low in range(0, 80, 10)] + [(80, None)]
    return tuple(
        AgeSex(sex, low, high, round(part * (1900 - 14 * low + (60 if sex == "f" else 0))))
        for low, high in ages
        for sex in ("f", "m")
    )


def _square(lon: float, lat: float) -> Mapping[str, Any]:
    ring = [[lon - 0.07, lat - 0.05], [lon + 0.06, lat - 0.055], [lon + 0.07, lat + 0.04], [lon - 0.06, lat + 0.055]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
